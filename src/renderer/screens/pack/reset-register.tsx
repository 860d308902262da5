/** The one way on from a register that cannot be used: an empty one, after a confirmation. A supervisor's decision. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { Problem } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import { useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { useText } from '../../text/use-text.ts';
import css from './packs.module.css';

export function ResetRegister({ problem, what, onReset }: ResetRegisterProps) {
  const { t } = useText();
  const supervisor = useDeskState('session', (state) => state.app?.session?.role === 'supervisor');
  useSpoken(t(`register.broken-${what}`), true);
  const [asking, setAsking] = useState(false);
  const reset = async () => {
    await onReset();
    setAsking(false);
  };
  return (
    <div className={css.card} data-warn data-problem>
      <p className={css.warning}>
        <IconAlertTriangle size={20} aria-hidden />
        <strong>{t(`register.broken-${what}`)}</strong>
      </p>
      <p>{t('register.broken-what')}</p>
      <p className={css.fine}>{t('problem.code', { code: problem.code })}</p>
      {supervisor ? (
        <div className={css.actions}>
          <Button variant="default" onClick={() => setAsking(true)}>
            {t(`register.reset-${what}`)}
          </Button>
        </div>
      ) : (
        <p>{t('register.supervisor')}</p>
      )}
      {asking && (
        <Dialog onClose={() => setAsking(false)} title={t('register.reset-title')} widthPx={480}>
          <p>{t(`register.reset-${what}-what`)}</p>
          <div className={css.actions}>
            <Button data-autofocus variant="default" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button color="danger" onClick={() => void reset()}>
              {t('register.reset')}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
interface ResetRegisterProps {
  readonly problem: Problem;
  readonly what: 'packs' | 'notices';
  readonly onReset: () => Promise<boolean>;
}

/** Changing one's own passphrase. */
import { PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useText } from '../../text/use-text.ts';
import { PassphraseFields } from './passphrase-fields.tsx';

export function PassphraseDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { session, view } = useDesk();
  const busy = useDeskState('session', (state) => state.busy);
  const problem = useDeskState('session', (state) => state.problem);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState<string | null>(null);
  const close = () => {
    session.setState({ problem: null });
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (next === null || !(await session.getState().changePassphrase(current, next))) return;
    view.getState().announce(t('settings.passphrase-changed'));
    close();
  };
  return (
    <Dialog onClose={close} title={t('settings.change-passphrase')} widthPx={480}>
      <form className={card.form} onSubmit={(event) => void submit(event)}>
        <PasswordInput
          data-autofocus
          label={t('settings.current-passphrase')}
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={problem?.code === 'passphrase-wrong' && t('unlock.wrong')}
          visibilityToggleButtonProps={{ 'aria-label': t('unlock.show'), tabIndex: 0 }}
        />
        <PassphraseFields onChange={setNext} />
        {problem !== null && problem.code !== 'passphrase-wrong' && <ProblemCard problem={problem} />}
        <div className={card.actionsBelow}>
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={current === '' || next === null}>
            {t('settings.change')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

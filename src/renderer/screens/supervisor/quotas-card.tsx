/** Who is near a limit, who is stopped by one, and the lift of a block with its reason. */
import { IconCircleCheck, IconClockExclamation, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { AdviserRow } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Chip } from '../../components/small.tsx';
import { useText } from '../../text/use-text.ts';
import { AdviserDialog, type AdviserTask } from '../settings/adviser-dialog.tsx';
import css from './supervisor.module.css';

const states = {
  free: { tone: 'ok', icon: IconCircleCheck },
  warned: { tone: 'warn', icon: IconClockExclamation },
  blocked: { tone: 'danger', icon: IconHandStop },
} as const;

export function QuotasCard() {
  const { t } = useText();
  const { reports } = useDesk();
  const advisers = useDeskState('administration', (state) => state.advisers);
  const [task, setTask] = useState<AdviserTask | null>(null);
  return (
    <section className={css.card}>
      <h2>{t('quotas.title')}</h2>
      <p className={card.lead}>{t('quotas.lead')}</p>
      <ul>
        {advisers
          .filter((adviser) => !adviser.disabled)
          .map((adviser) => (
            <Quota
              key={adviser.adviserId}
              adviser={adviser}
              onLift={() => setTask({ kind: 'lift', adviserId: adviser.adviserId, name: adviser.name })}
            />
          ))}
      </ul>
      {task !== null && (
        <AdviserDialog
          task={task}
          onClose={() => {
            setTask(null);
            void reports.getState().loadAlarms();
          }}
        />
      )}
    </section>
  );
}

function Quota({ adviser, onLift }: { readonly adviser: AdviserRow; readonly onLift: () => void }) {
  const { t } = useText();
  const { state, remaining, window, reason } = adviser.quota;
  const { tone, icon: Icon } = states[state];
  return (
    <li className={css.quota}>
      <div>
        <p className={card.person}>
          <strong>{adviser.name}</strong>
          <Chip tone={tone} icon={<Icon size={15} aria-hidden />}>
            {t(`quotas.state.${state}`)}
          </Chip>
        </p>
        <p className={card.fine}>
          {reason === null
            ? t('quotas.remaining', { remaining, window: t(`quotas.window.${window}`) })
            : t(`alarms.reason.${reason}`)}
        </p>
      </div>
      {state === 'blocked' && (
        <Button onClick={onLift} aria-label={t('advisers.lift-title', { name: adviser.name })}>
          {t('advisers.lift')}
        </Button>
      )}
    </li>
  );
}

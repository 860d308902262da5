/** The advisers of this workstation, for a supervisor: who, in which role, and what can be done. Blocks are in the quotas. */
import { IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { AdviserRow } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { Chip } from '../../components/small.tsx';
import { useText } from '../../text/use-text.ts';
import { AdviserDialog, type AdviserTask } from './adviser-dialog.tsx';
import css from './settings.module.css';

export function AdvisersCard() {
  const { t } = useText();
  const { supervision } = useDesk();
  const advisers = useDeskState('supervision', (state) => state.advisers);
  const problem = useDeskState('supervision', (state) => state.problem);
  const [task, setTask] = useState<AdviserTask | null>(null);
  return (
    <section className={css.card}>
      <h2>{t('advisers.title')}</h2>
      {problem !== null && task === null && (
        <ProblemCard problem={problem} onClose={() => supervision.getState().dismissProblem()} />
      )}
      <ul>
        {advisers.map((adviser) => (
          <Adviser key={adviser.adviserId} adviser={adviser} onTask={setTask} />
        ))}
      </ul>
      <div className={css.actions}>
        <Button variant="default" onClick={() => setTask({ kind: 'add' })}>
          {t('advisers.add')}
        </Button>
      </div>
      {task !== null && <AdviserDialog task={task} onClose={() => setTask(null)} />}
    </section>
  );
}

function Adviser({ adviser, onTask }: { readonly adviser: AdviserRow; readonly onTask: (task: AdviserTask) => void }) {
  const { t, date } = useText();
  const { supervision } = useDesk();
  const own = useDeskState('session', (state) => state.app?.session?.adviserId === adviser.adviserId);
  const { adviserId, name, role } = adviser;
  const other = role === 'supervisor' ? 'adviser' : 'supervisor';
  return (
    <li className={css.adviser}>
      <div>
        <p className={css.person}>
          <strong>{name}</strong>
          <Chip tone={role === 'supervisor' ? 'accent' : 'neutral'}>{t(`role.${role}`)}</Chip>
          {adviser.disabled && (
            <Chip tone="warn" icon={<IconUserOff size={15} aria-hidden />}>
              {t('advisers.disabled')}
            </Chip>
          )}
        </p>
        <p className={css.fine}>{t('advisers.since', { date: date(adviser.addedAt) })}</p>
      </div>
      <div className={css.adviserActions}>
        {!own && (
          <>
            <Button data-size="compact" variant="default" onClick={() => onTask({ kind: 'reset', adviserId, name })}>
              {t(adviser.disabled ? 'advisers.enable' : 'advisers.reset')}
            </Button>
            {!adviser.disabled && (
              <>
                <Button
                  data-size="compact"
                  variant="default"
                  onClick={() => void supervision.getState().setRole(adviserId, other)}
                >
                  {t(`advisers.make-${other}`)}
                </Button>
                <Button
                  data-size="compact"
                  variant="default"
                  color="danger"
                  onClick={() => void supervision.getState().disable(adviserId)}
                >
                  {t('advisers.disable')}
                </Button>
              </>
            )}
          </>
        )}
      </div>
    </li>
  );
}

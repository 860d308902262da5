/** The advisers of this workstation, for a supervisor: who, in which role, and what can be done. Blocks are in the quotas. */
import { IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { AdviserRow } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { Chip } from '../../components/small.tsx';
import { useText } from '../../text/use-text.ts';
import { AdviserDialog, type AdviserTask } from './adviser-dialog.tsx';
import css from './settings.module.css';

export function AdvisersCard() {
  const { t } = useText();
  const { administration } = useDesk();
  const advisers = useDeskState('administration', (state) => state.advisers);
  const problem = useDeskState('administration', (state) => state.problem);
  const [task, setTask] = useState<AdviserTask | null>(null);
  return (
    <section className={card.card}>
      <h2>{t('advisers.title')}</h2>
      {problem !== null && task === null && (
        <ProblemCard problem={problem} onClose={() => administration.getState().dismissProblem()} />
      )}
      <ul>
        {advisers.map((adviser) => (
          <Adviser key={adviser.adviserId} adviser={adviser} onTask={setTask} />
        ))}
      </ul>
      <div className={card.actionsBelow}>
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
  const { administration } = useDesk();
  const own = useDeskState('session', (state) => state.app?.session?.adviserId === adviser.adviserId);
  const { adviserId, name, role } = adviser;
  const other = role === 'supervisor' ? 'adviser' : 'supervisor';
  return (
    <li className={css.adviser}>
      <div>
        <p className={card.person}>
          <strong>{name}</strong>
          <Chip tone={role === 'supervisor' ? 'accent' : 'neutral'}>{t(`role.${role}`)}</Chip>
          {adviser.disabled && (
            <Chip tone="warn" icon={<IconUserOff size={15} aria-hidden />}>
              {t('advisers.disabled')}
            </Chip>
          )}
        </p>
        <p className={card.fine}>{t('advisers.since', { date: date(adviser.addedAt) })}</p>
      </div>
      <div className={card.chips}>
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
                  onClick={() => void administration.getState().setRole(adviserId, other)}
                >
                  {t(`advisers.make-${other}`)}
                </Button>
                <Button
                  data-size="compact"
                  variant="default"
                  color="danger"
                  onClick={() => void administration.getState().disable(adviserId)}
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

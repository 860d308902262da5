/** Leaving a call: everything is already saved; the case is closed, or kept for a call back. */
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useText } from '../../text/use-text.ts';
import css from './dialogs.module.css';

export function LeaveCallDialog() {
  const { t } = useText();
  const { call, view } = useDesk();
  const people = useDeskState('call', (state) => state.case?.people) ?? [];
  const problem = useDeskState('call', (state) => state.problem);
  const busy = useDeskState('call', (state) => state.busy);
  // Of everybody whom the call is about: what was not done for a child is not done.
  const left = people.reduce((sum, person) => sum + person.stepsLeft, 0);
  const unchecked = people.filter(({ checked }) => !checked).length;
  const leave = async (interrupted: boolean) => {
    if (!(await call.getState().close(interrupted))) return;
    view.getState().closeDialog('leave-call');
    view.getState().announce(t('wrap.ended'));
  };
  return (
    <Dialog onClose={() => view.getState().closeDialog('leave-call')} title={t('leave.title')} widthPx={480}>
      <p>
        {left === 0 ? t('leave.all-done') : t('leave.left', { count: left })}
        {people.length > 1 && ` ${t('leave.people', { count: people.length })}`}
        {people.length > 1 && unchecked > 0 && ` ${t('leave.unchecked', { count: unchecked })}`}
      </p>
      {problem !== null && <ProblemCard problem={problem} />}
      <div className={css.dialogActions}>
        <Button data-autofocus loading={busy} onClick={() => void leave(false)}>
          {t('leave.close')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void leave(true)}>
          {t('leave.interrupted')}
        </Button>
        <Button variant="subtle" onClick={() => view.getState().closeDialog('leave-call')}>
          {t('leave.stay')}
        </Button>
      </div>
    </Dialog>
  );
}

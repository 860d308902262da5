/** The guided first call, in the demonstration only: one line that says the next thing to do, and waits for nothing. */
import { IconCircleCheck, IconRoute } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { coachSteps } from '../../state/coach-store.ts';
import { useText } from '../../text/use-text.ts';
import css from './coach-bar.module.css';

export function CoachBar() {
  const { t } = useText();
  const { coach, view } = useDesk();
  const demo = useDeskState('session', (state) => state.app?.demo != null);
  const passed = useDeskState('coach', (state) => state.passed);
  const closed = useDeskState('coach', (state) => state.closed);
  const digitKeys = useDeskState('session', (state) => state.app?.digitKeys ?? true);
  const step = coachSteps[passed];
  const words = t(
    step === undefined ? 'coach.done' : step === 'outcome' && !digitKeys ? 'coach.outcome-buttons' : `coach.${step}`,
  );
  const shown = demo && !closed;
  useEffect(() => {
    // Not in front of what the step itself announces.
    if (shown && passed > 0) view.getState().announce(words);
  }, [shown, passed, words, view]);
  if (!shown) return null;
  return (
    <aside className={css.coach} aria-label={t('coach.title')}>
      <strong className={css.coachTitle}>
        {step === undefined ? <IconCircleCheck size={18} aria-hidden /> : <IconRoute size={18} aria-hidden />}
        {t('coach.title')}
      </strong>
      <span className={css.coachDots} aria-hidden="true">
        {coachSteps.map((each, index) => (
          <i key={each} data-state={index < passed ? 'done' : index === passed ? 'now' : 'to-do'} />
        ))}
      </span>
      <span className="only-heard">
        {t('coach.progress', { step: Math.min(passed + 1, coachSteps.length), total: coachSteps.length })}
      </span>
      <span className={css.coachWords}>{words}</span>
      {step === undefined && (
        <button type="button" onClick={() => coach.getState().restart()}>
          {t('coach.again')}
        </button>
      )}
      <button type="button" onClick={() => coach.getState().close()}>
        {t('coach.close')}
      </button>
    </aside>
  );
}

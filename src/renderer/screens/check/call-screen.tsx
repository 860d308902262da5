/** The call as one surface: caller and identifier, then verdict, facts, current step and plan, without a page change. */
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { NotePanel } from '../guide/note-panel.tsx';
import { PlanPanel } from '../guide/plan-panel.tsx';
import { QuestionsPanel } from '../guide/questions-panel.tsx';
import { StepCard } from '../guide/step-card.tsx';
import { WrapUp } from '../guide/wrap-up.tsx';
import css from './call.module.css';
import { FactsPanel } from './facts-panel.tsx';
import { IdentifyPanel } from './identify-panel.tsx';
import { VerdictBand } from './verdict-band.tsx';

export function CallScreen() {
  const { call } = useDesk();
  const current = useDeskState('call', (state) => state.case);
  const identifying = useDeskState('call', (state) => state.identifying);
  const verdictIndex = useDeskState('call', (state) => state.verdictIndex);
  const stepId = useDeskState('call', (state) => state.stepId);
  const problem = useDeskState('call', (state) => state.problem);
  if (current === null) return null;
  const verdict = current.verdicts[verdictIndex];
  if (identifying || verdict === undefined) return <IdentifyPanel key={current.reference} />;
  const step = current.plan.steps.find((candidate) => candidate.id === stepId);
  return (
    <div className={css.call}>
      <VerdictBand verdict={verdict} />
      <div className={css.columns}>
        <div className={css.facts}>
          <FactsPanel verdict={verdict} />
          <NotePanel key={current.reference} />
        </div>
        <div className={css.middle}>
          {problem !== null && <ProblemCard problem={problem} onClose={() => call.getState().dismissProblem()} />}
          {step === undefined ? <WrapUp /> : <StepCard key={step.id} step={step} />}
        </div>
        <div className={css.side}>
          <QuestionsPanel />
          <PlanPanel />
        </div>
      </div>
    </div>
  );
}

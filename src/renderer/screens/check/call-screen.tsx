/** The call as one surface: caller and identifier, then verdict, facts, current step and plan, without a page change. */
import { AfterPaint } from '../../components/after-paint.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { hasPlan } from '../../state/call-store.ts';
import { NotePanel } from '../guide/note-panel.tsx';
import { PlanPanel } from '../guide/plan-panel.tsx';
import { QuestionsPanel } from '../guide/questions-panel.tsx';
import { StepCard } from '../guide/step-card.tsx';
import { TriageCard } from '../guide/triage-card.tsx';
import { WrapUp } from '../guide/wrap-up.tsx';
import { AskedBand, CodeBand } from './asked-band.tsx';
import css from './call-screen.module.css';
import { ArrivalBar, CallBackBar, ClosedBar, GuideBar } from './case-bars.tsx';
import { FactsPanel } from './facts-panel.tsx';
import { IdentifyPanel } from './identify-panel.tsx';
import { PersonBar } from './person-bar.tsx';
import { VerdictBand } from './verdict-band.tsx';

export function CallScreen() {
  const { call } = useDesk();
  const current = useDeskState('call', (state) => state.case);
  const identifying = useDeskState('call', (state) => state.identifying);
  const verdictIndex = useDeskState('call', (state) => state.verdictIndex);
  const triaging = useDeskState('call', (state) => state.triaging);
  const stepId = useDeskState('call', (state) => state.stepId);
  const problem = useDeskState('call', (state) => state.problem);
  if (current === null) return null;
  const closed = current.status === 'closed';
  if (!closed && (identifying || !hasPlan(current)))
    return <IdentifyPanel key={`${current.reference} ${current.person}`} />;
  const verdict = current.verdicts[verdictIndex] ?? null;
  const asked = current.askedIncidents.at(-1);
  const step = current.plan.steps.find((candidate) => candidate.id === stepId);
  // What a part of the screen keeps (what is typed, unfolded, was just said) is one person's and never another's.
  const { person } = current;
  return (
    <div className={css.call}>
      <ClosedBar />
      <CallBackBar />
      <ArrivalBar />
      <GuideBar />
      <PersonBar />
      {verdict !== null ? (
        <VerdictBand key={person} verdict={verdict} />
      ) : asked !== undefined ? (
        <AskedBand key={person} incident={asked} />
      ) : (
        current.handOver !== null && <CodeBand key={person} reference={current.reference} />
      )}
      <div className={css.columns}>
        <div className={css.facts}>
          <FactsPanel key={person} verdict={verdict} handOver={current.handOver} who={current.about.who} />
          <NotePanel key={current.reference} />
        </div>
        <div className={css.middle}>
          {problem !== null && <ProblemCard problem={problem} onClose={() => call.getState().dismissProblem()} />}
          {triaging ? (
            <TriageCard key={person} />
          ) : step === undefined ? (
            <WrapUp key={person} />
          ) : (
            <StepCard key={`${person} ${step.id}`} step={step} />
          )}
        </div>
        <div className={css.side}>
          <AfterPaint>
            <QuestionsPanel key={`questions ${person}`} />
            <PlanPanel key={`plan ${person}`} />
          </AfterPaint>
        </div>
      </div>
    </div>
  );
}

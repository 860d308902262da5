/** The questions that change the steps around this one, asked while it is on screen. The letter keys answer the first. */
import { useEffect } from 'react';
import type { QuestionView } from '../../../contract/values.ts';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import { answerRequest } from './answer-request.ts';
import css from './beside-step.module.css';
import { Question } from './questions-panel.tsx';

// More than these would push the step itself out of sight.
const mostShown = 2;
const none: readonly QuestionView[] = [];

export function BesideStep({ stepId }: { readonly stepId: string }) {
  const { t } = useText();
  const { call } = useDesk();
  const closed = useDeskState('call', (state) => state.case?.status === 'closed');
  const questions = useDeskState('call', (state) => state.case?.plan.questions) ?? none;
  const open = questions.filter(({ asked, beside }) => !asked && beside.includes(stepId)).slice(0, mostShown);
  const first = open[0]?.id;
  useEffect(
    () =>
      answerRequest.listen((answer) => {
        if (first !== undefined && !closed) void call.getState().answerQuestion(first, answer);
      }),
    [call, closed, first],
  );
  if (open.length === 0 || closed) return null;
  return (
    <section className={css.beside} aria-label={t('question.beside')}>
      {open.map((question, index) => (
        <Question key={question.id} question={question} alone={false} keys={index === 0} />
      ))}
    </section>
  );
}

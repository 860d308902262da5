/**
 * The questions that change the plan: yes, no, or not known. One at a time, as they are asked on the phone; all of
 * them, with the answers given, are one click away.
 */
import { memo, useState } from 'react';
import type { QuestionView } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Why } from '../../components/why.tsx';
import { useText } from '../../text/use-text.ts';
import { questionWhyKey } from './question-words.ts';
import css from './questions-panel.module.css';

const answers = [
  { answer: true, key: 'question.yes' },
  { answer: false, key: 'question.no' },
  { answer: null, key: 'question.unknown' },
] as const;

export const QuestionsPanel = memo(function QuestionsPanel() {
  const { t } = useText();
  const { call } = useDesk();
  const questions = useDeskState('call', (state) => state.case?.plan.questions);
  const closed = useDeskState('call', (state) => state.case?.status === 'closed');
  const [all, setAll] = useState(false);
  // Asked, and the caller did not know: not asked again by itself.
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());
  if (questions === undefined || questions.length === 0 || closed) return null;
  const open = questions.filter((question) => question.answer === null);
  const next = open.find((question) => !passed.has(question.id));
  const shown = all ? questions : next === undefined ? [] : [next];
  const answer = (question: QuestionView, value: boolean | null) => {
    if (value === null) setPassed(new Set([...passed, question.id]));
    if (value !== question.answer) void call.getState().answerQuestion(question.id, value);
  };
  return (
    <section className={css.questions} data-all={all || undefined} aria-label={t('question.title')}>
      <div className={css.head}>
        <h2>{t('question.title')}</h2>
        <button type="button" className={css.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('question.fewer') : t('question.all', { count: questions.length })}
        </button>
      </div>
      {shown.map((question) => (
        <Question key={question.id} question={question} passed={passed.has(question.id)} why={!all} onAnswer={answer} />
      ))}
      {!all && next === undefined && <p className={card.footnote}>{t('question.open', { count: open.length })}</p>}
    </section>
  );
});

function Question({ question, passed, why, onAnswer }: QuestionProps) {
  const { t, pick } = useText();
  const text = pick(question.text);
  const isChosen = (value: boolean | null) => question.answer === value && (value !== null || passed);
  return (
    // Alone on the screen, it takes the focus of the question that was answered before it.
    <fieldset aria-label={text} {...(why ? { 'data-focus-home': true, tabIndex: -1 } : {})}>
      <span>{text}</span>
      <div className={css.answers}>
        {answers.map(({ answer, key }) => (
          <button key={key} type="button" aria-pressed={isChosen(answer)} onClick={() => onAnswer(question, answer)}>
            {t(key)}
          </button>
        ))}
      </div>
      {why && <Why because={questionWhyKey(question.id)} />}
    </fieldset>
  );
}
interface QuestionProps {
  readonly question: QuestionView;
  readonly passed: boolean;
  /** Whether there is room to say why it is asked. */
  readonly why: boolean;
  readonly onAnswer: (question: QuestionView, answer: boolean | null) => void;
}

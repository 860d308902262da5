/**
 * The questions that change the plan and stand beside no step of it; the first questions, once they were asked, are one
 * click away. One at a time, as they are asked on the phone; all of them, with the answers given, on demand.
 */
import { memo, useState } from 'react';
import type { QuestionView } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Why } from '../../components/why.tsx';
import { unasked } from '../../state/call-store.ts';
import { useText } from '../../text/use-text.ts';
import { QuestionButtons } from './question-buttons.tsx';
import { questionWhyKey } from './question-words.ts';
import css from './questions-panel.module.css';

export const QuestionsPanel = memo(function QuestionsPanel() {
  const { t } = useText();
  const { call } = useDesk();
  const questions = useDeskState('call', (state) => state.case?.plan.questions);
  const closed = useDeskState('call', (state) => state.case?.status === 'closed');
  const triaging = useDeskState('call', (state) => state.triaging);
  const [all, setAll] = useState(false);
  if (questions === undefined || closed || triaging) return null;
  const left = unasked(questions);
  const later = questions.filter((question) => !question.triage);
  const open = later.filter((question) => !question.asked);
  const next = open.find((question) => question.beside.length === 0);
  const shown = all ? later : next === undefined ? [] : [next];
  return (
    <section className={css.questions} data-all={all || undefined} aria-label={t('question.title')}>
      <div className={css.head}>
        <h2>{t('question.title')}</h2>
        <button type="button" className={css.more} onClick={() => call.getState().setTriaging(true)}>
          {t('triage.again')}
          {left > 0 && ` (${t('triage.unasked', { count: left })})`}
        </button>
        {later.length > 0 && (
          <button type="button" className={css.more} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('question.fewer') : t('question.all', { count: later.length })}
          </button>
        )}
      </div>
      {shown.map((question) => (
        <Question key={question.id} question={question} alone={!all} />
      ))}
      {!all && next === undefined && <p className={card.footnote}>{t('question.open', { count: open.length })}</p>}
    </section>
  );
});

export function Question({ question, alone, keys = false }: QuestionProps) {
  const { pick } = useText();
  const text = pick(question.text);
  return (
    // Alone on the screen, it takes the focus of the question that was answered before it.
    <fieldset aria-label={text} {...(alone ? { 'data-focus-home': true, tabIndex: -1 } : {})}>
      <span>{text}</span>
      <QuestionButtons question={question} keys={keys} />
      {alone && <Why because={questionWhyKey(question.id)} />}
    </fieldset>
  );
}
interface QuestionProps {
  readonly question: QuestionView;
  /** Alone: there is room to say why it is asked. */
  readonly alone: boolean;
  readonly keys?: boolean;
}

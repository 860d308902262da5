/** The questions that change the plan: yes, no, or not known yet. */
import { useState } from 'react';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import css from './guide.module.css';

const answers = [
  { answer: true, key: 'question.yes' },
  { answer: false, key: 'question.no' },
  { answer: null, key: 'question.unknown' },
] as const;

// The rest is one click away: the plan below needs the height.
const shownAtFirst = 3;

export function QuestionsPanel() {
  const { t, pick } = useText();
  const { call } = useDesk();
  const [all, setAll] = useState(false);
  const questions = useDeskState('call', (state) => state.case?.plan.questions);
  if (questions === undefined || questions.length === 0) return null;
  const open = questions.filter((question) => question.answer === null).length;
  // Unanswered ones first; an answer given can be found again under « all ».
  const ranked = all ? questions : questions.filter((question) => question.answer === null).slice(0, shownAtFirst);
  return (
    <section className={css.questions} data-some={!all || undefined} aria-label={t('question.title')}>
      <div className={css.panelHead}>
        <h2>{t('question.title')}</h2>
        <span className={css.fine}>{t('question.open', { count: open })}</span>
      </div>
      {ranked.map((question) => (
        <fieldset key={question.id} aria-label={pick(question.text)}>
          <span>{pick(question.text)}</span>
          <div className={css.answers}>
            {answers.map(({ answer, key }) => (
              <button
                key={key}
                type="button"
                aria-pressed={question.answer === answer}
                aria-label={answer === null ? t('question.unknown-long') : undefined}
                onClick={() => void call.getState().answerQuestion(question.id, answer)}
              >
                {t(key)}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
      {(all || ranked.length < questions.length) && (
        <button type="button" className={css.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('question.fewer') : t('question.all', { count: questions.length })}
        </button>
      )}
    </section>
  );
}

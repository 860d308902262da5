/**
 * The first questions, before any step: has something already happened? One at a time, by one key each; what is under a
 * « yes » comes next. They are asked whatever the set says, also of a caller who is in none.
 */
import { IconUrgent } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Key } from '../../components/small.tsx';
import { moveWorkTo } from '../../components/work-focus.ts';
import { openTriage } from '../../state/call-store.ts';
import { useText } from '../../text/use-text.ts';
import { answerRequest } from './answer-request.ts';
import parts from './parts.module.css';
import { QuestionButtons } from './question-buttons.tsx';
import { Question } from './questions-panel.tsx';
import css from './triage-card.module.css';

export function TriageCard() {
  const { t, pick } = useText();
  const { call, view } = useDesk();
  const plan = useDeskState('call', (state) => state.case?.plan);
  const title = useRef<HTMLHeadingElement>(null);
  const questions = plan?.questions.filter((question) => question.triage) ?? [];
  const now = plan === undefined ? undefined : openTriage(plan);
  const text = now === undefined ? t('triage.all-asked') : pick(now.text);
  const id = now?.id;

  // As at a step: the first question is said after the verdict, which keeps the focus; the next ones take it.
  useLayoutEffect(() => {
    moveWorkTo(title.current, () => view.getState().announce(t('triage.now', { question: text }), { topic: 'step' }));
  }, [t, text, view]);
  useEffect(
    () =>
      answerRequest.listen((answer) => {
        if (id !== undefined) void call.getState().answerQuestion(id, answer);
      }),
    [call, id],
  );

  return (
    <div className={parts.step}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that may scroll must be reachable by keyboard */}
      <section className={parts.content} tabIndex={0} aria-label={t('triage.title')}>
        <p className={css.lead}>
          <IconUrgent size={18} aria-hidden />
          <strong>{t('triage.title')}</strong> {t('triage.what')}
        </p>
        {/* An element of its own for each question: a screen reader reads what the focus comes to, not what changes under it. */}
        <h2 key={text} ref={title} data-focus-home tabIndex={-1}>
          {text}
        </h2>
        {now !== undefined && <QuestionButtons question={now} keys />}
        <ol className={css.list} aria-label={t('triage.given')}>
          {/* A click on another answer corrects the one that was given. */}
          {questions
            .filter(({ asked }) => asked)
            .map((question) => (
              <li key={question.id}>
                <Question question={question} alone={false} />
              </li>
            ))}
        </ol>
      </section>
      <div className={parts.recorded}>
        {now?.isPrivate !== false && <span>{t('triage.kept')}</span>}
        <span className={parts.push} />
        <Button
          variant={now === undefined ? 'filled' : 'default'}
          rightSection={<Key>Ctrl ↵</Key>}
          onClick={() => call.getState().setTriaging(false)}
        >
          {t(now === undefined ? 'triage.go-on' : 'triage.skip')}
        </Button>
      </div>
    </div>
  );
}

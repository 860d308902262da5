/** Yes, no, does not know: the three answers to a question, each with its key where keys alone are shortcuts. */
import type { QuestionView } from '../../../contract/values.ts';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Key } from '../../components/small.tsx';
import { useText } from '../../text/use-text.ts';
import css from './questions-panel.module.css';

const answers = [
  { answer: true, key: 'question.yes', cap: { fr: 'O', en: 'Y' } },
  { answer: false, key: 'question.no', cap: { fr: 'N', en: 'N' } },
  { answer: null, key: 'question.unknown', cap: { fr: '?', en: '?' } },
] as const;

export function QuestionButtons({ question, keys }: QuestionButtonsProps) {
  const { t, pick } = useText();
  const { call } = useDesk();
  const digitKeys = useDeskState('session', (state) => state.app?.digitKeys ?? true);
  return (
    <div className={css.answers}>
      {answers.map(({ answer, key, cap }) => (
        <button
          key={key}
          type="button"
          aria-pressed={question.asked && question.answer === answer}
          onClick={() => void call.getState().answerQuestion(question.id, answer)}
        >
          {keys && digitKeys && <Key>{pick(cap)}</Key>} {t(key)}
        </button>
      ))}
    </div>
  );
}
interface QuestionButtonsProps {
  readonly question: QuestionView;
  /** Whether the letter keys answer this one. */
  readonly keys: boolean;
}

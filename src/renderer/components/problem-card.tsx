/**
 * A problem in words: what happened, whether anything was lost, what to do. The words are found by the problem's
 * code; a code without words (never, by test) is shown as an internal error rather than as nothing.
 */
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Problem } from '../../contract/values.ts';
import { problemKey } from '../text/problems.ts';
import { useText } from '../text/use-text.ts';
import css from './small.module.css';
import { useSpoken } from './use-spoken.ts';

export function ProblemCard({ problem, lost, onClose, children }: ProblemCardProps) {
  const { t } = useText();
  const what = t(problemKey(problem.code, 'what'));
  const todo = t(problemKey(problem.code, 'todo'));
  useSpoken(`${what} ${todo}`, true);
  const details = Object.entries(problem.details);
  return (
    <div className={css.problem} data-problem>
      <div>
        <p className={css.what}>
          <IconAlertTriangle size={20} aria-hidden />
          {what}
        </p>
        <p>{lost ?? t(problemKey(problem.code, 'lost'))}</p>
        <p className={css.action}>{todo}</p>
        {children}
        <p className={css.code}>
          {t('problem.code', { code: problem.code })}
          {details.length > 0 && ` · ${details.map(([name, value]) => `${name}: ${String(value)}`).join(' · ')}`}
        </p>
      </div>
      {onClose !== undefined && (
        <button type="button" className={css.close} onClick={onClose} aria-label={t('common.close')}>
          <IconX size={18} aria-hidden />
        </button>
      )}
    </div>
  );
}
interface ProblemCardProps {
  readonly problem: Problem;
  /** What it means here, where the code's own sentence speaks of another moment: a set fails otherwise than its import. */
  readonly lost?: string;
  readonly onClose?: () => void;
  readonly children?: ReactNode;
}

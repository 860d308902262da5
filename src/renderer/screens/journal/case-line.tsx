/** One case in the list. Words are handed in, so that a row subscribes to nothing: hundreds of them come and go. */
import type { CaseRow } from '../../../contract/values.ts';
import { Chip } from '../../components/small.tsx';
import type { Text } from '../../text/use-text.ts';
import { statusLooks, verdictKindKeys } from './case-words.tsx';
import css from './cases.module.css';

export function CaseLine({ row, text, today }: CaseLineProps) {
  if (row === undefined) return <div className={css.line}>…</div>;
  const { t, shortDate, time } = text;
  const { key, icon: Icon, tone } = statusLooks[row.status];
  const due = row.nextDueOn;
  return (
    <div className={css.line}>
      <strong>{row.reference}</strong>
      <span>
        <Chip tone={tone} icon={<Icon size={15} aria-hidden />}>
          {t(key)}
        </Chip>
      </span>
      <span>{t(verdictKindKeys[row.verdictKind])}</span>
      <span>{t('cases.steps', { done: row.stepsDone, total: row.stepsTotal })}</span>
      {due === null ? (
        <span>–</span>
      ) : (
        <span className={css.due} data-late={due <= today || undefined}>
          {shortDate(due)}
          {due <= today && <small>{t(due === today ? 'cases.due-today' : 'cases.overdue')}</small>}
        </span>
      )}
      <span className={css.opened}>
        {shortDate(row.openedAt)} {time(row.openedAt)}
        <small>{row.adviserName}</small>
      </span>
    </div>
  );
}
interface CaseLineProps {
  /** Undefined until its page was read. */
  readonly row: CaseRow | undefined;
  readonly text: Text;
  /** Calendar date of the workstation. */
  readonly today: string;
}

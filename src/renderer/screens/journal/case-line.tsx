/** One case in the list. Words are handed in, so that a row subscribes to nothing: hundreds of them come and go. */
import type { CaseRow } from '../../../contract/values.ts';
import { Chip } from '../../components/small.tsx';
import type { Text } from '../../text/use-text.ts';
import { meaningKey, statusLooks } from './case-words.tsx';
import css from './cases.module.css';

/** Heads of the columns of a line, in order. */
export const columns = ['reference', 'status', 'verdict', 'steps', 'due', 'opened'] as const;
/** Of a call back: when, whose, which. */
export const callBackColumns = ['due', 'owner', 'reference', 'status', 'steps', 'verdict'] as const;

export function CaseLine({ row, text, today }: CaseLineProps) {
  if (row === undefined) return <div className={css.line}>…</div>;
  const { t, shortDate, time } = text;
  return (
    <div className={css.line}>
      <strong>{row.reference}</strong>
      <Status row={row} text={text} />
      <span>{t(meaningKey(row.meaning))}</span>
      <span>{t('cases.steps', { done: row.stepsDone, total: row.stepsTotal })}</span>
      <Due row={row} text={text} today={today} />
      <span className={css.opened}>
        {shortDate(row.openedAt)} {time(row.openedAt)}
        <small>{row.adviserName}</small>
      </span>
    </div>
  );
}

export function CallBackLine({ row, text, today }: CaseLineProps) {
  if (row === undefined) return <div className={css.line}>…</div>;
  const { t } = text;
  return (
    <div className={css.line}>
      <Due row={row} text={text} today={today} />
      <span>{row.adviserName}</span>
      <strong>{row.reference}</strong>
      <Status row={row} text={text} />
      <span>{t('cases.steps', { done: row.stepsDone, total: row.stepsTotal })}</span>
      <span>{t(meaningKey(row.meaning))}</span>
    </div>
  );
}

function Status({ row, text: { t } }: PartProps) {
  const { key, icon: Icon, tone } = statusLooks[row.status];
  return (
    <span>
      <Chip tone={tone} icon={<Icon size={15} aria-hidden />}>
        {t(key)}
      </Chip>
    </span>
  );
}

function Due({ row: { nextDueOn: due }, text: { t, shortDate }, today }: PartProps & { readonly today: string }) {
  if (due === null) return <span>–</span>;
  return (
    <span className={css.due} data-late={due <= today || undefined}>
      {shortDate(due)}
      {due <= today && <small>{t(due === today ? 'cases.due-today' : 'cases.overdue')}</small>}
    </span>
  );
}
interface PartProps {
  readonly row: CaseRow;
  readonly text: Text;
}

interface CaseLineProps {
  /** Undefined until its page was read. */
  readonly row: CaseRow | undefined;
  readonly text: Text;
  /** Calendar date of the workstation. */
  readonly today: string;
}

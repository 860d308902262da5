/** The part of a case that may leave this workstation: in a file for another one, or in the code of the sheet. */
import { privateQuestionIds, privateStepIds } from '../../core/guide/private.ts';
import type { Guide } from '../../core/guide/schema.ts';
import type { CaseRecord } from '../../core/journal/case-record.ts';
import { recordsOf, withSubject } from '../../core/journal/case-subject.ts';
import { encodeHandOverCode, stepCode } from '../../core/journal/hand-over-code.ts';
import type { AppContext } from '../context.ts';
import { situationOfCase } from './case-situation.ts';
import { planOf } from './case-view.ts';

/** The text of the sheet's QR code: what `readHandOverCode` takes on another workstation. */
export function handOverCodeOf(context: Pick<AppContext, 'guide'>, record: CaseRecord): string {
  const { guide } = context;
  const ambiguous = sharedStepCodes(guide.steps.map(({ id }) => id));
  const staying = stayingSteps(guide, record);
  // What the adviser did at the workstation is the organisation's.
  const travelling = planOf(guide, record).steps.filter(({ id, by }) => by === 'caller' && !staying.has(id));
  const outcomes = travelling.flatMap(({ id, outcome }) =>
    outcome === null || ambiguous.has(stepCode(id)) || outcome.isPrivate === true
      ? []
      : [[stepCode(id), outcome.kind] as const],
  );
  return encodeHandOverCode({ reference: record.reference, ...situationOfCase(record), outcomes: new Map(outcomes) });
}

/** Ids of the steps of a person's plan that a private answer brought and nothing else: their names would tell it. */
function stayingSteps(guide: Guide, record: CaseRecord): ReadonlySet<string> {
  const brought = planOf(guide, record).steps.filter(({ applies, isPrivate }) => applies && isPrivate);
  return new Set([...privateStepIds(guide), ...brought.map(({ id }) => id)]);
}

/** The case without what stays at this workstation (`core/guide/private.ts`), for each person whom it is about. */
export function travellingCase(guide: Guide, whole: CaseRecord): CaseRecord {
  const privateIds = privateQuestionIds(guide);
  return recordsOf(whole).reduce((travelling, { id, record }) => {
    const staying = stayingSteps(guide, record);
    return withSubject(travelling, id, {
      answers: without(record.answers, privateIds),
      outcomes: without(shared(record.outcomes), staying),
    });
  }, whole);
}

/**
 * What a private answer alone had brought when it was recorded stays, whatever else calls for the step by now. No rank travels: a
 * step that follows from the leak, too, is drawn up by such an answer, so that its place would tell the answer.
 */
function shared(outcomes: CaseRecord['outcomes']): CaseRecord['outcomes'] {
  return Object.fromEntries(
    Object.entries(outcomes).flatMap(([id, { rank: _, ...outcome }]) =>
      outcome.isPrivate === true ? [] : [[id, outcome]],
    ),
  );
}

function without<T>(byId: Readonly<Record<string, T>>, ids: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(byId).filter(([id]) => !ids.has(id)));
}

/** Codes that two steps share: such steps are left out of the sheet's code. The shipped guide has none, which a test proves. */
export function sharedStepCodes(stepIds: readonly string[]): Set<number> {
  const seen = new Set<number>();
  const shared = new Set<number>();
  for (const code of stepIds.map(stepCode)) (seen.has(code) ? shared : seen).add(code);
  return shared;
}

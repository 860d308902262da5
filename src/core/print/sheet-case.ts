/** From what a case keeps to what its sheet says of it: verdicts, and incidents each told once. Step `print`; pure. */
import { isOnlyNotIndexed } from '../check/not-indexed.ts';
import type { CaseSubject, CaseVerdict } from '../journal/case-record.ts';
import { heldExposures, holderOf } from '../journal/number-holder.ts';
import type { Incident } from '../pack/incident.ts';
import type { DataClass } from '../vocabulary.ts';
import type { SheetIncident, SheetVerdict, SheetVerdictKey } from './model.ts';

type Answers = CaseSubject['answers'];

/** @param answers the person's: they say since when a number is theirs */
export function sheetVerdict(verdict: CaseVerdict, answers: Answers): SheetVerdict {
  return {
    kind:
      verdict.kind === 'listed' ? hitKey(verdict, answers) : isOnlyNotIndexed(verdict) ? 'not-indexed' : verdict.kind,
    identifierKind: verdict.identifierKind,
    dataAsOf: oldestDate(verdict),
  };
}

/**
 * Incidents of every verdict, each once, with the classes of all identifiers of the caller; then those only asked about.
 * @param asked incidents that no look-up links to the caller
 */
export function sheetIncidents(
  { verdicts, answers }: Pick<CaseSubject, 'verdicts' | 'answers'>,
  asked: readonly Incident[],
): SheetIncident[] {
  const byId = new Map<string, SheetIncident>();
  const exposures = verdicts.flatMap((verdict) => heldExposures(verdict, answers));
  for (const { incident, own, tied, claimedInRow, others, claimed } of exposures) {
    const known = byId.get(incident.id);
    const classes = {
      confirmed: union(known?.confirmed, own),
      tied: union(known?.tied, tied),
      claimed: union(known?.claimed, claimedInRow),
      // What one identifier's row lacks another's may have: the sheet tells apart what is left (`honestIncident`).
      others: union(known?.others, others),
      claimedOfOthers: union(known?.claimedOfOthers, claimed),
    };
    byId.set(incident.id, { ...told(incident), ...classes, askedAbout: false });
  }
  const onlyAsked = asked.map((incident) => {
    const { everyone, some, claimed } = incident.dataClasses;
    const confirmed = [...everyone, ...some];
    return { ...told(incident), confirmed, tied: [], claimed, others: [], claimedOfOthers: [], askedAbout: true };
  });
  return [...byId.values(), ...onlyAsked];
}

function told({ title, status, assessment, statement, occurredOn, disclosedOn }: Incident) {
  return { title, status, assessment: assessment?.level ?? null, statement, occurredOn, disclosedOn };
}

function union(known: readonly DataClass[] = [], more: readonly DataClass[]): DataClass[] {
  return [...new Set([...known, ...more])];
}

/** @returns the oldest date among the sets that answered; null if none did */
function oldestDate({ sets }: CaseVerdict): string | null {
  const dates = sets.filter((set) => set.answer !== 'could-not-check').map((set) => set.dataAsOf);
  return dates.sort()[0] ?? null;
}

function hitKey(verdict: CaseVerdict, answers: Answers): SheetVerdictKey {
  const holder = holderOf(verdict, answers);
  // Nothing is confirmed under this identifier, whatever another identifier of the person brought to light.
  const isUnverified = verdict.exposures.every(({ own }) => own.length === 0);
  if (holder === 'person') return isUnverified ? 'listed-unverified' : 'listed';
  if (isUnverified) return 'listed-number-unverified';
  return holder === 'unknown' ? 'listed-number' : 'listed-number-of-another';
}

/** From what a case keeps to what its sheet says of it: verdicts, and incidents each told once. Step `print`; pure. */
import { isOnlyNotIndexed } from '../check/not-indexed.ts';
import type { CaseVerdict } from '../journal/case-record.ts';
import type { Incident } from '../pack/incident.ts';
import type { DataClass } from '../vocabulary.ts';
import type { SheetIncident, SheetVerdict } from './model.ts';

export function sheetVerdict(verdict: CaseVerdict): SheetVerdict {
  return {
    kind: isUnverified(verdict) ? 'listed-unverified' : isOnlyNotIndexed(verdict) ? 'not-indexed' : verdict.kind,
    identifierKind: verdict.identifierKind,
    dataAsOf: oldestDate(verdict),
  };
}

/**
 * Incidents of every verdict, each once, with the classes of all identifiers of the caller; then those only asked about.
 * @param asked incidents that no look-up links to the caller
 */
export function sheetIncidents(verdicts: readonly CaseVerdict[], asked: readonly Incident[]): SheetIncident[] {
  const byId = new Map<string, SheetIncident>();
  for (const { incident, own, claimedInRow, others, claimed } of verdicts.flatMap(({ exposures }) => exposures)) {
    const known = byId.get(incident.id);
    const classes = {
      confirmed: union(known?.confirmed, own),
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
    return { ...told(incident), confirmed, claimed, others: [], claimedOfOthers: [], askedAbout: true };
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

/** Listed under this identifier, yet nothing is confirmed: whatever another identifier of the caller brought to light. */
function isUnverified({ kind, exposures }: CaseVerdict): boolean {
  return kind === 'listed' && exposures.every(({ own }) => own.length === 0);
}

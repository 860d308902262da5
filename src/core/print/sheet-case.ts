/** From what a case keeps to what its sheet says of it: verdicts, and incidents each told once. Step `print`; pure. */
import { type CaseSubject, type CaseVerdict, incidentKey, type ToldIncident } from '../journal/case-record.ts';
import { heldExposures } from '../journal/number-holder.ts';
import { meaningOf } from '../journal/verdict-meaning.ts';
import type { DataClass } from '../vocabulary.ts';
import type { SheetIncident, SheetVerdict } from './model.ts';

type Answers = CaseSubject['answers'];

/** @param answers the person's: they say since when a number is theirs */
export function sheetVerdict(verdict: CaseVerdict, answers: Answers): SheetVerdict {
  return {
    kind: meaningOf(verdict, answers),
    identifierKind: verdict.identifierKind,
    dataAsOf: oldestDate(verdict),
  };
}

/**
 * Incidents of every verdict, each once, with the classes of all identifiers of the caller; then those only asked about. What two
 * signers tell of one id is told twice, each with the signer's name: neither words what the other vouches for.
 * @param asked incidents that no look-up links to the caller
 */
export function sheetIncidents(
  { verdicts, answers }: Pick<CaseSubject, 'verdicts' | 'answers'>,
  asked: readonly ToldIncident[],
): SheetIncident[] {
  const exposures = verdicts.flatMap((verdict) => heldExposures(verdict, answers));
  const signers = new Map<string, Set<string>>();
  for (const { id, toldBy } of [...exposures.map(({ incident }) => incident), ...asked]) {
    signers.set(id, (signers.get(id) ?? new Set()).add(toldBy.signer));
  }
  const told = (incident: ToldIncident) => toldOf(incident, (signers.get(incident.id)?.size ?? 0) > 1);
  const byKey = new Map<string, SheetIncident>();
  for (const { incident, own, tied, claimedInRow, others, claimed } of exposures) {
    const known = byKey.get(incidentKey(incident));
    const classes = {
      confirmed: union(known?.confirmed, own),
      tied: union(known?.tied, tied),
      claimed: union(known?.claimed, claimedInRow),
      // What one identifier's row lacks another's may have: the sheet tells apart what is left (`honestIncident`).
      others: union(known?.others, others),
      claimedOfOthers: union(known?.claimedOfOthers, claimed),
    };
    byKey.set(incidentKey(incident), { ...told(incident), ...classes, askedAbout: false });
  }
  const onlyAsked = asked.map((incident) => {
    const { everyone, some, claimed } = incident.dataClasses;
    const confirmed = [...everyone, ...some];
    return { ...told(incident), confirmed, tied: [], claimed, others: [], claimedOfOthers: [], askedAbout: true };
  });
  return [...byKey.values(), ...onlyAsked];
}

function toldOf(incident: ToldIncident, isAlsoToldByAnother: boolean) {
  const { title, status, assessment, statement, occurredOn, disclosedOn, toldBy } = incident;
  const signer = isAlsoToldByAnother ? toldBy.name : null;
  return { title, status, assessment: assessment?.level ?? null, statement, occurredOn, disclosedOn, signer };
}

function union(known: readonly DataClass[] = [], more: readonly DataClass[]): DataClass[] {
  return [...new Set([...known, ...more])];
}

/** @returns the oldest date among the sets that answered; null if none did */
function oldestDate({ sets }: CaseVerdict): string | null {
  const dates = sets.filter((set) => set.answer !== 'could-not-check').map((set) => set.dataAsOf);
  return dates.sort()[0] ?? null;
}

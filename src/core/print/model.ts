/**
 * The sheet before any page: what a case comes to, decided once for every edition. No identifier enters here, and the
 * fields that an adviser types are looked through before they are printed. Step `print` of the flow; pure.
 */
import { lettersFor } from '../guide/letters.ts';
import { isPutOffToEnd, isUrgent, type Plan, type PlanStep, promisedOn } from '../guide/plan.ts';
import type { Contact, EditionLines, EditionText, EvidenceField, Guide, GuideTexts, Letter } from '../guide/schema.ts';
import { mustStayOffPaper } from '../guide/secrets.ts';
import {
  type AssessmentLevel,
  type Bilingual,
  type DataClass,
  dataClasses,
  type IdentifierKind,
  type IncidentStatus,
  isVerifiedStatus,
  type PersonKind,
  type VerdictMeaning,
} from '../vocabulary.ts';
import { isPrintableCode, isPrintableReference } from './qr.ts';

export interface SheetVerdict {
  readonly kind: VerdictMeaning;
  readonly identifierKind: IdentifierKind;
  /** Date of the oldest set that answered, ISO; null if none did. */
  readonly dataAsOf: string | null;
}

export interface SheetIncident {
  readonly title: Bilingual;
  readonly status: IncidentStatus;
  /** What the examination of the file came to; null where nobody examined it. */
  readonly assessment: AssessmentLevel | null;
  readonly statement: Bilingual;
  readonly occurredOn: string | null;
  readonly disclosedOn: string;
  /** Name of whoever signed these words, where another signer tells of the same incident; else null. */
  readonly signer: string | null;
  /** Classes of this caller's record that are confirmed; ignored where the incident is claimed, refuted or asked about. */
  readonly confirmed: readonly DataClass[];
  /** Confirmed for whoever had the person's phone number then: perhaps another. */
  readonly tied: readonly DataClass[];
  readonly claimed: readonly DataClass[];
  /** Confirmed to be in the file, and claimed of the incident, for other people than this one; empty where it was only asked about. */
  readonly others: readonly DataClass[];
  readonly claimedOfOthers: readonly DataClass[];
  /** True if the caller asked about it and no look-up links the two. */
  readonly askedAbout: boolean;
}

/** All that a sheet is made of. */
export interface SheetCase {
  readonly reference: string;
  /** Calendar date of the call, ISO, in the workstation's time zone. */
  readonly date: string;
  /** Calendar date on which the sheet is made, ISO: a case may be taken up again on another day than that of its call. */
  readonly today: string;
  /** First name or number, as the supervisor set it; null: not printed. */
  readonly adviser: string | null;
  /** Name of the body that answers, printed at the top; null: not printed. */
  readonly organisation: string | null;
  /** Whose sheet it is. The caller reads it, whoever that is. */
  readonly who: PersonKind;
  readonly verdicts: readonly SheetVerdict[];
  readonly incidents: readonly SheetIncident[];
  readonly plan: Plan;
  /** True in the demonstration profile: said on every page. */
  readonly demonstration: boolean;
  /** What the QR code holds, to resume the case on another workstation; absent: the reference alone. */
  readonly handOverCode?: string;
  /** Set where the case was resumed from the code of an earlier sheet: the classes that it called exposed. */
  readonly continued?: { readonly confirmed: readonly DataClass[] } | null;
}

export const sheetSections = ['done', 'today', 'week', 'watch'] as const;
export type SheetSection = (typeof sheetSections)[number];

export interface SheetField extends EvidenceField {
  /** Null: a blank to fill in by hand. */
  readonly value: string | null;
}

export interface SheetItem {
  readonly id: string;
  readonly title: EditionText;
  readonly lines: EditionLines;
  readonly mandatory: boolean;
  readonly done: boolean;
  /** Offered during the call and refused. */
  readonly declined: boolean;
  /** Of the call itself or of the same day: printed before what is not, and in every edition. */
  readonly urgent: boolean;
  /** Put off, and urgent: to be done as soon as the call ends, so that no date is printed. */
  readonly atOnce: boolean;
  /** Date that the caller chose, ISO. */
  readonly plannedOn: string | null;
  readonly fields: readonly SheetField[];
  readonly letters: readonly Letter[];
  /** Whom the caller turns to for it. */
  readonly contacts: readonly Contact[];
}

export interface SheetModel {
  readonly reference: string;
  readonly date: string;
  readonly adviser: string | null;
  readonly organisation: string | null;
  /** Null: the caller's own. */
  readonly forWhom: EditionText | null;
  readonly demonstration: boolean;
  /** Null: the QR code holds the reference alone. */
  readonly handOverCode: string | null;
  readonly continued: { readonly confirmed: readonly DataClass[] } | null;
  readonly verdicts: readonly (Omit<SheetVerdict, 'kind'> & { readonly key: VerdictMeaning })[];
  readonly incidents: readonly SheetIncident[];
  /** Classes of the caller that are confirmed by any incident, in the order of the vocabulary. */
  readonly exposed: readonly DataClass[];
  /** True if no class is confirmed: the plan is a precaution, and the sheet says so. */
  readonly precautionOnly: boolean;
  readonly sections: Readonly<Record<SheetSection, readonly SheetItem[]>>;
  readonly contacts: readonly Contact[];
  readonly texts: GuideTexts;
  /** Typed fields that were left blank because they look like an identifier, a card number, an IBAN or a password. */
  readonly withheldFields: number;
}

/** @throws RangeError if the reference or the code is not one: a mistake of the program, not of a person. */
export function buildSheetModel(guide: Guide, sheetCase: SheetCase): SheetModel {
  if (!isPrintableReference(sheetCase.reference)) throw new RangeError('not a case reference');
  const { handOverCode = null, continued = null } = sheetCase;
  if (handOverCode !== null && !isPrintableCode(handOverCode)) throw new RangeError('not a hand-over code');
  const incidents = sheetCase.incidents.map(honestIncident);
  const exposed = dataClasses.filter((name) => incidents.some(({ confirmed }) => confirmed.includes(name)));
  const steps = sheetCase.plan.steps.filter((step) => step.outcome?.kind !== 'not-applicable');
  const placed = steps.flatMap((step) => {
    const item = itemOf(guide, step, sheetCase.who);
    return item === null
      ? []
      : [{ step, item: item.item, withheld: item.withheld, section: sectionOf(step, sheetCase.today) }];
  });
  const inSection = (section: SheetSection) => placed.filter((one) => one.section === section).map((one) => one.item);
  return {
    reference: sheetCase.reference,
    date: sheetCase.date,
    adviser: sheetCase.adviser,
    organisation: sheetCase.organisation,
    forWhom: sheetCase.who === 'caller' ? null : guide.texts.forOthers.who[sheetCase.who],
    demonstration: sheetCase.demonstration,
    handOverCode,
    continued,
    verdicts: verdictsOf(sheetCase.verdicts, incidents),
    incidents,
    exposed,
    precautionOnly: exposed.length === 0 && (continued?.confirmed.length ?? 0) === 0,
    sections: {
      done: inSection('done'),
      today: mostUrgentFirst(
        guide,
        placed.filter((one) => one.section === 'today'),
      ),
      week: inSection('week'),
      watch: inSection('watch'),
    },
    contacts: contactsOf(guide, placed),
    texts: textsFor(guide.texts, sheetCase.who),
    withheldFields: placed.reduce((total, one) => total + one.withheld, 0),
  };
}

/** To the reader, « vous » and « vos données » are the caller's: of somebody else the sheet speaks in the third person. */
function textsFor(whole: GuideTexts, who: PersonKind): GuideTexts {
  const texts = { ...whole, rights: whole.rights.filter(({ notFor }) => !notFor.includes(who)) };
  if (who === 'caller') return texts;
  const { verdicts, labels } = texts.forOthers;
  // The easy wording of a class begins with « votre ».
  const classes = { ...texts.classes };
  for (const name of dataClasses) classes[name] = { ...classes[name], easy: classes[name].fr };
  return { ...texts, verdicts, labels: { ...texts.labels, ...labels }, classes };
}

/** A class counts as exposed only in an incident that is a fact, and that a look-up links to the caller. */
function honestIncident(incident: SheetIncident): SheetIncident {
  const isFact = isVerifiedStatus(incident.status);
  const confirmed = new Set(isFact && !incident.askedAbout ? incident.confirmed : []);
  // Of a refuted incident nothing is repeated; of a confirmed one that was only asked about, nothing is the caller's.
  const repeated = incident.status === 'refuted' || (incident.askedAbout && incident.status === 'confirmed');
  const unproven = isFact ? [] : [...incident.confirmed, ...incident.tied];
  const claimed = new Set(repeated ? [] : [...incident.claimed, ...unproven]);
  const tied = new Set(isFact ? incident.tied : []);
  // As for the person: in what is no fact, nothing of others is one.
  const others = new Set(isFact && !incident.askedAbout ? incident.others : []);
  const claimedOfOthers = new Set(
    repeated || incident.askedAbout ? [] : [...incident.claimedOfOthers, ...(isFact ? [] : incident.others)],
  );
  const isOwn = (name: DataClass) => confirmed.has(name) || tied.has(name) || claimed.has(name);
  return {
    ...incident,
    confirmed: dataClasses.filter((name) => confirmed.has(name)),
    tied: dataClasses.filter((name) => tied.has(name) && !confirmed.has(name)),
    claimed: dataClasses.filter((name) => claimed.has(name) && !tied.has(name) && !confirmed.has(name)),
    others: dataClasses.filter((name) => others.has(name) && !isOwn(name)),
    claimedOfOthers: dataClasses.filter((name) => claimedOfOthers.has(name) && !others.has(name) && !isOwn(name)),
  };
}

const unverifiedKeys: ReadonlyMap<VerdictMeaning, VerdictMeaning> = new Map([
  ['listed', 'listed-unverified'],
  ['listed-number', 'listed-number-unverified'],
]);

function verdictsOf(verdicts: readonly SheetVerdict[], incidents: readonly SheetIncident[]): SheetModel['verdicts'] {
  // As on screen: a verified file is one that confirms something of this caller, or of who had the number before.
  const verified = incidents.some(({ confirmed, tied }) => confirmed.length > 0 || tied.length > 0);
  const seen = new Set<string>();
  return verdicts.flatMap(({ kind, identifierKind, dataAsOf }) => {
    const key = verified ? kind : (unverifiedKeys.get(kind) ?? kind);
    const mark = `${key} ${identifierKind}`;
    if (seen.has(mark)) return [];
    seen.add(mark);
    return [{ key, identifierKind, dataAsOf }];
  });
}

/** Where a step is printed: what goes on after the call is never filed under « done ». */
function sectionOf(step: PlanStep, today: string): SheetSection {
  if (step.urgency === 3 || step.ongoing) return 'watch';
  if (step.outcome?.kind === 'done') return 'done';
  // Whatever day was chosen before an answer made the step urgent.
  if (isUrgent(step)) return 'today';
  const dueOn = promisedOn(step);
  return dueOn !== null && dueOn <= today ? 'today' : 'week';
}

/**
 * What is more urgent comes first, whatever was agreed about it. Of one urgency, what must be done and was put off to the end
 * of the call leads, after what it cannot be done without; what is only advised waits in its place in the plan.
 */
function mostUrgentFirst(
  guide: Guide,
  placed: readonly { readonly step: PlanStep; readonly item: SheetItem }[],
): SheetItem[] {
  const steps = new Map(guide.steps.map((step) => [step.id, step]));
  const urgencies = new Map(placed.map(({ step }) => [step.id, step.urgency]));
  const first = new Set(placed.flatMap(({ item }) => (item.atOnce && item.mandatory ? [item.id] : [])));
  for (const id of first) {
    const step = steps.get(id);
    // A set that grows while it is gone through: what comes before what comes before is met as well.
    for (const earlier of [...(step?.needs ?? []), ...(step?.after ?? [])]) {
      if (urgencies.get(earlier) === urgencies.get(id)) first.add(earlier);
    }
  }
  const place = ({ step, item }: (typeof placed)[number]) => step.urgency * 2 + (first.has(item.id) ? 0 : 1);
  return placed.toSorted((a, b) => place(a) - place(b)).map(({ item }) => item);
}

function itemOf(guide: Guide, step: PlanStep, who: PersonKind): { item: SheetItem; withheld: number } | null {
  if (step.sheet === null) return null;
  const done = step.outcome?.kind === 'done';
  let withheld = 0;
  const fields = step.evidence.map((field): SheetField => {
    const typed = step.outcome?.evidence[field.id]?.trim() ?? '';
    const isSecret = mustStayOffPaper(typed);
    if (isSecret) withheld++;
    return { ...field, value: typed === '' || isSecret ? null : typed };
  });
  const item: SheetItem = {
    id: step.id,
    title: { ...step.title, easy: step.sheet.easyTitle },
    lines: step.sheet,
    mandatory: step.mandatory,
    done,
    declined: step.outcome?.kind === 'refused',
    urgent: isUrgent(step),
    atOnce: isPutOffToEnd(step),
    plannedOn: promisedOn(step),
    fields,
    letters: done ? [] : lettersOf(guide, step.id, who),
    contacts: onPaper(step.contacts),
  };
  return { item, withheld };
}

function lettersOf(guide: Guide, stepId: string, who: PersonKind): Letter[] {
  return lettersFor(guide, who).filter(({ steps }) => steps.includes(stepId));
}

/** What is not confirmed may be said with that caution; on paper it would be a fact. */
function onPaper(contacts: readonly Contact[]): Contact[] {
  return contacts
    .filter(({ printed }) => printed)
    .map((contact) => ({ ...contact, ...Object.fromEntries(contact.unconfirmed.map((fact) => [fact, null])) }));
}

/**
 * Contacts of the printed steps, each once, in the order of the plan; the CNIL last, for the rights. Whom to call in danger is said by
 * the step itself, for as long as its words are printed.
 */
function contactsOf(
  guide: Guide,
  placed: readonly { readonly step: PlanStep; readonly section: SheetSection }[],
): Contact[] {
  const called = placed.flatMap(({ step, section }) =>
    step.contacts.filter(({ emergency }) => !emergency || section === 'done'),
  );
  const contacts = new Map(onPaper(called).map((contact) => [contact.id, contact]));
  const cnil = guide.contacts.get('cnil');
  if (cnil !== undefined) contacts.set(cnil.id, cnil);
  return [...contacts.values()];
}

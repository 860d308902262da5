/**
 * A case on its way to another workstation (FORMAT §15): what travels, how it is read there, and how it is united with
 * the copy that may be there already. Everything of the case but who the adviser was; an identifier is not in it.
 * Journal step; pure.
 */
import { z } from 'zod';
import { decodeUtf8, utf8 } from '../bytes/bytes.ts';
import { firstIssuePath } from '../bytes/read-json.ts';
import { parseStrictJson } from '../bytes/strict-json.ts';
import { errorCodes } from '../error-codes.ts';
import { VigieError } from '../errors.ts';
import { type Exposure, exposureOf } from '../pack/exposure.ts';
import { incidentSchema } from '../pack/incident.ts';
import { hexOf, shownTextSchema } from '../pack/signed-text.ts';
import { accountKinds, dataClasses, identifierKinds, personKinds, stepOutcomeKinds } from '../vocabulary.ts';
import { type CaseHandOver, type CaseRecord, type CaseSubject, incidentKey, type OtherSubject } from './case-record.ts';
import { readCaseReference } from './case-reference.ts';
import { mostSubjects, otherSubjectId, subjectsOf } from './case-subject.ts';

/** A long case is some 30 kB; no reader takes more on a file's word. */
export const maxHandOverBytes: number = 1024 * 1024;
/** Lengths are rounded up to it, so that the size of a file says little of the case in it. */
const paddedTo = 4096;

/** Nothing that this program writes is older; a year 0000 would head every list of what is due. */
const earliest = '2000';
const instant = z.iso.datetime().refine((text) => text >= earliest);
const shortText = z.string().max(400);
const bilingual = z.strictObject({ fr: z.string().max(2000), en: z.string().max(2000) });
const verdictKind = z.enum(['listed', 'not-listed', 'could-not-check']);
const fault = z.strictObject({
  code: z.enum(errorCodes),
  details: z.record(z.string().max(64), z.union([shortText, z.number(), z.boolean()])),
});
const classes = z.array(z.enum(dataClasses)).max(dataClasses.length);
const toldIncident = incidentSchema.safeExtend({
  toldBy: z.strictObject({ signer: hexOf(32), name: shownTextSchema(200) }),
});
const verdictFields = z.strictObject({
  kind: verdictKind,
  checkId: z.string().regex(/^[0-9a-f]{16}$/),
  checkedAt: instant,
  identifierKind: z.enum(identifierKinds),
  exposures: z
    .array(
      z.strictObject({
        incident: toldIncident,
        own: classes,
        others: classes,
        claimedInRow: classes,
        claimed: classes,
      }),
    )
    .max(256),
  sets: z
    .array(
      z.strictObject({
        packId: z.string().regex(/^[0-9a-f]{32}$/),
        issuer: shortText,
        titles: z.array(bilingual).max(256),
        dataAsOf: z.string().max(10),
        belowProduction: z.boolean(),
        outdated: z.boolean(),
        lost: z.int().min(0),
        answer: verdictKind,
        problem: fault.nullable(),
      }),
    )
    .max(64),
  reason: fault.nullable(),
});

/**
 * Anyone who knows the passphrase can make a file, so that only verdicts that a check could have given are accepted: « not
 * listed » needs that answer of every set, « could not check » a reason, and the four lists of an exposure must be those that
 * some row of its incident gives.
 */
const verdict = verdictFields.superRefine(({ kind, exposures, sets, reason }, context) => {
  const answered = (answer: typeof kind) => sets.some((set) => set.answer === answer);
  const isHonest = {
    listed: exposures.length > 0 && answered('listed') && reason === null,
    'not-listed':
      exposures.length === 0 && sets.length > 0 && sets.every((set) => set.answer === 'not-listed') && reason === null,
    'could-not-check': exposures.length === 0 && !answered('listed') && reason !== null,
  }[kind];
  if (!isHonest) context.addIssue({ code: 'custom', path: ['kind'], message: 'no check answers so' });
  for (const [index, exposure] of exposures.entries()) {
    if (isOfSomeRow(exposure)) continue;
    context.addIssue({ code: 'custom', path: ['exposures', index], message: 'not of the incident' });
  }
});

function isOfSomeRow(exposure: Exposure): boolean {
  const { incident, own, claimedInRow } = exposure;
  const { some } = incident.dataClasses;
  const row = [...own.filter((name) => some.includes(name)), ...claimedInRow];
  const lists = (each: Exposure) => JSON.stringify([each.own, each.others, each.claimedInRow, each.claimed]);
  return new Set(row).size === row.length && lists(exposureOf(incident, row)) === lists(exposure);
}
const outcome = z.strictObject({
  kind: z.enum(stepOutcomeKinds),
  at: instant,
  dueOn: z.iso
    .date()
    .refine((text) => text >= earliest)
    .nullable(),
  reason: z.string().max(200).nullable(),
  evidence: z.record(z.string().max(64), z.string().max(120)),
});
const stepOrQuestionId = z.string().min(1).max(64);

const subjectFields = {
  about: z.strictObject({ who: z.enum(personKinds), account: z.enum(accountKinds) }),
  verdicts: z.array(verdict).max(64),
  answers: z.record(stepOrQuestionId, z.boolean().nullable()),
  outcomes: z.record(stepOrQuestionId, outcome),
};

const handOverSchema = z.strictObject({
  format: z.literal(1),
  exportedAt: instant,
  case: z.strictObject({
    reference: z.string().refine((text) => readCaseReference(text) === text),
    openedAt: instant,
    closedAt: instant.nullable(),
    changedAt: instant,
    status: z.enum(['open', 'interrupted', 'closed']),
    ...subjectFields,
    firstPerson: z.string().regex(otherSubjectId).optional(),
    others: z
      .array(z.strictObject({ id: z.string().regex(otherSubjectId), ...subjectFields }))
      .max(mostSubjects - 1)
      .refine((others) => new Set(others.map(({ id }) => id)).size === others.length),
    askedIncidents: z.array(toldIncident).max(64),
    note: z.string().max(2000),
  }),
});
export type HandOver = z.infer<typeof handOverSchema>;
export type HandedCase = HandOver['case'];

/**
 * @param exportedAt ISO instant
 * @returns JSON padded with spaces; the caller seals and zeroes it
 */
export function serialiseHandOver(record: CaseRecord, exportedAt: string): Uint8Array {
  const { adviserId: _adviser, handOver: _handOver, ...rest } = record;
  // Members that are not named here, such as those that an older version wrote, are not exported.
  const { reference, openedAt, closedAt, changedAt, status, about, verdicts, answers, outcomes } = rest;
  const { others, askedIncidents, note, firstPerson } = rest;
  const handed = {
    reference,
    openedAt,
    closedAt,
    changedAt,
    status,
    about,
    verdicts,
    answers,
    outcomes,
    ...(firstPerson === undefined ? {} : { firstPerson }),
    others,
    askedIncidents,
    note,
  };
  const json = utf8(JSON.stringify({ format: 1, exportedAt, case: handed }));
  const padded = new Uint8Array(Math.ceil(json.length / paddedTo) * paddedTo).fill(0x20);
  padded.set(json, 0);
  return padded;
}

/** @throws VigieError 'hand-over-malformed' with the path of the offending field */
export function parseHandOver(bytes: Uint8Array): HandOver {
  const json = parseStrictJson(decodeUtf8(bytes) ?? '', 'travelling');
  if ('fault' in json) throw new VigieError('hand-over-malformed', { field: json.fault });
  const parsed = handOverSchema.safeParse(json.value);
  if (!parsed.success) throw new VigieError('hand-over-malformed', { field: firstIssuePath(parsed.error) || '.' });
  return parsed.data;
}

/** The case as it begins here. An interrupted one is under way again. */
export function openHandedCase(handed: HandedCase, adviserId: string, handOver: CaseHandOver): CaseRecord {
  const status = handed.status === 'closed' ? 'closed' : 'open';
  return { ...handed, status, adviserId, handOver, callEndedAt: null };
}

/**
 * Unites a case with a copy of it from elsewhere. What was recorded on either side stays: verdicts and incidents asked
 * about are added up, of two outcomes of a step the later one counts. Where only one value can be (an answer, the note,
 * whether the case is closed), the copy that was changed last decides; an empty note never replaces another.
 * The same file twice, or an older copy, changes nothing.
 * @returns null if the copy brings nothing new
 */
export function uniteCases(here: CaseRecord, handed: HandedCase, handOver: CaseHandOver): CaseRecord | null {
  const isLater = Date.parse(handed.changedAt) > Date.parse(here.changedAt);
  const united: CaseRecord = {
    ...here,
    openedAt: earlier(handed.openedAt, here.openedAt),
    ...unitePeople(here, handed, isLater),
    askedIncidents: addNew(here.askedIncidents, handed.askedIncidents, incidentKey),
    note: (isLater && handed.note !== '') || here.note === '' ? handed.note : here.note,
    ...(isLater
      ? { status: handed.status === 'closed' ? ('closed' as const) : ('open' as const), closedAt: handed.closedAt }
      : {}),
  };
  if (contentOf(united) === contentOf(here)) return null;
  return { ...united, handOver };
}

/** The first person of one copy may be another than that of the other copy: nobody gets the verdicts of somebody else. */
function unitePeople(here: CaseRecord, handed: HandedCase, isLater: boolean): Partial<CaseRecord> {
  const { firstPerson: ours } = here;
  const { firstPerson: theirs } = handed;
  if (ours === undefined || theirs === undefined || ours === theirs) {
    const isTheirs = isLater && here.about.who !== handed.about.who;
    return {
      ...uniteSubjects(here, handed, isLater),
      others: uniteOthers(here.others, handed.others, isLater),
      firstPerson: isTheirs ? theirs : (ours ?? theirs),
    };
  }
  const { about, verdicts, answers, outcomes } = handed;
  const people = [{ id: theirs, about, verdicts, answers, outcomes }, ...handed.others];
  const own = people.find(({ id }) => id === ours);
  return {
    ...(own === undefined ? {} : uniteSubjects(here, own, isLater)),
    others: uniteOthers(
      here.others,
      people.filter(({ id }) => id !== ours),
      isLater,
    ),
  };
}

function uniteSubjects(ours: CaseSubject, theirs: CaseSubject, isLater: boolean): CaseSubject {
  // One side says by now that this is somebody else: of what the other recorded, nothing is theirs.
  if (ours.about.who !== theirs.about.who) return isLater ? theirs : ours;
  const outcomes = { ...ours.outcomes };
  for (const [stepId, outcome] of Object.entries(theirs.outcomes)) {
    const known = Object.hasOwn(outcomes, stepId) ? outcomes[stepId] : undefined;
    if (known === undefined || Date.parse(outcome.at) > Date.parse(known.at)) outcomes[stepId] = outcome;
  }
  return {
    about: isLater ? theirs.about : ours.about,
    verdicts: addNew(ours.verdicts, theirs.verdicts, ({ checkId }) => checkId),
    answers: isLater ? { ...ours.answers, ...theirs.answers } : { ...theirs.answers, ...ours.answers },
    outcomes,
  };
}

/** People are told apart by the id that was drawn for them. */
function uniteOthers(ours: readonly OtherSubject[], theirs: readonly OtherSubject[], isLater: boolean): OtherSubject[] {
  const known = ours.map((one) => {
    const handed = theirs.find(({ id }) => id === one.id);
    return handed === undefined ? one : { id: one.id, ...uniteSubjects(one, handed, isLater) };
  });
  return addNew(known, theirs, ({ id }) => id);
}

function earlier(a: string, b: string): string {
  return Date.parse(a) < Date.parse(b) ? a : b;
}

function addNew<T>(ours: readonly T[], theirs: readonly T[], idOf: (one: T) => string): T[] {
  const known = new Set(ours.map(idOf));
  return [...ours, ...theirs.filter((one) => !known.has(idOf(one)))];
}

/** What counts as new: not when it was changed, nor that an interrupted case would merely be opened again. */
function contentOf(record: CaseRecord): string {
  const sorted = (values: Readonly<Record<string, unknown>>) =>
    Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  const people = subjectsOf(record).map(({ about, verdicts, answers, outcomes }) => [
    [about.who, about.account],
    verdicts,
    sorted(answers),
    sorted(outcomes),
  ]);
  return JSON.stringify([record.closedAt, people, record.askedIncidents, record.note]);
}

/**
 * Whose the row is that a phone number was found in. A number passes to other people, so that the row may be about whoever had it
 * before: its classes are the person's own only once the person said that the number was theirs already when the data leaked.
 * Until then they are *tied* to the number: said as such, and no irreversible act follows from them. Journal step; pure.
 */
import { kindSpecs } from '../identifier/identifier.ts';
import type { Exposure } from '../pack/exposure.ts';
import type { Incident } from '../pack/incident.ts';
import { type DataClass, isVerifiedStatus } from '../vocabulary.ts';
import type { CaseSubject, CaseVerdict, ToldExposure } from './case-record.ts';

/** `person`: the row is this person's. `unknown`: nobody asked, or the person does not know. `another`: the number was somebody else's. */
export type Holder = 'person' | 'unknown' | 'another';

/** An exposure as it stands for this person; no class is in two of its five lists. */
export interface HeldExposure extends ToldExposure {
  /** Confirmed for whoever had the number then. */
  readonly tied: readonly DataClass[];
}

export interface NumberQuestion {
  /** Key of its answer among the answers of the person; never that of a question of the guide. */
  readonly id: string;
  /** Calendar date: was the number the person's on that day? */
  readonly heldOn: string;
  /** Which of the numbers that list the person, from 1; null where there is one. */
  readonly nth: number | null;
}

type Answers = CaseSubject['answers'];

/** The number itself is in the file, whoever had it then: it rings at whoever has it now. */
const ofTheNumber: readonly DataClass[] = ['phone'];

/** @returns the exposures of a verdict, in its order, each with what is known of the number's holder */
export function heldExposures(verdict: CaseVerdict, answers: Answers): HeldExposure[] {
  return verdict.exposures.map((exposure) => {
    const holder = holderThen(verdict, exposure.incident, answers);
    if (holder === 'person') return { ...exposure, tied: [] };
    const unasked = tiedToNumber(exposure);
    if (holder === 'unknown') return unasked;
    const { own, tied } = unasked;
    const claimedInRow = exposure.claimedInRow.filter((name) => ofTheNumber.includes(name));
    const claimed = exposure.claimedInRow.filter((name) => !ofTheNumber.includes(name));
    return {
      ...exposure,
      own,
      tied: [],
      others: [...exposure.others, ...tied],
      claimedInRow,
      claimed: [...exposure.claimed, ...claimed],
    };
  });
}

/** @returns the exposure of a number of whose holder nothing is known: nothing in it is the person's own but the number */
export function tiedToNumber<Of extends Exposure>(exposure: Of): Of & Pick<HeldExposure, 'tied'> {
  const own = exposure.own.filter((name) => ofTheNumber.includes(name));
  const tied = exposure.own.filter((name) => !ofTheNumber.includes(name));
  return { ...exposure, own, tied };
}

/** @returns of a listing whose row the person's is, as far as any incident of it tells; `person` where no number is in question */
export function holderOf(verdict: CaseVerdict, answers: Answers): Holder {
  const facts = verdict.exposures.filter(({ incident }) => isFact(incident));
  // Of what is only claimed nothing is asked: it tells only where there is nothing else.
  const telling = facts.length === 0 ? verdict.exposures : facts;
  const holders = telling.map(({ incident }) => holderThen(verdict, incident, answers));
  if (holders.length === 0 || holders.includes('person')) return 'person';
  return holders.includes('unknown') ? 'unknown' : 'another';
}

/** @returns true if the row of this incident is the person's own */
export function isHeldByPerson(verdict: CaseVerdict, incident: Incident, answers: Answers): boolean {
  return holderThen(verdict, incident, answers) === 'person';
}

/**
 * What to ask of the numbers that list a person: of each, the day of its earliest incident, and the day of a later one where the
 * number was not the person's before. Only where the answer changes what is this person's.
 */
export function numberQuestions({ verdicts, answers }: Pick<CaseSubject, 'verdicts' | 'answers'>): NumberQuestion[] {
  const asking = verdicts
    .map((verdict) => ({ verdict, days: daysAsked(verdict) }))
    .filter(({ days }) => days.length > 0);
  return asking.flatMap(({ verdict, days }, index) => {
    const nth = asking.length === 1 ? null : index + 1;
    const firstYes = days.findIndex((day) => answers[answerKey(verdict, day)] === true);
    // Whoever was not asked about a day is not asked about a later one yet.
    const open = days.findIndex((day) => !Object.hasOwn(answers, answerKey(verdict, day)));
    const last = [firstYes, open].filter((at) => at >= 0);
    const asked = last.length === 0 ? days : days.slice(0, Math.min(...last) + 1);
    return asked.map((heldOn) => ({ id: answerKey(verdict, heldOn), heldOn, nth }));
  });
}

/** Ascending, each once: incidents that are a fact, and that say of the number's holder more than the number. */
function daysAsked(verdict: CaseVerdict): string[] {
  if (!mayBeAnothers(verdict)) return [];
  const telling = verdict.exposures.filter(
    ({ incident, own }) => isFact(incident) && own.some((name) => !ofTheNumber.includes(name)),
  );
  return [...new Set(telling.map(({ incident }) => dayOf(incident)))].sort();
}

function holderThen(verdict: CaseVerdict, incident: Incident, answers: Answers): Holder {
  if (!mayBeAnothers(verdict)) return 'person';
  const day = dayOf(incident);
  const said = (answer: boolean, isThen: (each: string) => boolean) =>
    verdict.exposures.some((exposure) => {
      const each = dayOf(exposure.incident);
      return isThen(each) && answers[answerKey(verdict, each)] === answer;
    });
  // Whoever had it before has it still; whoever did not have it later did not have it then.
  if (said(true, (each) => each <= day)) return 'person';
  return said(false, (each) => each >= day) ? 'another' : 'unknown';
}

function mayBeAnothers({ kind, identifierKind }: CaseVerdict): boolean {
  return kind === 'listed' && kindSpecs[identifierKind].holderMayChange;
}

function isFact({ status }: Incident): boolean {
  return isVerifiedStatus(status);
}

/** When the data left, or else when that came out. */
function dayOf({ occurredOn, disclosedOn }: Incident): string {
  return occurredOn ?? disclosedOn;
}

function answerKey({ checkId }: CaseVerdict, day: string): string {
  return `number-held-${checkId}-${day}`;
}

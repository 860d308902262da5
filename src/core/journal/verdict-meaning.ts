/**
 * What a verdict comes to for the person it is about: the one word that lists, figures, sheets and the screen of the call take theirs
 * from, so that none of them says more than another. Journal step; pure.
 */
import { isOnlyNotIndexed } from '../check/not-indexed.ts';
import { isVerifiedStatus, type VerdictMeaning, verdictMeanings } from '../vocabulary.ts';
import type { CaseRecord, CaseSubject, CaseVerdict } from './case-record.ts';
import { subjectsOf } from './case-subject.ts';
import { heldExposures, holderOf } from './number-holder.ts';

/** @param answers the person's: they say since when a number is theirs */
export function meaningOf(verdict: CaseVerdict, answers: CaseSubject['answers']): VerdictMeaning {
  if (verdict.kind === 'listed') return listedMeaning(verdict, answers);
  return isOnlyNotIndexed(verdict) ? 'not-indexed' : verdict.kind;
}

/** @returns what several verdicts of one person come to together; null of none */
export function strongestMeaning(meanings: readonly VerdictMeaning[]): VerdictMeaning | null {
  const found = new Set(meanings);
  // Another search was all that was missing: it was made, and every file answered it.
  if (found.has('not-listed')) found.delete('not-indexed');
  return verdictMeanings.find((meaning) => found.has(meaning)) ?? null;
}

/** @returns the strongest meaning of any person of the case: whoever is listed under one identifier is listed */
export function caseMeaning(record: CaseRecord): VerdictMeaning | 'none' {
  const people = subjectsOf(record).flatMap(({ verdicts, answers }) => {
    const meaning = strongestMeaning(verdicts.map((verdict) => meaningOf(verdict, answers)));
    return meaning === null ? [] : [meaning];
  });
  return verdictMeanings.find((meaning) => people.includes(meaning)) ?? 'none';
}

function listedMeaning(verdict: CaseVerdict, answers: CaseSubject['answers']): VerdictMeaning {
  const holder = holderOf(verdict, answers);
  // Somebody verified the file where some class is confirmed, of this person or of whoever had the number then.
  const isVerified = heldExposures(verdict, answers).some(
    ({ incident: { status }, own, tied, others }) =>
      isVerifiedStatus(status) && own.length + tied.length + (holder === 'another' ? others.length : 0) > 0,
  );
  if (holder === 'person') return isVerified ? 'listed' : 'listed-unverified';
  if (!isVerified) return 'listed-number-unverified';
  return holder === 'unknown' ? 'listed-number' : 'listed-number-of-another';
}

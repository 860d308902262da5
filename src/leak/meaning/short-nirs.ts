/**
 * Numbers of 13 characters: a NIR without its key, or any other number. Nothing in one of them tells which, but many of them do: a
 * month from 01 to 12 stands in one random number in eight, and in every NIR but a few; a time stamp in milliseconds begins with 1
 * until the year 2033, a NIR of a woman with 2.
 */
import { canonicaliseNir, quickNir } from '../../core/identifier/identifier.ts';
import { groupsBehindSex } from './find-inside.ts';

/** Numbers of 13 characters that begin with 1 or 2, and how many of each have a month from 01 to 12. */
export interface ShortCounts {
  men: number;
  plausibleMen: number;
  women: number;
  plausibleWomen: number;
  /** Second and third digits met: years of birth, if they are NIRs. */
  readonly years: Set<number>;
}

export function noShortNumbers(): ShortCounts {
  return { men: 0, plausibleMen: 0, women: 0, plausibleWomen: 0, years: new Set() };
}

/** @param canonical 13 characters · Anything that does not begin with 1 or 2 is not counted: those NIRs are rare, those numbers are not. */
export function countShortNumber(counts: ShortCounts, canonical: string): void {
  const isPlausible = hasMonth(canonical);
  if (canonical.startsWith('1')) {
    counts.men++;
    if (isPlausible) counts.plausibleMen++;
  } else if (canonical.startsWith('2')) {
    counts.women++;
    if (isPlausible) counts.plausibleWomen++;
  } else return;
  counts.years.add(Number(canonical.slice(1, 3)));
}

/** @param canonical 13 characters */
export function hasMonth(canonical: string): boolean {
  const month = Number(canonical.slice(3, 5));
  return month >= 1 && month <= 12;
}

export function addShortCounts(sum: ShortCounts, more: ShortCounts): void {
  for (const part of ['men', 'plausibleMen', 'women', 'plausibleWomen'] as const) sum[part] += more[part];
  for (const year of more.years) sum.years.add(year);
}

export function plausibleOf({ plausibleMen, plausibleWomen }: ShortCounts): number {
  return plausibleMen + plausibleWomen;
}

/** From so many on, no more than one column of other numbers in a hundred looks like NIRs. */
export const enoughNumbers = 4;
/** Beginnings that time stamps of a few weeks have: over a longer time their fourth and fifth digits are no month. */
const mostYearsOfStamps = 3;

/**
 * True if people may be among these numbers, so that somebody must decide. Men and women are judged apart: NIRs among ten times as
 * many time stamps are still found, by the women.
 *
 * @param isTime the header, or the word before each number, says that they are time stamps
 * @param fewest numbers that are enough where each is plausible: 2 among other cells, 1 where all cells are such numbers
 */
export function mayBePeople(counts: ShortCounts, isTime: boolean, fewest = 2): boolean {
  const { men, plausibleMen, women, plausibleWomen, years } = counts;
  const looks = (plausible: number, all: number) =>
    plausible * 2 > all && (plausible >= enoughNumbers || (plausible === all && plausible >= fewest));
  if (looks(plausibleWomen, women)) return true;
  if (isTime && plausibleWomen === 0 && years.size <= mostYearsOfStamps) return false;
  return looks(plausibleMen, men) || (men + women < enoughNumbers && looks(plausibleMen + plausibleWomen, men + women));
}

const timeWords =
  /\b(?:dates?|times?|datetime|timestamps?|ts|stamp|epoch|millis\w*|heure|horodat\w*|created|updated|modified|inserted|deleted|expir\w*|last (?:login|seen|visit|update)|derniere (?:connexion|visite)|cree le|modifie le|maj|since|depuis|iat|exp)\b/;

/** @param words of a header, as `headerWords` makes them */
export function saysTime(words: string): boolean {
  return timeWords.test(words);
}

// No part of a longer number or of a fraction.
const shortNumber = new RegExp(String.raw`(?<!\d|\d\.)[12]${groupsBehindSex}(?!\d|\.\d{0,6}[1-9])`, 'g');
/** What stands before a time stamp: `"ts":`, `createdAt=`. */
const stampBefore =
  /(?:(?:^|[^A-Za-z])(?:time|date|datetime|timestamp|stamp|ts|at|on|epoch|iat|exp|created|updated)|[a-z](?:Time|Date|Stamp|At|On|Ts|Ms))["'\\]{0,3}\s?[:=]\s?["'\\]{0,3}$/;
/** Milliseconds from 2008 to 2033. */
const mayBeStamp = /^1[2-9]\d{11}$/;
/** Letters and digits of a code of so many may all be hexadecimal: of fewer, a letter is a prefix. */
const shortestHexCode = 20;

/**
 * Calls `take` with each number of 13 characters that could be a NIR of a man or a woman, wherever it stands in `text`; not with those
 * that are called time stamps.
 */
export function findShortNirs(text: string, take: (canonical: string) => void): void {
  if (text.length === 13) {
    const quick = quickNir(text) ?? canonicaliseNir(text);
    if (typeof quick === 'string') take(quick);
    return;
  }
  for (const { index, 0: found } of text.matchAll(shortNumber)) {
    if (isInHexCode(text, index, index + found.length)) continue;
    if (mayBeStamp.test(found) && stampBefore.test(text.slice(Math.max(0, index - 20), index))) continue;
    const canonical = canonicaliseNir(found);
    if (canonical !== null) take(canonical);
  }
}

function isInHexCode(text: string, start: number, end: number): boolean {
  const before = /[\da-fA-F]{0,128}$/.exec(text.slice(Math.max(0, start - 128), start))?.[0].length ?? 0;
  const after = /^[\da-fA-F]{0,128}/.exec(text.slice(end, end + 128))?.[0].length ?? 0;
  return before + after > 0 && before + end - start + after >= shortestHexCode;
}

/**
 * Passwords by their shape alone. People share a few thousand of them and choose the rest from what they know; a machine gives each
 * its own, of one length, of even classes.
 */
import { dictionary } from '@zxcvbn-ts/language-common';
import { isHash } from '../../leak/meaning/content.ts';
import type { ByteText } from '../../leak/text/block.ts';
import { type Finding, named, type Observer } from '../finding.ts';
import { type Row, slotIndex } from '../row.ts';
import { shareOf } from '../statistics/intervals.ts';
import { madeUpByExcess, madeUpByLack } from '../statistics/mixture.ts';
import { coarselyKept, DistinctSketch, type HashKey } from '../statistics/sketch.ts';
import { plainLetters } from '../values.ts';

/** The commonest, as the installed lists rank them; the head of any real list meets these. */
const headSize = 10_000;
const head: ReadonlySet<string> = new Set(dictionary['passwords-common'].slice(0, headSize));
/** Of every list of people's own passwords that was published, more were among the 10 000 commonest. */
const leastCommon = 0.004;
/** One length and one mix of classes in more rows than this is a rule or a machine. */
const mostOneShape = 0.6;
const longestCounted = 24;
/** Letters of a name below which finding it in a password says nothing. */
const shortestName = 4;

const passwordSlot = slotIndex('password');

export class Passwords implements Observer {
  readonly #key: HashKey;
  readonly #distinct = new DistinctSketch(coarselyKept);
  readonly #lengths = new Array<number>(longestCounted + 1).fill(0);
  /** By length and classes: `length × 16 + classes`. */
  readonly #shapes = new Array<number>((longestCounted + 1) * 16).fill(0);
  #rows = 0;
  #hashes = 0;
  #common = 0;
  #fromName = 0;
  #named = 0;
  #fromYear = 0;
  #dated = 0;

  constructor(key: HashKey) {
    this.#key = key;
  }

  observe(row: Row): void {
    const cell = row.cells[passwordSlot] ?? null;
    if (cell === null) return;
    if (cell.length >= 32 && isHash(cell)) {
      this.#hashes++;
      return;
    }
    this.#rows++;
    const length = Math.min(longestCounted, cell.length);
    this.#lengths[length] = (this.#lengths[length] ?? 0) + 1;
    const classes = classesOf(cell);
    const shape = length * 16 + classes;
    this.#shapes[shape] = (this.#shapes[shape] ?? 0) + 1;
    this.#distinct.add(this.#key.of(cell));
    const lower = (classes & ~(digits | lowerCase)) === 0 ? cell : cell.toLowerCase();
    if (head.has(lower)) this.#common++;
    this.#compare(row, lower, classes);
  }

  #compare(row: Row, lower: ByteText, classes: number): void {
    if (row.sex !== 0) {
      this.#dated++;
      if ((classes & digits) !== 0 && holdsYear(lower, row.year)) this.#fromYear++;
    }
    if (row.names.length === 0) return;
    this.#named++;
    if (classes === digits) return;
    const letters = plainLetters(lower);
    if (letters.length < shortestName) return;
    for (const name of row.names) {
      if (name.length < shortestName || !letters.includes(name)) continue;
      this.#fromName++;
      return;
    }
  }

  conclude(error: number): Finding {
    const rows = this.#rows;
    const distinct = this.#distinct.count();
    const commonest = Math.max(0, ...this.#shapes);
    return {
      name: 'passwords',
      rows: rows + this.#hashes,
      shares: [
        named('hashed', shareOf(this.#hashes, rows + this.#hashes)),
        named('common-password', shareOf(this.#common, rows)),
        named('one-shape', shareOf(commonest, rows)),
        named('name-inside', shareOf(this.#fromName, this.#named)),
        named('birth-year-inside', shareOf(this.#fromYear, this.#dated)),
      ],
      counts: [{ name: 'distinct-passwords', count: distinct.count, low: distinct.low, high: distinct.high }],
      tests: [],
      bounds:
        rows === 0
          ? []
          : [
              {
                kind: 'unlike',
                trait: 'no-common-password',
                atLeast: madeUpByLack(this.#common, rows, leastCommon, error),
                allowed: leastCommon,
              },
              {
                kind: 'unlike',
                trait: 'one-shape',
                atLeast: madeUpByExcess(commonest, rows, mostOneShape, error),
                allowed: mostOneShape,
              },
            ],
      chart: {
        name: 'password-lengths',
        bars: this.#lengths.slice(1).map((count, i) => ({ label: String(i + 1), count, expected: null })),
      },
    };
  }
}

/** True if `19` or `20` and the two digits of `year` stand in the text. */
function holdsYear(text: ByteText, year: number): boolean {
  const tens = 48 + Math.floor(year / 10);
  const ones = 48 + (year % 10);
  for (let i = 2; i + 1 < text.length; i++) {
    if (text.charCodeAt(i) !== tens || text.charCodeAt(i + 1) !== ones) continue;
    const century = text.charCodeAt(i - 2);
    if (text.charCodeAt(i - 1) === (century === 49 ? 57 : 48) && (century === 49 || century === 50)) return true;
  }
  return false;
}

const digits = 1;
const lowerCase = 2;
const upperCase = 4;
const others = 8;

/** A bit each for digits, lower case, upper case, and anything else. */
function classesOf(cell: ByteText): number {
  let classes = 0;
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    if (code >= 48 && code <= 57) classes |= digits;
    else if (code >= 97 && code <= 122) classes |= lowerCase;
    else if (code >= 65 && code <= 90) classes |= upperCase;
    else classes |= others;
  }
  return classes;
}

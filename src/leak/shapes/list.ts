/**
 * Lists: lines of one or two identifiers and at most a secret, in any order, parted by any of the usual separators, which may change
 * from line to line. The secret may hold separators; identifiers may not.
 */
import { canonicaliseEmail } from '../../core/identifier/identifier.ts';
import { countCell, isHash, noCells } from '../meaning/content.ts';
import { recogniseHeader } from '../meaning/headers.ts';
import { readNirCell } from '../meaning/nir-cell.ts';
import { type ByteText, readByteText } from '../text/block.ts';
import { looksLikeData, looksLikeIdentifier } from './dialect.ts';
import { type Line, LineReader } from './line-reader.ts';
import type { Layout, Recognised, Shape, TextSample } from './shape.ts';

const separators = [':', ';', '|', '\t', ',', ' ', '::', '||', ' : ', ' - ', '=>', '--', '/', '='];
const sampleLines = 400;

/** Two keys with their values, in a log: what stands there is no secret, and nobody must hear that a password leaked. */
const sayWhatTheyHold = /(?:^|\s)\w{1,40}=\S.{0,1000}?\s\w{1,40}=\S|^.{0,200}\s\w{1,40}=\S+\s/;

/** Columns of every list, whose names `meaning/headers.ts` knows. */
const columnNames = ['email', 'nir', 'password', 'hash', 'other'];
const [emailColumn, nirColumn, secretColumn, hashColumn, otherColumn] = [0, 1, 2, 3, 4];

export const list: Shape = {
  name: 'list',
  recognise({ text, whole, wish }: TextSample): Recognised | null {
    const lines = text.split('\n');
    if (!whole) lines.pop();
    const filled = lines.filter((line) => line.trim() !== '').slice(0, sampleLines);
    if (filled.length === 0) return null;
    // A list has no columns that anybody could number.
    if (wish.names?.some((name) => /^\d+$/.test(name)) === true) return null;
    const isDashed = filled.filter((line) => line.includes('--')).length * 10 >= filled.length * 9;
    const cut = filled.map((line) => cutListLine(line, isDashed));
    const good = cut.filter((one) => one !== null && one.others.length <= 1).length;
    // More parts in most lines are columns, and which of them is a secret cannot be told.
    const short = cut.filter((one) => one !== null && one.parts <= 1).length;
    const found = cut.filter((one) => one !== null).length;
    if (
      wish.shape !== 'list' &&
      filled.filter((line) => sayWhatTheyHold.test(line.slice(0, 2000))).length * 2 > filled.length
    )
      return null;
    const inFront = filled.filter((line, i) => line.trimStart().startsWith(cut[i]?.identifiers[0] ?? '\n')).length;
    const common = separators.find((one) => cut.filter((line) => line?.separator === one).length * 10 >= found * 9);
    return {
      shape: 'list',
      confidence:
        wish.shape === 'list' ? 1 : (short * 2 >= good && !holdIdentifiers(cut) ? 0.8 : 0.3) * (good / filled.length),
      separator: common ?? null,
      headerLine: null,
      start: () => new ListReader(common ?? null, inFront / found, isDashed),
    };
  },
};

/** True if what would be secrets are identifiers, in writings that only a column of them explains: `M. Roux <a@b.fr>`, `1,850,578,…`. */
function holdIdentifiers(cut: readonly (CutLine | null)[]): boolean {
  const counts = noCells();
  for (const one of cut) for (const other of one?.others ?? []) countCell(counts, other);
  const { filled, emails, emailsInside, keyedNirs, shortNirs, nirsInside } = counts;
  return filled > 0 && (emails + emailsInside + keyedNirs + shortNirs + nirsInside) * 2 > filled;
}

interface CutLine {
  readonly identifiers: readonly ByteText[];
  /** What is between and behind the identifiers, each run with its separators. */
  readonly others: readonly ByteText[];
  /** Parts that are no identifier, those behind the last one counted as one: a secret holds separators, a name does not. */
  readonly parts: number;
  readonly separator: ByteText | null;
}

/**
 * @param isDashed two hyphens stand in nearly every line: they part it, though an address may hold them
 * @returns the line cut by the separator that makes most identifiers whole, with fewest other parts; null if it holds none
 */
export function cutListLine(line: ByteText, isDashed = false): CutLine | null {
  let best: CutLine | null = null;
  if (!(isDashed && line.includes('--')) && looksLikeIdentifier(line))
    return { identifiers: [line], others: [], parts: 0, separator: null };
  for (const separator of separators) {
    if (!line.includes(separator)) continue;
    const identifiers: ByteText[] = [];
    const others: ByteText[] = [];
    let run: ByteText[] = [];
    let partCount = 0;
    const parts = line.split(separator);
    for (const part of parts) {
      if (!looksLikeIdentifier(part)) {
        run.push(part);
        continue;
      }
      if (run.some((one) => one !== '')) others.push(run.join(separator));
      partCount += run.length;
      run = [];
      identifiers.push(part);
    }
    if (run.some((one) => one !== '')) {
      others.push(run.join(separator));
      partCount += separator === ':' ? 1 : run.length;
    }
    if (identifiers.length === 0) continue;
    const better =
      best === null ||
      identifiers.length > best.identifiers.length ||
      (identifiers.length === best.identifiers.length && others.length < best.others.length);
    if (better) best = { identifiers, others, parts: partCount, separator };
  }
  return best;
}

/** What a line begins with that was taken out of the list, or was written by hand. */
const commentMark = /^\s*(?:#+|--+|\/\/+|;+)\s*/;

/** Shortest and longest writing of a NIR: digits lost in front, and repairs. */
const shortestNir = 12;
const longestNir = 40;

function columnOf(other: ByteText, { others, separator }: CutLine): number {
  const text = readByteText(other);
  // Only another character than those of ASCII can become an `@`, and no repair makes a NIR of fewer characters than it has.
  if (text.length !== other.length && !text.includes('@') && canonicaliseEmail(text.trim()) !== null)
    return emailColumn;
  if (text.length >= shortestNir && text.length <= longestNir && readNirCell(text) !== null) return nirColumn;
  if (others.length > 1) return otherColumn;
  // Behind a hash stands its salt, which is no password either.
  return isHash(other) || other.split(separator ?? ':').some(isHash) ? hashColumn : secretColumn;
}

/** What sellers put before their own address, above a list or below it. */
const advertWord =
  /(?:^|[^a-z])(?:contact\w*|telegram|tg|jabber|xmpp|icq|tox|discord|whatsapp|signal|support|seller|vendor|vendeur|shop|store|boutique|buy|achete[rz]|more|join|channel|canal|leak\w*|dump\w*|crack\w*|hack\w*|admin|escrow)(?![a-z])/i;

/** True for `Contact: seller@x.to` in a list whose lines begin with their identifiers: « Contact » is nobody's password. */
function isAdvert(line: ByteText, { identifiers }: CutLine): boolean {
  const [first = ''] = identifiers;
  if (identifiers.length > 1 || !first.includes('@')) return false;
  const before = line.slice(0, line.indexOf(first));
  return !/\d{5}/.test(before) && advertWord.test(before);
}

/** Separators that RFC 5322 allows in a name as well. */
const inNames = /^[/=!#$&+?^{}~%-]+$/;

/** @returns the identifiers of a line in a list whose lines begin with them: `a/b@x.fr/secret` begins with an address that holds the separator */
function wholeInFront(line: ByteText, { identifiers, others, separator }: CutLine): readonly ByteText[] {
  const [first = '', ...rest] = identifiers;
  const [before = ''] = others;
  if (separator === null || !inNames.test(separator) || !first.includes('@')) return identifiers;
  const whole = `${before}${separator}${first}`;
  const isWhole = before !== '' && line.startsWith(whole) && canonicaliseEmail(readByteText(whole)) !== null;
  return isWhole ? [whole, ...rest] : identifiers;
}

const nearlyAll = 0.9;
const most = 0.6;

class ListReader extends LineReader {
  readonly #layout: Layout = { name: '', columns: [...columnNames], headed: false };
  #begun = false;
  readonly #common: string | null;
  readonly #inFront: boolean;
  readonly #mostlyInFront: boolean;
  readonly #isDashed: boolean;

  /**
   * @param common the separator of nearly all lines, or null
   * @param inFront share of the lines that begin with their identifier
   * @param isDashed as for `cutListLine`
   */
  constructor(common: string | null, inFront: number, isDashed: boolean) {
    super();
    this.#common = common;
    this.#inFront = inFront >= nearlyAll;
    this.#mostlyInFront = inFront >= most;
    this.#isDashed = isDashed;
  }

  protected override take(text: ByteText, start: number, end: number, line: number): void {
    if (text.trim() === '') return;
    const commented = commentMark.exec(text)?.[0].length ?? 0;
    // A line that somebody took out is a line of the list: `#a@b.fr:secret`.
    const cut =
      cutListLine(text, this.#isDashed) ?? (commented > 0 ? cutListLine(text.slice(commented), this.#isDashed) : null);
    if (cut === null) {
      const first = !this.#begun;
      if (first && !looksLikeData(text) && recogniseHeader(text.split(/[:;|\t,]/, 1)[0] ?? '') !== null) {
        this.sink.outside(start, end, 'header');
        return;
      }
      if (commented > 0) this.#takeComment({ text, start, end, line });
      else this.#takeBroken(text, start, end, line);
      return;
    }
    if (this.#inFront && isAdvert(text, cut)) {
      this.sink.outside(start, end, this.#begun ? 'footer' : 'banner');
      return;
    }
    this.#begun = true;
    const cells: ByteText[] = [];
    const columns: number[] = [];
    for (const one of this.#mostlyInFront ? wholeInFront(text, cut) : cut.identifiers) {
      cells.push(one);
      columns.push(one.includes('@') ? emailColumn : nirColumn);
    }
    const others = cells[0] === cut.identifiers[0] ? cut.others : cut.others.slice(1);
    for (const one of others) {
      cells.push(one);
      columns.push(columnOf(one, { ...cut, others }));
    }
    this.#emit(cells, columns, start, end, line);
  }

  #takeComment(line: Line): void {
    if (this.#begun) this.aside(line, 'comment');
    else this.sink.outside(line.start, line.end, 'comment');
  }

  /** A line without an identifier: what stands in the place of one is told to be none. */
  #takeBroken(text: ByteText, start: number, end: number, line: number): void {
    const at = this.#common === null ? -1 : text.indexOf(this.#common);
    if (at < 0) {
      this.#emit([text], [otherColumn], start, end, line);
      return;
    }
    const first = text.slice(0, at);
    const rest = text.slice(at + (this.#common?.length ?? 0));
    this.#emit([first, rest], [first.includes('@') ? emailColumn : nirColumn, secretColumn], start, end, line);
  }

  #emit(cells: ByteText[], columns: number[], start: number, end: number, line: number): void {
    this.sink.record({ layout: this.#layout, cells, columns, start, end, line });
  }
}

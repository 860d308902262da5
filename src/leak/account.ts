/**
 * Conservation: what the scan found in the bytes of each record against what was taken from it, identifier by identifier. A hit
 * that nobody took and no counted reason explains is lost. Holds no identifier once its record is settled, but for the few
 * of a banner.
 *
 * Numbers of 13 characters are judged at the end, and together: those of a column by that column (`meaning/book.ts`), all others as
 * lost if they look like NIRs.
 */
import { canonicaliseEmail } from '../core/identifier/identifier.ts';
import { day, gluedColumns } from './meaning/find-inside.ts';
import type { TakenIdentifier } from './meaning/people.ts';
import { countShortNumber, mayBePeople, noShortNumbers, plausibleOf, type ShortCounts } from './meaning/short-nirs.ts';
import type { ScanHit } from './scan/scanned.ts';
import type { LeakRecord, OutsideReason, RecordFault } from './shapes/shape.ts';
import { readByteText } from './text/block.ts';

export type ScannedKind = Exclude<ScanHit['kind'], 'number'>;
export const scannedKinds: readonly ScannedKind[] = ['nir', 'email'];

/** Why a hit was rightly not taken. */
export type ExplainedReason = OutsideReason | 'excluded-column' | 'chance-column' | 'repeated';
/** Why one is lost: in a record that did not give it, in one that could not be read, or in text that no record covers. */
export type LostReason = RecordFault | 'not-taken' | 'outside-records';

export interface Tally {
  nir: number;
  email: number;
}

export interface LostEntry {
  readonly count: Tally;
  /** Lines of the first ones. */
  readonly lines: number[];
}

/** Lines kept for each reason. */
const shownLines = 20;
/** Addresses that a banner or a footer may hold: those of a seller and of a service. More of them are people. */
const mostInBanner = 3;

/** Left out by the analyst, by name: however many they are. */
const byHand: ReadonlySet<OutsideReason> = new Set(['other-host', 'skipped']);

/** Numbers of 13 characters that belong to no column. */
interface StrayNumbers {
  readonly counts: ShortCounts;
  readonly lines: number[];
}

type Span =
  | {
      readonly kind: 'record';
      readonly start: number;
      readonly end: number;
      readonly record: LeakRecord;
      readonly taken: readonly TakenIdentifier[];
    }
  | { readonly kind: 'outside'; readonly start: number; readonly end: number; readonly reason: OutsideReason }
  | {
      readonly kind: 'fault';
      readonly start: number;
      readonly end: number;
      readonly reason: RecordFault;
      readonly line: number;
    };

/** One number in a hundred is a NIR by chance; a column of them is not one in five. */
const gluedShare = 0.2;
const enoughGlued = 5;
const mostlyGlued = 0.5;
const fewestGlued = 3;
/** One place in forty has a month by chance; men and women of many years stand nowhere but in a column of NIRs. */
const fewestGluedNumbers = 4;
const gluedNumberShare = 0.3;

interface AsideHit {
  readonly kind: ScannedKind;
  readonly reason: OutsideReason;
  readonly line: number;
  count: number;
}

export class Account {
  /** What the scan found. */
  readonly seen: Tally = { nir: 0, email: 0 };
  /** Found by the scan and taken. */
  readonly matched: Tally = { nir: 0, email: 0 };
  readonly explained: Map<ExplainedReason, Tally> = new Map();
  readonly lost: Map<LostReason, LostEntry> = new Map();
  readonly #explain: (record: LeakRecord, hit: ScanHit) => ExplainedReason | 'watched' | null;
  readonly #shownLines: number;
  #spans: Span[] = [];
  #hits: ScanHit[] = [];
  #line = 1;
  /** Addresses in text outside of records, since the last record or the beginning: those of a banner or a footer, if they stay few. */
  readonly #aside = new Map<string, AsideHit>();
  #asideOverflows = false;
  /** Those of the banner, which comes again as the head of each page. */
  readonly #bannerAddresses = new Set<string>();
  #begun = false;
  /** NIRs that stand between other digits and that nobody took, by their place in the run. */
  readonly #glued = new Map<number, { count: number; lines: number[] }>();
  /** The same for numbers without a key that have the month of a birth. */
  readonly #gluedNumbers = new Map<number, StrayNumbers>();
  readonly #numbers = new Map<LostReason, StrayNumbers>();
  #matchedSpan: Span | null = null;
  /** Indices of the identifiers of that record that a hit was matched with. */
  readonly #matched: number[] = [];

  /**
   * @param explain asked for a hit in a record that did not give it: the reason of its column, `watched` for a number that its
   *   column counts, or null · @param lines kept for each reason
   */
  constructor(
    explain: (record: LeakRecord, hit: ScanHit) => ExplainedReason | 'watched' | null,
    lines: number = shownLines,
  ) {
    this.#explain = explain;
    this.#shownLines = lines;
  }

  hit(hit: ScanHit): void {
    if (hit.kind !== 'number' && hit.inRunAt === undefined) this.seen[hit.kind]++;
    this.#hits.push(hit);
  }

  record(record: LeakRecord, taken: readonly TakenIdentifier[]): void {
    this.#spans.push({ kind: 'record', start: record.start, end: record.end, record, taken });
  }

  outside(start: number, end: number, reason: OutsideReason): void {
    this.#spans.push({ kind: 'outside', start, end, reason });
  }

  fault(reason: RecordFault, start: number, end: number, line: number): void {
    this.#spans.push({ kind: 'fault', start, end, reason, line });
  }

  /** Judges every hit before `upTo`, up to which the scan is done, as far as the reader came. */
  settle(upTo: number): void {
    let span = 0;
    let hit = 0;
    for (; hit < this.#hits.length; hit++) {
      const one = this.#hits[hit] as ScanHit;
      while (span < this.#spans.length && (this.#spans[span] as Span).end <= one.start) this.#pass(this.#spans[span++]);
      const around = this.#spans[span];
      if (around === undefined) break;
      this.#judge(one, around);
    }
    while (span < this.#spans.length && (this.#spans[span] as Span).end <= upTo && hit === this.#hits.length)
      this.#pass(this.#spans[span++]);
    const last = this.#spans[span - 1];
    if (last?.kind === 'record') this.#line = last.record.line;
    this.#spans = this.#spans.slice(span);
    this.#hits = this.#hits.slice(hit);
  }

  /**
   * The text has ended: hits that are left belong to no record.
   * @param longRuns runs of more digits than a NIR has, in the whole text
   */
  finish(longRuns: number): void {
    this.settle(Number.POSITIVE_INFINITY);
    for (const one of this.#hits) if (one.inRunAt === undefined) this.#lose(one, 'outside-records', this.#line);
    this.#settleAside(true);
    this.#settleGlued(longRuns);
    this.#settleGluedNumbers(longRuns);
    this.#settleNumbers();
    this.#hits = [];
    this.#spans = [];
  }

  /** @returns how many identifiers are lost, of each kind */
  lostTally(): Tally {
    const sum = { nir: 0, email: 0 };
    for (const { count } of this.lost.values()) for (const kind of scannedKinds) sum[kind] += count[kind];
    return sum;
  }

  #judge(hit: ScanHit, span: Span): void {
    if (hit.inRunAt !== undefined && !this.#isTakenInRun(hit, span)) return;
    if (hit.start < span.start)
      this.#lose(hit, 'outside-records', span.kind === 'record' ? span.record.line : this.#line);
    else if (span.kind === 'outside') this.#putAside(hit, span.reason);
    else if (span.kind === 'fault') this.#lose(hit, span.reason, span.line);
    else {
      const taken = takenAs(hit, span.taken);
      const index = taken < 0 ? writtenWithEscapes(hit, span) : taken;
      if (index >= 0) {
        if (hit.kind !== 'number') this.#match(hit.kind, span, index);
        return;
      }
      const reason = this.#explain(span.record, hit);
      if (reason === null) this.#lose(hit, 'not-taken', span.record.line);
      else if (reason !== 'watched' && hit.kind !== 'number') this.#explainAs(hit.kind, reason);
    }
  }

  /** A NIR between other digits is one by chance, unless its place in such runs nearly always holds one. */
  #isTakenInRun(hit: ScanHit, span: Span): boolean {
    const isTaken = span.kind === 'record' && hit.start >= span.start && takenAs(hit, span.taken) >= 0;
    if (isTaken) {
      if (hit.kind === 'nir') this.seen.nir++;
      return true;
    }
    this.#keepGluedNumber(hit, span);
    if (hit.kind !== 'nir') return false;
    const place = hit.inRunAt ?? 0;
    const entry = this.#glued.get(place) ?? { count: 0, lines: [] };
    entry.count++;
    this.#keepLine(entry.lines, span.kind === 'record' ? span.record.line : this.#line);
    this.#glued.set(place, entry);
    return false;
  }

  #settleGlued(longRuns: number): void {
    for (const [place, { count, lines }] of this.#glued) {
      if (count < fewestGlued || count < longRuns * (count < enoughGlued ? mostlyGlued : gluedShare)) continue;
      this.seen.nir += count;
      this.#add('not-taken', 'nir', count, lines);
      this.#gluedNumbers.delete(place);
    }
    this.#glued.clear();
  }

  /** A number without a key in a longer run: nothing but the place and the many can tell it. */
  #keepGluedNumber(hit: ScanHit, span: Span): void {
    if (span.kind === 'outside' || (span.kind === 'record' && this.#explain(span.record, hit) === 'excluded-column'))
      return;
    const place = hit.inRunAt ?? 0;
    const entry = this.#gluedNumbers.get(place) ?? { counts: noShortNumbers(), lines: [] };
    countShortNumber(entry.counts, hit.text);
    this.#keepLine(entry.lines, span.kind === 'record' ? span.record.line : span.line);
    this.#gluedNumbers.set(place, entry);
  }

  #settleGluedNumbers(longRuns: number): void {
    for (const { counts, lines } of this.#gluedNumbers.values()) {
      const { plausibleMen, plausibleWomen, years } = counts;
      const many = plausibleOf(counts);
      const areLives = Math.min(plausibleMen, plausibleWomen) * 10 > many && years.size >= Math.min(many / 2, 8);
      if (many < fewestGluedNumbers || many < longRuns * gluedNumberShare || !areLives) continue;
      this.seen.nir += many;
      this.#add('not-taken', 'nir', many, lines);
    }
    this.#gluedNumbers.clear();
  }

  #settleNumbers(): void {
    for (const [reason, { counts, lines }] of this.#numbers) {
      if (!mayBePeople(counts, false)) continue;
      this.seen.nir += plausibleOf(counts);
      this.#add(reason, 'nir', plausibleOf(counts), lines);
    }
    this.#numbers.clear();
  }

  /** The reader is done with a span. What stood outside of records before the first of them was a banner's; between two it was not. */
  #pass(span: Span | undefined): void {
    if (span?.kind !== 'record') return;
    this.#settleAside(!this.#begun);
    this.#begun = true;
  }

  /** Text that a shape passed over holds people as any other does: only few addresses, above all records or below them, are nobody's. */
  #putAside(hit: ScanHit, reason: OutsideReason): void {
    const { kind, text } = hit;
    if (byHand.has(reason) || this.#bannerAddresses.has(text)) {
      if (kind !== 'number') this.#explainAs(kind, reason);
    } else if (kind !== 'email' || this.#asideOverflows) this.#lose(hit, 'outside-records', this.#line);
    else {
      const held = this.#aside.get(text);
      if (held === undefined) this.#aside.set(text, { kind, reason, line: this.#line, count: 1 });
      else held.count++;
      if (this.#aside.size <= mostInBanner) return;
      this.#settleAside(false);
      this.#asideOverflows = true;
    }
  }

  /** @param isBanner the text stands above the first record or below the last one */
  #settleAside(isBanner: boolean): void {
    this.#asideOverflows = false;
    if (this.#aside.size === 0) return;
    for (const [text, { kind, reason, line, count }] of this.#aside) {
      if (isBanner) this.#bannerAddresses.add(text);
      if (!isBanner) this.#add('outside-records', kind, count, [line]);
      else for (let i = 0; i < count; i++) this.#explainAs(kind, reason);
    }
    this.#aside.clear();
  }

  /** An identifier that a record holds twice was taken once. */
  #match(kind: ScannedKind, span: Span, index: number): void {
    if (span !== this.#matchedSpan) {
      this.#matchedSpan = span;
      this.#matched.length = 0;
    }
    if (this.#matched.includes(index)) this.#explainAs(kind, 'repeated');
    else {
      this.matched[kind]++;
      this.#matched.push(index);
    }
  }

  #explainAs(kind: ScannedKind, reason: ExplainedReason): void {
    const tally = this.explained.get(reason) ?? { nir: 0, email: 0 };
    tally[kind]++;
    this.explained.set(reason, tally);
  }

  #lose({ kind, text }: ScanHit, reason: LostReason, line: number): void {
    if (kind !== 'number') {
      this.#add(reason, kind, 1, [line]);
      return;
    }
    const numbers = this.#numbers.get(reason) ?? { counts: noShortNumbers(), lines: [] };
    countShortNumber(numbers.counts, text);
    this.#keepLine(numbers.lines, line);
    this.#numbers.set(reason, numbers);
  }

  #add(reason: LostReason, kind: ScannedKind, many: number, lines: readonly number[]): void {
    const entry = this.lost.get(reason) ?? { count: { nir: 0, email: 0 }, lines: [] };
    entry.count[kind] += many;
    for (const line of lines) this.#keepLine(entry.lines, line);
    this.lost.set(reason, entry);
  }

  #keepLine(lines: number[], line: number): void {
    if (lines.length < this.#shownLines && lines.at(-1) !== line) lines.push(line);
  }
}

/** @returns the index in `taken`; -1 if it is not there */
function takenAs({ kind, text }: ScanHit, taken: readonly TakenIdentifier[]): number {
  for (let i = 0; i < taken.length; i++) {
    const one = taken[i] as TakenIdentifier;
    if (one.canonical === text && (one.kind === kind || (kind === 'number' && one.kind === 'nir'))) return i;
  }
  if (kind !== 'email') return -1;
  // Letters beyond ASCII and international domains have one canonical writing, which the scan does not know.
  const canonical = canonicaliseEmail(readByteText(text));
  return canonical === null ? -1 : taken.findIndex((one) => one.kind === 'email' && one.canonical === canonical);
}

/**
 * The scan sees text as it is written: in `N'a@x.fr'`, `\\na@x.fr` and `o''b@x.fr` it takes the syntax for a part of the address. No
 * cell holds such an address once escapes are undone, and one does hold the address that was taken.
 *
 * @returns the index in `taken` of the address that is meant; -1 if there is none
 */
function writtenWithEscapes(
  { kind, text }: ScanHit,
  { record, taken }: { readonly record: LeakRecord; readonly taken: readonly TakenIdentifier[] },
): number {
  if (kind !== 'email') return -1;
  const glued = taken.findIndex(
    ({ canonical }) => text.endsWith(canonical) && columnsBefore.test(text.slice(0, -canonical.length)),
  );
  if (glued >= 0) return glued;
  const undone = text.replaceAll("''", "'");
  const meant = taken.findIndex(
    ({ canonical }) =>
      canonical === undone || (text.endsWith(canonical) && syntaxBefore.test(text.slice(0, -canonical.length))),
  );
  if (meant >= 0 && !record.cells.some((cell) => cell.toLowerCase().includes(text))) return meant;
  return taken.findIndex((one) => isPieceOf(text, one, record));
}

/** Characters without a width, as bytes of UTF-8: the soft hyphen, U+034F, U+200B to U+200F, U+202A to U+202E, U+2060 to U+206F, variation selectors, the byte order mark. */
const invisible =
  /\xc2\xad|\xcd\x8f|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xb8[\x80-\x8f]|\xef\xbb\xbf/g;

/** A line that was folded inside an address, as calendars and cards are, or a character without a width: no cell holds the piece but as a part of the address. */
function isPieceOf(text: string, { kind, canonical }: TakenIdentifier, { cells }: LeakRecord): boolean {
  if (kind !== 'email' || canonical.length === text.length || !canonical.includes(text)) return false;
  return cells.every((cell) => {
    const lower = cell.replace(invisible, '').toLowerCase();
    return lower.split(text).length === lower.split(canonical).length;
  });
}

/** Columns of digits, or a day, that nothing parts from the address. */
const columnsBefore = new RegExp(`^(?:(?:${gluedColumns})(?:--)?|${day})$`);

/** `N'`, `net^internet^`; the letter of `\\n`, the digits of `\\u003c`. */
const syntaxBefore = /[^a-z0-9]$|^(?:[nrtbfv0]|u00[0-9a-f]{2}|x[0-9a-f]{2})$/;

/**
 * Reads leak files (docs/leaks.md): container → text → shape → record → people, in one pass and in bounded memory, at the consumer's
 * pace, with the scan beside it and the account of both. Nothing that a file holds is kept or shown.
 */
import { VigieError } from '../core/errors.ts';
import { Account, type ExplainedReason } from './account.ts';
import { unitSeparator } from './containers/container.ts';
import { type OpenedMember, openMembers } from './containers/open.ts';
import { type LayoutBook, MeaningBook } from './meaning/book.ts';
import { joinCutNir } from './meaning/cut-nir.ts';
import type { ColumnMeaning } from './meaning/decide.ts';
import { mayHide, plainlyWritten } from './meaning/hidden-writing.ts';
import type { ColumnOverride } from './meaning/overrides.ts';
import { type CellProblem, type PeopleOptions, PeopleReader, type TakenIdentifier } from './meaning/people.ts';
import { mayBeUnusual } from './meaning/plain-writing.ts';
import { scout } from './meaning/scout.ts';
import { type FileRecipe, givenTables, type MemberRecipe } from './recipe.ts';
import { Scanner } from './scan/scan.ts';
import type { ScanHit } from './scan/scanned.ts';
import { recogniseShape } from './shapes/all.ts';
import { asSellersNote, withoutShape } from './shapes/no-shape.ts';
import type { LeakRecord, Recognised, RecordFault, RecordSink, ShapeWish } from './shapes/shape.ts';
import { type ByteText, readByteText, type TextBlock } from './text/block.ts';
import { type DecodeOptions, TextDecoding } from './text/decode.ts';

export interface LeakOptions extends PeopleOptions, DecodeOptions {
  /** `-` is standard input. */
  readonly path: string;
  /** The pieces of one file in order, as `groupParts` makes them; `path` is the first. */
  readonly paths?: readonly string[] | undefined;
  readonly columns?: readonly ColumnOverride[] | undefined;
  readonly wish?: ShapeWish | undefined;
  /** What a recipe says of the file's members. */
  readonly recipe?: FileRecipe | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes read from the disk so far. */
  readonly onProgress?: ((bytesRead: number) => void) | undefined;
  readonly onBytes?: ((bytes: Uint8Array) => void) | undefined;
  /** Each record as it is read, before its people are taken. What it holds is gone afterwards: keep counts. */
  readonly onRecord?: ((record: LeakRecord, book: LayoutBook) => void) | undefined;
  /** Line numbers kept for each reason of bad rows; 20 unless told. */
  readonly linesPerReason?: number | undefined;
}

export type LeakProblem = CellProblem | RecordFault;

export interface BadRows {
  readonly count: number;
  /** Lines of the first ones (1 is the first line of the member's text). */
  readonly lines: readonly number[];
}

/** What was understood of one member, and its account. Grows while it is read. */
export interface MemberReport {
  readonly name: string;
  readonly containers: readonly string[];
  readonly text: TextDecoding;
  readonly shape: Recognised;
  readonly book: MeaningBook;
  readonly account: Account;
  readonly people: PeopleReader;
  readonly badByReason: ReadonlyMap<LeakProblem, BadRows>;
}

export interface LeakReading {
  /** Members read so far, the one being read last. */
  readonly members: readonly MemberReport[];
  /**
   * To be iterated once. Batches are never empty.
   * @throws VigieError 'input-empty' · 'input-no-identifier-column' (no shape or no column is known) · 'input-column-unknown' ·
   *   'input-malformed' · 'file-not-found' · 'file-unreadable' · 'cancelled'
   */
  readonly batches: AsyncGenerator<TakenIdentifier[]>;
}

/** The first megabyte, by which shapes are recognised and columns decided. */
const sampleBytes = 1024 * 1024;

export function readLeak(options: LeakOptions): LeakReading {
  const members: MemberReport[] = [];
  return { members, batches: readMembers(options, members) };
}

async function* readMembers(options: LeakOptions, members: MemberReport[]): AsyncGenerator<TakenIdentifier[]> {
  let records = 0;
  const recipes = [...(options.recipe?.members ?? [])];
  for await (const member of openMembers(options)) {
    // Two members may have one name: each part of the recipe is of one of them.
    const at = recipes.findIndex(({ name }) => name === member.name);
    const reading = await openMember(member, options, at < 0 ? undefined : recipes[at]);
    if (reading === null) continue;
    if (at >= 0) recipes.splice(at, 1);
    members.push(reading.report);
    yield* reading.batches;
    records += reading.report.people.counts.records;
  }
  if (records === 0) {
    // What was taken for headers and banners is not nothing.
    const unread = members.some(
      ({ shape, account }) => shape.confidence === 0 || account.seen.nir + account.seen.email > 0,
    );
    if (unread) throw new VigieError('input-no-identifier-column', { reason: 'no-shape' });
    throw new VigieError('input-empty');
  }
  requireColumnsMet(options.columns ?? [], members);
}

/** A column named by hand that is nowhere was mistyped, and what it should have held was taken for something else. */
function requireColumnsMet(overrides: readonly ColumnOverride[], members: readonly MemberReport[]): void {
  overrides.forEach(({ role, searched }, index) => {
    if (members.some(({ book }) => book.used.has(index))) return;
    const columnCount = Math.max(...members.flatMap(({ book }) => book.layouts.map(({ columns }) => columns.length)));
    throw new VigieError('input-column-unknown', {
      override: index + 1,
      target: role ?? (searched === 'excluded' ? 'none' : 'text'),
      columnCount,
    });
  });
}

/** @returns null for a member without text */
async function openMember(
  member: OpenedMember,
  options: LeakOptions,
  recipe: MemberRecipe | undefined,
): Promise<{ report: MemberReport; batches: AsyncGenerator<TakenIdentifier[]> } | null> {
  const names = [...(options.columns?.map(({ column }) => column) ?? []), ...headersOf(recipe)];
  const text = new TextDecoding({ encoding: options.encoding ?? recipe?.encoding ?? undefined });
  const blocks = text.blocks(member.chunks);
  const { first, whole, linesBefore } = await readSample(blocks);
  if (first.length === 0) return null;
  // A sheet of one column holds a list, or lines that were never cut into cells.
  const inCells = member.dialect === 'units' && first.some((block) => block.text.includes(unitSeparator));
  const wish = wishFor(inCells, options, recipe);
  const sample = first.map((block) => block.text).join('');
  const skipLines = wish.skipLines === undefined ? undefined : Math.max(0, wish.skipLines - linesBefore);
  const sellers = whole && member.containers.length > 0 ? asSellersNote(member.name, sample) : null;
  const recognised =
    member.dialect === 'remarks' ? null : recogniseShape({ text: sample, whole, wish: { ...wish, skipLines, names } });
  const shape = sellers ?? recognised;
  if (shape === null && member.containers.length === 0) {
    await blocks.return(undefined);
    throw new VigieError('input-no-identifier-column', { reason: 'no-shape' });
  }
  const reading = new MemberReading(member, text, shape ?? withoutShape(sample), linesBefore, options, recipe);
  return { report: reading, batches: reading.read(first, whole, blocks) };
}

/** Blank lines at the beginning that are shown as they are to the shapes; more of them hide what comes after them. */
const mostBlankLines = 40;

/**
 * The beginning of a text, from its first line that is not blank if many are: archives are padded, and disks leave NULs behind.
 * @returns no block for a text that is blank to its end; `linesBefore`: lines that were left out
 */
async function readSample(
  blocks: AsyncGenerator<TextBlock>,
): Promise<{ first: TextBlock[]; whole: boolean; linesBefore: number }> {
  const first: TextBlock[] = [];
  let bytes = 0;
  let linesBefore = 0;
  while (bytes < sampleBytes) {
    const next = await blocks.next();
    if (next.done) return { first, whole: true, linesBefore };
    let block = next.value;
    if (first.length === 0) {
      const begin = block.text.search(/\S/);
      const lineStart = begin < 0 ? block.text.length : block.text.lastIndexOf('\n', begin) + 1;
      const blankLines = block.text.slice(0, lineStart).split('\n').length - 1;
      if (begin < 0 || blankLines > mostBlankLines || linesBefore > 0) {
        linesBefore += blankLines;
        if (begin < 0) continue;
        block = cutBefore(block, lineStart);
      }
    }
    first.push(block);
    bytes += block.bytes.length;
  }
  return { first, whole: false, linesBefore };
}

function cutBefore({ bytes, text, offset }: TextBlock, at: number): TextBlock {
  return { bytes: bytes.subarray(at), text: text.slice(at), offset: offset + at };
}

function wishFor(inCells: boolean, { wish = {}, recipe: file }: LeakOptions, recipe?: MemberRecipe): ShapeWish {
  if (inCells) return { ...wish, shape: 'table', separator: unitSeparator };
  if (recipe === undefined) return wish;
  const { shape, separator, skipLines, header } = recipe;
  const hosts = file === undefined || file.hosts.length === 0 ? undefined : file.hosts;
  const kept = { shape, separator: separator ?? undefined, skipLines, header: header ? undefined : false, hosts };
  return { ...kept, ...defined(wish) };
}

/** By a recipe's words a header is known that holds no other known word. Positions are no words. */
function headersOf(recipe: MemberRecipe | undefined): string[] {
  const headers = recipe?.tables.flatMap(({ columns }) => columns.map(({ header }) => header)) ?? [];
  return headers.filter((header) => header !== '' && !/^\d+$/.test(header));
}

/** Only what was said: an absent wish must not hide the recipe's. */
function defined(wish: ShapeWish): ShapeWish {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
}

class MemberReading implements MemberReport, RecordSink {
  readonly name: string;
  readonly containers: readonly string[];
  readonly text: TextDecoding;
  readonly shape: Recognised;
  readonly book: MeaningBook;
  readonly account: Account;
  readonly people: PeopleReader;
  readonly badByReason = new Map<LeakProblem, { count: number; lines: number[] }>();
  readonly #linesPerReason: number;
  readonly #onRecord: LeakOptions['onRecord'];
  readonly #scanner: Scanner;
  /** Blank lines above the text that the shape reads. */
  readonly #linesBefore: number;
  /** Records and other stretches in the order of the text, until they are read. */
  #waiting: Waiting[] = [];

  constructor(
    member: OpenedMember,
    text: TextDecoding,
    shape: Recognised,
    linesBefore: number,
    options: LeakOptions,
    recipe: MemberRecipe | undefined,
  ) {
    this.name = member.name;
    this.containers = member.containers;
    this.text = text;
    const { headerLine } = shape;
    this.shape = headerLine === null ? shape : { ...shape, headerLine: headerLine + linesBefore };
    this.#linesBefore = linesBefore;
    this.#linesPerReason = options.linesPerReason ?? 20;
    this.#onRecord = options.onRecord;
    this.book = new MeaningBook(options.columns ?? [], recipe === undefined ? [] : givenTables(recipe));
    const numericCorsica = options.numericCorsica === true || options.recipe?.numericCorsica === true;
    this.people = new PeopleReader({ numericCorsica }, (problem, record) => this.#bad(problem, record.line));
    this.account = new Account((record, hit) => this.#explain(record, hit), options.linesPerReason);
    this.#scanner = new Scanner(shape.separator, (hit) => this.account.hit(hit));
  }

  async *read(
    first: readonly TextBlock[],
    whole: boolean,
    rest: AsyncGenerator<TextBlock>,
  ): AsyncGenerator<TakenIdentifier[]> {
    try {
      this.book.foresee(scout(this.shape.start(), first, whole));
      const reader = this.shape.start();
      for await (const block of joined(first, rest)) {
        this.#look(block);
        reader.push(block, this);
        const scanned = this.#scanner.push(block);
        const batch = this.#take();
        this.account.settle(scanned);
        if (batch.length > 0) yield batch;
      }
      reader.finish(this);
      this.#scanner.finish();
      const batch = this.#take();
      this.account.settle(Number.POSITIVE_INFINITY);
      if (batch.length > 0) yield batch;
      this.account.finish(this.#scanner.longRuns.count);
    } finally {
      await rest.return(undefined);
    }
  }

  /** What few files hold is looked for in whole blocks, so that the cells of all others are read without it. */
  #look(block: TextBlock): void {
    this.people.unusual ||= mayBeUnusual(block);
    this.people.hides ||= mayHide(block.text);
  }

  record(record: LeakRecord): void {
    this.#waiting.push(this.#linesBefore === 0 ? record : { ...record, line: record.line + this.#linesBefore });
  }

  outside(start: number, end: number, reason: Parameters<RecordSink['outside']>[2]): void {
    this.#waiting.push({ outside: reason, start, end });
  }

  fault(fault: RecordFault, start: number, end: number, line: number): void {
    this.#waiting.push({ fault, start, end, line: line + this.#linesBefore });
  }

  #take(): TakenIdentifier[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.book.prepare(waiting.filter((one): one is LeakRecord => 'cells' in one));
    const batch: TakenIdentifier[] = [];
    for (const one of waiting) {
      if ('cells' in one) {
        const book = this.book.of(one.layout);
        const record = book.cutNir === null ? one : joinCutNir(one, book.cutNir);
        this.#onRecord?.(record, book);
        const taken = this.people.read(record, book);
        this.account.record(one, taken);
        for (const identifier of taken) batch.push(identifier);
      } else if ('fault' in one) {
        this.account.fault(one.fault, one.start, one.end, one.line);
        this.people.counts.records++;
        this.people.counts.badRecords++;
        this.people.counts.emptyRecords++;
        this.#bad(one.fault, one.line);
      } else this.account.outside(one.start, one.end, one.outside);
    }
    return batch;
  }

  #bad(problem: LeakProblem, line: number): void {
    const bad = this.badByReason.get(problem) ?? { count: 0, lines: [] };
    bad.count++;
    if (bad.lines.length < this.#linesPerReason) bad.lines.push(line);
    this.badByReason.set(problem, bad);
  }

  /** A hit in a cell of a column that is not searched, on purpose, or whose numbers are watched. */
  #explain(record: LeakRecord, hit: ScanHit): ExplainedReason | 'watched' | null {
    // As it is written first: a column of time stamps has such a number in each of millions of rows.
    const explained = this.#explainBy(record, hit, holdsAsWritten) ?? this.#explainBy(record, hit, holds);
    if (explained !== null || !this.people.hides) return explained;
    return this.#explainBy(record, hit, (cell, one) => holds(plainlyWritten(cell), one));
  }

  #explainBy({ layout, cells, columns }: LeakRecord, hit: ScanHit, isIn: typeof holds) {
    const { meanings } = this.book.of(layout);
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? '';
      if (!isIn(cell, hit)) continue;
      const meaning = meanings[columns === null ? i : (columns[i] ?? -1)];
      if (meaning === undefined || !mayExplain(meaning.searched, hit)) continue;
      if (hit.kind === 'number') return 'watched';
      return meaning.searched === 'chance' ? 'chance-column' : 'excluded-column';
    }
    return null;
  }
}

async function* joined(first: readonly TextBlock[], rest: AsyncGenerator<TextBlock>): AsyncGenerator<TextBlock> {
  yield* first;
  yield* rest;
}

function holdsAsWritten(cell: ByteText, { text }: ScanHit): boolean {
  return cell.length >= text.length && cell.includes(text);
}

/** Chance makes NIRs, and no addresses. */
function mayExplain(searched: ColumnMeaning['searched'], { kind }: ScanHit): boolean {
  return kind === 'number' || searched === 'excluded' || (searched === 'chance' && kind === 'nir');
}

type Waiting =
  | LeakRecord
  | { readonly outside: Parameters<RecordSink['outside']>[2]; readonly start: number; readonly end: number }
  | { readonly fault: RecordFault; readonly start: number; readonly end: number; readonly line: number };

function holds(cell: ByteText, { kind, text }: ScanHit): boolean {
  if (kind === 'email') return cell.toLowerCase().includes(text);
  if (cell.length < text.length) return false;
  return readByteText(cell)
    .replace(/[\s.\-\u00a0]/g, '')
    .toUpperCase()
    .includes(text);
}

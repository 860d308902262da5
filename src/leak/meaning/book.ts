/**
 * What every column of a file means, decided when it is first met and never changed: by the records at hand, or beforehand by a
 * recipe or an earlier reading. What the rest of the file says against it is a doubt (`doubtsOf`), for a build to stop at.
 */
import type { Layout, LeakRecord } from '../shapes/shape.ts';
import type { ByteText } from '../text/block.ts';
import { classBit } from './class-mask.ts';
import { type CellCounts, countCell, noCells } from './content.ts';
import { type CutNir, findCutNir } from './cut-nir.ts';
import {
  type ColumnMeaning,
  type ColumnWatch,
  type Doubt,
  decideColumn,
  type GivenMeaning,
  isOfTimes,
  lateDoubt,
  noWatch,
  stoppingDoubts,
} from './decide.ts';
import { type ColumnRole, headerWords } from './headers.ts';
import type { ColumnOverride } from './overrides.ts';
import { addShortCounts, enoughNumbers, mayBePeople, noShortNumbers, plausibleOf } from './short-nirs.ts';

/** Records looked at for a decision; more of them decide nothing else. */
const mostRecords = 2_000;
/** A NIR in several columns is told by its key. */
const rowsForCuts = 200;

export interface ColumnBook {
  readonly header: string;
  readonly counts: CellCounts;
  /** Cells of the sample, empty ones included. */
  readonly cells: number;
  readonly meaning: ColumnMeaning;
  /** An analyst said what it means. */
  readonly settled: boolean;
  /** The same over the whole file; grows while it is read. */
  readonly watch: ColumnWatch;
}

/**
 * Why columns are not what they were taken for, by the sample or by the whole file; null where nothing says so. Where the keys of JSON
 * are names of people, each column has one number: those of too few to be judged by themselves are judged together.
 */
export function doubtsOf(layouts: readonly LayoutBook[]): ReadonlyMap<ColumnBook, Doubt | null> {
  const columns = layouts.flatMap((layout) => layout.columns);
  const doubts = new Map(columns.map((column) => [column, doubtOf(column)]));
  const sparse = columns.filter((column) => isSparse(column, doubts.get(column) ?? null));
  const together = noShortNumbers();
  for (const { watch } of sparse) if (watch.short !== null) addShortCounts(together, watch.short);
  if (sparse.length > 1 && mayBePeople(together, false))
    for (const column of sparse)
      if (plausibleOf(column.watch.short ?? together) > 0) doubts.set(column, 'thirteen-digits');
  return doubts;
}

function isSparse({ header, meaning, settled, watch: { short } }: ColumnBook, doubt: Doubt | null): boolean {
  if (settled || short === null || meaning.searched === 'excluded' || (doubt !== null && stoppingDoubts.has(doubt)))
    return false;
  return short.men + short.women < enoughNumbers && !isOfTimes(header, meaning.role);
}

function doubtOf({ header, meaning, settled, watch }: ColumnBook): Doubt | null {
  const { doubt } = meaning;
  if (settled || (doubt !== null && stoppingDoubts.has(doubt))) return doubt;
  return lateDoubt(header, meaning, watch) ?? doubt;
}

/** A column of a recipe. */
export interface GivenColumn {
  /** From 1. */
  readonly position: number;
  readonly header: string;
  readonly role: ColumnRole | null;
  readonly group: string | null;
  readonly searched: ColumnMeaning['searched'];
  readonly settled: boolean;
}

/** A layout of a recipe. Two tables of a file may have one name; then their headers tell them apart. */
export interface GivenTable {
  readonly name: string;
  readonly columns: readonly GivenColumn[];
}

export interface LayoutBook {
  layout: Layout;
  readonly columns: ColumnBook[];
  /** The meanings alone, as `PeopleReader` wants them. */
  readonly meanings: ColumnMeaning[];
  /** The class that a filled cell of each column tells, as a mask; 0 for none. */
  readonly classMasks: number[];
  /** Cells of each column that gave an identifier. */
  readonly taken: number[];
  /** Columns that hold a NIR together, which the first of them then is; null where none do. */
  cutNir: CutNir | null;
  /** Records with anything in them; of these, those with another number of cells than there are columns. */
  records: number;
  ragged: number;
}

export class MeaningBook {
  readonly layouts: LayoutBook[] = [];
  readonly #byLayout = new Map<Layout, LayoutBook>();
  readonly #overrides: readonly ColumnOverride[];
  readonly #tables: readonly GivenTable[];
  /** Layouts of a first look, in the order in which they will be met again. */
  #foreseen: LayoutBook[] = [];
  /** Overrides that named a column, by their index. */
  readonly used: Set<number> = new Set();

  /** @param overrides of `--columns` · @param tables of a recipe; where both name a column, the overrides win */
  constructor(overrides: readonly ColumnOverride[], tables: readonly GivenTable[] = []) {
    this.#overrides = overrides;
    this.#tables = tables;
  }

  /** Decides the columns of a first look (`scout.ts`). The text is read again from its beginning, with layouts of its own. */
  foresee(byLayout: ReadonlyMap<Layout, readonly LeakRecord[]>): void {
    for (const [layout, records] of byLayout) this.#decide(layout, records);
    this.#foreseen = [...this.layouts];
  }

  /** @returns the book of a layout, which may be the next of those that were foreseen; undefined for one that is new */
  #bookOf(layout: Layout): LayoutBook | undefined {
    const known = this.#byLayout.get(layout);
    const [next] = this.#foreseen;
    if (known !== undefined || next === undefined) return known;
    const shared = Math.min(layout.columns.length, next.layout.columns.length);
    const isSame =
      layout.name === next.layout.name &&
      layout.headed === next.layout.headed &&
      layout.columns.slice(0, shared).every((column, i) => column === next.layout.columns[i]);
    if (!isSame) return undefined;
    this.#foreseen.shift();
    this.#byLayout.delete(next.layout);
    next.layout = layout;
    this.#byLayout.set(layout, next);
    return next;
  }

  /** Decides every column of these records that was not decided before. */
  prepare(records: readonly LeakRecord[]): void {
    let last: Layout | null = null;
    const open = new Map<Layout, LeakRecord[]>();
    for (const record of records) {
      if (record.layout === last) {
        open.get(last)?.push(record);
        continue;
      }
      last = record.layout;
      const book = this.#bookOf(last);
      if (book !== undefined && book.columns.length >= last.columns.length) continue;
      const held = open.get(last);
      if (held === undefined) open.set(last, [record]);
      else held.push(record);
    }
    for (const [layout, mine] of open) this.#decide(layout, mine);
  }

  /** @throws RangeError for a layout that was not prepared */
  of(layout: Layout): LayoutBook {
    const book = this.#byLayout.get(layout);
    if (book === undefined) throw new RangeError('layout');
    return book;
  }

  #decide(layout: Layout, records: readonly LeakRecord[]): void {
    const book = this.#byLayout.get(layout) ?? newBook(layout);
    const from = book.columns.length;
    const width = layout.columns.length;
    const cut = from === 0 ? findCutNir(rowsOf(records, width), width) : null;
    const counts = layout.columns.map(noCells);
    // Evenly over what is at hand: the first thousand rows may all be of one year.
    const step = Math.max(1, Math.floor(records.length / mostRecords));
    let looked = 0;
    for (let i = 0; i < records.length; i += step) {
      const { cells, columns } = records[i] as LeakRecord;
      if (columns === null && cells.length !== width) continue;
      looked++;
      for (let cell = 0; cell < cells.length; cell++) {
        const column = columns === null ? cell : (columns[cell] ?? 0);
        const own = counts[column];
        if (column >= from && own !== undefined) countCell(own, cells[cell] ?? '');
      }
    }
    for (let column = from; column < width; column++) {
      const header = layout.columns[column] ?? '';
      const own = counts[column] ?? noCells();
      const given = this.#givenFor(layout, column);
      const beside = isBesideAddress(own, counts, looked);
      const meaning = decideColumn(header, own, given, { headed: layout.headed, beside });
      const settled = given?.settled === true;
      book.columns.push({
        header,
        counts: own,
        cells: Math.max(looked, own.filled),
        meaning,
        settled,
        watch: noWatch(writtenAs(own)),
      });
      book.meanings.push(meaning);
      book.classMasks.push(meaning.role === null ? 0 : classBit(meaning.role));
      book.taken.push(0);
    }
    if (cut !== null) joinCut(book, cut);
    if (!this.#byLayout.has(layout)) this.layouts.push(book);
    this.#byLayout.set(layout, book);
    this.#joinOnlyGroup(book, from);
    this.#partDoctor(book);
  }

  /** Beside a NIR, a professional's number is not the insured person's own: who sees this doctor must not be told to the doctor. */
  #partDoctor(book: LayoutBook): void {
    if (!book.meanings.some(({ role, group }) => role === 'nir' && group === null)) return;
    book.columns.forEach((column, i) => {
      const { meaning, settled } = column;
      if (meaning.role !== 'rpps' || meaning.group !== null || settled) return;
      book.meanings[i] = { ...meaning, group: 'doctor' };
      book.columns[i] = { ...column, meaning: { ...meaning, group: 'doctor' } };
    });
  }

  /** Where all identifiers are of one group and none of the row's own person, that group is the person: an export of beneficiaries. */
  #joinOnlyGroup(book: LayoutBook, from: number): void {
    if (from > 0) return;
    const identifying = book.meanings.filter(({ role }) => role === 'nir' || role === 'email' || role === 'identifier');
    const groups = new Set(identifying.map(({ group }) => group));
    const [only] = groups;
    if (groups.size !== 1 || only === null || only === undefined) return;
    book.columns.forEach((column, i) => {
      if (column.meaning.group !== only) return;
      const meaning = { ...column.meaning, group: null };
      book.columns[i] = { ...column, meaning };
      book.meanings[i] = meaning;
    });
  }

  /** What `--columns` or a recipe says of a column: named by its header or path, by its last step, or by its position from 1. */
  #givenFor(layout: Layout, column: number): GivenMeaning | undefined {
    const header = layout.columns[column] ?? '';
    const words = headerWords(header);
    const index = this.#overrides.findIndex(({ column: name }) => {
      if (header !== '' && (name === header.trim() || name === header.slice(header.lastIndexOf('.') + 1))) return true;
      if (words !== '' && headerWords(name) === words) return true;
      return /^\d+$/.test(name) && Number(name) === column + 1 && !layout.columns.includes(name);
    });
    const override = this.#overrides[index];
    if (override !== undefined) {
      this.used.add(index);
      return { role: override.role, group: null, searched: override.searched, settled: true };
    }
    return this.#columnOfRecipe(layout, column);
  }

  /** The recipe's column in the same place under the same header; a table that grew while it was read may have it elsewhere. */
  #columnOfRecipe(layout: Layout, column: number): GivenColumn | undefined {
    const named = this.#tables.filter(({ name }) => name === layout.name);
    const fits = (table: GivenTable) =>
      layout.columns.every((header, i) => table.columns[i] === undefined || table.columns[i]?.header === header);
    const table = named.find(fits) ?? (named.length === 1 ? named[0] : undefined);
    const header = layout.columns[column] ?? '';
    const inPlace = table?.columns[column];
    if (inPlace?.header === header) return inPlace;
    return header === '' ? undefined : table?.columns.find((one) => one.header === header);
  }
}

/** Rows from which days before all addresses are a column of their own. */
const fewestDated = 3;

function writtenAs({ encoded, dated, filled }: CellCounts): ColumnWatch['written'] {
  if (encoded * 2 > filled) return 'encoded';
  return dated >= fewestDated && dated * 10 >= filled * 9 ? 'dated' : null;
}

/** The first of the columns becomes that of the NIR, unless an analyst said what one of them is. */
function joinCut(book: LayoutBook, cut: CutNir): void {
  const { first, widths } = cut;
  const mine = book.columns.slice(first, first + widths.length);
  if (mine.some(({ settled }) => settled)) return;
  mine.forEach((column, i) => {
    const role = i === 0 ? 'nir' : null;
    const meaning = { role, group: null, searched: 'searched', doubt: i === 0 ? 'by-cells-alone' : null } as const;
    book.columns[first + i] = { ...column, meaning };
    book.meanings[first + i] = meaning;
    book.classMasks[first + i] = role === null ? 0 : classBit(role);
  });
  book.cutNir = cut;
}

/** Cells in the order of the columns, of the records that have as many. */
function rowsOf(records: readonly LeakRecord[], width: number): (readonly ByteText[])[] {
  const rows: (readonly ByteText[])[] = [];
  for (const { cells, columns } of records) {
    if (columns === null) {
      if (cells.length === width) rows.push(cells);
    } else {
      const row = new Array<ByteText>(width).fill('');
      cells.forEach((cell, i) => {
        row[columns[i] ?? -1] = cell;
      });
      rows.push(row);
    }
    if (rows.length >= rowsForCuts) break;
  }
  return rows;
}

/** In a list, a number beside an address on most lines may be anything; one that stands in the place of an address is a login. */
function isBesideAddress(own: CellCounts, counts: readonly CellCounts[], looked: number): boolean {
  return own.filled * 2 > looked && counts.some(({ emails }) => emails * 2 > looked);
}

function newBook(layout: Layout): LayoutBook {
  return { layout, columns: [], meanings: [], classMasks: [], taken: [], cutNir: null, records: 0, ragged: 0 };
}

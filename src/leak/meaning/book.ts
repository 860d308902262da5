/**
 * What every column of a file means, decided when it is first met and never changed: by the records at hand, or beforehand by a
 * recipe or an earlier reading.
 */
import type { Layout, LeakRecord } from '../shapes/shape.ts';
import { classBit } from './class-mask.ts';
import { type CellCounts, countCell, noCells } from './content.ts';
import { type ColumnMeaning, decideColumn } from './decide.ts';
import { type ColumnRole, headerWords } from './headers.ts';
import type { ColumnOverride } from './overrides.ts';

/** Records looked at for a decision; more of them decide nothing else. */
const mostRecords = 2_000;

export interface ColumnBook {
  readonly header: string;
  readonly counts: CellCounts;
  /** Cells of the sample, empty ones included. */
  readonly cells: number;
  readonly meaning: ColumnMeaning;
}

/** A column of a recipe. */
export interface GivenColumn {
  /** From 1. */
  readonly position: number;
  readonly header: string;
  readonly role: ColumnRole | null;
  readonly group: string | null;
  readonly searched: ColumnMeaning['searched'];
}

/** A layout of a recipe, by its name. */
export interface GivenTable {
  readonly name: string;
  readonly columns: readonly GivenColumn[];
}

export interface LayoutBook {
  readonly layout: Layout;
  readonly columns: ColumnBook[];
  /** The meanings alone, as `PeopleReader` wants them. */
  readonly meanings: ColumnMeaning[];
  /** The class that a filled cell of each column tells, as a mask; 0 for none. */
  readonly classMasks: number[];
  /** Cells of each column that gave an identifier. */
  readonly taken: number[];
  /** Records with anything in them; of these, those with another number of cells than there are columns. */
  records: number;
  ragged: number;
}

export class MeaningBook {
  readonly layouts: LayoutBook[] = [];
  readonly #byLayout = new Map<Layout, LayoutBook>();
  readonly #overrides: readonly ColumnOverride[];
  readonly #tables: readonly GivenTable[];
  /** Overrides that named a column, by their index. */
  readonly used: Set<number> = new Set();

  /** @param overrides of `--columns` · @param tables of a recipe; where both name a column, the overrides win */
  constructor(overrides: readonly ColumnOverride[], tables: readonly GivenTable[] = []) {
    this.#overrides = overrides;
    this.#tables = tables;
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
      const book = this.#byLayout.get(last);
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
      const meaning = decideColumn(header, own, this.#givenFor(layout, column));
      book.columns.push({ header, counts: own, cells: Math.max(looked, own.filled), meaning });
      book.meanings.push(meaning);
      book.classMasks.push(meaning.role === null ? 0 : classBit(meaning.role));
      book.taken.push(0);
    }
    if (!this.#byLayout.has(layout)) this.layouts.push(book);
    this.#byLayout.set(layout, book);
    this.#joinOnlyGroup(book, from);
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
  #givenFor(layout: Layout, column: number): Given | undefined {
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
      return { role: override.role, group: null, searched: override.role === null ? 'excluded' : 'searched' };
    }
    // A role that is named by hand is taken from the named columns alone.
    const table = this.#tables.find(({ name }) => name === layout.name);
    return table?.columns.find((one) => (header === '' ? one.position === column + 1 : one.header === header));
  }
}

function newBook(layout: Layout): LayoutBook {
  return { layout, columns: [], meanings: [], classMasks: [], taken: [], records: 0, ragged: 0 };
}

type Given = Pick<GivenColumn, 'role' | 'group' | 'searched'>;

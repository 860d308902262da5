/**
 * From cells to rows: the identifiers of a leaked row in canonical form, the data classes that its cells tell, and the
 * account of bad rows. The account holds line numbers and reasons, never content.
 */
import {
  canonicaliseEmail,
  canonicaliseNir,
  parseEmail,
  parseNir,
  quickEmail,
  quickNir,
} from '../../core/identifier/identifier.ts';
import { type DataClass, dataClasses, type IdentifierProblem } from '../../core/vocabulary.ts';
import { isEmptyByteCell, isEmptyCell } from './cells.ts';
import type { ColumnRole } from './columns.ts';
import { type ByteText, readByteText, toByteText } from './text-blocks.ts';

/**
 * One row of a leak, to be indexed under each identifier it has; at least one is not null.
 * The strings may share memory with the text they were read in: keep a hash or a copy, not them.
 */
export interface LeakRow {
  readonly nir: string | null;
  readonly email: string | null;
  /** Bit `i` is set if the row tells `dataClasses[i]`. */
  readonly classMask: number;
}

/** Why a row is bad: its first fault. `row-fields`: more cells than the header has columns, so that cells have shifted. */
export type LeakProblem = IdentifierProblem | 'no-identifier' | 'row-fields' | 'row-too-long' | 'json-malformed';

export interface BadRows {
  readonly count: number;
  /** Lines of the first ones (1 is the first line of the file, headers included); at most `linesPerReason`. */
  readonly lines: readonly number[];
}

/** The account of a file. Grows while the file is read. */
export interface LeakSummary {
  /** Rows with anything in them, good and bad; blank lines and the header are none. */
  readonly rows: number;
  /** Rows with a fault. A row whose other identifier is good is bad and indexed all the same. */
  readonly badRows: number;
  /** Bad rows that gave no identifier at all. */
  readonly lostRows: number;
  readonly badByReason: ReadonlyMap<LeakProblem, BadRows>;
}

/** One cell and what its column holds. */
export interface Field {
  readonly role: ColumnRole;
  readonly text: string;
}

const bits = new Map<ColumnRole, number>(dataClasses.map((name, index) => [name, 1 << index]));

/** @returns the bit of a class in `LeakRow.classMask`; 0 for a login of either kind. */
export function classBit(role: ColumnRole): number {
  return bits.get(role) ?? 0;
}

/** @returns the classes of a mask, in the order of `dataClasses`. */
export function classesOf(classMask: number): DataClass[] {
  return dataClasses.filter((_name, index) => (classMask & (1 << index)) !== 0);
}

/** Identifiers that a column may hold; numbers, since they are compared for each cell. */
const Holding = { nothing: 0, nir: 1, email: 2, either: 3 } as const;
type Holding = (typeof Holding)[keyof typeof Holding];

function holdingOf(role: ColumnRole): Holding {
  if (role === 'nir') return Holding.nir;
  if (role === 'email') return Holding.email;
  return role === 'identifier' ? Holding.either : Holding.nothing;
}

/** A column that matters. */
interface Column {
  readonly at: number;
  readonly bit: number;
  readonly holds: Holding;
}

const nirBit = classBit('nir');
const emailBit = classBit('email');

/** Gathers rows until they are taken; counts as it goes. */
export class RowCollector implements LeakSummary {
  rows = 0;
  badRows = 0;
  lostRows = 0;
  readonly badByReason = new Map<LeakProblem, { count: number; lines: number[] }>();
  readonly #linesPerReason: number;
  readonly #columnCount: number;
  readonly #columns: readonly Column[];
  #batch: LeakRow[] = [];
  // The row being read: fields rather than an object, since this runs for each cell of tens of millions of rows.
  #nir: string | null = null;
  #email: string | null = null;
  #more: LeakRow[] = [];
  #mask = 0;
  #problem: LeakProblem | null = null;

  /** @param roles what each column holds; empty where rows come as fields · @param linesPerReason line numbers kept */
  constructor(roles: readonly (ColumnRole | null)[], linesPerReason: number) {
    this.#columnCount = roles.length;
    this.#columns = roles.flatMap((role, at) =>
      role === null ? [] : [{ at, bit: classBit(role), holds: holdingOf(role) }],
    );
    this.#linesPerReason = linesPerReason;
  }

  /** Rows gathered since the last call. */
  take(): LeakRow[] {
    const batch = this.#batch;
    this.#batch = [];
    return batch;
  }

  /** Reads a row by its columns. A row of one empty cell is a blank line. */
  addCells(cells: readonly ByteText[], line: number): void {
    const count = cells.length;
    if (count === 1 && isEmptyByteCell(cells[0] ?? '')) return;
    this.#begin();
    for (const { at, bit, holds } of this.#columns) {
      if (at >= count) break;
      const cell = cells[at] ?? '';
      if (isEmptyByteCell(cell)) continue;
      this.#mask |= bit;
      if (holds !== Holding.nothing) this.#addIdentifier(holds, cell);
    }
    for (let i = this.#columnCount; i < count; i++) {
      if (!isEmptyByteCell(cells[i] ?? '')) {
        this.#problem ??= 'row-fields';
        break;
      }
    }
    this.#end(line);
  }

  /** Reads a row that comes as fields, in any number and order. */
  addFields(fields: readonly Field[], line: number): void {
    this.#begin();
    for (const { role, text } of fields) {
      if (isEmptyCell(text)) continue;
      this.#mask |= classBit(role);
      const holds = holdingOf(role);
      if (holds !== Holding.nothing) this.#addIdentifier(holds, toByteText(text));
    }
    this.#end(line);
  }

  /** A row that could not be read at all. */
  addBad(problem: LeakProblem, line: number): void {
    this.rows++;
    this.lostRows++;
    this.#count(problem, line);
  }

  #begin(): void {
    this.#nir = null;
    this.#email = null;
    this.#mask = 0;
    this.#problem = null;
    if (this.#more.length > 0) this.#more = [];
  }

  #addIdentifier(holds: Holding, cell: ByteText): void {
    const isEmail = holds === Holding.email || (holds === Holding.either && cell.includes('@'));
    // What is quick is ASCII; bytes beyond it must become characters first.
    let canonical = isEmail ? quickEmail(cell) : quickNir(cell);
    if (canonical === undefined) {
      const text = readByteText(cell);
      canonical = isEmail ? canonicaliseEmail(text) : canonicaliseNir(text);
    }
    if (canonical === null) {
      if (holds !== Holding.either) this.#problem ??= problemOf(isEmail, readByteText(cell));
      return;
    }
    if (isEmail) {
      this.#mask |= emailBit;
      if (this.#email === null) this.#email = canonical;
      else if (this.#email !== canonical) this.#more.push({ nir: null, email: canonical, classMask: 0 });
    } else {
      this.#mask |= nirBit;
      if (this.#nir === null) this.#nir = canonical;
      else if (this.#nir !== canonical) this.#more.push({ nir: canonical, email: null, classMask: 0 });
    }
  }

  #end(line: number): void {
    this.rows++;
    const classMask = this.#mask;
    const found = this.#nir !== null || this.#email !== null;
    if (found) this.#batch.push({ nir: this.#nir, email: this.#email, classMask });
    else {
      this.lostRows++;
      // A login that is neither kind is no fault beside a good identifier, but alone it is what lost the row.
      this.#problem ??= 'no-identifier';
    }
    for (const { nir, email } of this.#more) this.#batch.push({ nir, email, classMask });
    if (this.#problem !== null) this.#count(this.#problem, line);
  }

  #count(problem: LeakProblem, line: number): void {
    this.badRows++;
    const bad = this.badByReason.get(problem) ?? { count: 0, lines: [] };
    bad.count++;
    if (bad.lines.length < this.#linesPerReason) bad.lines.push(line);
    this.badByReason.set(problem, bad);
  }
}

function problemOf(isEmail: boolean, text: string): LeakProblem {
  const parsed = isEmail ? parseEmail(text) : parseNir(text);
  return (parsed.kind === 'invalid' ? parsed.problems[0] : undefined) ?? 'no-identifier';
}

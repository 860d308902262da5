/** From a record of the leak to the row that findings observe. */
import { canonicaliseEmail, nirKey, quickEmail, quickNir } from '../core/identifier/identifier.ts';
import type { LayoutBook } from '../leak/meaning/book.ts';
import { isEmptyByteCell } from '../leak/meaning/empty.ts';
import { readNirCell } from '../leak/meaning/nir-cell.ts';
import type { Layout, LeakRecord } from '../leak/shapes/shape.ts';
import { type ByteText, readByteText } from '../leak/text/block.ts';
import { ColumnSlots } from './columns.ts';
import { corsicaA, corsicaB } from './communes.ts';
import { emptyRow, type Row, slotIndex } from './row.ts';
import type { HashKey } from './statistics/sketch.ts';

const nirSlot = slotIndex('nir');
const keySlot = slotIndex('nir-key');
const emailSlot = slotIndex('email');
const loginSlot = slotIndex('login');

export class RowReader {
  readonly #row: Row = emptyRow();
  readonly #key: HashKey;
  readonly #layouts = new Map<Layout, { slots: ColumnSlots; part: number }>();
  #rows = 0;

  constructor(key: HashKey) {
    this.#key = key;
  }

  /** @returns the row, which is the same object each time; null for a record without any filled cell */
  read(record: LeakRecord, book: LayoutBook): Row | null {
    const row = this.#row;
    let layout = this.#layouts.get(record.layout);
    if (layout === undefined) {
      layout = { slots: new ColumnSlots(), part: this.#layouts.size };
      this.#layouts.set(record.layout, layout);
    }
    row.cells.fill(null);
    let filled = false;
    let whole = '';
    const { cells, columns } = record;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? '';
      if (isEmptyByteCell(cell)) continue;
      filled = true;
      whole += cell;
      whole += '\u0001';
      const slot = layout.slots.slotOf(book, columns === null ? i : (columns[i] ?? -1), cell);
      if (slot >= 0 && (row.cells[slot] ?? null) === null) row.cells[slot] = cell;
    }
    if (!filled) return null;
    row.index = this.#rows++;
    row.part = layout.part;
    readNir(row);
    readEmail(row);
    row.rowHash = this.#key.of(whole);
    row.looseHash = this.#key.of(loose(whole));
    row.personHash = row.nir !== null || row.email !== null ? this.#key.of(row.nir ?? row.email ?? '') : row.rowHash;
    return row;
  }
}

/** What stays where case, spaces and punctuation were changed. */
function loose(text: ByteText): string {
  return text.toLowerCase().replace(/[^a-z0-9\u0080-\u00ff@]+/g, '');
}

function readNir(row: Row): void {
  row.sex = 0;
  row.nir = null;
  row.nirState = 'none';
  const cell = row.cells[nirSlot] ?? loginNir(row);
  if (cell === null) return;
  const quick = quickNir(cell);
  if (typeof quick === 'string') {
    row.nir = quick;
    row.nirState = digitsOf(cell) === 15 ? 'keyed' : 'keyless';
  } else {
    const text = readByteText(cell);
    const read = readNirCell(text);
    if (read !== null) {
      row.nir = read.canonical;
      row.nirState = read.repair === 'decimal' || read.repair === 'key-empty' ? 'keyless' : 'keyed';
    } else readBroken(row, text);
  }
  if (row.nir === null) return;
  const key = row.cells[keySlot] ?? null;
  if (row.nirState === 'keyless' && key !== null) {
    row.nirState = Number(key) === Number(nirKey(row.nir)) ? 'keyed' : 'wrong-key';
  }
  readParts(row, row.nir);
}

/** A login may be a NIR. What is none of it says nothing of NIRs. */
function loginNir(row: Row): ByteText | null {
  const login = row.cells[loginSlot] ?? null;
  return login !== null && typeof quickNir(login) === 'string' ? login : null;
}

function digitsOf(cell: ByteText): number {
  let count = 0;
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    if ((code >= 48 && code <= 57) || (code | 32) === 97 || (code | 32) === 98) count++;
  }
  return count;
}

/** Fifteen characters whose key is wrong are a number all the same: its other fields are looked at. */
function readBroken(row: Row, text: string): void {
  const bare = text.replace(/[\s.\-']/g, '').toUpperCase();
  const quick = /^\d{5}(?:\d\d|2[AB])\d{8}$/.test(bare) ? quickNir(bare.slice(0, 13)) : null;
  row.nir = typeof quick === 'string' ? quick : null;
  row.nirState = row.nir === null ? 'malformed' : 'wrong-key';
}

function readParts(row: Row, nir: string): void {
  const first = nir.charCodeAt(0) - 48;
  if (first !== 1 && first !== 2) return;
  const digit = (at: number) => nir.charCodeAt(at) - 48;
  row.sex = first;
  row.year = digit(1) * 10 + digit(2);
  row.month = digit(3) * 10 + digit(4);
  const letter = nir.charCodeAt(6);
  row.department = letter === 65 ? corsicaA : letter === 66 ? corsicaB : digit(5) * 10 + digit(6);
  row.commune = digit(7) * 100 + digit(8) * 10 + digit(9);
  row.order = digit(10) * 100 + digit(11) * 10 + digit(12);
}

function readEmail(row: Row): void {
  row.email = null;
  row.emailMalformed = false;
  const cell = row.cells[emailSlot] ?? loginEmail(row);
  if (cell === null) return;
  const quick = quickEmail(cell);
  row.email = typeof quick === 'string' ? quick : canonicaliseEmail(readByteText(cell));
  row.emailMalformed = row.email === null;
}

function loginEmail(row: Row): ByteText | null {
  const login = row.cells[loginSlot] ?? null;
  return login?.includes('@') === true ? login : null;
}

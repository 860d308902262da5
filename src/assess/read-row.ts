/** From a record of the leak to the row that findings observe. */
import { canonicaliseEmail, nirKey, quickEmail, quickNir } from '../core/identifier/identifier.ts';
import type { LayoutBook } from '../leak/meaning/book.ts';
import { isEmptyByteCell } from '../leak/meaning/empty.ts';
import { readNirCell } from '../leak/meaning/nir-cell.ts';
import type { Layout, LeakRecord } from '../leak/shapes/shape.ts';
import { type ByteText, readByteText } from '../leak/text/block.ts';
import { birthplaceOf, undetermined } from './birthplace.ts';
import { ColumnSlots } from './columns.ts';
import { type Communes, corsicaA, corsicaB } from './communes.ts';
import { emptyRow, type Row, slotIndex } from './row.ts';
import type { HashKey } from './statistics/sketch.ts';
import { plainLetters, readDate, sexOfTitle } from './values.ts';

const nirSlot = slotIndex('nir');
const keySlot = slotIndex('nir-key');
const emailSlot = slotIndex('email');
const loginSlot = slotIndex('login');
const dateSlot = slotIndex('birth-date');
const titleSlot = slotIndex('title');
const nameSlots = [slotIndex('last-name'), slotIndex('first-name'), slotIndex('full-name')];
/** Letters below which a name is an initial. */
const shortestName = 3;

export class RowReader {
  readonly #row: Row = emptyRow();
  readonly #key: HashKey;
  readonly #communes: Communes;
  readonly #layouts = new Map<Layout, { slots: ColumnSlots; part: number }>();
  #rows = 0;

  constructor(key: HashKey, communes: Communes) {
    this.#key = key;
    this.#communes = communes;
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
    const { cells, columns } = record;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? '';
      if (isEmptyByteCell(cell)) continue;
      filled = true;
      const slot = layout.slots.slotOf(book, columns === null ? i : (columns[i] ?? -1), cell);
      if (slot >= 0 && (row.cells[slot] ?? null) === null) row.cells[slot] = cell;
    }
    if (!filled) return null;
    row.index = this.#rows++;
    row.part = layout.part;
    readNir(row);
    row.place = row.sex === 0 ? undetermined : birthplaceOf(row, this.#communes);
    const date = row.cells[dateSlot] ?? null;
    row.birthDate = date === null ? null : readDate(date);
    const title = row.cells[titleSlot] ?? null;
    row.titleSex = title === null ? 0 : sexOfTitle(title);
    readEmail(row);
    readNames(row);
    row.rowHash = this.#key.ofCells(cells);
    row.looseHash = this.#key.looseHash;
    row.personHash = row.nir !== null || row.email !== null ? this.#key.of(row.nir ?? row.email ?? '') : row.rowHash;
    return row;
  }
}

/** Words of the names, without accents and in lower case. */
function readNames(row: Row): void {
  row.names.length = 0;
  for (const slot of nameSlots) {
    const cell = row.cells[slot] ?? null;
    if (cell === null) continue;
    let start = 0;
    for (let i = 0; i <= cell.length; i++) {
      const code = i === cell.length ? 32 : cell.charCodeAt(i);
      // Space, hyphen, apostrophe; the typographic ones are several bytes and part nothing that matters.
      if (code !== 32 && code !== 45 && code !== 39) continue;
      if (i - start >= shortestName) {
        const name = plainLetters(start === 0 && i === cell.length ? cell : cell.slice(start, i));
        if (name.length >= shortestName) row.names.push(name);
      }
      start = i + 1;
    }
  }
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

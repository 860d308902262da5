/**
 * Which cell of a record is what: finer than what a build needs, since a first name, a birth date and a title are all « civil status »
 * there. By the header; where there is none, by the first cells of the column.
 */
import type { ColumnBook, LayoutBook } from '../leak/meaning/book.ts';
import { headerWords } from '../leak/meaning/headers.ts';
import type { ByteText } from '../leak/text/block.ts';
import { type Slot, slotIndex } from './row.ts';
import { readDate } from './values.ts';

const byHeader: readonly (readonly [pattern: RegExp, slot: Slot])[] = [
  [
    /\b(date|jour)\b.*\b(naiss\w*|birth)|\b(ddn|dnaiss\w*|dtnaiss\w*|dob|birth ?date|date of birth|naissance|ne le|nee le)\b|datenaiss|birth/,
    'birth-date',
  ],
  [/\b(civilite|sexe|sex|gender|genre|titre|title)\b/, 'title'],
  [/\b(prenoms?|first ?names?|fname|forename|given ?name)\b|prenom|firstname/, 'first-name'],
  [/\b(nom complet|full ?name|nom (et )?prenom|name)\b/, 'full-name'],
  [/\b(noms?|last ?name|lname|surname|patronyme)\b|lastname/, 'last-name'],
  [/\b(code postal|cp|post ?code|postal code|zip\w*)\b|codepostal|postcode/, 'postcode'],
  [
    /\b(created|updated|cree|maj|modifie|inscription|registered|last login|derniere connexion|timestamp|horodatage|date)\b/,
    'stamp',
  ],
];

/** Cells after which a column without a header is decided. */
const cellsToDecide = 40;

interface Undecided {
  filled: number;
  readonly seen: Map<Slot, number>;
}

/** The slots of one layout's columns; grows with the layout. */
export class ColumnSlots {
  readonly #slots: number[] = [];
  readonly #undecided = new Map<number, Undecided>();

  /** @returns the slot's index for a cell of that column, or −1 */
  slotOf(book: LayoutBook, column: number, cell: ByteText): number {
    while (this.#slots.length < book.columns.length) this.#decide(book, this.#slots.length);
    const slot = this.#slots[column] ?? -1;
    if (slot >= 0 || this.#undecided.size === 0) return slot;
    const open = this.#undecided.get(column);
    if (open !== undefined) this.#learn(column, open, cell);
    return -1;
  }

  #decide(book: LayoutBook, column: number): void {
    const held = book.columns[column];
    const slot = held === undefined || held.meaning.group !== null ? null : slotFor(held);
    this.#slots.push(slot === null ? -1 : slotIndex(slot));
    if (slot === null && held !== undefined && held.header === '' && held.meaning.role === null) {
      this.#undecided.set(column, { filled: 0, seen: new Map() });
    }
  }

  #learn(column: number, open: Undecided, cell: ByteText): void {
    if (cell === '') return;
    open.filled++;
    const slot = slotOfCell(cell);
    if (slot !== null) open.seen.set(slot, (open.seen.get(slot) ?? 0) + 1);
    if (open.filled < cellsToDecide) return;
    this.#undecided.delete(column);
    for (const [found, many] of open.seen) if (many > cellsToDecide * 0.8) this.#slots[column] = slotIndex(found);
  }
}

function slotFor({ header, meaning }: ColumnBook): Slot | null {
  // Fifteen digits of which only chance makes some NIRs: whoever sells them calls them NIRs, and that is what is measured.
  if (meaning.doubt === 'chance-numbers') return 'nir';
  const { role } = meaning;
  switch (role) {
    case 'nir':
    case 'nir-key':
    case 'email':
    case 'iban':
    case 'phone':
      return role;
    case 'identifier':
      return 'login';
    case 'ameli-login':
      return 'password';
    case 'civil-status':
    case 'postal-address':
    case null: {
      const words = headerWords(header);
      return byHeader.find(([pattern]) => pattern.test(words))?.[1] ?? null;
    }
    default:
      return null;
  }
}

function slotOfCell(cell: ByteText): Slot | null {
  if (/^(M|F|H|Mr|Mme|Mlle|M\.|Monsieur|Madame|homme|femme)$/i.test(cell)) return 'title';
  if (/^FR\d\d[\dA-Z ]{23,28}$/i.test(cell)) return 'iban';
  if (/^(?:(?:\+|00)33|0)\s?[1-9](?:[ .-]?\d\d){4}$/.test(cell)) return 'phone';
  const date = readDate(cell);
  if (date !== null) return date.hasTime || date.year > 2012 ? 'stamp' : 'birth-date';
  return null;
}

/**
 * One row as the findings see it: the cells of the row's own person, told apart by what they hold, and the parts of its NIR. One object
 * is used again for every row: whoever wants to keep something keeps a count.
 */
import type { ByteText } from '../leak/text/block.ts';

/** What a column may hold that something is measured of. */
export const slots = [
  ...(['nir', 'nir-key', 'email', 'login', 'password', 'first-name', 'last-name', 'full-name', 'birth-date'] as const),
  ...(['title', 'postcode', 'iban', 'phone', 'stamp'] as const),
] as const;
export type Slot = (typeof slots)[number];

/** The fields of a NIR, as numbers. */
export interface NirParts {
  /** 1 or 2; 0 for a number whose first digit tells no sex, or that is provisional: then nothing else is read of it. */
  sex: 0 | 1 | 2;
  /** 0–99. */
  year: number;
  /** 1–12, or 20 and above where it is unknown. */
  month: number;
  /** 1–99, or `corsicaA`, `corsicaB`. */
  department: number;
  /** Three digits. */
  commune: number;
  /** Three digits. */
  order: number;
}

export interface Row extends NirParts {
  /** From 0, over all files. */
  index: number;
  /** Which file, member and layout it stands in: rows of one number were written one after another by one hand. */
  part: number;
  /** The cell of each slot, null where it is empty or absent. Indexed by `slotIndex`. */
  readonly cells: (ByteText | null)[];
  /** What stands in the NIR's cell: nothing, a NIR with a right key, one without a key, or what is none. */
  nirState: 'none' | 'keyed' | 'keyless' | 'wrong-key' | 'malformed';
  /** 13 characters where it is a NIR, whatever its key was. */
  nir: string | null;
  /** In canonical form; null where there is none. */
  email: string | null;
  /** An address' cell is filled and holds none. */
  emailMalformed: boolean;
  /** Keyed hash of the whole row, and of its letters and digits in lower case. */
  rowHash: number;
  looseHash: number;
  /** Keyed hash of whom the row is about: the NIR, else the address, else the row. */
  personHash: number;
}

const indexes = new Map<Slot, number>(slots.map((slot, index) => [slot, index]));

export function slotIndex(slot: Slot): number {
  return indexes.get(slot) ?? 0;
}

export function emptyRow(): Row {
  return {
    index: 0,
    part: 0,
    cells: slots.map(() => null),
    nirState: 'none',
    nir: null,
    sex: 0,
    year: 0,
    month: 0,
    department: 0,
    commune: 0,
    order: 0,
    email: null,
    emailMalformed: false,
    rowHash: 0,
    looseHash: 0,
    personHash: 0,
  };
}

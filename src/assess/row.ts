/**
 * One row as the findings see it: the cells of the row's own person, told apart by what they hold, and the parts of its NIR. One object
 * is used again for every row: whoever wants to keep something keeps a count.
 */
import type { ByteText } from '../leak/text/block.ts';
import { type Birthplace, type NirParts, undetermined } from './birthplace.ts';
import type { ReadDate } from './values.ts';

/** What a column may hold that something is measured of. */
export const slots = [
  ...(['nir', 'nir-key', 'email', 'login', 'password', 'first-name', 'last-name', 'full-name', 'birth-date'] as const),
  ...(['title', 'postcode', 'iban', 'phone', 'stamp'] as const),
] as const;
export type Slot = (typeof slots)[number];

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
  /** Where the NIR says that the person was born; `undetermined` where no NIR says anything. */
  place: Birthplace;
  /** Of the birth date's cell; null where it is empty or no date. */
  birthDate: ReadDate | null;
  /** Of the title's cell; 0 where it tells none. */
  titleSex: 0 | 1 | 2;
  /** In canonical form; null where there is none. */
  email: string | null;
  /** An address' cell is filled and holds none. */
  emailMalformed: boolean;
  /** Words of the row's names: letters a–z, at least three. */
  readonly names: string[];
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
    place: undetermined,
    birthDate: null,
    titleSex: 0,
    email: null,
    emailMalformed: false,
    names: [],
    rowHash: 0,
    looseHash: 0,
    personHash: 0,
  };
}

/**
 * How often each part of an identifier came up in a day: what the sequence watch would forget at a lock or a restart.
 * Check step; pure, bytes in and bytes out. The journal keeps the bytes, encrypted, and drops them after the window.
 *
 * They say little even to whoever opens the vault, because no identifier has an entry of its own. Each adds one to a cell of
 * each row; a keyed hash of the identifier without one of its parts (of a NIR its year, its month, its place, its order number)
 * chooses the cell. Tens of thousands of insured people share a cell, and each row begins with made-up counts, more than a
 * day's work adds: of the NIRs that nobody looked up, two in a thousand find all their cells taken; of identifiers with fewer
 * parts, more. Someone who counts through order numbers adds to the same cell of a row each time, which shows.
 */
import { utf8, zeroBytes } from '../bytes/bytes.ts';
import { hmacSha256, randomBytes } from '../crypto/symmetric.ts';
import { type Identifier, kindSpecs } from '../identifier/identifier.ts';
import { identifierKinds } from '../vocabulary.ts';

/** A power of two: a cell's number is the hash modulo this, without bias. */
const cellsPerRow = 2048;
/** Each kind has one row for each of its parts. The last row counts whole identifiers: the same one again is no neighbour. */
const wholeRow = identifierKinds.reduce((total, kind) => total + kindSpecs[kind].neighbourPartCount, 0);
const rows = wholeRow + 1;
export const neighbourCountBytes = rows * cellsPerRow;

/** Made-up counts a row: three cells in ten are taken from the start, so 0.3^5 of all NIRs match in every row by chance. */
const paddingPerRow = 717;

/**
 * How many earlier identifiers in one cell make the next one suspicious. With 160 checks of unrelated people a day this happens
 * by chance about once a month, with 480, the highest setting, about every third day; six in one day block.
 */
const crowd = 5;

/** @returns counts with nothing but the padding */
export function newNeighbourCounts(): Uint8Array {
  const counts = new Uint8Array(neighbourCountBytes);
  // All bytes are drawn in one call: four thousand calls would delay the first check of the day by 18 ms.
  const draws = randomBytes(2 * rows * paddingPerRow);
  for (let made = 0; made < rows * paddingPerRow; made++) {
    addOne(counts, (made % rows) * cellsPerRow + cellOf(draws, 2 * made));
  }
  return counts;
}

/**
 * Counts `identifier` in, changing `counts`.
 * @param counts `neighbourCountBytes` long
 * @param key 32 bytes; @param salt sets apart whose counts these are, and of which window
 * @returns true if enough others came before it that are alike in all but one part
 */
export function countNeighbour(
  counts: Uint8Array,
  key: Uint8Array,
  salt: string,
  { kind, canonical }: Pick<Identifier, 'kind' | 'canonical'>,
): boolean {
  const cell = (row: number, part: string): number => {
    const bytes = utf8(`${salt}|${row}|${part}`);
    const mac = hmacSha256(key, bytes);
    zeroBytes(bytes);
    return row * cellsPerRow + cellOf(mac, 0);
  };
  const firstRow = firstRowOf(kind);
  const parts = kindSpecs[kind].neighbourParts(canonical).map((part, place) => cell(firstRow + place, part));
  const whole = cell(wholeRow, `${kind}:${canonical}`);
  const others = Math.max(0, ...parts.map((at) => counts[at] ?? 0)) - (counts[whole] ?? 0);
  for (const at of [...parts, whole]) addOne(counts, at);
  return others >= crowd;
}

/** The rows of the kinds follow each other in the order of the table. */
function firstRowOf(kind: Identifier['kind']): number {
  const earlier = identifierKinds.slice(0, identifierKinds.indexOf(kind));
  return earlier.reduce((total, one) => total + kindSpecs[one].neighbourPartCount, 0);
}

/** The cell of a row that the two bytes from `at` on name. */
function cellOf(bytes: Uint8Array, at: number): number {
  return (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) % cellsPerRow;
}

function addOne(counts: Uint8Array, at: number): void {
  counts[at] = Math.min(255, (counts[at] ?? 0) + 1);
}

/**
 * Text between records in which people stand: a comment, a directive, a line that parts blocks. It is read as a record of one cell that
 * is searched, so that whoever is in it is listed, with the class of the own identifier alone.
 */
import { findEmails, findNirs, mayHoldEmail, mayHoldNir } from '../meaning/find-inside.ts';
import { unhidden } from '../meaning/hidden-writing.ts';
import { findNamedNirs } from '../meaning/named-nirs.ts';
import { plainCell } from '../meaning/plain-writing.ts';
import { type ByteText, readByteText } from '../text/block.ts';
import type { Layout } from './shape.ts';

/** @returns a new layout: each reader has its own */
export function looseLayout(): Layout {
  return { name: '', columns: ['between records'], headed: false };
}

/** True if an address stands in `text`, or a NIR with a right key or behind its name, in whatever writing. */
export function holdsIdentifier(text: ByteText): boolean {
  if (holdsPlainly(text)) return true;
  const plain = unhidden(plainCell(text));
  return plain !== text && holdsPlainly(plain);
}

/** The same for a NIR alone. */
export function holdsNir(text: ByteText): boolean {
  return holdsNirPlainly(text) || holdsNirPlainly(unhidden(plainCell(text)));
}

function holdsPlainly(text: ByteText): boolean {
  return (mayHoldEmail(text) && findEmails(readByteText(text), () => {}) > 0) || holdsNirPlainly(text);
}

function holdsNirPlainly(text: ByteText): boolean {
  if (!mayHoldNir(text)) return false;
  const characters = readByteText(text);
  return findNirs(characters, () => {}) + findNamedNirs(characters, () => {}) > 0;
}

/** Between two digits: a blank of any kind, a character that nobody sees. */
const twelveDigits = /\d(?:(?:[\s.-]|[\x80-\xff]{2,3}){0,2}[\dABab]){11}/;

/** Text that may hold an identifier: an address, or thirteen digits. */
export function looksLikePerson(cell: ByteText): boolean {
  return cell.includes('@') || twelveDigits.test(cell);
}

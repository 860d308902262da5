/** What the cells of a column are, counted over a sample: the second opinion on its header. */
import { canonicaliseEmail, kindSpecs, parseNir } from '../../core/identifier/identifier.ts';
import { type ByteText, readByteText } from '../text/block.ts';
import { isEmptyByteCell } from './empty.ts';
import { decodeCell } from './encoded-cell.ts';
import { findEmails, findNirs, gluedDate, mayHoldEmail, mayHoldNir } from './find-inside.ts';
import { unhidden } from './hidden-writing.ts';
import { readNirCell } from './nir-cell.ts';
import { plainCell } from './plain-writing.ts';
import { countShortNumber, noShortNumbers, type ShortCounts } from './short-nirs.ts';

/** Shares are of `filled`. */
export interface CellCounts {
  filled: number;
  /** NIRs of 15 characters with a right key, or repaired under one. */
  keyedNirs: number;
  /** 13 characters that could be a NIR: nine in ten time stamps in milliseconds are. */
  shortNirs: number;
  /** The same, told apart by what NIRs have and other numbers have by chance. */
  readonly short: ShortCounts;
  /** 15 digits, whatever their key. */
  fifteenDigits: number;
  emails: number;
  /** Cells that hold an address or a keyed NIR beside other text. */
  emailsInside: number;
  nirsInside: number;
  hashes: number;
  phones: number;
  /** Phones whose writing no other number has: with a country code, or in groups of two. */
  writtenPhones: number;
  mobiles: number;
  /** First digits of phones: those of people are not all alike. */
  readonly phoneStarts: Set<string>;
  /** 11 digits whose last one is a check digit by Luhn's rule, which one number in ten has by chance. */
  rpps: number;
  longest: number;
  /** Base64 of text that may hold identifiers; what they are is counted as if they stood there. */
  encoded: number;
  /** Addresses behind a day that nothing parts from them, as columns of a fixed width stand. */
  dated: number;
}

export function noCells(): CellCounts {
  return {
    filled: 0,
    keyedNirs: 0,
    shortNirs: 0,
    short: noShortNumbers(),
    fifteenDigits: 0,
    emails: 0,
    emailsInside: 0,
    nirsInside: 0,
    hashes: 0,
    phones: 0,
    writtenPhones: 0,
    mobiles: 0,
    phoneStarts: new Set(),
    rpps: 0,
    longest: 0,
    encoded: 0,
    dated: 0,
  };
}

/** 32 to 128 hexadecimal digits, `$2y$…`, `{SSHA}…`. */
const hash =
  /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}|\$(?:2[abxy]|1|5|6|P|H|argon2\w*|S)\$.+|\{S?SHA\d*\}.+|\*[0-9A-F]{40}|pbkdf2\w*[:$].+)$/i;
const phone = /^(?:(?:\+|00)33|0)\s?(?:\(0\))?[1-9](?:[ .-]?\d\d){4}$/;

/** True if a cell is what a hash function leaves, salted or not. */
export function isHash(text: string): boolean {
  return hash.test(text.trim());
}

/** True if a cell is a French phone number as people write it. */
export function isFrenchPhone(text: string): boolean {
  return phone.test(text);
}

/** True if a cell is eleven digits with a right check digit, in any writing, with the 8 of the register's own type before it or not. */
export function isCheckedRpps(text: string): boolean {
  const digits = /^\D?8?(\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3})(?:[.,]0)?$/.exec(text)?.[1];
  if (digits === undefined) return false;
  const parsed = kindSpecs.rpps.parse(digits);
  return parsed.kind === 'ok' && parsed.identifier.keyState === 'valid';
}

export function countCell(counts: CellCounts, cell: ByteText): void {
  if (isEmptyByteCell(cell)) return;
  counts.filled++;
  if (cell.length > counts.longest) counts.longest = cell.length;
  const text = readByteText(unhidden(plainCell(decodedIn(counts, cell)))).trim();
  if (text.includes('@')) {
    // Of an address with stars in it some characters were replaced.
    if (gluedDate.test(text)) counts.dated++;
    if (!text.includes('*') && canonicaliseEmail(text) !== null) counts.emails++;
    else if (findEmails(text, () => {}) > 0) counts.emailsInside++;
    return;
  }
  if (!/\d(?:[\s.,'’-]?\d){3}/.test(text)) {
    if (isHash(text)) counts.hashes++;
    return;
  }
  if (isHash(text)) counts.hashes++;
  else if (phone.test(text)) countPhone(counts, text);
  else if (isCheckedRpps(text)) counts.rpps++;
  else countNumber(counts, text);
}

/** The text of a cell of base64 that holds identifiers; else the cell. */
function decodedIn(counts: CellCounts, cell: ByteText): ByteText {
  const decoded = decodeCell(cell);
  if (decoded === null || !(mayHoldEmail(decoded) || mayHoldNir(decoded))) return cell;
  counts.encoded++;
  return decoded;
}

function countNumber(counts: CellCounts, text: string): void {
  const bare = text.replace(/[\s.\-']/g, '');
  if (/^\d{15}$/.test(bare)) counts.fifteenDigits++;
  // What is far from the length of a NIR is none, nor can it be mended into one.
  if (text.length < 12) return;
  const parsed = parseNir(text);
  if (parsed.kind === 'ok') {
    if (parsed.identifier.keyState === 'valid') counts.keyedNirs++;
    else countShort(counts, parsed.identifier.canonical);
    return;
  }
  const repaired = readNirCell(text);
  if (repaired === null) {
    if (text.length > 15 && findNirs(text, () => {}) > 0) counts.nirsInside++;
  } else if (repaired.repair === 'key-empty' || repaired.repair === 'decimal') countShort(counts, repaired.canonical);
  else counts.keyedNirs++;
}

function countPhone(counts: CellCounts, text: string): void {
  counts.phones++;
  if (!/^\d+$/.test(text)) counts.writtenPhones++;
  counts.phoneStarts.add(text.slice(0, 4));
  if (/^(?:\+33|0033|0)\D*[67]/.test(text)) counts.mobiles++;
}

function countShort(counts: CellCounts, canonical: string): void {
  counts.shortNirs++;
  countShortNumber(counts.short, canonical);
}

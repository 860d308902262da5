/**
 * NIRs of 15 characters with a right key, and numbers of 13 that may be NIRs without one, as they are written: in one run, in the groups of the printed card parted by blanks, dots, hyphens or
 * slashes, the key apart (`/ 36`, `(36)`, `clé 36`), behind a word without a blank. Numbers are never joined across anything else,
 * since windows in longer numbers pass the key by chance.
 */
import type { ScanHit, ScannedText } from './scanned.ts';

/** Runs of 16 digits or more, which hold a NIR by chance once in a hundred places. */
export interface LongRuns {
  count: number;
}

export function noLongRuns(): LongRuns {
  return { count: 0 };
}

const keyedLength = 15;
const keylessLength = 13;
/** Runs of more digits are no columns. */
const longestRun = 80;

// Byte classes, one table for all tests.
const digit = 1;
/** Parts digits of one number: a blank, a dot, a hyphen, a slash; bytes of U+00A0, U+2007, U+2009 and U+202F. */
const gap = 2;
/** A and B of Corsica. */
const corsican = 4;
const letter = 8;
const hexLetter = 16;
const classes = new Uint8Array(256);
for (let code = 48; code <= 57; code++) classes[code] = digit;
for (const code of [32, 45, 46, 47, 0xc2, 0xa0, 0xe2, 0x80, 0x87, 0x89, 0xaf]) classes[code] = gap;
for (const base of [65, 97]) {
  for (let i = 0; i < 26; i++) classes[base + i] = letter | (i < 2 ? corsican : 0) | (i < 6 ? hexLetter : 0);
}

/** INSEE's printed groups: sex, year, month, department, commune, order; the key comes behind them. */
const groups = [1, 2, 2, 2, 3, 3];
/** The 15 characters being judged. */
const bare = new Uint8Array(keyedLength);

/**
 * Hits that begin in `[from, to)`. Looks at every 13th byte: a run of 13 holds one of them, as do its printed groups.
 * @param separator the byte that parts fields; -1 where it is not known
 */
export function findNirs(
  piece: ScannedText,
  from: number,
  to: number,
  separator: number,
  longRuns: LongRuns,
): ScanHit[] {
  const { bytes } = piece;
  const hits: ScanHit[] = [];
  let doneTo = from;
  for (let probe = from; probe < to + keylessLength && probe < bytes.length; ) {
    if (!isRunByte(bytes, probe, separator)) {
      probe += keylessLength;
      continue;
    }
    let start = probe;
    while (start > doneTo && isRunByte(bytes, start - 1, separator)) start--;
    let end = probe + 1;
    while (end < bytes.length && isRunByte(bytes, end, separator)) end++;
    if (end - start >= keylessLength) nirsInRun(piece, start, Math.min(end, to), separator, hits, longRuns);
    doneTo = end;
    // The next probe is a whole length behind the run's end: what begins there cannot end before it.
    probe = end + keylessLength - 1;
  }
  return hits;
}

/** A digit; a gap or a separator of fields between two; a letter of Corsica behind one. */
function isRunByte(bytes: Buffer, at: number, separator: number): boolean {
  const byte = bytes[at] ?? 0;
  const kind = classes[byte] ?? 0;
  if (kind === digit) return true;
  if (kind === gap || byte === separator)
    return byte > 127 || (isDigit(bytes[at + 1]) && (isDigit(bytes[at - 1]) || isCorsican(bytes, at - 1)));
  return (kind & corsican) !== 0 && bytes[at - 1] === 50;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

function isCorsican(bytes: Buffer, at: number): boolean {
  return ((classes[bytes[at] ?? 0] ?? 0) & corsican) !== 0 && bytes[at - 1] === 50;
}

/** Numbers that begin in `[start, end)`. */
function nirsInRun(
  { bytes, text, offset }: ScannedText,
  start: number,
  end: number,
  separator: number,
  hits: ScanHit[],
  longRuns: LongRuns,
): void {
  const before = hits.length;
  for (let at = start; at < end; ) {
    if (!isDigit(bytes[at]) || isDigit(bytes[at - 1])) {
      at++;
      continue;
    }
    let runEnd = at + 1;
    while (isDigit(bytes[runEnd])) runEnd++;
    const longEnd = isCorsican(bytes, runEnd) ? endOfCorsicanRun(bytes, at, runEnd) : runEnd;
    if (longEnd - at > keyedLength) {
      inLongRun(bytes, at, longEnd, offset, hits, longRuns);
      at = longEnd;
      continue;
    }
    const nirEnd = mayBegin(bytes, at, runEnd) ? endOfNir(bytes, text, at, separator) : -1;
    if (nirEnd < 0) {
      at = runEnd;
      continue;
    }
    const kind = bare[keylessLength] === 0 ? 'number' : 'nir';
    // Nearly every number is written in one piece, and is a slice of the text.
    const number = runEnd - at >= keylessLength ? text.slice(at, at + keylessLength) : bareText();
    hits.push({ kind, text: number, start: offset + at, end: offset + nirEnd });
    at = nirEnd;
  }
  if (hits.length === before) oddlyParted(bytes, start, separator, offset, hits);
}

/** A run that is one NIR of a man or a woman, with its key, in groups of any widths: `185 057 800 608 491`, `18505 7800 608491`. */
function oddlyParted(bytes: Buffer, start: number, separator: number, offset: number, hits: ScanHit[]): void {
  let filled = 0;
  let end = start;
  for (; end < bytes.length && isRunByte(bytes, end, separator); end++) {
    const byte = bytes[end] ?? 0;
    if (byte === separator) return;
    if (!isDigit(byte) && ((classes[byte] ?? 0) & corsican) === 0) continue;
    if (filled === keyedLength) return;
    bare[filled++] = byte;
  }
  if (filled !== keyedLength || (bare[0] !== 49 && bare[0] !== 50) || two(3) > 12) return;
  const letterAt = letterIn(bare, 0, keyedLength);
  if ((letterAt >= 0 && letterAt !== 6) || isWordBeside(bytes, start - 1) || isWordBeside(bytes, end) || !hasRightKey())
    return;
  hits.push({ kind: 'nir', text: bareText(), start: offset + start, end: offset + end });
}

/** True if a letter or a digit stands there: the run is a part of something longer. */
function isWordBeside(bytes: Buffer, at: number): boolean {
  return ((classes[bytes[at] ?? 0] ?? 0) & (letter | digit)) !== 0;
}

/** @returns where the digits behind the letter of Corsica at `letterAt` end; `letterAt` where they are a hexadecimal code's */
function endOfCorsicanRun(bytes: Buffer, start: number, letterAt: number): number {
  let end = letterAt + 1;
  while (isDigit(bytes[end])) end++;
  return isInHexCode(bytes, start - 1, -1) || isInHexCode(bytes, end, 1) ? letterAt : end;
}

/** Lengths of digits with which a NIR may begin: its first groups joined, all of them, or those before the letter of Corsica. */
const firstLengths = new Set([1, 3, 5, 6, 7, 10, keylessLength, keyedLength]);

/** Most numbers are dates, phones and counts: their length or their first digit says so. */
function mayBegin(bytes: Buffer, at: number, runEnd: number): boolean {
  const sex = bytes[at] ?? 0;
  return sex >= 49 && sex <= 56 && firstLengths.has(runEnd - at);
}

/** @returns where the NIR that begins at `at` ends, with `bare` filled (0 in the place of a key that it lacks); -1 if none does */
function endOfNir(bytes: Buffer, text: string, at: number, separator: number): number {
  if (isInHexCode(bytes, at - 1, -1)) return -1;
  let filled = 0;
  let next = at;
  // The one separator that may part all groups: a NIR that fills seven columns.
  let across = true;
  for (let group = 0; group < groups.length; group++) {
    if (group > 0) {
      const isSeparator = separator >= 0 && bytes[next] === separator;
      across &&= isSeparator;
      if (isSeparator && !across) return -1;
      next += isSeparator ? 1 : gapLength(bytes, next);
    }
    for (let i = groups[group] ?? 0; i > 0; i--) {
      const byte = bytes[next] ?? 0;
      if (!isDigit(byte) && !(filled === 6 && isCorsican(bytes, next))) return -1;
      bare[filled++] = byte;
      next++;
    }
  }
  const key = across ? (bytes[next] === separator ? next + 1 : -1) : keyBehind(bytes, text, next, separator);
  const end = key + 2;
  if (
    key >= 0 &&
    isDigit(bytes[key]) &&
    isDigit(bytes[key + 1]) &&
    !isDigit(bytes[end]) &&
    !isInHexCode(bytes, end, 1)
  ) {
    bare[13] = bytes[key] ?? 0;
    bare[14] = bytes[key + 1] ?? 0;
    if (hasRightKey()) return end;
  }
  bare[keylessLength] = 0;
  // A man or a woman; and no part of a longer number.
  const isNumber = (bare[0] === 49 || bare[0] === 50) && !isDigit(bytes[next]);
  return isNumber && !isInHexCode(bytes, next, 1) ? next : -1;
}

/** Bytes of the one character between two groups; 0 if there is none. */
function gapLength(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte === 32 || byte === 45 || byte === 46 || byte === 47) return 1;
  if (byte === 0xc2 && bytes[at + 1] === 0xa0) return 2;
  const third = bytes[at + 2] ?? 0;
  return byte === 0xe2 && bytes[at + 1] === 0x80 && (third === 0x87 || third === 0x89 || third === 0xaf) ? 3 : 0;
}

/** Signs and words between a number and its key, `é` in UTF-8. */
const beforeKey =
  /(?:[ .]|\xc2\xa0|\xe2\x80[\x87\x89\xaf]){0,3}(?:[/(:-]|\xe2\x80[\x90-\x95]){0,2}(?:[ ,;]{0,3}\(? ?(?:cl(?:e|\xc3\xa9|\xe9|e\xcc\x81)f?|key)(?![a-z]))?(?:[ .:=(]|\xc2\xa0|\xe2\x80\xaf){0,4}(?=\d\d)/iy;

/** @returns where the key of a number that ends at `at` stands; -1 if nothing says that there is one */
function keyBehind(bytes: Buffer, text: string, at: number, separator: number): number {
  if (isDigit(bytes[at])) return at;
  const byte = bytes[at] ?? 10;
  // Nearly every number ends its field, with its line or its quote.
  if (byte === separator || byte === 10 || byte === 34 || byte === 39 || ((classes[byte] ?? 0) & letter) !== 0)
    return -1;
  beforeKey.lastIndex = at;
  if (!beforeKey.test(text)) return -1;
  const key = beforeKey.lastIndex;
  return separator >= 0 && text.slice(at, key).includes(String.fromCharCode(separator)) ? -1 : key;
}

/**
 * True if the letters and digits from `at` on are those of a hexadecimal code, which the number would be a part of. A word that ends in
 * such a letter, as `Matricule`, is none.
 */
function isInHexCode(bytes: Buffer, at: number, step: -1 | 1): boolean {
  if (((classes[bytes[at] ?? 0] ?? 0) & hexLetter) === 0) return false;
  // One letter alone is a prefix: `A185057800608491`.
  if (((classes[bytes[at + step] ?? 0] ?? 0) & (letter | digit)) === 0) return false;
  for (let next = at; next >= 0 && next < bytes.length; next += step) {
    const kind = classes[bytes[next] ?? 0] ?? 0;
    if ((kind & hexLetter) !== 0 || kind === digit) continue;
    return (kind & letter) === 0;
  }
  return true;
}

/** Every window of a run of 16 digits or more. */
function inLongRun(
  bytes: Buffer,
  start: number,
  end: number,
  offset: number,
  hits: ScanHit[],
  longRuns: LongRuns,
): void {
  longRuns.count++;
  if (end - start > longestRun) return;
  const islandAt = letterIn(bytes, start, end);
  // The remainder of each window by 97, from that of the one before.
  let rest = 0;
  if (islandAt < 0)
    for (let at = start; at < start + keylessLength - 1; at++) rest = (rest * 10 + digitAt(bytes, at)) % 97;
  for (let at = start; at + keyedLength <= end; at++) {
    let mayHaveKey = true;
    if (islandAt < 0) {
      rest = (rest * 10 + digitAt(bytes, at + keylessLength - 1)) % 97;
      mayHaveKey = 97 - rest === digitAt(bytes, at + 13) * 10 + digitAt(bytes, at + 14);
      rest = (rest + 10 * 97 - firstDigitWeight * digitAt(bytes, at)) % 97;
    }
    if (mayHaveKey || mayBeBorn(bytes, at)) inWindow(bytes, at, islandAt, offset, start, hits);
  }
}

/** 10^12 by 97. */
const firstDigitWeight = 50;

/** A man or a woman with a month of birth. */
function mayBeBorn(bytes: Buffer, at: number): boolean {
  const sex = bytes[at];
  if (sex !== 49 && sex !== 50) return false;
  const month = digitAt(bytes, at + 3) * 10 + digitAt(bytes, at + 4);
  return month >= 1 && month <= 12;
}

function inWindow(
  bytes: Buffer,
  at: number,
  islandAt: number,
  offset: number,
  runStart: number,
  hits: ScanHit[],
): void {
  const letterAt = islandAt >= at && islandAt < at + keyedLength ? islandAt - at : -1;
  if (letterAt >= 0 && letterAt !== 6 && letterAt < keylessLength) return;
  for (let i = 0; i < keyedLength; i++) bare[i] = bytes[at + i] ?? 0;
  const isKeyed = letterAt < keylessLength && hasRightKey();
  if (!isKeyed && !hasMonthOfBirth()) return;
  const length = isKeyed ? keyedLength : keylessLength;
  const place = { start: offset + at, end: offset + at + length, inRunAt: at - runStart };
  hits.push({ kind: isKeyed ? 'nir' : 'number', text: bareText(), ...place });
}

function digitAt(bytes: Buffer, at: number): number {
  return (bytes[at] ?? 0) - 48;
}

/** @returns where the letter of Corsica stands, of which a run has one; -1 if it has none */
function letterIn(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) if (!isDigit(bytes[at])) return at;
  return -1;
}

/** A man or a woman, and a month from 01 to 12: one window in forty by chance. */
function hasMonthOfBirth(): boolean {
  const month = two(3);
  return (bare[0] === 49 || bare[0] === 50) && month >= 1 && month <= 12 && (bare[5] !== 48 || bare[6] !== 48);
}

/** True if 15 characters, letters of Corsica in capitals, are a NIR with its key. */
export function isKeyedNir(characters: string): boolean {
  for (let i = 0; i < keyedLength; i++) {
    const code = characters.charCodeAt(i);
    const isIsland = i === 6 && (code === 65 || code === 66) && characters.charCodeAt(5) === 50;
    if (!isDigit(code) && !isIsland) return false;
    bare[i] = code;
  }
  return characters.length === keyedLength && hasRightKey();
}

/** The first 13 of `bare`. */
function bareText(): string {
  const own = bare[6] ?? 0;
  if (own >= 97) bare[6] = own - 32;
  return Buffer.from(bare.buffer, 0, keylessLength).toString('latin1');
}

/** Shape of a NIR by the INSEE's description, and key 97 − (number mod 97), with 19 for 2A and 18 for 2B; of `bare`. */
function hasRightKey(): boolean {
  const sex = (bare[0] ?? 0) - 48;
  if (sex < 1 || sex > 8) return false;
  const own = (bare[6] ?? 0) | 32;
  const isIsland = own === 97 || own === 98;
  if (isIsland && bare[5] !== 50) return false;
  if (sex <= 2) {
    const month = two(3);
    if (month === 0 || (month > 12 && month < 20)) return false;
    if (bare[5] === 48 && bare[6] === 48) return false;
  }
  // Digit by digit: nothing here may rest on how the first reading computes.
  let rest = 0;
  for (let i = 0; i < keylessLength; i++) {
    let value = (bare[i] ?? 0) - 48;
    if (isIsland && i === 5) value = 1;
    if (isIsland && i === 6) value = own === 97 ? 9 : 8;
    rest = rest * 10 + value;
    if (i % 4 === 3) rest %= 97;
  }
  return 97 - (rest % 97) === two(13);
}

function two(at: number): number {
  return ((bare[at] ?? 0) - 48) * 10 + (bare[at + 1] ?? 0) - 48;
}

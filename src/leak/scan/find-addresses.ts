/**
 * E-mail addresses (RFC 5321, international ones too) in text of any notation. What belongs to the notation is no part of an address:
 * the prefix of a string (`u'…'`, `N'…'`), the rest of an escape (`\n`, `\u003c`, `%3A`, a colour of a terminal). The `@` itself may be
 * written `%40`, `\u0040` or `&#64;`.
 */
import type { ScanHit, ScannedText } from './scanned.ts';

// Byte classes, one table for all tests.
const digit = 1;
const local = 2;
const domain = 4;
const letter = 8;
const classes = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
  const character = String.fromCharCode(byte);
  if (/\d/.test(character)) classes[byte] = digit | local | domain;
  else if (/[a-z]/i.test(character)) classes[byte] = letter | local | domain;
  else if (byte >= 128) classes[byte] = local | domain;
  else if (/[.-]/.test(character)) classes[byte] = local | domain;
  // RFC 5322 allows more; in dumps those part cells or belong to what stands before the address.
  else if (/[%'+_]/.test(character)) classes[byte] = local;
}

/** Hits whose `@` lies in `[from, to)`, in the order of their places. */
export function findAddresses(piece: ScannedText, from: number, to: number): ScanHit[] {
  const { bytes } = piece;
  const hits: ScanHit[] = [];
  for (let at = bytes.indexOf(64, from); at >= 0 && at < to; at = bytes.indexOf(64, at + 1)) {
    const hit = addressAround(piece, at, at + 1);
    if (hit !== null) hits.push(hit);
  }
  const plain = hits.length;
  findEscaped(piece, from, to, hits);
  return hits.length === plain ? hits : hits.sort((a, b) => a.start - b.start);
}

/** The `@` of forms and URLs, of JSON and JavaScript, of HTML, of UTF-7: a mark that is rare, and what must follow it. */
const escapedSigns: readonly (readonly [mark: string, next: string, whole: RegExp])[] = [
  ['%', '24', /%(?:25){0,2}40/y],
  ['\\', 'ux', /\\(?:u0040|x40)/y],
  ['&', '#cC', /&(?:#0{0,4}64|#x0{0,4}40|commat);/iy],
  ['+', 'A', /\+AEA-/y],
];

function findEscaped(piece: ScannedText, from: number, to: number, hits: ScanHit[]): void {
  const { bytes, text } = piece;
  for (const [mark, next, whole] of escapedSigns) {
    const code = mark.charCodeAt(0);
    for (let at = bytes.indexOf(code, from); at >= 0 && at < to; at = bytes.indexOf(code, at + 1)) {
      if (!next.includes(text.charAt(at + 1))) continue;
      whole.lastIndex = at;
      if (!whole.test(text)) continue;
      const hit = addressAround(piece, at, whole.lastIndex);
      if (hit !== null) hits.push(hit);
      at = whole.lastIndex - 1;
    }
  }
}

/** @param at where the sign is · @param after where the domain begins */
function addressAround(piece: ScannedText, at: number, after: number): ScanHit | null {
  const { bytes } = piece;
  // Perl and shells write `a\@b.fr`.
  let sign = at;
  while (bytes[sign - 1] === 92) sign--;
  let start = sign;
  while (start > 0 && sign - start < 80 && (isPart(bytes, start - 1, local) || isEscapedLetter(bytes, start - 1)))
    start--;
  let end = after;
  while (end < bytes.length && end - after < 256 && isPart(bytes, end, domain)) end++;
  return addressIn(piece, start, sign, after, end);
}

/** Punctuation of Unicode is two or three bytes, each of which could be part of a letter. */
function isPart(bytes: Buffer, at: number, wanted: number): boolean {
  const byte = bytes[at] ?? 0;
  if (((classes[byte] ?? 0) & wanted) === 0) return false;
  if (byte < 128) return true;
  let lead = at;
  while (lead > 0 && ((bytes[lead] ?? 0) & 0xc0) === 0x80 && at - lead < 3) lead--;
  const first = bytes[lead] ?? 0;
  const second = bytes[lead + 1] ?? 0;
  if (first === 0xc2) return second >= 0xc0 || second === 0xaa || second === 0xb5 || second === 0xba;
  // U+2000 to U+206F, U+3000 to U+303F, and the full-width forms of ASCII punctuation up to the digits.
  if (first === 0xe2 && (second === 0x80 || second === 0x81)) return false;
  return !(first === 0xe3 && second === 0x80);
}

function addressIn(
  { bytes, text, offset }: ScannedText,
  start: number,
  at: number,
  after: number,
  end: number,
): ScanHit | null {
  const last = endOfDomain(bytes, after, end);
  if (last < 0 || isMasked(bytes, start)) return null;
  // Nearly every address is letters, digits and dots behind a separator, and is a slice of the text.
  let capitals = false;
  let escapes =
    bytes[start - 1] === 92 ||
    (bytes[start - 1] === 91 || bytes[start - 1] === 59 ? isColour(bytes, start - 1) : false) ||
    after !== at + 1;
  for (let i = start; i < last; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 65 && byte <= 90) capitals = true;
    else if (byte === 37 || byte === 39 || byte === 92) escapes = true;
  }
  let first = escapes ? endOfNotation(bytes, text, start, at, last) : start;
  while (first < at && !isWordByte(bytes[first] ?? 0) && bytes[first] !== 95 && !isEscapedLetter(bytes, first)) first++;
  if (first === at || at - first > 64 || last - first > 254 || isUserInfo(bytes, text, first, last)) return null;
  const written = escapes ? `${localPart(text.slice(first, at))}@${text.slice(after, last)}` : text.slice(first, last);
  const lower = capitals ? written.replace(/[A-Z]+/g, (letters: string) => letters.toLowerCase()) : written;
  return { kind: 'email', text: lower, start: offset + first, end: offset + last };
}

/** `ftp://jean@b.fr/`, `https://jean:secret@b.fr/`: a URL names a host there, and no mailbox. */
function isUserInfo(bytes: Buffer, text: string, first: number, last: number): boolean {
  const next = bytes[last];
  if (next !== 47 && next !== 58) return false;
  if (bytes[first - 1] === 47) {
    if (bytes[first - 2] !== 47 || bytes[first - 3] !== 58) return false;
    return next === 47 || /^:\d{1,5}\//.test(text.slice(last, last + 7));
  }
  if (bytes[first - 1] !== 58 || next !== 47) return false;
  const scheme = text.lastIndexOf('://', first - 2);
  return scheme >= 0 && first - scheme < 70 && !/[\s/@:]/.test(text.slice(scheme + 3, first - 1));
}

/**
 * `je***n@b.fr`, `je•••n@b.fr`: characters were replaced before the rest of the local part. One mark alone hides one of a few letters; behind
 * digits or a longer word it parts fields.
 */
function isMasked(bytes: Buffer, start: number): boolean {
  let before = start - 1;
  const last = bytes[before];
  if (last !== 42 && last !== 0xa2) return false;
  const width = last === 42 ? 1 : bytes[before - 2] === 0xe2 ? 3 : 1;
  let marks = 0;
  for (; bytes[before] === last; before -= width) marks++;
  if (before < 0 || !isWordByte(bytes[before] ?? 0)) return false;
  if (marks > 1) return true;
  let letters = 0;
  while (before >= 0 && letters <= mostBeforeMark && isWordByte(bytes[before] ?? 0)) {
    if (((classes[bytes[before] ?? 0] ?? 0) & digit) !== 0) return false;
    letters++;
    before--;
  }
  return letters <= mostBeforeMark;
}
const mostBeforeMark = 3;

/** A domain of labels, the last of which is no number: RFC 5321 §4.1.2. @returns its end; -1 if it is none */
function endOfDomain(bytes: Buffer, after: number, end: number): number {
  let last = end;
  while (last > after && !isWordByte(bytes[last - 1] ?? 0)) last--;
  if (last - after < 3) return -1;
  let labelStart = after;
  let labels = 0;
  let topIsNumber = true;
  let topLength = 0;
  for (let i = after; i <= last; i++) {
    if (i < last && bytes[i] !== 46) continue;
    const length = i - labelStart;
    const parted = length > 3 ? partedAt(bytes, labelStart, i) : -1;
    if (parted > 0) {
      // `jean@x.fr--azerty`: the address ends where two hyphens part it from the next field.
      if (labels < 1) return -1;
      return endOfDomain(bytes, after, parted);
    }
    if (length === 0 || length > 63 || bytes[labelStart] === 45 || bytes[i - 1] === 45) {
      // `jean@x.fr..` or `jean@x.fr.-` end where the domain was still sound.
      if (labels < 2) return -1;
      last = labelStart - 1;
      break;
    }
    labels++;
    topLength = length;
    topIsNumber = true;
    for (let j = labelStart; j < i; j++) if (((classes[bytes[j] ?? 0] ?? 0) & digit) === 0) topIsNumber = false;
    labelStart = i + 1;
  }
  return labels < 2 || topIsNumber || topLength < 2 ? -1 : last;
}

/** @returns where two hyphens stand in a label that is no Punycode; -1 if none do */
function partedAt(bytes: Buffer, from: number, to: number): number {
  for (let at = from; at + 1 < to; at++) {
    if (bytes[at] !== 45 || bytes[at + 1] !== 45) continue;
    const isPunycode = at === from + 2 && ((bytes[from] ?? 0) | 32) === 120 && ((bytes[from + 1] ?? 0) | 32) === 110;
    return isPunycode ? -1 : at;
  }
  return -1;
}

/** Of a string: Python's and SQL's prefixes. `d'` and its like are French, and may be the address's own. */
const stringPrefix = /^(?:[ub]r?|r[bu]?|f|[eExXNUB])'/;
/** The rest of an escape behind its backslash; the one of a letter is part of the address, and undone by `localPart`. */
const escapeRest = /^(?:u00(?:[0-7][\da-f])|x[0-7][\da-f]|[nrtbfv0])/i;
/** A character that no local part holds, as URLs write it. */
const escapedMark = /%(?:25)*(?:[01][\da-f]|2[023689cf]|3[a-f]|40|5[b-e]|60|7[b-f])/gi;

/** @returns where the address begins at the earliest: what stands before belongs to how the text is written */
function endOfNotation(bytes: Buffer, text: string, start: number, at: number, last: number): number {
  const before = bytes[start - 1] ?? 0;
  const word = text.slice(start, at);
  let first = start;
  if (before === 92) {
    const rest = escapeRest.exec(word)?.[0].length ?? 0;
    if (rest < word.length) first += rest;
  } else if (before === 91 || before === 59) {
    const colour = isColour(bytes, start - 1) ? /^\d*[A-Za-z]/.exec(word) : null;
    first += colour?.[0].length ?? 0;
  }
  if (word.includes("'") && bytes[last] === 39) first += stringPrefix.exec(text.slice(first, at))?.[0].length ?? 0;
  if (word.includes('%')) {
    for (const { index, 0: mark } of word.matchAll(escapedMark)) first = Math.max(first, start + index + mark.length);
  }
  return first;
}

/** True if the beginning of a terminal's colour ends at `at`: `ESC [ 1 ;`. */
function isColour(bytes: Buffer, at: number): boolean {
  let first = at;
  while (bytes[first] === 59 || ((classes[bytes[first] ?? 0] ?? 0) & digit) !== 0) first--;
  return bytes[first] === 91 && bytes[first - 1] === 27;
}

/** The backslash of `\u00e9`, as JSON writes a letter beyond ASCII. */
function isEscapedLetter(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== 92 || bytes[at + 1] !== 117 || bytes[at + 2] !== 48 || bytes[at + 3] !== 48) return false;
  const high = (bytes[at + 4] ?? 0) | 32;
  return high >= 99 && high <= 102;
}

/** `jean%2Bx` is `jean+x`, and `\u00e9lodie` is `élodie`: what is left of escapes are the address's own characters. */
function localPart(written: string): string {
  if (!/%[\da-f]{2}|\\u00/i.test(written)) return written;
  return written
    .replace(/\\u00([c-f][\da-f])/gi, (_all, code: string) =>
      Buffer.from(String.fromCharCode(Number.parseInt(code, 16)), 'utf8').toString('latin1'),
    )
    .replace(/%(?:25)+(?=[\da-f]{2})/gi, '%')
    .replace(/%([\da-f]{2})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function isWordByte(byte: number): boolean {
  return ((classes[byte] ?? 0) & (digit | letter)) !== 0 || byte >= 128;
}

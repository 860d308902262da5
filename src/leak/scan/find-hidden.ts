/**
 * What bytes alone do not show: an `@` spelt as a word or as an escape that hardly anyone writes, a number with letters for digits, base64 and
 * hexadecimal. Found by patterns over the whole piece, which cost little where nothing is found.
 */
import { findAddresses } from './find-addresses.ts';
import { findNirs, isKeyedNir, noLongRuns } from './find-nirs.ts';
import type { ScanHit, ScannedText } from './scanned.ts';

/** Something that ends an address's name, a sign, and something that begins a domain. */
const signs: readonly RegExp[] = [
  / ?[[({<] ?(?:at|arr?obase?) ?[\])}>] ?/gi,
  /[[({]a[\])}]/g,
  / +(?:AT|arrobase?|arobase?|Arobase?|ARR?OBASE?) +/g,
  /\\{1,8}100|=40|\\{1,8}u\{0*40\}|\\{1,8}U00000040|%u0040/g,
  // Between blanks, in full width and small.
  / @ | ?(?:\xef\xbc\xa0|\xef\xb9\xab) ?/g,
];
/** What each of them needs, told by a quick look at the piece: a character that few pieces hold first, which is found at the speed of memory. */
const signNeeds: readonly ((text: string) => boolean)[] = [
  (text) => holdsBracket(text) && /[[({<] ?[Aa](?:[Tt]|[Rr])/.test(text),
  (text) => holdsBracket(text) && (text.includes('(a)') || text.includes('[a]') || text.includes('{a}')),
  (text) => holdsBefore(text, 'AT ', ' ') || holdsBefore(text, 'bas', 'ro') || holdsBefore(text, 'BAS', 'RO'),
  (text) =>
    (text.includes('\\') && (text.includes('\\100') || text.includes('\\u{') || text.includes('\\U0000'))) ||
    text.includes('=40') ||
    text.includes('%u00'),
  (text) => holdsBefore(text, '@ ', ' ') || text.includes('\xef\xbc\xa0') || text.includes('\xef\xb9\xab'),
];

function holdsBracket(text: string): boolean {
  return text.includes('(') || text.includes('[') || text.includes('{') || text.includes('<');
}

/** Looks for what is rarer first. */
function holdsBefore(text: string, rare: string, before: string): boolean {
  for (let at = text.indexOf(rare); at >= 0; at = text.indexOf(rare, at + 1))
    if (text.startsWith(before, at - before.length)) return true;
  return false;
}

const name = /[\w.+'\x80-\xff-]*[\w\x80-\xff]$/;
const plainDomain = /^[\w\x80-\xff-]+(?:\.[\w\x80-\xff-]+)+/;
const dot = String.raw`(?: ?[[({<] ?(?:dot|point|\.) ?[\])}>] ?| (?:dot|point) )`;
const speltDomain = new RegExp(String.raw`^[\w\x80-\xff-]+(?:${dot}[\w\x80-\xff-]+)+`, 'i');
const speltDots = new RegExp(dot, 'gi');
const speltName = new RegExp(String.raw`(?:[\w+'\x80-\xff-]+${dot}){0,3}[\w.+'\x80-\xff-]*[\w\x80-\xff]$`, 'i');

/** Digits and letters that look like some, with at most one sign between two. */
const likeNumber = /(?<![\dA-Za-z])[1-8il](?=[\d ./ab-]{0,20}[oil]|(?<=[il]))(?:[ ./-]?[\doilab]){14}(?![\dA-Za-z])/gi;
/** Text below U+0080 in base64, of nine characters at least. */
const base64 = /(?:[A-Za-f][\w+/-]{3}){3}[\w+/-]*/g;
const hex = /(?<![\dA-Za-z])(?:[2-7][\da-f]){9,200}(?![\dA-Za-z])/gi;
/** A letter that looks like a digit, among digits. */
const letterAmongDigits = [/\d[ ./-]?[oilOIL]{1,4}[ ./-]?\d/, /[ilIL]\d{7}/, /\d\d\d\d\d\d\d[oilOIL]/];
/** Enough of base64 and of hexadecimal to hold an identifier: an address's dot between letters, a NIR. */
const base64Start = /[A-Za-f][\w+/-]{3}[A-Za-f][\w+/-]{3}[A-Za-f][\w+/-]{3}/;
const hexText = [
  /[67][\da-fA-F]2[eE][67][\da-fA-F][67][\da-fA-F]/,
  /3[1-8]3\d3\d3\d3\d(?:3\d3\d|324[12])3\d3\d3\d3\d3\d3\d/,
];
const shortestWord = 12;
const shortestHex = 18;
const wordBytes = new Uint8Array(256);
for (let code = 0; code < 128; code++) if (/[\w+/-]/.test(String.fromCharCode(code))) wordBytes[code] = 1;

/** Which encodings some word of the piece may be in. Looks at every 12th byte: no shorter word holds anything. */
function encodingsIn({ bytes, text }: ScannedText): { base64: boolean; hex: boolean } {
  const found = { base64: false, hex: false };
  for (let probe = shortestWord - 1, done = 0; probe < bytes.length; probe += shortestWord) {
    if (wordBytes[bytes[probe] ?? 0] === 0) continue;
    let start = probe;
    while (start > done && wordBytes[bytes[start - 1] ?? 0] === 1) start--;
    let end = probe + 1;
    while (wordBytes[bytes[end] ?? 0] === 1) end++;
    done = end;
    probe = end - 1;
    // A number is no base64, and as hexadecimal it would be longer.
    if (end - start < shortestWord || (end - start < shortestHex && isNumber(bytes, start, end))) continue;
    const word = text.slice(start, end);
    found.base64 ||= base64Start.test(word);
    found.hex ||= end - start >= shortestHex && hexText.some((one) => one.test(word));
    if (found.base64 && found.hex) break;
  }
  return found;
}
const printable = /^[\t\n\r\x20-\x7e\x80-\xff]*$/;
/** An encoded run is looked into once: what is in it is not encoded again. */
const longestRun = 256 * 1024;

function isNumber(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) > 57) return false;
  return true;
}

/** Hits that begin in `[from, to)`, in the order of their places. */
export function findHidden(piece: ScannedText, from: number, to: number): ScanHit[] {
  const hits: ScanHit[] = [];
  const add = (kind: 'nir' | 'email', text: string, start: number, end: number) =>
    hits.push({ kind, text, start: piece.offset + start, end: piece.offset + end });
  signs.forEach((sign, i) => {
    if (signNeeds[i]?.(piece.text) === true) findSigns(piece.text, sign, from, to, add);
  });
  if (letterAmongDigits.some((one) => one.test(piece.text)))
    each(likeNumber, piece.text, from, to, (found, start, end) => {
      if (found.replace(/\D/g, '').length < 8) return;
      const digits = found
        .replace(/[ ./-]/g, '')
        .replace(/o/gi, '0')
        .replace(/[il]/gi, '1')
        .toUpperCase();
      if (isKeyedNir(digits)) add('nir', digits.slice(0, 13), start, end);
    });
  const encodings = encodingsIn(piece);
  for (const encoding of ['base64', 'hex'] as const) {
    if (!encodings[encoding]) continue;
    each(encoding === 'hex' ? hex : base64, piece.text, from, to, (found, start, end) => {
      if (found.length > longestRun) return;
      const bytes = Buffer.from(found, encoding);
      const text = bytes.toString('latin1');
      if (!/@|\d{13}|2[AB]\d{6}/i.test(text) || !printable.test(text)) return;
      const inside = { bytes, text, offset: 0 };
      const all = [...findAddresses(inside, 0, bytes.length), ...findNirs(inside, 0, bytes.length, -1, noLongRuns())];
      for (const { kind, text: one, inRunAt } of all)
        if (kind !== 'number' && inRunAt === undefined) add(kind, one, start, end);
    });
  }
  return hits.sort((a, b) => a.start - b.start);
}

function each(
  pattern: RegExp,
  text: string,
  from: number,
  to: number,
  take: (found: string, start: number, end: number) => void,
): void {
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found !== null && found.index < to; found = pattern.exec(text))
    take(found[0], found.index, pattern.lastIndex);
}

function findSigns(
  text: string,
  sign: RegExp,
  from: number,
  to: number,
  add: (kind: 'email', text: string, start: number, end: number) => void,
): void {
  each(sign, text, from, to, (found, at, after) => {
    const before = text.slice(Math.max(0, at - 130), at);
    const behind = text.slice(after, after + 256);
    const plain = plainDomain.exec(behind)?.[0];
    const domain = plain ?? speltDomain.exec(behind)?.[0];
    const own = (plain === undefined ? speltName : name).exec(before)?.[0];
    if (domain === undefined || own === undefined || own === '') return;
    if (/^ +AT/.test(found) && !/[a-z]/.test(own)) return;
    const written = `${own.replace(speltDots, '.')}@${domain.replace(speltDots, '.')}`;
    const hit = findAddresses(
      { bytes: Buffer.from(written, 'latin1'), text: written, offset: 0 },
      0,
      written.length,
    )[0];
    const isWhole =
      hit !== undefined && /\.[a-z]{2,24}$/.test(hit.text) && !text.startsWith('@', after + domain.length);
    if (isWhole) add('email', hit.text, at - own.length, after + domain.length);
  });
}

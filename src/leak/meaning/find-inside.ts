/**
 * Identifiers inside longer cells: several addresses, `Name <mail>`, serialised structures, free text. An address is a run around
 * its `@`; a NIR in running text is believed with 15 characters and a right key alone.
 */
import { canonicaliseEmail, canonicaliseNir } from '../../core/identifier/identifier.ts';
import { holdsMark, mayHoldHiddenSign, mayHoldNotation, undoNotation } from './notation.ts';

// RFC 5322 atext without what parts addresses from their surroundings in dumps: an address that holds such a character is read
// whole where it is a cell of its own.
const beforeAt = /[\p{L}\p{M}\p{N}.%'+\-_]+$/u;
const afterAt = /^[\p{L}\p{M}\p{N}.-]+/u;
/** Characters on either side of an `@` that are looked at: RFC 5321 §4.5.3.1 allows 64 and 255 octets. */
const localReach = 80;
const domainReach = 256;

/** True if an address may stand in `text`: its sign does, as it is or as forms, URLs, JSON and HTML write it. */
export function mayHoldEmail(text: string): boolean {
  if (!holdsMark(text)) return false;
  if (text.includes('@')) return true;
  return (
    (text.includes('%') && /%(?:25)*40/.test(text)) ||
    (text.includes('\\') && /\\(?:u0040|x40)/.test(text)) ||
    (text.includes('&') && /&(?:#0*64|#x0*40|commat);/i.test(text)) ||
    mayHoldHiddenSign(text)
  );
}

/**
 * Calls `take` with the canonical form of each address in `written`. Where it cannot be told whether a character is the address's own or
 * the notation's, with both: whoever it is must be found.
 * @returns how many there were
 */
export function findEmails(written: string, take: (canonical: string) => void): number {
  if (!mayHoldNotation(written)) return findIn(written, take);
  const undone = undoNotation(written);
  const count = findIn(undone, take);
  return undone === written ? count : count + findIn(written, take, true);
}

/** @param isRaw escapes are not undone: only addresses count that hold one, and none of a separator */
function findIn(text: string, take: (canonical: string) => void, isRaw = false): number {
  let count = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    // Perl and shells write `a\@b.fr`.
    let sign = at;
    while (text.charAt(sign - 1) === '\\') sign--;
    let after = at + 1;
    const next = text.charAt(after);
    if (next === '@') {
      // GEDCOM writes the sign twice.
      at++;
      after++;
    } else if (next === ' ' && text.charAt(sign - 1) === ' ') {
      sign--;
      after++;
    }
    const local = beforeAt.exec(text.slice(Math.max(0, sign - localReach), sign))?.[0];
    const domain = soundDomain(afterAt.exec(text.slice(after, after + domainReach))?.[0] ?? '');
    if (!local || domain === '') continue;
    if (masked.test(text.slice(Math.max(0, sign - local.length - mask), sign - local.length))) continue;
    if (isUserInfo(text, sign - local.length, after + domain.length)) continue;
    // `jean%2bx@y.fr` may be an address as it stands; `mailto%3Ajean@y.fr` is none.
    if (isRaw && !isOnlyEscaped(local)) continue;
    const end = after + domain.length;
    for (const one of localParts(text, sign - local.length, local, end)) {
      const canonical = canonicaliseEmail(bareAddress(`${one}@${domain.replace(strippedEscape, '')}`));
      if (canonical === null) continue;
      count++;
      take(canonical);
    }
  }
  return count;
}

/** True for who logs in to a host, and has no mailbox there: `https://jean@x.fr/`, `https://jean:secret@x.fr/` (RFC 3986 §3.2.1). */
function isUserInfo(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1);
  if (before === '/')
    return text.slice(start - 3, start) === '://' && /^(?::\d{1,5})?\//.test(text.slice(end, end + 7));
  return (
    before === ':' &&
    text.charAt(end) === '/' &&
    /:\/\/[^\s/@:]{1,64}:$/.test(text.slice(Math.max(0, start - 68), start))
  );
}

/** No domain but one in Punycode holds two hyphens side by side: they part what stands behind it. */
function soundDomain(domain: string): string {
  const cut = domain.search(/(?<!(?:^|\.)xn)--/i);
  return cut < 0 ? domain : domain.slice(0, cut);
}

/**
 * Characters before the rest of a local part of which some were replaced: `je***n@b.fr` is nobody's address, nor is `n@b.fr`. One mark
 * alone hides one of a few letters; behind digits or a longer word it parts fields.
 */
const masked = /[\p{L}\p{N}](?:\*{2,}|•{2,})$|(?<![\p{L}\p{N}])\p{L}{1,3}[*•]$/u;
const mask = 12;

function isOnlyEscaped(local: string): boolean {
  const undone = undoNotation(local);
  return undone !== local && /^[\w.+'-]*$/.test(undone);
}

/** What is left of `\u003e` and its like where backslashes were stripped. */
const strippedEscape = /u00(?:3[ce]|2[267])$/i;
const strippedStart = /^u00(?:3[ce]|2[267])/i;
/** Prefixes of strings in Python and SQL. */
const stringPrefix = /^(?:[ub]r?|r[bu]?|f|[eExXNUB])'(?=.)/;
/** What French writes before a vowel: `d'anne@x.fr` may be Anne's, and `d'alembert@x.fr` is not. */
const elision = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=.)/i;
/** Pattern of columns of digits, a NIR's among them, that nothing parts from the address behind them. */
export const gluedColumns = String.raw`\d{13,}|\d*[1-8]\d{4}2[ab]\d{6}(?:\d\d)?`;
const gluedNumber = new RegExp(`^(?:${gluedColumns})(?=--|[^\\d.+_-])`, 'i');
/** A day as columns of a fixed width hold it. */
export const day: string = String.raw`(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;
/** One that nothing parts from the address: nobody can tell it from a name that begins so. */
export const gluedDate: RegExp = new RegExp(`^${day}(?=[^.+_@-])`);
/** The letter of `\n` and its like: it may also begin a name behind a backslash, as in `DOMAIN\nadine`. */
const escapeLetter = /^[nrtbfv0ae](?=.)/;
/** Behind the beginning of a colour of a terminal. */
const colourStart = new RegExp(String.raw`${String.fromCharCode(27)}\[[\d;]*$`);

/**
 * @param start of `local` in `text` · @param end behind the domain
 * @returns the local parts that may be meant, the likeliest first
 */
function localParts(text: string, start: number, local: string, end: number): string[] {
  const before = text.charAt(start - 1);
  const without = (prefix: RegExp) => local.replace(prefix, '');
  if (before === '\\' && escapeLetter.test(local)) return [without(escapeLetter), local];
  if ((before === '[' || before === ';') && colourStart.test(text.slice(Math.max(0, start - 16), start)))
    return [without(/^\d*[A-Za-z]/)];
  if (strippedStart.test(local)) return [without(strippedStart), local];
  if (gluedNumber.test(local)) return [without(gluedNumber)];
  if (local.includes('--') && !(start === 0 && end === text.length)) return [without(/^.*--/), local];
  if (gluedDate.test(local) && !(start === 0 && end === text.length)) return [without(gluedDate), local];
  if (!local.includes("'")) return [local];
  const isQuoted = text.charAt(end) === "'";
  if (isQuoted && stringPrefix.test(local)) return [without(stringPrefix)];
  // A cell that is nothing but the address is the address.
  if (start === 0 && end === text.length) return [local];
  if (stringPrefix.test(local)) return [without(stringPrefix), local];
  return elision.test(local) ? [without(elision), local] : [local];
}

/** Quotes and dots at the ends belong to the sentence. An apostrophe inside (`o'neill@…`) is the address's. */
function bareAddress(found: string): string {
  return found.replace(/^[.'!#$%&*^~-]+/u, '').replace(/[.-]+$/u, '');
}

const keyedLength = 15;
const keylessLength = 13;
/** 15 characters and a sign between their groups. */
const longestJoinedNir = 21;

/**
 * True if some run of digits, blanks, dots and hyphens between them, could be a NIR, with its key or without. An unbroken run of
 * another length, as an IBAN's, could not. Looks at every 13th character first: a run of 13, whose key may stand apart, holds one of them.
 */
export function mayHoldNir(text: string): boolean {
  for (let probe = keylessLength - 1; probe < text.length; probe += keylessLength) {
    if (!isNumberPart(text.charCodeAt(probe))) continue;
    let start = probe;
    while (start > 0 && isNumberPart(text.charCodeAt(start - 1))) start--;
    let end = start;
    let digits = 0;
    let gaps = 0;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (isDigitOrAb(code)) digits++;
      else if (!isNumberPart(code)) break;
      else if (digits > 0) gaps++;
    }
    if (digits === keyedLength || digits === keylessLength || (digits > keylessLength && gaps > 0)) return true;
    if (digits >= keylessLength && end - start < text.length && mayHaveKey.test(text.slice(end, end + 16))) return true;
    probe = Math.max(probe, end);
  }
  return false;
}

/** A sign or a word, and the two digits of a key. */
const mayHaveKey = /^[(:\u2013]?[ (]{0,3}(?:cl|key|[(:])?\D{0,8}\d\d(?!\d)/i;

function isDigitOrAb(code: number): boolean {
  const lower = code | 32;
  return (code >= 48 && code <= 57) || lower === 97 || lower === 98;
}

/** A digit, a letter of Corsica, or what groups of digits are parted by (`+` in forms); a no-break space is two bytes of text not yet made characters. */
function isNumberPart(code: number): boolean {
  return isDigitOrAb(code) || code === 32 || (code >= 45 && code <= 47) || code >= 128 || code === 43 || code === 95;
}

/** What may part the groups of a printed number. */
const gap = String.raw`[ .\-/\u00a0\u2007\u2009\u202f]?`;
/** The groups of the printed card behind the digit of the sex, parted or not. */
export const groupsBehindSex: string = String.raw`${gap}\d\d${gap}\d\d${gap}(?:\d\d|2[ABab])${gap}\d{3}${gap}\d{3}`;
/** Then the key, joined or behind a sign or the word for it. */
const looseNir = new RegExp(
  String.raw`(?<!\d)([1-8]${groupsBehindSex})` +
    String.raw`(?:[ .\u00a0\u2007\u2009\u202f]{0,3}[/(:\-\u2010-\u2015]{0,2}(?:[ ,;]{0,3}\(? ?(?:cl[eé\u00e9]\u0301?f?|key)(?![a-z]))?[ .:=(\u00a0\u202f]{0,4})` +
    String.raw`(\d\d)(?!\d)`,
  'gi',
);

/** Groups with one and the same thing between them all, whatever it is: two blanks, `_`, the `+` of a form. */
const evenlyPartedNir =
  /(?<![\dA-Za-z])([1-8])([^\dA-Za-z\n]{1,3})(\d\d)\2(\d\d)\2(\d\d|2[ABab])\2(\d{3})\2(\d{3})(?:\2|[^\dA-Za-z\n]?)(\d\d)(?!\d)/g;

/** One number of a man or a woman with its key, in groups of any widths, and no digit beside them: `185 057 800 608 491`. */
const oddlyPartedNir =
  /(?<![\dA-Za-z])(?<!\d[ .\-/\u00a0\u202f])[12](?:[ .\-/\u00a0\u2007\u2009\u202f]?[\dABab]){14}(?![\dA-Za-z]|[ .\-/\u00a0\u202f]\d)/g;

/** Calls `take` with each NIR of 15 characters and a right key. @returns how many there were. */
export function findNirs(written: string, take: (canonical: string) => void): number {
  const text = undoNotation(written);
  let count = 0;
  for (const { index, 0: found, 1: number = '', 2: key = '' } of text.matchAll(looseNir)) {
    if (isInHexCode(text, index, index + found.length)) continue;
    const canonical = canonicaliseNir(number + key);
    if (canonical === null) continue;
    count++;
    take(canonical);
  }
  if (text.length >= longestJoinedNir) {
    for (const { 0: found } of text.matchAll(evenlyPartedNir)) {
      const canonical = canonicaliseNir(found.replace(/[^\dABab]/g, ''));
      if (canonical === null) continue;
      count++;
      take(canonical);
    }
  }
  if (count > 0) return count;
  for (const [found] of text.matchAll(oddlyPartedNir)) {
    const canonical = canonicaliseNir(found.replace(/[^\dABab]/g, ''));
    if (canonical === null || Number(canonical.slice(3, 5)) > 12) continue;
    count++;
    take(canonical);
  }
  return count;
}

/** A number of which hexadecimal letters go on is a part of a code; a word before it, as `Matricule`, is none. */
function isInHexCode(text: string, start: number, end: number): boolean {
  const before = /[\dA-Za-z]+$/.exec(text.slice(Math.max(0, start - 40), start))?.[0] ?? '';
  const after = /^[\dA-Za-z]+/.exec(text.slice(end, end + 40))?.[0] ?? '';
  // One letter alone is a prefix: `A185057800608491`.
  return [before, after].some((word) => word.length > 1 && /^[\da-f]+$/i.test(word));
}

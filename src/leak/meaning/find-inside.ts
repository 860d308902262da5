/**
 * Identifiers inside longer cells: several addresses, `Name <mail>`, serialised structures, free text. An address is a run around
 * its `@`; a NIR in running text is believed with 15 characters and a right key alone.
 */
import { canonicaliseEmail, canonicaliseNir } from '../../core/identifier/identifier.ts';

// RFC 5322 atext without what parts addresses from their surroundings in dumps: an address that holds such a character is read
// whole where it is a cell of its own.
const beforeAt = /[\p{L}\p{M}\p{N}.%'+\-_]+$/u;
const afterAt = /^[\p{L}\p{M}\p{N}.-]+/u;
/** Characters on either side of an `@` that are looked at: RFC 5321 §4.5.3.1 allows 64 and 255 octets. */
const localReach = 80;
const domainReach = 256;
const looseNir =
  /(?<![\dA-Za-z])[1-8](?:\d{4}(?:\d\d|2[ABab])\d{6}[ .-]?\d\d|([ .\-\u00a0\u202f])\d\d\1\d\d\1(?:\d\d|2[ABab])\1\d{3}\1\d{3}\1\d\d)(?!\d)/g;

/** True if an address may stand in `text`: its sign does, as it is or as forms and URLs write it. */
export function mayHoldEmail(text: string): boolean {
  // One character is looked for faster than three, and text without either is by far the most.
  return text.includes('@') || (text.includes('%') && text.includes('%40'));
}

/** Calls `take` with the canonical form of each address in `written`. @returns how many there were. */
export function findEmails(written: string, take: (canonical: string) => void): number {
  const count = findIn(written, take);
  // `a%40b.fr` is an address beside others too; `a%40b.fr@c.fr`, routed by hand, names both hosts.
  return written.includes('%40') ? count + findIn(written.replaceAll('%40', '@'), take) : count;
}

function findIn(text: string, take: (canonical: string) => void): number {
  let count = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const local = beforeAt.exec(text.slice(Math.max(0, at - localReach), at))?.[0];
    const domain = afterAt.exec(text.slice(at + 1, at + 1 + domainReach))?.[0];
    const canonical = local && domain ? canonicaliseEmail(bareAddress(`${local}@${domain}`)) : null;
    if (canonical === null) continue;
    count++;
    take(canonical);
  }
  return count;
}

/** Quotes and dots at the ends belong to the sentence. An apostrophe inside (`o'neill@…`) is the address's. */
function bareAddress(found: string): string {
  return found.replace(/^[.'!#$%&*^~-]+/u, '').replace(/[.-]+$/u, '');
}

const nirLength = 15;

/**
 * True if some run of digits, blanks, dots and hyphens between them, could be a NIR of 15 characters. An unbroken run of more, as an
 * IBAN's, could not. Looks at every 15th character first: a run of 15 holds one of them.
 */
export function mayHoldNir(text: string): boolean {
  for (let probe = nirLength - 1; probe < text.length; probe += nirLength) {
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
    if (digits === nirLength || (digits > nirLength && gaps > 0)) return true;
    probe = Math.max(probe, end);
  }
  return false;
}

function isDigitOrAb(code: number): boolean {
  const lower = code | 32;
  return (code >= 48 && code <= 57) || lower === 97 || lower === 98;
}

/** A digit, a letter of Corsica, or what groups of digits are parted by; a no-break space is two bytes of text not yet made characters. */
function isNumberPart(code: number): boolean {
  return isDigitOrAb(code) || code === 32 || code === 45 || code === 46 || code >= 128;
}

/** Calls `take` with each NIR of 15 characters and a right key. @returns how many there were. */
export function findNirs(text: string, take: (canonical: string) => void): number {
  let count = 0;
  for (const [found] of text.matchAll(looseNir)) {
    const canonical = canonicaliseNir(found);
    if (canonical === null) continue;
    count++;
    take(canonical);
  }
  return count;
}

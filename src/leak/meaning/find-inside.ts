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
  return text.includes('@') || text.includes('%40');
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

/**
 * True if some run of digits, blanks, dots and hyphens between them, could be a NIR of 15 characters: a look at each character once.
 * An unbroken run of more, as an IBAN's, could not.
 */
export function mayHoldNir(text: string): boolean {
  let digits = 0;
  let gaps = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) digits++;
    else if ((code | 32) === 97 || (code | 32) === 98) digits++;
    else if (
      digits > 0 &&
      (code === 32 || code === 45 || code === 46 || code === 0xa0 || code === 0x202f || code >= 128)
    )
      gaps++;
    else {
      if (digits === 15 || (digits > 15 && gaps > 0)) return true;
      digits = 0;
      gaps = 0;
    }
  }
  return false;
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

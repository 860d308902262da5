/**
 * Identifiers inside longer cells: several addresses, `Name <mail>`, serialised structures, free text. An address is a run around
 * its `@`; a NIR in running text is believed with 15 characters and a right key alone.
 */
import { canonicaliseEmail, canonicaliseNir } from '../../core/identifier/identifier.ts';

// RFC 5322 atext without what parts addresses from their surroundings in dumps: / = ? { | } ` and the quotes are boundaries.
const aroundAt = /[\p{L}\p{M}\p{N}.!#$%&'*+\-^_~]+@[\p{L}\p{M}\p{N}.-]+/gu;
const looseNir =
  /(?<![\dA-Za-z])[1-8](?:\d{4}(?:\d\d|2[ABab])\d{8}|([ .\-\u00a0\u202f])\d\d\1\d\d\1(?:\d\d|2[ABab])\1\d{3}\1\d{3}\1\d\d)(?!\d)/g;

/** Calls `take` with the canonical form of each address in `text`. @returns how many there were. */
export function findEmails(text: string, take: (canonical: string) => void): number {
  let count = 0;
  for (const [found] of text.matchAll(aroundAt)) {
    const canonical = canonicaliseEmail(bareAddress(found));
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

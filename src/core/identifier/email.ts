/**
 * E-mail addresses: reading and canonical form. First step of the flow; does no I/O.
 *
 * Canonical: trimmed, Unicode NFC, lower case without locale. Dots and `+` are kept and an internationalised domain stays
 * as written (neither to nor from Punycode): each rewriting that one side does and the other does not is a silent miss.
 * Only what cannot be an address is refused; stray dots in the local part are accepted, since old providers gave such.
 */
import { invisibles } from './nir-text.ts';
import { type IdentifierProblem, longestIdentifierText, type ParsedIdentifier } from './types.ts';

// RFC 5321 §4.5.3.1: 64 octets for the local part, 254 for a whole path without its brackets; RFC 1035 §2.3.4: 63 a label.
const longestLocal = 64;
const longestAddress = 254;
const longestLabel = 63;

// RFC 5322 §3.2.3 atext and the dot; RFC 6532 adds the letters of other scripts. Quoted local parts are not in use.
const localPart = /^[\w.!#$%&'*+\-/=?^`{|}~\p{L}\p{M}\p{N}]+$/u;
const domainLabel = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;
const forbidden = /[\s\p{Cc}\p{Cs}\p{Z}(),:;<>"[\]\\]/u;

/** Reads an e-mail address; `<…>`, quotes around it and `mailto:` are dropped. Never throws. */
export function parseEmail(text: string): ParsedIdentifier {
  if (text.length > longestIdentifierText) return { kind: 'invalid', problems: ['email-length'] };
  const canonical = canonicalEmailText(text);
  const problems = emailProblems(canonical);
  if (problems.length > 0) return { kind: 'invalid', problems };
  return { kind: 'ok', identifier: { kind: 'email', form: 'email', canonical, keyState: 'absent' }, warnings: [] };
}

/** The canonical writing of `text`, whether or not it is an address. */
export function canonicalEmailText(text: string): string {
  const trimmed = unwrap(text.replace(invisibles, '').trim());
  // Lower-casing can undo NFC (İ), and NFC can bring no capital back: hence this order.
  return trimmed.normalize('NFC').toLowerCase().normalize('NFC');
}

function unwrap(text: string): string {
  const bare = /^<(.*)>$|^"(.*)"$|^'(.*)'$/su.exec(text);
  const inner = bare === null ? text : (bare[1] ?? bare[2] ?? bare[3] ?? '').trim();
  return inner.replace(/^mailto:/i, '');
}

/** Problems of a canonical text taken as a whole address. Empty if it is one. */
export function emailProblems(canonical: string): IdentifierProblem[] {
  if (canonical.length === 0) return ['empty'];
  if (canonical.length > longestAddress) return ['email-length'];
  if (forbidden.test(canonical)) return ['email-character'];
  const parts = canonical.split('@');
  if (parts.length !== 2) return ['email-at'];
  const [local = '', domain = ''] = parts;
  const problems: IdentifierProblem[] = [];
  if (local.length > longestLocal || !localPart.test(local)) problems.push('email-local');
  if (!isDomain(domain)) problems.push('email-domain');
  return problems;
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || last.length < 2 || /^\d+$/.test(last)) return false;
  return labels.every((label) => label.length <= longestLabel && domainLabel.test(label));
}

/**
 * The canonical form alone, for ingestion: one pass over plain ASCII, no regular expression.
 * @returns the canonical address (it may share memory with `text`), or null if it is not one; always as `parseEmail`
 * decides.
 */
export function canonicaliseEmail(text: string): string | null {
  const quick = quickEmail(text);
  if (quick !== undefined) return quick;
  const parsed = parseEmail(text);
  return parsed.kind === 'ok' ? parsed.identifier.canonical : null;
}

/** @returns as `canonicaliseEmail`; undefined where `text` is out of the ordinary, so that `parseEmail` must decide. */
export function quickEmail(text: string): string | null | undefined {
  if (text.length > longestIdentifierText) return null;
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) === 32) start++;
  while (end > start && text.charCodeAt(end - 1) === 32) end--;
  if (end - start > longestAddress) return undefined;
  let at = -1;
  let labelStart = -1;
  let dots = 0;
  let upper = false;
  let digitsOnly = true;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) {
      if (code <= 90) upper = true;
      digitsOnly = false;
    } else if (code >= 48 && code <= 57) {
      // digits are fine anywhere
    } else if (code === 46) {
      if (at >= 0) {
        if (i === labelStart || i - labelStart > longestLabel || text.charCodeAt(i - 1) === 45) return null;
        labelStart = i + 1;
        digitsOnly = true;
        dots++;
      }
    } else if (code === 45) {
      if (at >= 0 && i === labelStart) return null;
      digitsOnly = false;
    } else if (code === 95 || code === 43) {
      if (at >= 0) return null;
    } else if (code === 64 && at < 0 && i > start) {
      if (i - start > longestLocal) return null;
      at = i;
      labelStart = i + 1;
      digitsOnly = true;
    } else return undefined;
  }
  if (at < 0 || dots === 0 || digitsOnly) return undefined;
  if (end - labelStart < 2 || end - labelStart > longestLabel || text.charCodeAt(end - 1) === 45) return null;
  const address = start === 0 && end === text.length ? text : text.slice(start, end);
  return upper ? address.toLowerCase() : address;
}

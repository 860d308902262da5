/**
 * E-mail addresses: reading and canonical form (FORMAT §10.2). First step of the flow; does no I/O.
 *
 * Canonical: trimmed, without what nobody sees, NFKC, lower case without locale; the domain with Punycode for what is not
 * ASCII. Dots and `+` are kept: each rewriting that one side does and the other does not is a silent miss.
 * Only what cannot be an address is refused; stray dots in the local part are accepted, since old providers gave such.
 */
import type { IdentifierProblem } from '../../vocabulary.ts';
import { type InText, type KindReading, type KindSpec, neverSeen, nothingRead } from '../kind-spec.ts';
import { groupEmail, sayEmailGroup } from '../spoken.ts';
import { longestIdentifierText, type ParsedIdentifier } from '../types.ts';
import { hasLaterCharacters, visibleText } from '../unicode.ts';
import { canonicalDomain, readableDomain } from './domain.ts';
import { suggestDomains } from './domain-slips.ts';

// RFC 5321 §4.5.3.1: 64 octets for the local part, 254 for a whole path without its brackets; RFC 1035 §2.3.4: 63 a label.
const longestLocal = 64;
const longestAddress = 254;
const longestLabel = 63;

// RFC 5322 §3.2.3 atext and the dot; RFC 6532 adds the letters of other scripts. Quoted local parts are not in use.
const localPart = /^[\w.!#$%&'*+\-/=?^`{|}~\p{L}\p{M}\p{N}]+$/u;
const forbidden = /[\s\p{Cc}\p{Cs}\p{Z}(),:;<>"[\]\\]/u;

/** Reads an e-mail address; `<…>`, quotes around it and `mailto:` are dropped. Never throws. */
export function parseEmail(text: string): ParsedIdentifier {
  if (text.length > longestIdentifierText) return { kind: 'invalid', problems: ['email-length'] };
  if (hasLaterCharacters(text)) return { kind: 'invalid', problems: ['email-character'] };
  const read = readAddress(foldEmail(text));
  if (typeof read !== 'string') return { kind: 'invalid', problems: read };
  return {
    kind: 'ok',
    identifier: { kind: 'email', form: 'email', canonical: read, keyState: 'absent' },
    warnings: [],
  };
}

/** One writing for all that look alike to people, whether or not `text` is an address. */
function foldEmail(text: string): string {
  return foldCase(unwrap(visibleText(text)));
}

/** Lower-casing can undo NFKC (İ), and NFKC can bring no capital back: hence this order. */
function foldCase(text: string): string {
  return text.toLowerCase().normalize('NFKC');
}

function unwrap(text: string): string {
  const bare = /^<(.*)>$|^"(.*)"$|^'(.*)'$/su.exec(text);
  const inner = bare === null ? text : (bare[1] ?? bare[2] ?? bare[3] ?? '').trim();
  return inner.replace(/^mailto:/i, '');
}

/** @returns the canonical address; or why `folded` is none, never empty */
function readAddress(folded: string): string | IdentifierProblem[] {
  if (folded.length === 0) return ['empty'];
  if (folded.length > longestAddress) return ['email-length'];
  if (forbidden.test(folded)) return ['email-character'];
  const parts = folded.split('@');
  if (parts.length !== 2) return ['email-at'];
  const [local = '', domain = ''] = parts;
  const ascii = canonicalDomain(domain, (label) => foldCase(visibleText(label)));
  const problems: IdentifierProblem[] = [];
  if (local.length > longestLocal || !localPart.test(local)) problems.push('email-local');
  if (ascii === null) problems.push('email-domain');
  if (ascii === null || problems.length > 0) return problems;
  const canonical = `${local}@${ascii}`;
  return canonical.length > longestAddress ? ['email-length'] : canonical;
}

/** @returns as `parseEmail` decides; undefined where `text` is out of the ordinary, so that `parseEmail` must decide. One pass over plain ASCII. */
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
      // `xn--…` must be looked into.
      if (at >= 0 && i === labelStart + 3 && text.charCodeAt(i - 1) === 45) return undefined;
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

/** Reads what is typed so far; the domain is shown as people read it, not in Punycode. */
function readEmail(text: string): KindReading {
  const folded = foldEmail(text);
  const parsed = parseEmail(text);
  const complete = parsed.kind === 'ok';
  const at = folded.lastIndexOf('@') + 1;
  const groups = groupEmail(folded.slice(0, at) + readableDomain(folded.slice(at)));
  return {
    ...nothingRead,
    complete,
    form: 'email',
    groups,
    problems: complete ? [] : parsed.problems.filter((problem) => !isStillToCome(problem, folded)),
    suggestions: suggestAddresses(folded),
  };
}

/** The address with each domain that was perhaps meant. An address that is complete may have some too: `jean@gmial.com`. */
function suggestAddresses(folded: string): KindReading['suggestions'] {
  const at = folded.lastIndexOf('@');
  if (at < 1) return [];
  return suggestDomains(folded.slice(at + 1))
    .map((domain) => ({ text: `${folded.slice(0, at)}@${domain}`, slip: 'domain' as const }))
    .filter(({ text }) => parseEmail(text).kind === 'ok');
}

/** An address is typed from left to right: no @ yet, or a domain that has not reached its last label, is no fault. */
function isStillToCome(problem: IdentifierProblem, folded: string): boolean {
  if (problem === 'email-at') return !folded.includes('@');
  if (problem !== 'email-domain') return false;
  return /@[^.@]*$|\.[^.@]?$/u.test(folded);
}

/**
 * First character of the local part and of the domain, and the last label (`j•••@e•••.fr`); always three bullets, so that length
 * is not told.
 */
function maskEmail(canonical: string): string {
  const at = canonical.lastIndexOf('@');
  const domain = readableDomain(canonical.slice(at + 1));
  return `${firstCharacter(canonical)}•••@${firstCharacter(domain)}•••${domain.slice(domain.lastIndexOf('.'))}`;
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0x2022);
}

/** Addresses counted through: `jean.dupont1@…`, `jean.dupont2@…`. Without digits there is no order to count in. */
function countedAddress(canonical: string): string[] {
  const at = canonical.lastIndexOf('@');
  const withoutDigits = canonical.slice(0, at).replace(/\d+/gu, '#');
  return withoutDigits.includes('#') ? [`${withoutDigits}${canonical.slice(at)}`] : [];
}

const addressInText = /[^\s@<>,;]{1,64}@[^\s@<>,;]+\.\p{L}{2,}/u;
/** « jean @ exemple . fr », « jean (at) exemple.fr », « jean arobase exemple point fr ». */
const spokenAddress =
  /[^\s@<>,;]{1,64} {0,3}(?:@|[([{] ?(?:at|arr?obas(?:e|se)?|@) ?[)\]}]|\barr?obas(?:e|se)?\b) {0,3}[\p{L}\d_-]+(?:(?: ?[([]?(?:point|dot)[)\]]? ?| \. |\.)[\p{L}\d_-]+){0,6}(?:(?: ?[([]?(?:point|dot)[)\]]? ?| \. |\.)\p{L}{2,}| ?\. ?(?:fr|com|net|org|eu)\b)/iu;

const emailInText: InText = {
  written: (text, typed) =>
    addressInText.test(text) || spokenAddress.test(typed.replace(/[\r\n]+/g, ' ')) ? 'sure' : null,
  joined: neverSeen,
  cut: neverSeen,
};

export const emailKind: KindSpec<'email'> = {
  kind: 'email',
  parse: parseEmail,
  quickLook: quickEmail,
  read: readEmail,
  say: sayEmailGroup,
  mask: maskEmail,
  forgottenMask: '•••@•••',
  neighbourParts: countedAddress,
  neighbourPartCount: 1,
  holderMayChange: false,
  columnNames: {
    words: /\b(?:e ?mails?\d*|mails?\d*|mel\d*|courriels?\d*|emails?\d*|adresse electronique|electronic address)\b/,
    glued: /courriel|email|adressemail|usermail|mailadd/,
  },
  inText: emailInText,
  // RFC 2606 §2: no name under `.invalid` will ever exist. The accent is decomposed, as a Mac writes it.
  canary: (two, isOdd) => (isOdd ? `CANARI-${two}@VIGIE.INVALID` : `<Canari-e\u0301${two}@vigie.invalid>`),
};

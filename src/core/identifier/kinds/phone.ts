/**
 * Phone numbers (FORMAT §10.3): reading, canonical form. First step of the flow; does no I/O.
 *
 * Canonical: the digits of E.164, without `+` (`33612345678`, `262692123456`). A number that does not say where it belongs is
 * refused: nine digits are a number that lost its 0, or a SIREN, and nobody can tell.
 */

import type { IdentifierForm, IdentifierProblem } from '../../vocabulary.ts';
import { type InText, type KindReading, type KindSpec, type Likeness, nothingRead } from '../kind-spec.ts';
import { bareNumberCharacters, isScientific } from '../number-text.ts';
import { sayDigitGroup } from '../spoken.ts';
import { longestIdentifierText, type ParsedIdentifier } from '../types.ts';
import { hasLaterCharacters, visibleText } from '../unicode.ts';
import { countryCodeOf, type FrenchCountryCode, frenchCountryCodes } from './phone-plan.ts';

/** Digits of a French number without the 0 in front. */
const nationalDigits = 9;
/** With the 0 in front, as it is dialled. */
const dialledDigits = 10;

// ITU-T E.164 §6.2.1: 15 digits with the country code. The shortest in use have 7 (Niue).
const longestInternational = 15;
const shortestInternational = 7;
// Seven digits behind `00` may as well be a French number of which one digit was left out: 01 08 00 00 00 without its 1.
const shortestBehindZeros = 8;

/** Lengths of French numbers that a data frame saved as a decimal: 33 and nine digits, 262 and nine digits. */
const decimalWidths = [11, 12];

/** `(0)` between a country code and a number: « not from abroad ». */
const optionalZero = /\(\s*0\s*\)/u;
const beforeOptionalZero = new RegExp(`^(?:(?:\\+|00)\\d{1,3}|${frenchCountryCodes.join('|')})$`);

/** Reads a phone number in any French writing, or an international one with `+` or `00`. Never throws. */
export function parsePhone(text: string): ParsedIdentifier {
  if (text.length > longestIdentifierText) return { kind: 'invalid', problems: ['phone-length'] };
  if (hasLaterCharacters(text)) return { kind: 'invalid', problems: ['phone-character'] };
  if (isScientific(text)) return { kind: 'invalid', problems: ['phone-scientific'] };
  const bare = barePhone(text);
  const read = readBare(bare.digits, bare.zeros ? shortestBehindZeros : shortestInternational);
  if (typeof read === 'string') return { kind: 'invalid', problems: [read] };
  const { canonical, form } = read;
  return {
    kind: 'ok',
    identifier: { kind: 'phone', form, canonical, keyState: 'absent' },
    warnings: form === 'phone-abroad' ? ['phone-abroad-unchecked'] : [],
  };
}

interface ReadNumber {
  readonly canonical: string;
  readonly form: IdentifierForm;
}

interface BarePhone {
  /** With a `+` in front where `+` or `00` was written; other characters are kept, to be refused. */
  readonly digits: string;
  /** `00` was written. */
  readonly zeros: boolean;
}

function barePhone(text: string): BarePhone {
  let visible = visibleText(text).replace(/^tel:/i, '');
  const zero = optionalZero.exec(visible);
  if (zero !== null && beforeOptionalZero.test(bareNumberCharacters(visible.slice(0, zero.index)))) {
    visible = `${visible.slice(0, zero.index)} ${visible.slice(zero.index + zero[0].length)}`;
  }
  const bare = bareNumberCharacters(visible, decimalWidths);
  return bare.startsWith('00') ? { digits: `+${bare.slice(2)}`, zeros: true } : { digits: bare, zeros: false };
}

/** @param shortest digits of the shortest foreign number, its country code among them */
function readBare(bare: string, shortest: number): ReadNumber | IdentifierProblem {
  if (bare.length === 0) return 'empty';
  if (!/^\+?\d*$/.test(bare)) return 'phone-character';
  if (bare.startsWith('0')) {
    return bare.length === dialledDigits ? frenchNumber(bare.slice(1), null) : 'phone-length';
  }
  const international = bare.startsWith('+');
  const digits = international ? bare.slice(1) : bare;
  const code = frenchCountryCodes.find((one) => digits.startsWith(one));
  if (code !== undefined) {
    const rest = digits.slice(code.length).replace(/^0/, '');
    // Saint-Pierre-et-Miquelon: six digits from abroad, 05 08 and the same six at home.
    if (code === '508' && international && /^[2-9]\d{5}$/.test(rest)) return frenchNumber(code + rest, code);
    if (international || rest.length === nationalDigits) return frenchNumber(rest, code);
  }
  if (!international) return 'phone-length';
  if (digits.startsWith('0')) return 'phone-region';
  if (digits.length < shortest || digits.length > longestInternational) return 'phone-length';
  return { canonical: digits, form: 'phone-abroad' };
}

/** @param written the country code that was written, null if none was */
function frenchNumber(national: string, written: FrenchCountryCode | null): ReadNumber | IdentifierProblem {
  if (national.length !== nationalDigits) return 'phone-length';
  const code = countryCodeOf(national);
  // Programs that know one country only write +33 before every number of ten digits; no number of France begins so.
  if (code === null || national.startsWith('0') || !(written === null || written === '33' || written === code)) {
    return 'phone-region';
  }
  return { canonical: canonicalFrench(national, code), form: code === '33' ? 'phone' : 'phone-overseas' };
}

function canonicalFrench(national: string, code: FrenchCountryCode): string {
  // +508 41 12 34, not +508 508 41 12 34.
  return code === '508' && national.startsWith('508') ? national : code + national;
}

/**
 * @returns the canonical form, null if `text` is no phone number; undefined where it is out of the ordinary, so that
 * `parsePhone` must decide. One pass over plain ASCII.
 */
export function quickPhone(text: string): string | null | undefined {
  const length = text.length;
  if (length > longestIdentifierText) return null;
  let digits = '';
  let from = 0;
  for (let i = 0; i <= length; i++) {
    const code = i === length ? 32 : text.charCodeAt(i);
    if (code >= 48 && code <= 57) continue;
    // space - .
    if (code !== 32 && code !== 45 && code !== 46) return undefined;
    if (i > from) digits += text.slice(from, i);
    from = i + 1;
  }
  if (digits.length === dialledDigits && digits.charCodeAt(0) === 48 && digits.charCodeAt(1) !== 48) {
    const national = digits.slice(1);
    const code = countryCodeOf(national);
    return code === null ? null : canonicalFrench(national, code);
  }
  return undefined;
}

/** A French number as it is dialled at home; null for a foreign one. */
function dialled(canonical: string): string | null {
  if (/^508\d{6}$/.test(canonical)) return `0${canonical}`;
  const code = frenchCountryCodes.find((one) => canonical.startsWith(one));
  return code !== undefined && canonical.length === code.length + nationalDigits
    ? `0${canonical.slice(code.length)}`
    : null;
}

/** The digits by pairs, which is how they are said in France: `06 12 34 56 78`. */
function inPairs(digits: string): string[] {
  return digits.match(/\d{1,2}/g) ?? [];
}

function groupPhone(bare: string): string[] {
  const digits = bare.replace(/^\+/, '');
  return bare.startsWith('+') ? ['+', ...inPairs(digits)] : inPairs(digits);
}

/** Reads what is typed so far. Once it is complete, a French number is shown as it is dialled, however it was written. */
function readPhone(text: string): KindReading {
  const { digits: bare } = barePhone(text);
  const parsed = parsePhone(text);
  if (parsed.kind === 'ok') {
    const { canonical, form } = parsed.identifier;
    const groups = groupPhone(dialled(canonical) ?? `+${canonical}`);
    return {
      ...nothingRead,
      form,
      complete: true,
      groups,
      problems: [...parsed.warnings],
    };
  }
  const groups = groupPhone(bare);
  return {
    ...nothingRead,
    groups,
    problems: parsed.problems.filter((problem) => !(problem === 'phone-length' && isBegun(bare))),
  };
}

/** Too short for a number, which is no fault while it is typed. */
function isBegun(bare: string): boolean {
  if (bare.startsWith('0')) return bare.length < dialledDigits;
  const code = frenchCountryCodes.find((one) => bare.replace('+', '').startsWith(one));
  if (code !== undefined) return bare.replace('+', '').length < code.length + nationalDigits;
  return bare.startsWith('+') && bare.length <= shortestInternational;
}

function sayPhoneGroup(group: string): string {
  return group === '+' ? 'plus' : sayDigitGroup(group);
}

/** `06 •• •• •• 78`; abroad `+44 •• •• 78`: what tells the caller that their own number was asked, and nobody else whose. */
function maskPhone(canonical: string): string {
  const home = dialled(canonical);
  const end = canonical.slice(-2);
  return home === null ? `+${canonical.slice(0, 2)} •• •• ${end}` : `${home.slice(0, 2)} •• •• •• ${end}`;
}

/** What begins as an international number does: `+`, or `00` that is no part of a longer number, then 7 to 15 digits. */
const internationalInText = /(?:\+|(?<![\d.,:/-])00)(?: ?\(?\d(?:[ ./_()-]{0,3}\d){6,17})/gu;

/** References are padded with zeros: behind `00` a shorter number than this (Spain, Belgium, Switzerland have 11) may be one. */
const sureBehindZeros = 11;

function internationalLikeness(written: string): Likeness | null {
  // What follows the number may have been taken with it: digits are given up from the end, group by group.
  for (let text = written; text !== ''; text = text.replace(/[^\d]*\d+$/, '')) {
    const parsed = parsePhone(text);
    if (parsed.kind !== 'ok') continue;
    return text.startsWith('+') || text.replace(/\D/g, '').length - 2 >= sureBehindZeros ? 'sure' : 'doubtful';
  }
  return null;
}

const phoneInText: InText = {
  written: (_text, typed) => {
    const found = [...typed.matchAll(internationalInText)].map(([written]) => internationalLikeness(written));
    return found.find((one) => one === 'sure') ?? found.find((one) => one !== null) ?? null;
  },
  // A number of ten digits may be a registration number.
  joined: (number) => (isFrenchNumber(number) ? 'doubtful' : null),
  // « 08:30, 09:15 » are times: a phone number has the same separator between all its pairs.
  cut: (number, { widths, gaps }) =>
    gaps.size === 1 && widths === '2-2-2-2-2' && isFrenchNumber(number) ? 'doubtful' : null,
};

/** Dialled at home, or with the country code of any part of France: `0612345678`, `33612345678`, `262692123456`. */
function isFrenchNumber(number: string): boolean {
  if (/^(?:0|33|0033)[1-9]\d{8}$/.test(number)) return true;
  if (!/^(?:00)?[2-6]\d{11}$/.test(number)) return false;
  const parsed = parsePhone(number);
  return parsed.kind === 'ok' && parsed.identifier.form === 'phone-overseas';
}

export const phoneKind: KindSpec<'phone'> = {
  kind: 'phone',
  parse: parsePhone,
  quickLook: quickPhone,
  read: readPhone,
  say: sayPhoneGroup,
  mask: maskPhone,
  forgottenMask: '•• •• •• •• ••',
  // Numbers are given out in blocks, and counted through from the end.
  neighbourParts: (canonical) => [canonical.slice(0, -2), `${canonical.slice(0, -4)}|${canonical.slice(-2)}`],
  neighbourPartCount: 2,
  // Operators give a number out again once its holder has left it.
  holderMayChange: true,
  columnNames: {
    words:
      /\b(?:telephone\w*|telef\w*|teleph\w*|tels?|tel\d+|phone\w*|portable\w*|mobile\w*|gsm|fixe|fax|cell\w*|msisdn)\b/,
    glued: /telephone|phone|telport|telfix|telmob|teldom/,
  },
  inText: phoneInText,
  // ARCEP, décision 2018-0881: 01 99 00 xx xx is kept for works of fiction.
  canary: (two, isOdd) => (isOdd ? `01 99 00 00 ${two}` : `+33 (0)1 99 00 00 ${two}`),
};

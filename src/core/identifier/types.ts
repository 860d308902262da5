/**
 * Identifiers: the types that this step hands to every later one (FORMAT §10). Constants and types only.
 */
import type { IdentifierKind } from '../vocabulary.ts';

/**
 * `nir`: ordinary number · `nnp`: provisional (first digit 7, 8) · `mig`: waiting number (5, 6) ·
 * `unknown-sex`: first digit 3 or 4, a shape that no source confirms, looked up with a warning.
 */
export type IdentifierForm = 'nir' | 'nnp' | 'mig' | 'unknown-sex' | 'email';

/** Forms that a NIR can take. */
export type NirForm = Exclude<IdentifierForm, 'email'>;

export interface Identifier {
  readonly kind: IdentifierKind;
  readonly form: IdentifierForm;
  /**
   * What is stretched and indexed. NIR: 13 characters, upper case, without key (`284052A321025`).
   * E-mail: trimmed, lower case, Unicode NFC; dots and `+` kept, an internationalised domain left as written.
   */
  readonly canonical: string;
  /** `valid`: a key was given and is right. A wrong key never makes an identifier. `absent` for every e-mail. */
  readonly keyState: 'absent' | 'valid';
}

/** Why a text is not an identifier. Stable codes: the interface and the builder's report look words up by them. */
export const identifierProblems = [
  'empty',
  'nir-character',
  'nir-length',
  /** `1.84012E+14`: a spreadsheet rounded the number, its last digits are gone. */
  'nir-scientific',
  'nir-sex',
  'nir-month',
  'nir-department',
  'nir-key-wrong',
  'email-at',
  'email-character',
  'email-local',
  'email-domain',
  'email-length',
] as const;
export type IdentifierProblem = (typeof identifierProblems)[number];

/** What is unusual about an identifier that is accepted all the same. */
export const identifierWarnings = ['nir-sex-unknown', 'nir-provisional-shape'] as const;
export type IdentifierWarning = (typeof identifierWarnings)[number];

export type ParsedIdentifier =
  | { readonly kind: 'ok'; readonly identifier: Identifier; readonly warnings: readonly IdentifierWarning[] }
  | { readonly kind: 'invalid'; readonly problems: readonly IdentifierProblem[] };

/** No identifier is written in more characters, separators and all; longer texts are refused before any work is done. */
export const longestIdentifierText = 400;

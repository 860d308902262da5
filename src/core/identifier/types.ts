/** Identifiers: the types that this step hands to every later one (FORMAT §10). Constants and types only. */
import type { IdentifierForm, IdentifierKind, IdentifierProblem, IdentifierWarning } from '../vocabulary.ts';

export interface Identifier {
  readonly kind: IdentifierKind;
  readonly form: IdentifierForm;
  /** What is stretched and indexed (FORMAT §10.1 to §10.4). */
  readonly canonical: string;
  /** `valid`: a key was given and is right. A NIR with a wrong key is no identifier. `absent` where there is no key. */
  readonly keyState: 'absent' | 'valid';
}

/** A text read as one kind. */
export type ParsedIdentifier =
  | { readonly kind: 'ok'; readonly identifier: Identifier; readonly warnings: readonly IdentifierWarning[] }
  | { readonly kind: 'invalid'; readonly problems: readonly IdentifierProblem[] };

/** A text whose kind was not told. `ambiguous`: it may be each of `kinds`, and whoever knows is asked. */
export type RecognisedIdentifier =
  | ParsedIdentifier
  | { readonly kind: 'ambiguous'; readonly kinds: readonly IdentifierKind[] };

/** No identifier is written in more characters, separators and all; longer texts are refused before any work is done. */
export const longestIdentifierText = 400;

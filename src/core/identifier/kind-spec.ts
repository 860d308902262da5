/**
 * What a kind of identifier is (FORMAT §10): one file in `kinds/` that fills this in, and one line in `kinds.ts`. Types and one
 * constant.
 */
import type { IdentifierForm, IdentifierKind, IdentifierProblem, IdentifierWarning } from '../vocabulary.ts';
import type { ParsedIdentifier } from './types.ts';

/** How what is offered differs from what was typed. */
export type Slip = 'one-character' | 'swapped-neighbours' | 'domain' | 'letter-for-digit';

/** What the field shows of what is typed so far, taken as one kind. Arrays are the reader's own: it makes them for each call. */
export interface KindReading {
  readonly form: IdentifierForm | null;
  /** True when it is an identifier and may be checked. */
  readonly complete: boolean;
  /** The groups in which it is read back. */
  readonly groups: string[];
  /** How each group is said in French; as many as `groups`. */
  readonly spoken: string[];
  readonly key: 'absent' | 'valid' | 'wrong' | null;
  /** Problems of what is typed so far, not of what is still to come; and warnings, which leave `complete` true. */
  readonly problems: (IdentifierProblem | IdentifierWarning)[];
  readonly suggestions: { text: string; slip: Slip }[];
}

export const nothingRead: KindReading = {
  form: null,
  complete: false,
  groups: [],
  spoken: [],
  key: null,
  problems: [],
  suggestions: [],
};

export interface KindSpec<Kind extends IdentifierKind = IdentifierKind> {
  readonly kind: Kind;
  /** The section of docs/FORMAT.md that specifies `parse`, to the byte. */
  readonly formatSection: string;
  /** Reads a text as this kind, in any writing. Never throws; `problems` is never empty. */
  parse(text: string): ParsedIdentifier;
  /**
   * The canonical form of an ordinary writing in one pass, for millions of cells.
   * @returns as `parse` decides: the canonical form (it may share memory with `text`), or null; undefined where `text` is out of
   * the ordinary, so that `parse` must decide
   */
  quickLook(text: string): string | null | undefined;
  /** Reads what is typed so far as this kind. Never throws. */
  read(text: string): KindReading;
  /** One group of `KindReading.groups`, as it is said in French. */
  say(group: string): string;
  /** What may be shown of a canonical form after a check: enough for the caller to know it, too little to find it. */
  mask(canonical: string): string;
  /** What stands in the place of `mask` once the identifier is forgotten. */
  readonly forgottenMask: string;
  /**
   * A canonical form without one of its parts, for each part that someone who counts through numbers would change. Two identifiers
   * with an equal part in the same place are neighbours. At most `neighbourPartCount`.
   */
  neighbourParts(canonical: string): readonly string[];
  readonly neighbourPartCount: number;
  /** True if it can pass from one person to another: a hit may then be about whoever had it before, and says so. */
  readonly holderMayChange: boolean;
  /** Sixteen canonical forms that nobody has and nobody will be given: under them a pack keeps its canaries (FORMAT §7.5). */
  readonly reserved: readonly string[];
}

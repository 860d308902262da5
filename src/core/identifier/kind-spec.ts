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
  readonly key: 'absent' | 'valid' | 'wrong' | null;
  /** Problems of what is typed so far, not of what is still to come; and warnings, which leave `complete` true. */
  readonly problems: (IdentifierProblem | IdentifierWarning)[];
  readonly suggestions: { text: string; slip: Slip }[];
}

export const nothingRead: KindReading = {
  form: null,
  complete: false,
  groups: [],
  key: null,
  problems: [],
  suggestions: [],
};

/**
 * How sure it is that something in a free text is an identifier. `sure`: it is kept nowhere. `doubtful`: it may as well be the
 * reference of a file, so that a note asks about it and a field for references takes it.
 */
export type Likeness = 'sure' | 'doubtful';

/** Where a number is cut in a text whose groups are set apart by anything but letters. */
export interface Cut {
  /** Characters before each cut. */
  readonly at: readonly number[];
  /** Characters of each group, as `2-2-2-2-2`. */
  readonly widths: string;
  /** What stands between the groups, each once. */
  readonly gaps: ReadonlySet<string>;
}

/**
 * How a number is told from others in free text, such as a note. A number is digits and, for a Corsican NIR, the letter A or B;
 * each function gets the characters without what set them apart.
 */
export interface NumberInText {
  /** @param groups in how many groups it was written, with two spaces, dots, dashes or slashes at most between two of them */
  joined(number: string, groups: number): Likeness | null;
  /** Set apart by anything but letters, line breaks included: only what is cut as people cut such a number. */
  cut(number: string, cut: Cut): Likeness | null;
  /** Right by its own key, so that it is one even where a part of it could be a date. Absent: no such key. */
  keyed?(number: string): boolean;
}

/** How an identifier is found in free text (core/guide/secrets.ts). */
export interface InText extends NumberInText {
  /**
   * In the text as a whole, for what is no run of digits.
   * @param text NFKC, without what nobody sees · @param typed as `asTyped` gives it (core/guide/written-text.ts)
   */
  written(text: string, typed: string): Likeness | null;
}

/** Names of columns, as patterns. Neither has the flag `g`. */
export interface ColumnNames {
  /** Over the words of a header: lower case, without accents, one blank between two; `n°` is `n`. */
  readonly words: RegExp;
  /** Over its letters and digits with nothing between them, for words glued together, where no rule for words fits; null: none. */
  readonly glued: RegExp | null;
}

/** For a kind that is no number, or has no other writing than its digits. */
export const neverSeen = (): null => null;

export interface KindSpec<Kind extends IdentifierKind = IdentifierKind> {
  readonly kind: Kind;
  /** Reads a text as this kind, in any writing, as FORMAT §10 specifies to the byte. Never throws; `problems` is never empty. */
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
  /** What columns of leaks that hold this kind are called (src/leak/meaning/headers.ts). */
  readonly columnNames: ColumnNames;
  /** Keeps identifiers of this kind out of notes, evidence, names and sheets. */
  readonly inText: InText;
  /**
   * A writing of an identifier that nobody has and nobody will be given: under sixteen of them a pack keeps its canaries (FORMAT
   * §7.5). Odd and even ones are written differently, so that more of the canonical form's rules are tried.
   * @param two the canary's number, `01` to `16`
   */
  canary(two: string, isOdd: boolean): string;
}

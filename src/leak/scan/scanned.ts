/** What the scan reads, and what it finds. Types only. */

/** A piece of decoded text: bytes of UTF-8, and the same as a string of one byte a character, of which hits are slices. */
export interface ScannedText {
  readonly bytes: Buffer;
  readonly text: string;
  /** Place of the first byte in the decoded text. */
  readonly offset: number;
}

export interface ScanHit {
  /** `number`: 13 characters that begin with 1 or 2 and have no right key behind them. */
  readonly kind: 'nir' | 'email' | 'number';
  /** NIR and number: 13 characters, upper case. E-mail: as written, a byte a character, ASCII letters in lower case. */
  readonly text: string;
  /** Place in the decoded text. */
  readonly start: number;
  readonly end: number;
  /**
   * A NIR or number that stands inside a longer run of digits, at this place of the run: one run in a hundred has a NIR by chance, one in forty
   * a number that may be one, and nearly all have where it was written without anything before or behind it. Absent for any other.
   */
  readonly inRunAt?: number;
}

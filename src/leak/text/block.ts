/** Decoded text, as every later step of the leak sees it. */

/** UTF-8 in which each byte is one character (U+0000 to U+00FF). ASCII is itself. */
export type ByteText = string;

/** A piece of the decoded text. Blocks follow each other without a gap; a block ends after a line feed wherever it can. */
export interface TextBlock {
  /** UTF-8; lines end with `\n`, whatever they ended with in the file; no NUL, no byte order mark. */
  readonly bytes: Buffer;
  /** The same, a character a byte: strings of one byte a character are cut and searched twice as fast. */
  readonly text: ByteText;
  /** Place of the first byte in the decoded text. Every place of the leak is one of these offsets. */
  readonly offset: number;
}

/** @returns the characters that `bytes` stands for */
export function readByteText(bytes: ByteText): string {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes.charCodeAt(i) >= 128) return Buffer.from(bytes, 'latin1').toString('utf8');
  }
  return bytes;
}

export function toByteText(text: string): ByteText {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) >= 128) return Buffer.from(text, 'utf8').toString('latin1');
  }
  return text;
}

/** True if an odd number of backslashes, none before `from`, stands before `at`. */
export function isEscaped(text: string, at: number, from: number): boolean {
  let first = at;
  while (first > from && text.charCodeAt(first - 1) === 92) first--;
  return (at - first) % 2 === 1;
}

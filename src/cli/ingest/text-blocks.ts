/**
 * From bytes to text, in blocks of whole lines that end with `\n` (CRLF is made LF). No character is ever cut.
 *
 * Text travels as `ByteText` and only cells that are looked at become characters: nearly all of a leak is delimiters and
 * cells that need only be there, and strings of one byte a character are made and searched twice as fast.
 *
 * Encoding without a look ahead: a block that is valid UTF-8 is UTF-8. In one that is not, a file that never showed a
 * multi-byte UTF-8 character is windows-1252 (Latin-1 as programs really write it); otherwise dumps were joined, and each
 * line is judged alone.
 */
import { isAscii, isUtf8 } from 'node:buffer';

/** A longer line is no row of a leak. It is dropped and reported, so that memory stays bounded. */
export const longestLineBytes = 1024 * 1024;

/** UTF-8 in which each byte is one character (U+0000 to U+00FF). ASCII is itself. */
export type ByteText = string;

/** @returns the characters that `bytes` stands for */
export function readByteText(bytes: ByteText): string {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes.charCodeAt(i) >= 128) return Buffer.from(bytes, 'latin1').toString('utf8');
  }
  return bytes;
}

export function toByteText(text: string): ByteText {
  return Buffer.from(text, 'utf8').toString('latin1');
}

export interface TextBlock {
  /** Whole lines, or empty where `overlong`. */
  readonly text: ByteText;
  /** The block stands for one line that was dropped. */
  readonly overlong: boolean;
}

export type TextEncoding = 'utf-8' | 'windows-1252' | 'mixed';

const windows1252 = new TextDecoder('windows-1252');
const lineFeed = 10;

export class BlockDecoder {
  #sawUtf8 = false;
  #sawWindows1252 = false;
  #first = true;

  /** What was seen so far. Plain ASCII counts as UTF-8. */
  get encoding(): TextEncoding {
    if (!this.#sawWindows1252) return 'utf-8';
    return this.#sawUtf8 ? 'mixed' : 'windows-1252';
  }

  async *decode(chunks: AsyncIterable<Buffer>): AsyncGenerator<TextBlock> {
    let carried: Buffer[] = [];
    let carriedBytes = 0;
    let dropping = false;
    for await (let chunk of chunks) {
      if (dropping) {
        const end = chunk.indexOf(lineFeed);
        if (end < 0) continue;
        dropping = false;
        yield { text: '', overlong: true };
        chunk = chunk.subarray(end + 1);
      }
      const end = chunk.lastIndexOf(lineFeed) + 1;
      if (end > 0) {
        const lines = Buffer.concat([...carried, chunk.subarray(0, end)]);
        carried = [];
        carriedBytes = 0;
        yield { text: this.#toText(lines), overlong: false };
      }
      if (end === chunk.length) continue;
      carried.push(chunk.subarray(end));
      carriedBytes += chunk.length - end;
      if (carriedBytes > longestLineBytes) {
        carried = [];
        carriedBytes = 0;
        dropping = true;
      }
    }
    if (dropping) yield { text: '', overlong: true };
    else if (carriedBytes > 0) yield { text: `${this.#toText(Buffer.concat(carried))}\n`, overlong: false };
  }

  #toText(bytes: Buffer): ByteText {
    const withMark = this.#first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.#first = false;
    const text = this.#decodeLines(withMark ? bytes.subarray(3) : bytes);
    return text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  }

  #decodeLines(bytes: Buffer): ByteText {
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (isUtf8(bytes)) {
      this.#sawUtf8 = true;
      return bytes.toString('latin1');
    }
    this.#sawWindows1252 = true;
    if (!this.#sawUtf8 && !holdsUtf8Sequence(bytes)) return fromWindows1252(bytes);
    return this.#decodeEachLine(bytes);
  }

  #decodeEachLine(bytes: Buffer): ByteText {
    let text = '';
    for (let start = 0; start < bytes.length; ) {
      const found = bytes.indexOf(lineFeed, start);
      const end = found < 0 ? bytes.length : found + 1;
      const line = bytes.subarray(start, end);
      if (isUtf8(line)) {
        if (!this.#sawUtf8 && !isAscii(line)) this.#sawUtf8 = true;
        text += line.toString('latin1');
      } else text += fromWindows1252(line);
      start = end;
    }
    return text;
  }
}

function fromWindows1252(bytes: Buffer): ByteText {
  return toByteText(windows1252.decode(bytes));
}

/** True if some bytes read as a multi-byte UTF-8 character, which Latin-1 text hardly ever does by chance (`Ã©`). */
function holdsUtf8Sequence(bytes: Buffer): boolean {
  return /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}/.test(bytes.toString('latin1'));
}

/**
 * From bytes to decoded text (the leak's second step). Dumps are joined by hand, so that an encoding holds for a stretch of the
 * file and not for the file: UTF-16 with or without its mark begins and ends anywhere, and each line that is no UTF-8 is judged with
 * those around it (`code-pages.ts`). Nothing is ever dropped: what no encoding explains comes out as some character.
 *
 * NUL becomes a blank (a fixed width stays what it is), a byte order mark disappears wherever it stands, and every line end
 * (`\r\n`, `\r` alone, even inside a file of line feeds) becomes `\n`.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import type { TextBlock } from './block.ts';
import { type CodePage, CodePages, type TextEncodingName } from './code-pages.ts';
import { utf16End, utf16Start } from './utf16.ts';

const lineFeed = 10;
const carriageReturn = 13;
/** A piece of a line that is longer than this is handed on without its end. */
const longestWaitBytes = 32 * 1024;
/**
 * Bytes decoded at a time, whatever a container hands out: the rows of so many are garbage before V8's smallest young generation, to
 * which commands hold it, is full. A string of 128 KiB or more would be a large object, whose memory is mapped anew each time.
 */
const pieceBytes = 16 * 1024;
/** Bytes after a NUL by which UTF-16 is told from a stray NUL. */
const utf16LookAhead = 64;

/** What was met so far. */
export interface TextReport {
  readonly encodings: ReadonlySet<TextEncodingName>;
  /** Stray NUL bytes that became blanks. */
  readonly nuls: number;
  /** Byte order marks after the first byte of the text. */
  readonly marksInside: number;
  readonly lineEnds: ReadonlySet<'lf' | 'crlf' | 'cr'>;
}

export interface DecodeOptions {
  /** Given by hand: every byte is read so. */
  readonly encoding?: TextEncodingName | undefined;
}

export class TextDecoding implements TextReport {
  readonly encodings: Set<TextEncodingName> = new Set();
  readonly lineEnds: Set<'lf' | 'crlf' | 'cr'> = new Set();
  nuls = 0;
  marksInside = 0;
  readonly #pages: CodePages;
  readonly #given: TextEncodingName | null;
  #mode: 'bytes' | 'utf-16le' | 'utf-16be' = 'bytes';
  #waiting: Buffer = Buffer.alloc(0);
  /** Decoded, and not yet whole lines. */
  #text: Buffer[] = [];
  #textBytes = 0;
  #offset = 0;
  #endsWithReturn = false;
  #begun = false;

  constructor(options: DecodeOptions = {}) {
    this.#given = options.encoding ?? null;
    this.#pages = new CodePages(
      this.#given === null || this.#given.startsWith('utf') ? null : (this.#given as CodePage),
    );
    if (this.#given === 'utf-16le' || this.#given === 'utf-16be') this.#mode = this.#given;
  }

  /** Blocks of the text that `chunks` hold. The last one ends with a line feed, whether or not the file does. */
  async *blocks(chunks: AsyncGenerator<Buffer>): AsyncGenerator<TextBlock> {
    try {
      for await (const chunk of chunks) {
        for (let at = 0; at < chunk.length; at += pieceBytes) {
          this.#take(chunk.subarray(at, at + pieceBytes), false);
          const block = this.#block(false);
          if (block !== null) yield block;
        }
      }
      this.#take(Buffer.alloc(0), true);
      const block = this.#block(true);
      if (block !== null) yield block;
    } finally {
      await chunks.return(undefined);
    }
  }

  /** Splits the bytes into stretches of one mode, and decodes each. */
  #take(chunk: Buffer, last: boolean): void {
    let bytes = this.#waiting.length === 0 ? chunk : Buffer.concat([this.#waiting, chunk]);
    this.#waiting = Buffer.alloc(0);
    while (bytes.length > 0) {
      const used = this.#mode === 'bytes' ? this.#takeBytes(bytes, last) : this.#takeUtf16(bytes, last);
      if (used === 0) break;
      bytes = bytes.subarray(used);
    }
    // A copy: the chunk it lies in is much larger.
    this.#waiting = Buffer.from(bytes);
  }

  /** @returns how many bytes were used; 0 to wait for more. */
  #takeBytes(bytes: Buffer, last: boolean): number {
    const mark = this.#given === null ? bytes.subarray(0, 2).toString('latin1') : '';
    if (mark === '\xff\xfe' || mark === '\xfe\xff') {
      this.#mode = mark === '\xff\xfe' ? 'utf-16le' : 'utf-16be';
      return 2;
    }
    const nul = bytes.indexOf(0);
    if (nul < 0) return this.#takePlain(bytes, last);
    if (!last && bytes.length - nul < utf16LookAhead) {
      const before = bytes.lastIndexOf(lineFeed, nul) + 1;
      return before > 0 ? this.#takePlain(bytes.subarray(0, before), false) : 0;
    }
    const found = this.#given === null ? utf16Start(bytes, nul) : null;
    if (found === null) {
      this.nuls++;
      bytes[nul] = 32;
      return nul + 1 < bytes.length && bytes.indexOf(0, nul + 1) < 0
        ? this.#takePlain(bytes, last)
        : this.#takeStray(bytes, last);
    }
    if (found.start > 0) this.#decodePlain(bytes.subarray(0, found.start));
    this.#mode = found.encoding;
    return found.start + found.markBytes;
  }

  /** Blanks the stray NULs of a stretch one after another, without reading it again from its beginning each time. */
  #takeStray(bytes: Buffer, last: boolean): number {
    let clean = 0;
    for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) {
      if ((!last && bytes.length - at < utf16LookAhead) || (this.#given === null && utf16Start(bytes, at) !== null)) {
        clean = at;
        break;
      }
      this.nuls++;
      bytes[at] = 32;
      clean = bytes.length;
    }
    // Up to a line's end: what comes after it may be of another encoding.
    const end = clean === bytes.length ? clean : bytes.lastIndexOf(lineFeed, clean) + 1;
    return end > 0 ? this.#takePlain(bytes.subarray(0, end), last && end === bytes.length) : 0;
  }

  /** @returns how many bytes were used: whole lines where there are any. */
  #takePlain(bytes: Buffer, last: boolean): number {
    let end = last ? bytes.length : bytes.lastIndexOf(lineFeed) + 1;
    if (end === 0 && !last) {
      const returned = bytes.lastIndexOf(carriageReturn, bytes.length - 2) + 1;
      if (returned > 0) end = returned;
      else if (bytes.length > longestWaitBytes) end = characterEnd(bytes);
    }
    if (end > 0) this.#decodePlain(bytes.subarray(0, end));
    return end;
  }

  #decodePlain(bytes: Buffer): void {
    if (isAscii(bytes)) this.#add(bytes);
    else if (isUtf8(bytes)) {
      this.encodings.add('utf-8');
      this.#add(bytes);
    } else this.#decodeLines(bytes);
  }

  /** Neighbouring lines that are no UTF-8 are decoded together; lines that are stay what they are. */
  #decodeLines(bytes: Buffer): void {
    let legacyStart = -1;
    const flush = (end: number) => {
      if (legacyStart < 0) return;
      const piece = bytes.subarray(legacyStart, end);
      const { text, page } = this.#pages.decode(piece);
      this.encodings.add(page);
      this.#add(Buffer.from(text, 'utf8'));
      legacyStart = -1;
    };
    for (let start = 0; start < bytes.length; ) {
      const found = bytes.indexOf(lineFeed, start);
      const end = found < 0 ? bytes.length : found + 1;
      const line = bytes.subarray(start, end);
      const wide = !isAscii(line);
      if (wide && isUtf8(line)) {
        flush(start);
        this.encodings.add('utf-8');
        this.#add(line);
      } else if (wide || legacyStart >= 0) {
        if (legacyStart < 0) legacyStart = start;
      } else this.#add(line);
      start = end;
    }
    flush(bytes.length);
  }

  #takeUtf16(bytes: Buffer, last: boolean): number {
    const bigEndian = this.#mode === 'utf-16be';
    const { end, over } =
      this.#given === null ? utf16End(bytes, bigEndian, last) : { end: bytes.length & ~1, over: false };
    if (end > 0) {
      this.encodings.add(bigEndian ? 'utf-16be' : 'utf-16le');
      const pairs = bigEndian ? Buffer.from(bytes.subarray(0, end)).swap16() : bytes.subarray(0, end);
      this.#add(Buffer.from(pairs.toString('utf16le').replaceAll('\0', ' '), 'utf8'));
    }
    if (over) {
      this.#mode = 'bytes';
      return Math.max(end, 0) || this.#take8(bytes);
    }
    // An odd byte at the very end is no character of UTF-16.
    if (last && end === 0 && bytes.length > 0) return this.#take8(bytes);
    return end;
  }

  #take8(bytes: Buffer): number {
    this.#mode = 'bytes';
    if (bytes.length === 1) this.#add(Buffer.from(bytes.toString('latin1').replace('\0', ' '), 'utf8'));
    return bytes.length === 1 ? 1 : this.#takeBytes(bytes, true);
  }

  /** UTF-8 that is sure: marks taken out, line ends made alike. */
  #add(utf8: Buffer): void {
    let bytes = this.#withoutMarks(utf8);
    if (bytes.length === 0) return;
    if (this.#endsWithReturn && bytes[0] === lineFeed) {
      this.lineEnds.add('crlf');
      bytes = bytes.subarray(1);
    }
    this.#endsWithReturn = bytes.length === 0 ? false : bytes[bytes.length - 1] === carriageReturn;
    if (bytes.includes(carriageReturn)) bytes = this.#withLineFeeds(bytes);
    else if (!this.lineEnds.has('lf') && bytes.includes(lineFeed)) this.lineEnds.add('lf');
    if (bytes.length === 0) return;
    this.#text.push(bytes);
    this.#textBytes += bytes.length;
  }

  #withoutMarks(bytes: Buffer): Buffer {
    const first = !this.#begun;
    this.#begun = true;
    let at = bytes.indexOf('\ufeff', 0, 'utf8');
    if (at < 0) return bytes;
    const parts: Buffer[] = [];
    let start = 0;
    for (; at >= 0; at = bytes.indexOf('\ufeff', start, 'utf8')) {
      if (!first || at > 0) this.marksInside++;
      parts.push(bytes.subarray(start, at));
      start = at + 3;
    }
    parts.push(bytes.subarray(start));
    return Buffer.concat(parts);
  }

  #withLineFeeds(bytes: Buffer): Buffer {
    const out = Buffer.allocUnsafe(bytes.length);
    let length = 0;
    let start = 0;
    for (let at = bytes.indexOf(carriageReturn); at >= 0; at = bytes.indexOf(carriageReturn, at + 1)) {
      length += bytes.copy(out, length, start, at);
      out[length++] = lineFeed;
      const paired = bytes[at + 1] === lineFeed;
      if (at + 1 < bytes.length) this.lineEnds.add(paired ? 'crlf' : 'cr');
      start = at + (paired ? 2 : 1);
    }
    length += bytes.copy(out, length, start);
    return out.subarray(0, length);
  }

  #block(last: boolean): TextBlock | null {
    if (this.#textBytes === 0) return null;
    let bytes = this.#text.length === 1 ? (this.#text[0] as Buffer) : Buffer.concat(this.#text);
    this.#text = [];
    this.#textBytes = 0;
    if (last && bytes[bytes.length - 1] !== lineFeed) bytes = Buffer.concat([bytes, Buffer.from('\n')]);
    const block = { bytes, text: bytes.toString('latin1'), offset: this.#offset };
    this.#offset += bytes.length;
    return block;
  }
}

/** @returns the end of the last whole UTF-8 character; a byte of another encoding is a character. */
function characterEnd(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back < bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return wanted > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

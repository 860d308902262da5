/**
 * Members of an archive that no shape explains: a note beside the data, a picture. They are read to their end all the same, by the scan too, so
 * that nobody in them is lost without a word; whoever is in a note is read.
 */
import { findEmails, findNirs } from '../meaning/find-inside.ts';
import { findShortNirs } from '../meaning/short-nirs.ts';
import { type ByteText, readByteText, type TextBlock } from '../text/block.ts';
import { LineReader } from './line-reader.ts';
import type { Recognised, RecordReader, RecordSink } from './shape.ts';

/** What no text holds: control characters other than those of lines, tabs and sheets. */
const ofSheets = String.fromCharCode(0x1d, 0x1e, 0x1f);
const control = new RegExp(String.raw`(?![\t\n\f\r${ofSheets}])\p{Cc}|\ufffd`, 'gu');
/** Bytes that are looked at. */
const longestLook = 64 * 1024;

/** True if too many characters are none of a text's. */
export function isNoText(text: ByteText): boolean {
  const look = text.slice(0, longestLook);
  return (readByteText(look).match(control)?.length ?? 0) * 50 > look.length;
}

/** What sellers put beside the data. « contacts.txt » or « notice.txt » may be the data. */
const sellersNote =
  /(?:^|[/\\])(?:[_!0 -]*(?:read[ _-]?(?:me|this)|lisez[ _-]?moi|lire[ _-]?moi|a[ _-]?lire)[^/\\]*|[^/\\]+\.nfo)$/i;
/** Addresses of a seller and of a service; more of them are people. */
const mostOfSeller = 3;

/** @returns a reader for which the whole text is a banner, where it is a seller's note with hardly an address and no number; else null */
export function asSellersNote(name: string, text: ByteText): Recognised | null {
  if (!sellersNote.test(name) || text.length > longestLook || isNoText(text)) return null;
  const characters = readByteText(text);
  const addresses = new Set<string>();
  findEmails(characters, (one) => addresses.add(one));
  if (addresses.size > mostOfSeller || findNirs(characters, () => {}) > 0) return null;
  let numbers = 0;
  findShortNirs(characters, () => numbers++);
  if (numbers > 0) return null;
  return { shape: 'note', confidence: 0, separator: null, headerLine: null, start: () => new BannerReader() };
}

class BannerReader extends LineReader {
  protected override take(_text: ByteText, start: number, end: number): void {
    this.sink.outside(start, end, 'banner');
  }
}

/** @param sample the beginning of the member's text */
export function withoutShape(sample: ByteText): Recognised {
  const isText = !isNoText(sample);
  return {
    shape: isText ? 'note' : 'no-text',
    confidence: 0,
    separator: null,
    headerLine: null,
    start: () => (isText ? new NoteReader() : new NothingReader()),
  };
}

/** Lines in which people stand; the others hold nobody. */
class NoteReader extends LineReader {
  protected override take(text: ByteText, start: number, end: number, line: number): void {
    this.aside({ text, start, end, line }, 'structure');
  }
}

/** Nothing is read of what is no text. Identifiers that the scan finds in it are lost, and counted. */
class NothingReader implements RecordReader {
  push(_block: TextBlock, _sink: RecordSink): void {
    // Nothing is said of the text: whoever is in it is nobody's.
  }

  finish(_sink: RecordSink): void {
    // As above.
  }
}

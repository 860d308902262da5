/**
 * Lines of any text in which identifiers stand: logs, notes, serialised structures. What no other shape explains is read so: each line is
 * a record of one cell, which is searched. Whoever is found has the class of the own identifier alone.
 */

import { isFrenchPhone } from '../meaning/content.ts';
import { type ByteText, readByteText } from '../text/block.ts';
import { LineReader } from './line-reader.ts';
import { holdsIdentifier } from './loose-text.ts';
import { isNoText } from './no-shape.ts';
import type { Layout, Recognised, Shape, TextSample } from './shape.ts';

/** Bytes of the sample that are looked at. */
const longestLook = 64 * 1024;
const sampleLines = 400;
const identifier = /[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}|(?<!\d)[1-8]\d{4}(?:\d\d|2[AB])\d{8}(?!\d)/i;

export const lines: Shape = {
  name: 'lines',
  recognise({ text, wish }: TextSample): Recognised | null {
    const look = text.slice(0, longestLook);
    const isWished = wish.shape === 'lines' || (wish.names?.includes('1') === true && !isNoText(look));
    if (!isWished && (!holdsAny(look) || isNoText(look))) return null;
    return { shape: 'lines', confidence: 0.3, separator: null, headerLine: null, start: () => new LinesReader() };
  },
};

/** A quick look first: the other one is for signs that are hidden or escaped. */
function holdsAny(look: ByteText): boolean {
  return identifier.test(look) || holdsIdentifier(look) || arePhones(look);
}

/** Phones on nearly all lines, which nothing but their number tells. */
function arePhones(look: ByteText): boolean {
  const lines = look.split('\n', sampleLines).filter((line) => line.trim() !== '');
  return (
    lines.length > 1 && lines.filter((line) => isFrenchPhone(readByteText(line).trim())).length > lines.length * 0.9
  );
}

class LinesReader extends LineReader {
  readonly #layout: Layout = { name: '', columns: [''], headed: false };

  protected override take(text: ByteText, start: number, end: number, line: number): void {
    if (text.trim() !== '') this.sink.record({ layout: this.#layout, cells: [text], columns: [0], start, end, line });
  }
}

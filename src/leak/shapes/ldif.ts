/** LDIF (RFC 2849): entries parted by blank lines, `attribute: value` or `attribute:: base64`, long lines folded. One entry is one record. */

import { isUtf8 } from 'node:buffer';
import { type ByteText, readByteText, toByteText } from '../text/block.ts';
import { KeyedRecords } from './keyed-record.ts';
import { type Line, LineReader } from './line-reader.ts';
import { looksLikePerson } from './loose-text.ts';
import type { Recognised, Shape, TextSample } from './shape.ts';

export const ldif: Shape = {
  name: 'ldif',
  recognise({ text, wish }: TextSample): Recognised | null {
    const wished = wish.shape === 'ldif';
    if (!wished && !/^dn::? ?\S.*\n(?: .*\n)*[A-Za-z][\w;.-]*::? ?/m.test(text)) return null;
    return {
      shape: 'ldif',
      confidence: wished ? 1 : 0.96,
      separator: null,
      headerLine: null,
      start: () => new LdifReader(),
    };
  },
};

class LdifReader extends LineReader {
  readonly #records = new KeyedRecords();
  /** The line at hand, which the next one may go on with. */
  #held: Line | null = null;
  #begun = false;

  protected override take(text: ByteText, start: number, end: number, line: number): void {
    this.#take({ text, start, end, line });
  }

  protected override closeOpen(): void {
    this.#close();
  }

  #take(line: Line): void {
    const held = this.#held;
    if (held !== null && line.text.startsWith(' ')) {
      held.text += line.text.slice(1);
      held.end = line.end;
      return;
    }
    this.#release();
    if (line.text.trim() === '') this.#closeRecord();
    else this.#held = line;
  }

  #release(): void {
    const line = this.#held;
    const sink = this.sink;
    this.#held = null;
    if (line === null) return;
    const { text, start, end } = line;
    const isComment = text.startsWith('#');
    if (isComment && !this.#records.isOpen) {
      if (this.#begun) this.aside(line, 'comment');
      else sink.outside(start, end, 'comment');
      return;
    }
    const found = /^([A-Za-z][\w.-]*)((?:;[\w-]+)*)(::|:<|:) *([\s\S]*)$/.exec(text);
    // Entries without a blank line between them.
    if (/^dn$/i.test(found?.[1] ?? '')) this.#closeRecord();
    if (!this.#records.isOpen) {
      if (found === null) {
        if (looksLikePerson(text)) sink.fault('record-malformed', start, end, line.line);
        else sink.outside(start, end, 'banner');
        return;
      }
      if (/^(?:version|search|result)$/i.test(found[1] ?? '')) {
        sink.outside(start, end, 'structure');
        return;
      }
      this.#records.open(start, end, line.line);
      this.#begun = true;
    }
    this.#records.extend(end);
    if (found === null) this.#records.add('other', isComment ? text.slice(1) : text);
    else {
      const [, name = '', , mark, written = ''] = found;
      this.#records.add(readByteText(name), mark === '::' ? decoded(written) : written.trim());
    }
  }

  #closeRecord(): void {
    this.#records.close(this.sink);
  }

  #close(): void {
    this.#release();
    this.#closeRecord();
  }
}

/** Text is UTF-8 (RFC 2849); pictures and keys stay as they are written. */
function decoded(base64: ByteText): ByteText {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.subarray(0, 400).some((byte) => byte < 9)) return base64;
  return isUtf8(bytes) ? bytes.toString('latin1') : toByteText(bytes.toString('latin1'));
}

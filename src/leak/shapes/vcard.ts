/**
 * vCard 2.1, 3.0 and 4.0 (RFC 6350): one card is one record. Folded lines, quoted-printable and base64 values, groups (`item1.EMAIL`); a
 * card inside a card (`AGENT`) is another person. Entries of calendars (RFC 5545) are written alike: each is one record, whoever attends another person.
 */

import { type ByteText, readByteText, toByteText } from '../text/block.ts';
import { KeyedRecords } from './keyed-record.ts';
import { LineReader } from './line-reader.ts';
import { looksLikePerson } from './loose-text.ts';
import type { Recognised, Shape, TextSample } from './shape.ts';

export const vcard: Shape = {
  name: 'vcard',
  recognise({ text, wish }: TextSample): Recognised | null {
    const wished = wish.shape === 'vcard';
    if (!wished && !/^[^\S\n]{0,200}(?:\w+\.)?BEGIN\s*:\s*(?:VCARD|VEVENT|VTODO)[^\S\n]*$/im.test(text)) return null;
    return {
      shape: 'vcard',
      confidence: wished ? 1 : 0.97,
      separator: null,
      headerLine: null,
      start: () => new VcardReader(),
    };
  },
};

/** Properties in words that headers are known by; any other goes by its own name. */
const words: Readonly<Record<string, string>> = {
  EMAIL: 'email',
  ATTENDEE: 'email',
  ORGANIZER: 'email',
  TEL: 'telephone',
  FN: 'nom',
  N: 'nom',
  NICKNAME: 'pseudo',
  BDAY: 'date naissance',
  BIRTHPLACE: 'lieu naissance',
  GENDER: 'sexe',
  ADR: 'adresse',
  LABEL: 'adresse',
};

class VcardReader extends LineReader {
  readonly #records = new KeyedRecords();
  /** A property whose next line may go on with it. */
  #property: ByteText | null = null;
  #depth = 0;
  #people = 0;

  protected override closeOpen(): void {
    this.#close();
  }

  protected override take(text: ByteText, start: number, end: number, line: number): void {
    const bare = text.trim();
    if (/^(?:\w+\.)?BEGIN\s*:\s*(?:VCARD|VEVENT|VTODO)$/i.test(bare)) {
      const isAgent = this.#depth > 0 && /^AGENT\b[^:]*:\s*$/i.test(this.#property ?? '');
      this.#endProperty();
      if (isAgent) {
        this.#depth++;
        this.#people++;
        this.#records.extend(end);
        return;
      }
      // A card that was never closed ends where the next one begins.
      this.#close();
      this.#records.open(start, end, line);
      this.#depth = 1;
      this.#people = 0;
      return;
    }
    if (!this.#records.isOpen) {
      if (bare === '') return;
      if (looksLikePerson(text)) this.sink.fault('record-malformed', start, end, line);
      else this.sink.outside(start, end, 'structure');
      return;
    }
    this.#records.extend(end);
    const property = this.#property;
    if (/^END\s*:\s*(?:VCARD|VEVENT|VTODO)$/i.test(bare)) {
      this.#endProperty();
      if (--this.#depth === 0) this.#close();
    } else if (property !== null && /^[ \t]/.test(text)) this.#property = property + text.slice(1);
    else if (property !== null && isQuotedPrintable(property) && property.endsWith('='))
      this.#property = property.slice(0, -1) + text;
    // A value that was broken over lines without being folded.
    else if (property !== null && bare !== '' && !/^[\w.-]+[^:\s]*:/.test(text))
      this.#property = `${property}\n${text}`;
    else {
      this.#endProperty();
      this.#property = bare === '' ? null : text;
    }
  }

  #endProperty(): void {
    const property = this.#property;
    this.#property = null;
    if (property === null) return;
    const found = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):([\s\S]*)$/.exec(property);
    if (found === null) {
      this.#records.add('other', property, this.#depth > 1 ? this.#people : 0);
      return;
    }
    const [, name = '', parameters = '', written = ''] = found;
    const upper = name.toUpperCase();
    if (upper === 'VERSION' || upper === 'PRODID') return;
    const value = undoneValue(written, parameters);
    const isOther = upper === 'RELATED' || upper === 'ATTENDEE' || upper === 'ORGANIZER';
    const person = this.#depth > 1 || isOther ? (this.#depth > 1 ? this.#people : ++this.#people) : 0;
    this.#records.add(words[upper] ?? readByteText(name.toLowerCase()), value, person);
  }

  #close(): void {
    this.#endProperty();
    this.#depth = 0;
    this.#records.close(this.sink);
  }
}

function isQuotedPrintable(property: ByteText): boolean {
  return /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE/i.test(property);
}

function undoneValue(written: ByteText, parameters: ByteText): ByteText {
  let value = written;
  if (/;(?:ENCODING=)?QUOTED-PRINTABLE/i.test(parameters)) {
    value = value
      .replace(/=\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    if (/CHARSET=(?:ISO-8859-1|WINDOWS-1252)/i.test(parameters)) value = toByteText(value);
  } else if (/;(?:ENCODING=)?(?:B|BASE64)(?=;|$)/i.test(parameters)) {
    const bytes = Buffer.from(value, 'base64').toString('latin1');
    // Pictures and keys stay as they are written.
    value = /^[\s\x20-\x7e\x80-\xff]*$/.test(bytes.slice(0, 400)) ? bytes : value;
  }
  return value
    .replace(/^(?:mailto|tel):/i, '')
    .replace(/\\([nN,;:\\])/g, (_all, one: string) => (one === 'n' || one === 'N' ? '\n' : one))
    .trim();
}

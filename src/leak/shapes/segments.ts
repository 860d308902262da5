/** Messages of segments: lines of a name and of fields, whose separators the first line declares. What HL7 v2 and HPRIM have in common. */

import { recogniseHeader } from '../meaning/headers.ts';
import { type ByteText, readByteText } from '../text/block.ts';
import { KeyedRecords } from './keyed-record.ts';
import { LineReader } from './line-reader.ts';
import { looksLikePerson } from './loose-text.ts';
import type { Recognised, RecordReader, Shape, TextSample } from './shape.ts';

export interface Separators {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly part: string;
}

export interface SegmentRules {
  readonly shape: string;
  /** Segments that declare the separators. */
  readonly heads: RegExp;
  /** Segment that begins a record. */
  readonly starts: string;
  readonly patient: string;
  /** Segments about another person each. */
  readonly others: readonly string[];
  /** Segments that go on about the person of another one. */
  readonly joins: Readonly<Record<string, string>>;
  separators(line: string): Separators;
  /** Fields of numbers, each with the authority that gave it. */
  readonly identifiers: ReadonlySet<string>;
  readonly telecoms: ReadonlySet<string>;
  /** What fields are, in words that headers are known by. */
  readonly words: Readonly<Record<string, string>>;
  /** Segments about somebody's health. */
  readonly health: ReadonlySet<string>;
}

/** Authorities of the NIR as national health identifier (esante.gouv.fr, referential INS): 1.2.250.1.213.1.4.8 and following. */
const nirAuthority =
  /1\.2\.250\.1\.213\.1\.4\.(?:8|9|10|11)(?!\d)|INS-?(?:NIR|NIA)|\bINS\b|\bNIR\b|\bNSS\b|^SS$|\bNNFRA\b/i;

export function segmentShape(rules: SegmentRules, start: () => RecordReader): Shape {
  return {
    name: rules.shape,
    recognise({ text, wish }: TextSample): Recognised | null {
      const first = new RegExp(`^[\\s\\x0b\\x1c]*(?:${rules.heads.source.slice(1)})[^\\w\\s]{4,5}`);
      const anywhere = new RegExp(`^\\x0b?(?:${rules.heads.source.slice(1)})\\|[^\\w\\s]{3,4}\\|`, 'm');
      const patient = new RegExp(`^${rules.patient}[^\\w\\s]`, 'm');
      const wished = wish.shape === rules.shape;
      if (!wished && !(patient.test(text) && (first.test(text) || anywhere.test(text)))) return null;
      const confidence = wished ? 1 : 0.97;
      return { shape: rules.shape, confidence, separator: null, headerLine: null, start };
    },
  };
}

export class SegmentReader extends LineReader {
  readonly #rules: SegmentRules;
  readonly #records = new KeyedRecords();
  #separators: Separators;
  #hasPatient = false;
  #people = 0;
  #personOf = new Map<string, number>();
  #begun = false;

  constructor(rules: SegmentRules) {
    super();
    this.#rules = rules;
    this.#separators = rules.separators('');
  }

  protected override closeOpen(): void {
    this.#records.close(this.sink);
  }

  protected override take(written: ByteText, start: number, end: number, line: number): void {
    const sink = this.sink;
    const { heads, starts, patient } = this.#rules;
    // Frames of the transport: start of block, end of block.
    const text = written.replaceAll('\u000b', '').replaceAll('\u001c', '').trim();
    if (text === '') {
      this.#records.extend(end);
      return;
    }
    const isHead = heads.test(text);
    if (isHead) {
      this.#records.close(sink);
      this.#separators = this.#rules.separators(text);
    }
    const name = /^[A-Z][A-Z0-9]{0,2}(?=[^\w\s])/.exec(text)?.[0] ?? '';
    const isSegment = name !== '' && text.charAt(name.length) === this.#separators.field;
    if (isHead && name !== starts) {
      this.#begun = true;
      sink.outside(start, end, 'structure');
      return;
    }
    if (isSegment && (name === starts || (name === patient && this.#hasPatient) || !this.#records.isOpen)) {
      this.#records.close(sink);
      this.#records.open(start, end, line);
      this.#hasPatient = false;
      this.#people = 0;
      this.#personOf = new Map();
      this.#begun = true;
    }
    if (!this.#records.isOpen) {
      if (this.#begun && looksLikePerson(text)) sink.fault('record-malformed', start, end, line);
      else sink.outside(start, end, this.#begun ? 'footer' : 'banner');
      return;
    }
    this.#records.extend(end);
    // A line end inside a field, which ought to have been escaped.
    if (!isSegment) this.#records.add('suite', text);
    else if (!isHead) this.#segment(name, text);
  }

  #segment(name: string, text: ByteText): void {
    const { patient, others, joins, health, words, identifiers, telecoms } = this.#rules;
    if (name === patient) this.#hasPatient = true;
    let person = 0;
    const joined = joins[name];
    if (others.includes(name)) {
      person = ++this.#people;
      this.#personOf.set(name, person);
    } else if (joined !== undefined) person = this.#personOf.get(joined) ?? 0;
    const { field, repetition, component, part } = this.#separators;
    for (const [i, held] of text.split(field).entries()) {
      if (i === 0 || held === '') continue;
      const place = `${name}-${i}`;
      for (const one of held.split(repetition)) {
        const components = one
          .split(component)
          .flatMap((piece) => (piece.includes(part) ? piece.split(part) : [piece]));
        const values = components.map((piece) => this.#unescape(piece).trim());
        if (identifiers.has(place)) this.#number(place, values, person);
        else if (telecoms.has(place)) this.#telecom(place, values, person);
        else {
          const word = words[place] ?? (health.has(name) ? 'sante' : '');
          const column = word === '' ? place : `${place} ${word}`;
          // Names and addresses are one cell; identifiers among them are looked for one by one.
          if (recogniseHeader(column) === 'nir' || values.some(looksLikePerson)) {
            for (const value of values) this.#records.add(column, value, person);
          } else this.#records.add(column, values.filter((value) => value !== '').join(' '), person);
        }
      }
    }
  }

  /** `2550814168025^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS`: the first is the number, the others say whose. */
  #number(place: string, [number = '', ...authority]: readonly ByteText[], person: number): void {
    const isNir = nirAuthority.test(authority.join(' '));
    const type = readByteText(authority.filter((word) => /^[A-Z]{2,5}$/.test(word)).at(-1) ?? '');
    this.#records.add(isNir ? `${place} nir` : `${place} ${type}`.trim(), number, person);
    this.#records.add(`${place} authority`, authority.filter((word) => word !== '').join(' '), person);
  }

  /** `^NET^Internet^a@x.fr` and `0601020304^PRN^PH`. */
  #telecom(place: string, values: readonly ByteText[], person: number): void {
    for (const value of values) {
      if (value.includes('@')) this.#records.add(`${place} email`, value, person);
      else if (/\d{4}|\d\d[ .]\d\d/.test(value)) this.#records.add(`${place} telephone`, value, person);
    }
  }

  #unescape(text: ByteText): ByteText {
    const { field, repetition, component, part, escape: mark } = this.#separators;
    if (!text.includes(mark)) return text;
    const meanings: Record<string, string> = { F: field, S: component, T: part, R: repetition, E: mark };
    const [before, ...rest] = text.split(mark);
    let undone = before ?? '';
    for (let i = 0; i < rest.length; i += 2) {
      const code = rest[i] ?? '';
      const isHex = /^X(?:[0-9A-F]{2})+$/i.test(code);
      const meant = isHex
        ? Buffer.from(code.slice(1), 'hex').toString('latin1')
        : code.startsWith('.')
          ? '\n'
          : meanings[code];
      undone += i + 1 >= rest.length ? mark + code : (meant ?? (/^[HN]$/.test(code) ? '' : `${mark}${code}${mark}`));
      undone += rest[i + 1] ?? '';
    }
    return undone;
  }
}

/**
 * JSON (RFC 8259): objects one a line, one after another over several lines, in an array, or in an array deep inside one document; what
 * Elasticsearch and MongoDB export, FHIR resources. Columns are paths; the items of a list share one.
 *
 * An object that fits into memory is parsed whole and is one record. What is larger is *entered*: its items are then the records. An
 * object that is little more than the wrapping of a list of people is entered too, whatever its size.
 */
import { type ByteText, readByteText, type TextBlock } from '../text/block.ts';
import { TextWindow } from '../text/window.ts';
import { parseUnit } from './json-parse.ts';
import { joinPath } from './json-paths.ts';
import { isKeyOfPerson, isMadeKey } from './json-people.ts';
import { closingQuote, endOfScalar, endOfStray, follow, type Matching } from './json-text.ts';
import { type JsonLeaves, PathColumns } from './json-unit.ts';
import { looksLikePerson } from './loose-text.ts';
import {
  type Layout,
  longestRecordBytes,
  type Recognised,
  type RecordReader,
  type RecordSink,
  type Shape,
  type TextSample,
} from './shape.ts';

export const json: Shape = {
  name: 'json',
  recognise({ text, whole }: TextSample): Recognised | null {
    const lead = /^\s*(?:(?:var|let|const)\s+)?(?:[\w.$]+\s*[=(]\s*)?[[{](?!\s*[+*!?#=~<>])/.exec(text);
    if (lead === null || chatLine.test(text)) return null;
    let read = 0;
    let broken = 0;
    const reader = new JsonReader();
    const sink: RecordSink = {
      record: ({ start, end }) => {
        read += end - start;
      },
      outside: (start, end) => {
        read += end - start;
      },
      fault: (_fault, start, end) => {
        broken += end - start;
      },
    };
    reader.push({ bytes: Buffer.alloc(0), text, offset: 0 }, sink);
    if (whole) reader.finish(sink);
    if (read === 0 && (whole || text.length < largestHeld)) return null;
    const confidence = read === 0 ? 0.5 : (0.95 * read) / (read + broken);
    return { shape: 'json', confidence, separator: null, headerLine: null, start: () => new JsonReader() };
  },
};

/** `[2023-04-05 10:00] Jean: …`, `[10:00]`, `[INFO] …`, `[1850578006084] jean@x.fr`: what stands before a line, and no array. */
const chatLine = /^\s*\[(?:\d{1,4}[-/:]\d|[A-Z][A-Za-z]*\] |[^[\]{}",\n]{1,60}\][ \t]+[^\s,\]])/;

/** An object of more bytes is entered before it is known where it ends. */
const largestHeld = 1024 * 1024;

/** A container that was entered: its items, or its members, are read one by one. */
interface Entered {
  readonly kind: 'array' | 'object';
  readonly path: string;
  /** The keys of its members are no names: each member is one of many of a kind. */
  readonly isMap: boolean;
}

class JsonReader implements RecordReader {
  readonly #layout: Layout = { name: '', columns: [], headed: true };
  readonly #columns = new PathColumns(this.#layout);
  #entered: Entered[] = [];
  readonly #window = new TextWindow();
  /** How far, counted from `#window.at`, brackets of the value there were followed in vain. */
  #resume: Matching | null = null;

  push(block: TextBlock, sink: RecordSink): void {
    if (this.#window.push(block)) this.#run(sink);
  }

  finish(sink: RecordSink): void {
    const window = this.#window;
    window.finish();
    this.#run(sink);
    const { text, at, line } = window;
    if (text.slice(at).trim() !== '') sink.fault('json-malformed', window.place(at), window.place(text.length), line);
  }

  get #text(): ByteText {
    return this.#window.text;
  }

  get #at(): number {
    return this.#window.at;
  }

  #run(sink: RecordSink): void {
    while (this.#skipBlank() && this.#step(sink));
  }

  /** Passes over white space, and over the commas and brackets between values. @returns false at the end of what is there */
  #skipBlank(): boolean {
    const window = this.#window;
    const { text } = window;
    for (let at = window.at; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 93 || code === 125) this.#entered.pop();
      // White space, comma, semicolon and the closing parenthesis of `callback(…);`
      else if (code > 32 && code !== 44 && code !== 59 && code !== 41) {
        window.moveTo(at);
        return true;
      }
    }
    window.moveTo(text.length);
    return false;
  }

  /** One value or member. @returns false if more text is needed */
  #step(sink: RecordSink): boolean {
    const code = this.#text.charCodeAt(this.#at);
    if (this.#entered.at(-1)?.kind === 'object') return this.#member(sink);
    if (code === 123) return this.#value(sink, this.#entered.at(-1)?.path ?? '');
    if (code === 91) {
      // A row of bare values in an array of rows; else an array, whose items are records.
      if (this.#entered.length > 0 && this.#value(sink, '')) return true;
      if (this.#entered.length > 0 && this.#resume !== null) return false;
      this.#enter('array', this.#entered.at(-1)?.path ?? '');
      return true;
    }
    return this.#stray(sink);
  }

  /** A complete object or array at `#at`. @returns false if more text is needed, and it may still come */
  #value(sink: RecordSink, path: string): boolean {
    const end = this.#endOfValue();
    if (end === 'more') return false;
    if (end === 'large') {
      this.#enter(this.#text.charCodeAt(this.#at) === 123 ? 'object' : 'array', path);
      return true;
    }
    if (end === 'broken') return this.#fault(sink, this.#nextObject());
    this.#take(sink, this.#at, end, path);
    return true;
  }

  /** A member of an object that was entered: `"key": value`. */
  #member(sink: RecordSink): boolean {
    const keyEnd = this.#text.charCodeAt(this.#at) === 34 ? closingQuote(this.#text, this.#at + 1) : -1;
    const colon = /\s*:\s*/y;
    colon.lastIndex = keyEnd + 1;
    if (keyEnd < 0 || !colon.test(this.#text)) {
      if (!this.#window.finished && this.#text.length - this.#at < largestHeld) return false;
      return this.#fault(sink, this.#nextObject());
    }
    const valueAt = colon.lastIndex;
    const code = this.#text.charCodeAt(valueAt);
    if (Number.isNaN(code) && !this.#window.finished) return false;
    const key = this.#text.slice(this.#at + 1, keyEnd);
    if (code === 123 && isKeyOfPerson(key)) {
      const end = follow(this.#text, { at: valueAt, depth: 0 }, false);
      if (end === 'broken') return this.#fault(sink, this.#nextObject());
      if (end !== null) {
        this.#take(sink, this.#at, end, this.#entered.at(-1)?.path ?? '');
        return true;
      }
      if (!this.#window.finished && this.#text.length - this.#at < longestRecordBytes) return false;
      return this.#fault(sink, this.#nextObject());
    }
    const around = this.#entered.at(-1);
    const isItem = code === 123 && (around?.isMap === true || isMadeKey(key));
    const path = isItem ? (around?.path ?? '') : joinPath(around?.path ?? '', key);
    if (code === 123 || code === 91) {
      this.#moveTo(valueAt);
      // A list inside a document that was entered is what the document is for.
      if (code === 91) {
        this.#enter('array', path);
        return true;
      }
      return this.#value(sink, path);
    }
    const end = endOfScalar(this.#text, valueAt);
    const atEnd = end === null || end === this.#text.length;
    if (atEnd && !this.#window.finished && this.#text.length - this.#at < longestRecordBytes) return false;
    if (end === null) return this.#fault(sink, this.#nextObject());
    this.#take(sink, this.#at, end, this.#entered.at(-1)?.path ?? '');
    return true;
  }

  /** Something that no value begins with: a bare value in an array, or rubbish. */
  #stray(sink: RecordSink): boolean {
    const found = endOfStray(this.#text, this.#at);
    const end = typeof found === 'number' ? found : this.#at + 1;
    const mayGrow = found === 'more' || end === this.#text.length;
    if (mayGrow && !this.#window.finished && this.#text.length - this.#at < longestRecordBytes) return false;
    if (this.#entered.length > 0 && typeof found === 'number')
      this.#take(sink, this.#at, end, this.#entered.at(-1)?.path ?? '');
    else if (looksLikePerson(this.#text.slice(this.#at, end))) return this.#fault(sink, end);
    else {
      sink.outside(this.#window.place(this.#at), this.#window.place(end), 'structure');
      this.#moveTo(end);
    }
    return true;
  }

  #enter(kind: Entered['kind'], path: string, isMap = false): void {
    this.#entered.push({ kind, path, isMap });
    this.#moveTo(this.#at + 1);
  }

  #moveTo(at: number): void {
    this.#window.moveTo(at);
    this.#resume = null;
  }

  #fault(sink: RecordSink, end: number): boolean {
    const long = end - this.#at > longestRecordBytes;
    sink.fault(
      long ? 'row-too-long' : 'json-malformed',
      this.#window.place(this.#at),
      this.#window.place(end),
      this.#window.line,
    );
    this.#moveTo(end);
    return true;
  }

  /** Where reading goes on after something broken: the next line that begins with an object. */
  #nextObject(): number {
    const next = /\n[ \t]*(?=[{[])/g;
    next.lastIndex = this.#at + 1;
    const found = next.exec(this.#text);
    return found === null ? this.#text.length : next.lastIndex;
  }

  /** @returns the offset behind the value; `large` if it is to be entered, `broken` if it cannot end, `more` if text is missing */
  #endOfValue(): number | 'more' | 'large' | 'broken' {
    const line = this.#endOfLine();
    if (line !== null) return line;
    const matching = { at: this.#at + (this.#resume?.at ?? 0), depth: this.#resume?.depth ?? 0 };
    const end = follow(this.#text, matching, this.#entered.length === 0);
    if (end === 'broken') return end;
    if (end !== null) return end;
    if (this.#text.length - this.#at > largestHeld) return 'large';
    if (this.#window.finished) return 'broken';
    this.#resume = { at: matching.at - this.#at, depth: matching.depth };
    return 'more';
  }

  /** The commonest case, without following brackets: one object a line. */
  #endOfLine(): number | null {
    if (this.#resume !== null) return null;
    let end = this.#window.lineFeed();
    if (end === this.#text.length) return null;
    while (end > this.#at && (this.#text.charCodeAt(end - 1) <= 32 || this.#text.charCodeAt(end - 1) === 44)) end--;
    if (this.#text.charCodeAt(end - 1) !== 125 || this.#text.charCodeAt(this.#at) !== 123) return null;
    return this.#parsed(this.#at, end) === undefined ? null : end;
  }

  // The last value that was parsed: `#endOfLine` needs to know that it can be, `#take` what it is.
  #last: { start: number; end: number; value: unknown } = { start: -1, end: -1, value: undefined };

  /** @returns undefined if it cannot be parsed */
  #parsed(start: number, end: number): unknown {
    const place = this.#window.place(start);
    if (this.#last.start !== place || this.#last.end !== this.#window.place(end)) {
      const value = parseUnit(readByteText(this.#text.slice(start, end)));
      this.#last = { start: place, end: this.#window.place(end), value };
    }
    return this.#last.value;
  }

  #take(sink: RecordSink, start: number, end: number, path: string): void {
    const text = this.#text.charCodeAt(start) === 34 && this.#entered.at(-1)?.kind === 'object' ? 'member' : 'value';
    const value = text === 'value' ? this.#parsed(start, end) : memberValue(readByteText(this.#text.slice(start, end)));
    if (value === undefined) {
      this.#fault(sink, end);
      return;
    }
    const isMap = text === 'member' && this.#entered.at(-1)?.isMap === true;
    const leaves: JsonLeaves = this.#columns.gather(value, path, isMap);
    if (leaves.wrapsPeople) {
      this.#enter(this.#text.charCodeAt(start) === 123 ? 'object' : 'array', path, leaves.isMap);
      return;
    }
    const from = this.#window.place(start);
    if (leaves.isStructure || (text === 'member' && !leaves.cells.some(looksLikePerson)))
      sink.outside(from, this.#window.place(end), 'structure');
    else if (end - start > longestRecordBytes) {
      this.#fault(sink, end);
      return;
    } else {
      const { cells, columns, persons } = leaves;
      sink.record({
        layout: this.#layout,
        cells,
        columns,
        persons,
        start: from,
        end: this.#window.place(end),
        line: this.#window.line,
      });
    }
    this.#moveTo(end);
  }
}

function memberValue(text: string): unknown {
  return parseUnit(`{${text}}`);
}

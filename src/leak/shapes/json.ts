/**
 * JSON (RFC 8259): objects one a line, one after another over several lines, in an array, or in an array deep inside one document; what
 * Elasticsearch and MongoDB export, FHIR resources. Columns are paths; the items of a list share one.
 *
 * An object that fits into memory is parsed whole and is one record. What is larger is *entered*: its items are then the records. An
 * object that is little more than the wrapping of a list of people is entered too, whatever its size.
 */
import { type ByteText, readByteText, type TextBlock } from '../text/block.ts';
import { type JsonLeaves, looksLikePerson, PathColumns, parseUnit } from './json-unit.ts';
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
    const lead = /^\s*(?:(?:var|let|const)\s+)?(?:[\w.$]+\s*[=(]\s*)?[[{]/.exec(text);
    if (lead === null) return null;
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

/** An object of more bytes is entered before it is known where it ends. */
const largestHeld = 1024 * 1024;

/** A container that was entered: its items, or its members, are read one by one. */
interface Entered {
  readonly kind: 'array' | 'object';
  readonly path: string;
}

class JsonReader implements RecordReader {
  readonly #layout: Layout = { name: '', columns: [], headed: true };
  readonly #columns = new PathColumns(this.#layout);
  #entered: Entered[] = [];
  #text: ByteText = '';
  /** Place of `#text` in the decoded text, and the line of its first character. */
  #base = 0;
  #line = 1;
  /** What precedes it in `#text` is done with. */
  #at = 0;
  /** Up to here, brackets of the value at `#at` were followed in vain. */
  #resume: Matching | null = null;
  #finished = false;

  push(block: TextBlock, sink: RecordSink): void {
    if (this.#at === this.#text.length) this.#base = block.offset;
    else this.#base += this.#at;
    this.#text = this.#text.slice(this.#at) + block.text;
    if (this.#resume !== null) this.#resume.at -= this.#at;
    this.#at = 0;
    this.#feedAt = -1;
    this.#run(sink);
  }

  finish(sink: RecordSink): void {
    this.#finished = true;
    this.#run(sink);
    const rest = this.#text.slice(this.#at);
    if (rest.trim() !== '')
      sink.fault('json-malformed', this.#base + this.#at, this.#base + this.#text.length, this.#line);
    this.#moveTo(this.#text.length);
  }

  #run(sink: RecordSink): void {
    while (this.#skipBlank() && this.#step(sink));
  }

  /** Passes over white space, and over the commas and brackets between values. @returns false at the end of what is there */
  #skipBlank(): boolean {
    for (let at = this.#at; at < this.#text.length; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === 10) this.#line++;
      else if (code === 93 || code === 125) this.#entered.pop();
      // White space, comma, semicolon and the closing parenthesis of `callback(…);`
      else if (code > 32 && code !== 44 && code !== 59 && code !== 41) {
        this.#at = at;
        return true;
      }
    }
    this.#at = this.#text.length;
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
    const key = /"((?:[^"\\]|\\.)*)"\s*:\s*/y;
    key.lastIndex = this.#at;
    const found = key.exec(this.#text);
    if (found === null) {
      if (!this.#finished && this.#text.length - this.#at < largestHeld) return false;
      return this.#fault(sink, this.#nextObject());
    }
    const valueAt = this.#at + found[0].length;
    const code = this.#text.charCodeAt(valueAt);
    if (Number.isNaN(code) && !this.#finished) return false;
    const path = joined(this.#entered.at(-1)?.path ?? '', found[1] ?? '');
    if (code === 123 || code === 91) {
      this.#moveTo(valueAt);
      // A list inside a document that was entered is what the document is for.
      if (code === 91) {
        this.#enter('array', path);
        return true;
      }
      return this.#value(sink, path);
    }
    const scalar = /"(?:[^"\\]|\\.)*"|[^\s,}\]"]+/y;
    scalar.lastIndex = valueAt;
    const value = scalar.exec(this.#text);
    const atEnd = value === null || valueAt + value[0].length === this.#text.length;
    if (atEnd && !this.#finished && this.#text.length - this.#at < longestRecordBytes) return false;
    if (value === null) return this.#fault(sink, this.#nextObject());
    this.#take(sink, this.#at, valueAt + value[0].length, this.#entered.at(-1)?.path ?? '');
    return true;
  }

  /** Something that no value begins with: a bare value in an array, or rubbish. */
  #stray(sink: RecordSink): boolean {
    const value = /"(?:[^"\\\n]|\\.)*"|[^\s,{}[\]"]+/y;
    value.lastIndex = this.#at;
    const found = value.exec(this.#text);
    const end = this.#at + (found?.[0].length ?? 1);
    if (end === this.#text.length && !this.#finished && end - this.#at < longestRecordBytes) return false;
    if (this.#entered.length > 0 && found !== null) this.#take(sink, this.#at, end, this.#entered.at(-1)?.path ?? '');
    else if (looksLikePerson(this.#text.slice(this.#at, end))) return this.#fault(sink, end);
    else {
      sink.outside(this.#base + this.#at, this.#base + end, 'structure');
      this.#moveTo(end);
    }
    return true;
  }

  #enter(kind: Entered['kind'], path: string): void {
    this.#entered.push({ kind, path });
    this.#moveTo(this.#at + 1);
  }

  #moveTo(at: number): void {
    for (let feed = this.#lineFeed(); feed < at; feed = this.#lineFeed()) {
      this.#line++;
      this.#at = feed + 1;
    }
    this.#at = at;
    this.#resume = null;
  }

  /** Where the next line feed stood when it was last looked for: a file of one line must not be searched to its end for each item. */
  #feedAt = -1;

  /** @returns the offset of the first line feed from `#at` on; the length of the text if there is none */
  #lineFeed(): number {
    if (this.#feedAt < this.#at) {
      const found = this.#text.indexOf('\n', this.#at);
      this.#feedAt = found < 0 ? this.#text.length : found;
    }
    return this.#feedAt;
  }

  #fault(sink: RecordSink, end: number): boolean {
    const long = end - this.#at > longestRecordBytes;
    sink.fault(long ? 'row-too-long' : 'json-malformed', this.#base + this.#at, this.#base + end, this.#line);
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
    const matching = this.#resume ?? { at: this.#at, depth: 0 };
    const end = follow(this.#text, matching, this.#entered.length === 0);
    if (end === 'broken') return end;
    if (end !== null) return end;
    if (this.#text.length - this.#at > largestHeld) return 'large';
    if (this.#finished) return 'broken';
    this.#resume = matching;
    return 'more';
  }

  /** The commonest case, without following brackets: one object a line. */
  #endOfLine(): number | null {
    if (this.#resume !== null) return null;
    let end = this.#lineFeed();
    if (end === this.#text.length) return null;
    while (end > this.#at && (this.#text.charCodeAt(end - 1) <= 32 || this.#text.charCodeAt(end - 1) === 44)) end--;
    if (this.#text.charCodeAt(end - 1) !== 125 || this.#text.charCodeAt(this.#at) !== 123) return null;
    return this.#parsed(this.#at, end) === undefined ? null : end;
  }

  // The last value that was parsed: `#endOfLine` needs to know that it can be, `#take` what it is.
  #last: { start: number; end: number; value: unknown } = { start: -1, end: -1, value: undefined };

  /** @returns undefined if it cannot be parsed */
  #parsed(start: number, end: number): unknown {
    const place = this.#base + start;
    if (this.#last.start !== place || this.#last.end !== this.#base + end) {
      const value = parseUnit(readByteText(this.#text.slice(start, end)));
      this.#last = { start: place, end: this.#base + end, value };
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
    const leaves: JsonLeaves = this.#columns.gather(value, path);
    if (leaves.wrapsPeople) {
      this.#enter(this.#text.charCodeAt(start) === 123 ? 'object' : 'array', path);
      return;
    }
    const from = this.#base + start;
    if (leaves.isStructure || (text === 'member' && !leaves.cells.some(looksLikePerson)))
      sink.outside(from, this.#base + end, 'structure');
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
        end: this.#base + end,
        line: this.#line,
      });
    }
    this.#moveTo(end);
  }
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function memberValue(text: string): unknown {
  return parseUnit(`{${text}}`);
}

/** How far the brackets of a value were followed. */
interface Matching {
  at: number;
  depth: number;
}

/**
 * Follows brackets to the end of the value that begins at `matching.at`.
 * @param topLevel true if a line that begins with `{` is another value, since nothing was entered
 * @returns the offset behind it; null if the text ends first, with `matching` at a place to go on from; `broken` if a line ends inside a
 *   string, which JSON does not allow, or if another value begins before this one has ended
 */
function follow(text: ByteText, matching: Matching, topLevel: boolean): number | 'broken' | null {
  let { at, depth } = matching;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const close = endOfString(text, at + 1);
      if (close === 'broken') return 'broken';
      if (close === null) break;
      at = close;
      continue;
    }
    if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) {
      if (--depth === 0) return at + 1;
    } else if (code === 10 && topLevel && depth > 0 && text.charCodeAt(at + 1) === 123 && !mayContinue(text, at))
      return 'broken';
    at++;
  }
  matching.at = at;
  matching.depth = depth;
  return null;
}

/** @returns the offset behind the closing quote; null if the text ends first; `broken` if the line does */
function endOfString(text: ByteText, from: number): number | 'broken' | null {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) return at + 1;
    if (code === 92) at++;
    else if (code === 10) return 'broken';
  }
  return null;
}

/** A line that begins with `{` goes on with the value before it only after one of `, : [ {`. */
function mayContinue(text: ByteText, lineEnd: number): boolean {
  let at = lineEnd - 1;
  while (at >= 0 && text.charCodeAt(at) <= 32) at--;
  return ',:[{'.includes(text.charAt(at));
}

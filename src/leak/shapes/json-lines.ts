/** JSON Lines: one object a line. Columns are paths; the items of a list share one. */
import { type ByteText, readByteText, type TextBlock, toByteText } from '../text/block.ts';
import { Lines } from '../text/lines.ts';
import {
  type Layout,
  longestRecordBytes,
  type Recognised,
  type RecordReader,
  type RecordSink,
  type Shape,
  type TextSample,
} from './shape.ts';

export const jsonLines: Shape = {
  name: 'json-lines',
  recognise({ text, whole }: TextSample): Recognised | null {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (!whole) lines.pop();
    if (lines.length === 0 || !/^\s*\{/.test(lines[0] ?? '')) return null;
    const good = lines.filter((line) => parseObject(line) !== null).length;
    return {
      shape: 'json-lines',
      confidence: (0.9 * good) / lines.length,
      separator: null,
      headerLine: null,
      start: () => new JsonLinesReader(),
    };
  },
};

function parseObject(line: ByteText): object | null {
  try {
    const value: unknown = JSON.parse(readByteText(line).trim().replace(/,$/, ''));
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

class JsonLinesReader implements RecordReader {
  readonly #layout: Layout = { name: '', columns: [], headed: true };
  readonly #columnOf = new Map<string, number>();
  readonly #lines: Lines;
  #sink: RecordSink | null = null;

  constructor() {
    this.#lines = new Lines(
      (text, start, end, line) => this.#take(text, start, end, line),
      longestRecordBytes,
      (start, end, line) => this.#sink?.fault('row-too-long', start, end, line),
    );
  }

  push(block: TextBlock, sink: RecordSink): void {
    this.#sink = sink;
    this.#lines.push(block);
  }

  finish(sink: RecordSink): void {
    this.#sink = sink;
    this.#lines.finish();
  }

  #take(text: ByteText, start: number, end: number, line: number): void {
    if (text.trim() === '') return;
    const value = parseObject(text);
    if (value === null) {
      this.#sink?.fault('json-malformed', start, end, line);
      return;
    }
    const cells: ByteText[] = [];
    const columns: number[] = [];
    this.#gather(value, '', cells, columns);
    this.#sink?.record({ layout: this.#layout, cells, columns, start, end, line });
  }

  #gather(value: unknown, path: string, cells: ByteText[], columns: number[]): void {
    if (value === null || value === undefined || value === false) return;
    if (Array.isArray(value)) for (const item of value) this.#gather(item, path, cells, columns);
    else if (typeof value === 'object') {
      for (const [key, item] of Object.entries(value))
        this.#gather(item, path === '' ? key : `${path}.${key}`, cells, columns);
    } else {
      let column = this.#columnOf.get(path);
      if (column === undefined) {
        column = this.#layout.columns.push(path) - 1;
        this.#columnOf.set(path, column);
      }
      cells.push(toByteText(String(value)));
      columns.push(column);
    }
  }
}

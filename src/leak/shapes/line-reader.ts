/** What every shape has in common whose unit is the line: lines that one block leaves unfinished, lines that are too long. */
import type { ByteText, TextBlock } from '../text/block.ts';
import { Lines } from '../text/lines.ts';
import { longestRecordBytes, type RecordReader, type RecordSink } from './shape.ts';

/** A line with its place in the decoded text: `[start, end)`, line end included; `line` counts from 1. */
export interface Line {
  text: ByteText;
  readonly start: number;
  end: number;
  readonly line: number;
}

export abstract class LineReader implements RecordReader {
  readonly #lines = new Lines(
    (text, start, end, line) => this.take(text, start, end, line),
    longestRecordBytes,
    (start, end, line) => {
      this.closeOpen();
      this.sink.fault('row-too-long', start, end, line);
    },
  );
  #sink: RecordSink | null = null;

  push(block: TextBlock, sink: RecordSink): void {
    this.#sink = sink;
    this.#lines.push(block);
  }

  finish(sink: RecordSink): void {
    this.#sink = sink;
    this.#lines.finish();
    this.closeOpen();
  }

  /** Where records go. Lines come from `push` and `finish` alone, so that there is always one. */
  protected get sink(): RecordSink {
    if (this.#sink === null) throw new TypeError('a line before the first block');
    return this.#sink;
  }

  protected abstract take(text: ByteText, start: number, end: number, line: number): void;

  /** Ends a record that earlier lines began and that no line can go on with. */
  protected closeOpen(): void {
    // Most shapes have a record on each line.
  }
}

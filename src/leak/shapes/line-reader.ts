/** What every shape has in common whose unit is the line: lines that one block leaves unfinished, lines that are too long. */
import type { ByteText, TextBlock } from '../text/block.ts';
import { Lines } from '../text/lines.ts';
import { holdsIdentifier, looseLayout } from './loose-text.ts';
import { longestRecordBytes, type OutsideReason, type RecordReader, type RecordSink } from './shape.ts';

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
  readonly #loose = looseLayout();

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

  /** A line among records that is none by its nature; whoever stands in it all the same is read. */
  protected aside({ text, start, end, line }: Line, reason: OutsideReason): void {
    if (holdsIdentifier(text))
      this.sink.record({ layout: this.#loose, cells: [text], columns: null, start, end, line });
    else this.sink.outside(start, end, reason);
  }

  /** Ends a record that earlier lines began and that no line can go on with. */
  protected closeOpen(): void {
    // Most shapes have a record on each line.
  }
}

/** The records of a text that reaches a shape's reader in blocks cut anywhere: they must not depend on where. */
import { expect } from 'vitest';
import type { LeakRecord, RecordSink, Shape } from '../../src/leak/shapes/shape.ts';
import { toByteText } from '../../src/leak/text/block.ts';

export type ReadRecord = Pick<LeakRecord, 'start' | 'end' | 'line' | 'cells'> & { readonly columns: readonly string[] };

export interface ReadText {
  readonly records: ReadRecord[];
  /** Of each stretch that is no record: its reason or fault, and its place. */
  readonly others: [what: string, start: number, end: number][];
}

/** @param blocks the text, whose pieces reach the reader one by one */
export function recordsOf(shape: Shape, blocks: readonly string[]): ReadText {
  const records: ReadRecord[] = [];
  const others: [string, number, number][] = [];
  let last = 0;
  const inOrder = (start: number, end: number) => {
    expect(start).toBeGreaterThanOrEqual(last);
    expect(end).toBeGreaterThanOrEqual(start);
    last = end;
  };
  const sink: RecordSink = {
    record: ({ start, end, line, cells, columns, layout }) => {
      inOrder(start, end);
      records.push({
        ...{ start, end, line, cells },
        columns: cells.map((_cell, i) => layout.columns[columns?.[i] ?? i] ?? ''),
      });
    },
    outside: (start, end, reason) => {
      inOrder(start, end);
      others.push([reason, start, end]);
    },
    fault: (fault, start, end) => {
      inOrder(start, end);
      others.push([fault, start, end]);
    },
  };
  const bytes = blocks.map(toByteText);
  const reader = shape.recognise({ text: bytes.join(''), whole: true, wish: {} })?.start();
  if (reader === undefined) throw new Error('not recognised');
  let offset = 0;
  for (const text of bytes) {
    reader.push({ bytes: Buffer.from(text, 'latin1'), text, offset }, sink);
    offset += text.length;
  }
  reader.finish(sink);
  return { records, others };
}

/** Cuts the text in two at every `step`th place, and in blocks of 7 characters. */
export function expectSameWhereverCut(shape: Shape, text: string, step = 1): void {
  const whole = recordsOf(shape, [text]);
  expect(whole.records.length).toBeGreaterThan(0);
  for (let cut = 1; cut < text.length; cut += step)
    expect(recordsOf(shape, [text.slice(0, cut), text.slice(cut)])).toEqual(whole);
  expect(recordsOf(shape, text.match(/[\s\S]{1,7}/g) ?? [])).toEqual(whole);
}

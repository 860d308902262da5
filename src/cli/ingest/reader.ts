/**
 * Leak files (builder's input): from a path to batches of rows, one pass, at the consumer's pace, never the whole file in
 * memory. CSV, `identifier:password` lists and JSON Lines, plain or gzipped. Nothing that a file holds is kept or shown.
 */
import { VigieError } from '../../core/errors.ts';
import { CsvRows } from './csv.ts';
import { addJsonLine, addListLine, JsonKeys } from './lists.ts';
import type { ColumnOverride } from './overrides.ts';
import { type LeakRow, type LeakSummary, RowCollector } from './rows.ts';
import { type LeakFormat, sniffFormat } from './sniff.ts';
import { openSource, type SourceOptions } from './source.ts';
import { BlockDecoder, readByteText, type TextBlock, type TextEncoding, toByteText } from './text-blocks.ts';

export { type ColumnOverride, parseColumnOverrides } from './overrides.ts';
export { classesOf, type LeakProblem, type LeakRow, type LeakSummary } from './rows.ts';
export type { LeakFormat } from './sniff.ts';

export interface LeakOptions extends SourceOptions {
  readonly columns?: readonly ColumnOverride[] | undefined;
  /** Line numbers kept for each reason of bad rows; 20 unless told. */
  readonly linesPerReason?: number | undefined;
}

export interface Leak {
  readonly format: LeakFormat;
  readonly compressed: boolean;
  /** Of the file as it is on disk; 0 where it is not known (a pipe). */
  readonly totalBytes: number;
  /** What was seen so far. */
  readonly encoding: TextEncoding | 'utf-16';
  /** Grows while `batches` is iterated; whole once it has ended. */
  readonly summary: LeakSummary;
  /**
   * To be iterated once. Batches are never empty and hold a few thousand rows.
   * @throws VigieError 'input-empty' at the end if there was not one row; 'input-malformed' (gzip truncated or corrupt),
   * 'file-unreadable', 'cancelled'
   */
  readonly batches: AsyncGenerator<LeakRow[]>;
  /** For a leak that is not iterated to its end. */
  close(): Promise<void>;
}

/**
 * Opens a leak file and finds out what it is.
 * @throws VigieError 'file-not-found', 'file-unreadable', 'input-empty', 'input-malformed' (`reason`: `binary`,
 * `archive-or-spreadsheet`, `json-array`, `gzip-truncated`, `gzip-corrupt`), 'input-no-identifier-column',
 * 'input-column-unknown', 'cancelled'
 */
export async function openLeak(options: LeakOptions): Promise<Leak> {
  const source = await openSource(options);
  const decoder = new BlockDecoder();
  const blocks = decoder.decode(source.chunks);
  try {
    const first = await blocks.next();
    if (first.done) throw new VigieError('input-empty');
    if (first.value.overlong) throw new VigieError('input-malformed', { reason: 'first-line-too-long' });
    const overrides = options.columns ?? [];
    const { format, skipped, skipLines } = sniffFormat(readByteText(first.value.text), overrides);
    const rows = new RowCollector(format.kind === 'csv' ? format.roles : [], options.linesPerReason ?? 20);
    const lines = lineReader(format, overrides, skipLines + 1, rows);
    const start = { text: first.value.text.slice(toByteText(skipped).length), overlong: false };
    const batches = readBatches(start, blocks, lines, rows);
    return {
      format,
      compressed: source.compressed,
      totalBytes: source.totalBytes,
      get encoding() {
        return source.utf16 ? 'utf-16' : decoder.encoding;
      },
      summary: rows,
      batches,
      close: async () => {
        await batches.return(undefined);
        await blocks.return(undefined);
        await source.chunks.return(undefined);
      },
    };
  } catch (error) {
    await blocks.return(undefined);
    await source.chunks.return(undefined);
    throw error;
  }
}

async function* readBatches(
  start: TextBlock,
  blocks: AsyncGenerator<TextBlock>,
  lines: LineReader,
  rows: RowCollector,
): AsyncGenerator<LeakRow[]> {
  lines.push(start.text);
  for (;;) {
    const batch = rows.take();
    if (batch.length > 0) yield batch;
    const next = await blocks.next();
    if (next.done) break;
    if (next.value.overlong) rows.addBad('row-too-long', lines.skipLine());
    else lines.push(next.value.text);
  }
  lines.finish();
  const last = rows.take();
  if (last.length > 0) yield last;
  if (rows.rows === 0) throw new VigieError('input-empty');
}

/** What `CsvRows` does, for any format. */
interface LineReader {
  push(text: string): void;
  finish(): void;
  skipLine(): number;
}

function lineReader(
  format: LeakFormat,
  overrides: readonly ColumnOverride[],
  firstLine: number,
  rows: RowCollector,
): LineReader {
  switch (format.kind) {
    case 'csv':
      return new CsvRows(format.delimiter, format.roles.length, firstLine, (cells, line) => rows.addCells(cells, line));
    case 'list':
      return eachLine(firstLine, (text, line) => addListLine(text, format.separator, line, rows));
    case 'json-lines': {
      const keys = new JsonKeys(overrides);
      return eachLine(firstLine, (text, line) => addJsonLine(text, keys, line, rows));
    }
  }
}

function eachLine(firstLine: number, onLine: (text: string, line: number) => void): LineReader {
  let line = firstLine;
  return {
    push(text) {
      for (let start = 0; start < text.length; ) {
        const end = text.indexOf('\n', start);
        onLine(readByteText(text.slice(start, end)), line++);
        start = end + 1;
      }
    },
    finish() {},
    skipLine: () => line++,
  };
}

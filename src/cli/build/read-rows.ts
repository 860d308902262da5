/** The first half of a build: every row of every input, through the collector, at the pace of the stretch. */
import { toHex } from '../../core/bytes/bytes.ts';
import { startSha256 } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { Coverage } from '../../core/pack/coverage.ts';
import type { InputDigest } from '../../core/pack/private-part.ts';
import { type LeakProblem, openLeak } from '../ingest/reader.ts';
import type { Collector } from './collector.ts';
import type { BuildPlan } from './plan.ts';

/** What was read, for the report: numbers and lines, never content. */
export interface ReadReport {
  rows: number;
  badRows: number;
  /** Bad rows that gave no identifier at all. */
  lostRows: number;
  readonly badByReason: Map<LeakProblem, { count: number; lines: string[] }>;
  /** The files as they were read. */
  readonly inputs: InputDigest[];
  /** What a second reading of the inputs saw; empty where there was none. */
  readonly coverage: Coverage;
}

/** Line numbers shown for a reason. */
const shownLines = 20;

export function emptyReport(): ReadReport {
  return { rows: 0, badRows: 0, lostRows: 0, badByReason: new Map(), inputs: [], coverage: [] };
}

/**
 * @param onProgress called with bytes read and bytes in all, of all inputs
 * @throws VigieError what `openLeak` throws · 'input-malformed' if not one row of a file gave an identifier · 'cancelled'
 */
export async function readRows(
  plan: Pick<BuildPlan, 'inputs' | 'columns'>,
  collector: Pick<Collector, 'add' | 'room'>,
  totalBytes: number,
  onProgress: (doneBytes: number, totalBytes: number, rows: number) => void,
  signal: AbortSignal,
): Promise<ReadReport> {
  const report = emptyReport();
  // A batch of rows may be minutes of stretching: Ctrl+C is looked for wherever one waits.
  const room = async () => {
    await collector.room();
    signal.throwIfAborted();
  };
  let earlierBytes = 0;
  for (const input of plan.inputs) {
    let readBytes = 0;
    const hash = startSha256();
    const leak = await openLeak({
      path: input.path,
      columns: plan.columns,
      linesPerReason: shownLines,
      signal,
      onProgress: (bytesRead) => {
        readBytes = bytesRead;
      },
      onBytes: (bytes) => hash.update(bytes),
    });
    let rows = 0;
    for await (const batch of leak.batches) {
      for (const { nir, email, classMask } of batch) {
        if (nir !== null && collector.add('nir', nir, input.incidentIndex, classMask)) await room();
        if (email !== null && collector.add('email', email, input.incidentIndex, classMask)) await room();
        if ((++rows & 0xff) === 0) onProgress(earlierBytes + readBytes, totalBytes, report.rows + rows);
      }
      signal.throwIfAborted();
    }
    // A pack of which one file gave nobody answers « not listed » to all who are in that file.
    if (leak.summary.lostRows === leak.summary.rows) throw nobodyIn(input.path);
    earlierBytes += leak.totalBytes;
    report.inputs.push({
      incident: input.incidentIndex,
      byteCount: leak.totalBytes,
      sha256: toHex(hash.digest()),
    });
    addSummary(report, leak.summary, plan.inputs.length > 1 ? `${plan.inputs.indexOf(input) + 1}:` : '');
  }
  return report;
}

function nobodyIn(path: string): VigieError {
  // The path travels where the paths of the system's own errors do.
  const cause = Object.assign(new Error('no identifier'), { path });
  return new VigieError('input-malformed', { reason: 'no-good-row' }, { cause });
}

/** @param where prefix of line numbers: which input, where there are several */
function addSummary(
  report: ReadReport,
  summary: {
    rows: number;
    badRows: number;
    lostRows: number;
    badByReason: ReadonlyMap<LeakProblem, { count: number; lines: readonly number[] }>;
  },
  where: string,
): void {
  report.rows += summary.rows;
  report.badRows += summary.badRows;
  report.lostRows += summary.lostRows;
  for (const [reason, bad] of summary.badByReason) {
    const held = report.badByReason.get(reason) ?? { count: 0, lines: [] };
    held.count += bad.count;
    for (const line of bad.lines) if (held.lines.length < shownLines) held.lines.push(`${where}${line}`);
    report.badByReason.set(reason, held);
  }
}

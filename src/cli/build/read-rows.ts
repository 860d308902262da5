/** The first half of a build: every row of every input, through the collector, at the pace of the stretch. */
import { toHex } from '../../core/bytes/bytes.ts';
import { type RunningHash, startSha256 } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { Incident } from '../../core/pack/incident.ts';
import type { DataClass } from '../../core/vocabulary.ts';
import { classBit, type LeakProblem, openLeak } from '../ingest/reader.ts';
import type { Collector } from './collector.ts';
import type { BuildPlan } from './plan.ts';

/** What was read, for the report: numbers and lines, never content. */
export interface ReadReport {
  rows: number;
  badRows: number;
  /** Bad rows that gave no identifier at all. */
  lostRows: number;
  readonly badByReason: Map<LeakProblem, { count: number; lines: string[] }>;
  /** `<incident index>:<SHA-256 of the file>` of each input, where that was asked for. */
  readonly inputHashes: string[];
}

/** Line numbers shown for a reason. */
const shownLines = 20;

export function emptyReport(): ReadReport {
  return { rows: 0, badRows: 0, lostRows: 0, badByReason: new Map(), inputHashes: [] };
}

function maskOf(classes: readonly DataClass[]): number {
  return classes.reduce((mask, dataClass) => mask | classBit(dataClass), 0);
}

/**
 * @param onProgress called with bytes read and bytes in all, of all inputs
 * @param hashing whether to hash the inputs on the way
 * @throws VigieError what `openLeak` throws · 'input-malformed' if not one row of a file gave an identifier · 'cancelled'
 */
export async function readRows(
  plan: Pick<BuildPlan, 'inputs' | 'incidents' | 'columns'>,
  collector: Pick<Collector, 'add' | 'room'>,
  totalBytes: number,
  onProgress: (doneBytes: number, totalBytes: number, rows: number) => void,
  signal: AbortSignal,
  hashing = false,
): Promise<ReadReport> {
  const report = emptyReport();
  // A batch of rows may be minutes of stretching: Ctrl+C is looked for wherever one waits.
  const room = async () => {
    await collector.room();
    signal.throwIfAborted();
  };
  let earlierBytes = 0;
  for (const input of plan.inputs) {
    // The incident's confirmed classes hold for everyone in its file.
    const always = maskOf(incidentOf(plan.incidents, input.incidentIndex).dataClasses.confirmed);
    let readBytes = 0;
    const hash: RunningHash | null = hashing ? startSha256() : null;
    const leak = await openLeak({
      path: input.path,
      columns: plan.columns,
      linesPerReason: shownLines,
      signal,
      onProgress: (bytesRead) => {
        readBytes = bytesRead;
      },
      onBytes: hash === null ? undefined : (bytes) => hash.update(bytes),
    });
    let rows = 0;
    for await (const batch of leak.batches) {
      for (const { nir, email, classMask } of batch) {
        const mask = classMask | always;
        if (nir !== null && collector.add('nir', nir, input.incidentIndex, mask)) await room();
        if (email !== null && collector.add('email', email, input.incidentIndex, mask)) await room();
        if ((++rows & 0xff) === 0) onProgress(earlierBytes + readBytes, totalBytes, report.rows + rows);
      }
      signal.throwIfAborted();
    }
    // A pack of which one file gave nobody answers « not listed » to all who are in that file.
    if (leak.summary.lostRows === leak.summary.rows) throw nobodyIn(input.path);
    earlierBytes += leak.totalBytes;
    if (hash !== null) report.inputHashes.push(`${input.incidentIndex}:${toHex(hash.digest())}`);
    addSummary(report, leak.summary, plan.inputs.length > 1 ? `${plan.inputs.indexOf(input) + 1}:` : '');
  }
  return report;
}

function nobodyIn(path: string): VigieError {
  // The path travels where the paths of the system's own errors do.
  const cause = Object.assign(new Error('no identifier'), { path });
  return new VigieError('input-malformed', { reason: 'no-good-row' }, { cause });
}

function incidentOf(incidents: readonly Incident[], index: number): Incident {
  const incident = incidents[index];
  if (incident === undefined) throw new RangeError('incident');
  return incident;
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

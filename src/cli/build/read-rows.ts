/** The first half of a build: every row of every input, through the collector, at the pace of the stretch. */
import type { Incident } from '../../core/pack/incident.ts';
import type { DataClass } from '../../core/vocabulary.ts';
import { classBit, type LeakProblem, openLeak } from '../ingest/reader.ts';
import type { Collector } from './collector.ts';
import type { BuildPlan } from './plan.ts';

/** What was read, for the report: numbers and lines, never content. */
export interface ReadReport {
  rows: number;
  badRows: number;
  readonly badByReason: Map<LeakProblem, { count: number; lines: string[] }>;
}

/** Line numbers shown for a reason. */
const shownLines = 20;

export function emptyReport(): ReadReport {
  return { rows: 0, badRows: 0, badByReason: new Map() };
}

function maskOf(classes: readonly DataClass[]): number {
  return classes.reduce((mask, dataClass) => mask | classBit(dataClass), 0);
}

/**
 * @param onProgress called with bytes read and bytes in all, of all inputs
 * @throws VigieError what `openLeak` throws · 'cancelled'
 */
export async function readRows(
  plan: Pick<BuildPlan, 'inputs' | 'incidents' | 'columns'>,
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
    // The incident's confirmed classes hold for everyone in its file.
    const always = maskOf(incidentOf(plan.incidents, input.incidentIndex).dataClasses.confirmed);
    let readBytes = 0;
    const leak = await openLeak({
      path: input.path,
      columns: plan.columns,
      linesPerReason: shownLines,
      signal,
      onProgress: (bytesRead) => {
        readBytes = bytesRead;
      },
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
    earlierBytes += leak.totalBytes;
    addSummary(report, leak.summary, plan.inputs.length > 1 ? `${plan.inputs.indexOf(input) + 1}:` : '');
  }
  return report;
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
    badByReason: ReadonlyMap<LeakProblem, { count: number; lines: readonly number[] }>;
  },
  where: string,
): void {
  report.rows += summary.rows;
  report.badRows += summary.badRows;
  for (const [reason, bad] of summary.badByReason) {
    const held = report.badByReason.get(reason) ?? { count: 0, lines: [] };
    held.count += bad.count;
    for (const line of bad.lines) if (held.lines.length < shownLines) held.lines.push(`${where}${line}`);
    report.badByReason.set(reason, held);
  }
}

/**
 * The reading of a build. Everything is read twice where it can be: once to understand it and to be sure that nobody would be lost,
 * before the first of a million stretches is paid; once more through the collector. A pipe is judged while it is read.
 */
import { toHex } from '../../core/bytes/bytes.ts';
import { type RunningHash, startSha256 } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { Coverage } from '../../core/pack/coverage.ts';
import type { InputDigest } from '../../core/pack/private-part.ts';
import type { LeakProblem } from '../../leak/read-leak.ts';
import { coverageOfInputs, requireDecidedAndWhole } from '../leak/judge.ts';
import { canReadTwice, type ReadInput, readInputs, sizeOfInputs } from '../leak/read-inputs.ts';
import type { Collector } from './collector.ts';
import { DistinctEstimate } from './distinct-estimate.ts';
import { hashPieces } from './hash-file.ts';
import type { BuildPlan } from './plan.ts';

/** What was read, for the report: numbers and lines, never content. */
export interface ReadReport {
  readonly rows: number;
  readonly badRows: number;
  /** Bad rows that gave no identifier at all. */
  readonly lostRows: number;
  readonly badByReason: Map<LeakProblem, { count: number; lines: string[] }>;
  /** The files as they were read. */
  readonly inputs: InputDigest[];
  readonly coverage: Coverage;
}

/** Line numbers shown for a reason. */
const shownLines = 20;

type ReadingPlan = Pick<BuildPlan, 'inputs' | 'skipBadFiles' | 'acceptedLoss'>;

/** What the first reading found. */
export interface Understanding {
  readonly inputs: readonly ReadInput[];
  /** Distinct identifiers, within a hundredth or so. */
  readonly distinct: number;
}

/**
 * The reading before the build.
 * @returns null where the inputs can be read only once
 * @throws VigieError what `readInputs` throws · 'cancelled'
 */
export async function understand(
  plan: ReadingPlan,
  onProgress: (fraction: number, identifiers: number) => void,
  signal: AbortSignal,
): Promise<Understanding | null> {
  if (!(await canReadTwice(plan.inputs))) return null;
  const totalBytes = await sizeOfInputs(plan.inputs);
  const estimate = new DistinctEstimate();
  let identifiers = 0;
  const inputs = await readInputs(
    plan.inputs,
    {
      onIdentifier: ({ kind, canonical }) => {
        identifiers++;
        estimate.add(kind, canonical);
        return null;
      },
      onProgress: (done) => onProgress(totalBytes > 0 ? Math.min(1, done / totalBytes) : 0, identifiers),
    },
    signal,
    { skipBad: plan.skipBadFiles, wantsPeople: true },
  );
  return { inputs, distinct: estimate.count() };
}

/**
 * Every identifier of every input through the collector, at the pace of the stretch.
 * @param understood of `understand`; what is read now must be the same
 * @param onProgress called for identifiers taken, again and again
 * @throws VigieError what `readInputs` throws · 'input-changed' · 'input-undecided' and 'input-loses' of a pipe · 'cancelled'
 */
export async function readRows(
  plan: ReadingPlan,
  collector: Pick<Collector, 'add' | 'room'>,
  understood: Understanding | null,
  onProgress: () => void,
  signal: AbortSignal,
): Promise<ReadReport> {
  // A batch of rows may be minutes of stretching: Ctrl+C is looked for wherever one waits.
  const room = async () => {
    await collector.room();
    signal.throwIfAborted();
  };
  const sound = plan.inputs.filter((_, i) => (understood?.inputs[i]?.skipped ?? null) === null);
  // What is read at random is not read in order: such a file is hashed by itself.
  const running = sound.map(() => ({ hash: startSha256(), byteCount: 0 }));
  let taken = 0;
  const inputs = await readInputs(
    sound,
    {
      onIdentifier: ({ kind, canonical, classMask }, index) => {
        if ((++taken & 0xff) === 0) onProgress();
        const full = collector.add(kind, canonical, sound[index]?.incidentIndex ?? 0, classMask);
        return full ? room() : null;
      },
      onBytes: understood === null ? (bytes, index) => take(running[index], bytes) : undefined,
    },
    signal,
    { skipBad: understood === null && plan.skipBadFiles, wantsPeople: true },
  );
  const coverage = coverageOfInputs(inputs);
  if (understood === null) requireDecidedAndWhole(inputs, plan.acceptedLoss);
  else if (JSON.stringify(coverage) !== JSON.stringify(coverageOfInputs(understood.inputs))) {
    throw new VigieError('input-changed');
  }
  const digests: InputDigest[] = [];
  for (const [i, { paths, incidentIndex }] of sound.entries()) {
    const own = running[i];
    const { byteCount, sha256 } =
      understood === null && own !== undefined ? digestOf(own) : await hashPieces(paths, signal);
    digests.push({ incident: incidentIndex, byteCount, sha256 });
  }
  return { ...sumOf(inputs), inputs: digests, coverage };
}

interface Running {
  readonly hash: RunningHash;
  byteCount: number;
}

function take(running: Running | undefined, bytes: Uint8Array): void {
  if (running === undefined) return;
  running.hash.update(bytes);
  running.byteCount += bytes.length;
}

function digestOf({ hash, byteCount }: Running): { byteCount: number; sha256: string } {
  return { byteCount, sha256: toHex(hash.digest()) };
}

function sumOf(inputs: readonly ReadInput[]): Pick<ReadReport, 'rows' | 'badRows' | 'lostRows' | 'badByReason'> {
  const sum = { rows: 0, badRows: 0, lostRows: 0 };
  const badByReason: ReadReport['badByReason'] = new Map();
  for (const [index, { members }] of inputs.entries()) {
    // Which input a line is of, where there are several.
    const where = inputs.length > 1 ? `${index + 1}:` : '';
    for (const { people, badByReason: bad } of members) {
      sum.rows += people.counts.records;
      sum.badRows += people.counts.badRecords;
      sum.lostRows += people.counts.emptyRecords;
      for (const [reason, { count, lines }] of bad) {
        const held = badByReason.get(reason) ?? { count: 0, lines: [] };
        held.count += count;
        for (const line of lines) if (held.lines.length < shownLines) held.lines.push(`${where}${line}`);
        badByReason.set(reason, held);
      }
    }
  }
  return { ...sum, badByReason };
}

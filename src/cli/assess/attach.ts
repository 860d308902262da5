/**
 * An assessment report into what `build` and `notice` sign: its level, its date, its digest. A report of other files is refused, and so is
 * one that would say something else of the incident than its status does: changing a status is an authority's, not a report's.
 */
import { type AssessmentReport, isLevelFounded, parseReport } from '../../assess/report/schema.ts';
import { fewestTold } from '../../assess/statistics/told.ts';
import { toHex, utf8 } from '../../core/bytes/bytes.ts';
import { sha256 } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { Incident } from '../../core/pack/incident.ts';
import { isVerifiedStatus } from '../../core/vocabulary.ts';
import type { Arguments } from '../arguments.ts';
import { hashPieces } from '../build/hash-file.ts';
import type { BuildPlan } from '../build/plan.ts';
import { canReadTwice, type ReadInput } from '../leak/read-inputs.ts';
import { readTextFile } from '../pack-files.ts';

interface Attached {
  readonly report: AssessmentReport;
  readonly incidentIndex: number;
}

type MismatchReason = 'other-inputs' | 'other-incident' | 'status-change' | 'part-unmarked';

function mismatch(reason: MismatchReason): VigieError {
  return new VigieError('assessment-mismatch', { reason });
}

/**
 * @returns the incidents with what their reports came to, and the reports
 * @throws VigieError 'assessment-malformed' · 'assessment-mismatch' · 'file-not-found' · 'file-unreadable'
 */
export async function attachAssessments(
  given: Arguments,
  incidents: readonly Incident[],
): Promise<{ incidents: Incident[]; attached: Attached[] }> {
  const judged = [...incidents];
  const attached: Attached[] = [];
  for (const path of given.all('assessment')) {
    const text = await readTextFile(path);
    const report = parseReport(text);
    const incidentIndex = incidentOf(report, incidents);
    const incident = judged[incidentIndex];
    if (incident === undefined || attached.some((one) => one.incidentIndex === incidentIndex))
      throw mismatch('other-incident');
    requireSameStatus(report, incident);
    if (!isLevelFounded(report)) throw new VigieError('assessment-malformed', { field: 'level' });
    // What was stopped, or says that it is a sample, is one, whatever else the file says.
    if (report.interrupted && report.scope !== 'sample') throw mismatch('part-unmarked');
    const { level, createdOn, scope } = report;
    const reportSha256 = toHex(sha256(utf8(text)));
    judged[incidentIndex] = { ...incident, assessment: { level, on: createdOn, reportSha256, scope } };
    attached.push({ report, incidentIndex });
  }
  return { incidents: judged, attached };
}

/** By the name that its claim gave; a report that names none goes with a single incident. */
function incidentOf({ incident }: AssessmentReport, incidents: readonly Incident[]): number {
  if (incident === null) return incidents.length === 1 ? 0 : -1;
  return incidents.findIndex(({ id }) => id === incident.id);
}

function requireSameStatus({ incident: named, level }: AssessmentReport, { status }: Incident): void {
  if (named !== null && named.status !== status) throw mismatch('status-change');
  const isConfirmed = isVerifiedStatus(status);
  if (isConfirmed && level === 'contradicted') throw mismatch('status-change');
  if (status === 'refuted' && (level === 'supported' || level === 'partly-supported')) throw mismatch('status-change');
}

/**
 * The report must be of the very files of its incident, each of them and no other.
 * @throws VigieError 'assessment-mismatch' { reason: 'other-inputs' }, also for inputs that can be read only once
 */
export async function requireSameInputs(
  attached: readonly Attached[],
  { inputs }: Pick<BuildPlan, 'inputs'>,
  signal: AbortSignal,
): Promise<void> {
  for (const { report, incidentIndex } of attached) {
    const own = inputs.filter((input) => input.incidentIndex === incidentIndex);
    if (!(await canReadTwice(own))) throw mismatch('other-inputs');
    const digests: string[] = [];
    for (const { paths } of own) digests.push((await hashPieces(paths, signal)).sha256);
    const said = report.inputs.map(({ sha256: digest }) => digest);
    if (JSON.stringify(digests.sort()) !== JSON.stringify(said.sort())) throw mismatch('other-inputs');
  }
}

/**
 * A report on the whole file has met at least the rows that this reading met without a fault.
 * @param read of `understand`, in the order of the plan's inputs
 * @throws VigieError 'assessment-mismatch' { reason: 'part-unmarked' }
 */
export function requireWholeOrMarked(
  attached: readonly Attached[],
  { inputs }: Pick<BuildPlan, 'inputs'>,
  read: readonly ReadInput[],
): void {
  for (const { report, incidentIndex } of attached) {
    if (report.scope === 'sample') continue;
    let rows = 0;
    for (const [i, { members }] of read.entries()) {
      if (inputs[i]?.incidentIndex !== incidentIndex) continue;
      for (const { people } of members) rows += people.counts.records - people.counts.badRecords;
    }
    // A report of fewer than twenty rows does not tell how many.
    if ((report.rows ?? fewestTold - 1) < rows) throw mismatch('part-unmarked');
  }
}

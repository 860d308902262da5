/** The report as data, from what was measured and what may be said of it. */
import type { MemberReport } from '../../leak/read-leak.ts';
import { errorOfAll, type Measured } from '../assessment.ts';
import type { Claim } from '../claim.ts';
import { holm } from '../statistics/tests.ts';
import { assessEn } from '../text/en.ts';
import { assessFr } from '../text/fr.ts';
import { claimSentence, levelSentence } from '../text/sentences.ts';
import { judge } from '../verdict.ts';
import type { AssessmentReport } from './schema.ts';
import { suppressDistinct, suppressFinding, suppressTotal } from './suppress.ts';

export interface ReportContext {
  readonly claim: Claim;
  readonly inputs: AssessmentReport['inputs'];
  readonly members: readonly MemberReport[];
  /** Day of the report, ISO. */
  readonly createdOn: string;
  /** The reading was stopped before the end. */
  readonly interrupted: boolean;
}

export function makeReport(measured: Measured, context: ReportContext): AssessmentReport {
  const { claim, inputs, members, createdOn, interrupted } = context;
  const people = suppressDistinct(measured.people, measured.rows);
  // What is judged is what is said: a sentence must not tell the number that the table leaves out.
  const verdict = judge({ ...measured, people: { ...people, count: people.count ?? people.high } }, claim);
  const adjusted = holm(measured.findings.flatMap(({ tests }) => tests.map(({ p }) => p)));
  let next = 0;
  const findings = measured.findings.map((finding) => {
    const own = adjusted.slice(next, next + finding.tests.length);
    next += finding.tests.length;
    return suppressFinding(finding, own, measured.rows);
  });
  const inBoth = (say: (text: typeof assessFr) => string) => ({ fr: say(assessFr), en: say(assessEn) });
  const rows = suppressTotal(measured.rows);
  const all = { ...verdict, rows };
  return {
    vigieAssessment: 1,
    createdOn,
    scope: interrupted || claim.isSample ? 'sample' : 'whole',
    interrupted,
    inputs: inputs.map((input) => ({ ...input })),
    incident: claim.incident,
    rows,
    people,
    level: verdict.level,
    words: {
      press: inBoth((text) => levelSentence(text, 'press', all)),
      court: inBoth((text) => levelSentence(text, 'court', all)),
      adviser: inBoth((text) => levelSentence(text, 'adviser', all)),
    },
    madeUp: { ...verdict.madeUp, byMaking: rows === null ? [] : verdict.madeUp.byMaking.map((one) => ({ ...one })) },
    unlike: verdict.unlike === null ? null : [...verdict.unlike],
    claims: verdict.claims.map((one) => ({
      ...one,
      figures: { ...one.figures },
      basis: { ...one.basis },
      words: inBoth((text) => claimSentence(text, one)),
    })),
    rowsNeeded: verdict.rowsNeeded,
    error: errorOfAll,
    files: filesOf(members),
    findings,
  };
}

function filesOf(members: readonly MemberReport[]): AssessmentReport['files'] {
  const each = (of: (member: MemberReport) => Iterable<string>) =>
    [...new Set(members.flatMap((one) => [...of(one)]))].sort();
  return {
    containers: each(({ containers }) => containers),
    encodings: each(({ text }) => text.encodings),
    lineEnds: each(({ text }) => text.lineEnds),
    shapes: each(({ shape }) => [shape.shape]),
  };
}

/**
 * The report as data: `vigie assess --json`, and what `vigie build --assessment` takes. Published as JSON Schema in
 * docs/assessment.schema.json. Codes and figures; no cell of any row.
 */
import { z } from 'zod';
import { readJsonAs } from '../../core/bytes/read-json.ts';
import { assessmentLevels, incidentStatuses } from '../../core/vocabulary.ts';
import { claimNames } from '../claim.ts';
import { findingNames, mostOfFile } from '../finding.ts';

const fraction = z.number().min(0).max(1);
const count = z.int().min(0);
const code = z.string().regex(/^[a-z0-9][a-z0-9–-]{0,62}$/);
const sentences = z.strictObject({ fr: z.string().max(2000), en: z.string().max(2000) });
/** Null: fewer than twenty people, or what would give such a number away. */
const suppressible = count.nullable();

const share = z.strictObject({
  name: code,
  of: count,
  count: suppressible,
  share: fraction.nullable(),
  low: fraction,
  high: fraction,
  level: fraction,
});

const test = z.strictObject({
  test: z.string(),
  hypothesis: code,
  p: fraction,
  /** Adjusted by Holm (1979) over every test of the report. */
  adjusted: fraction,
  effect: z.strictObject({ measure: z.string(), value: z.number() }),
});

const finding = z.strictObject({
  name: z.enum(findingNames),
  rows: suppressible,
  shares: z.array(share),
  counts: z.array(z.strictObject({ name: code, count: suppressible, low: count, high: count })),
  tests: z.array(test),
  bounds: z.array(
    z.strictObject({
      kind: z.enum(['impossible', 'unlike', 'class']),
      trait: code,
      atLeast: fraction,
      allowed: z.number().min(0),
    }),
  ),
  chart: z
    .strictObject({
      name: code,
      bars: z.array(z.strictObject({ label: code, count: suppressible, expected: fraction.nullable() })),
    })
    .nullable(),
});

const reportSchema = z.strictObject({
  vigieAssessment: z.literal(1),
  createdOn: z.iso.date(),
  /** `sample`: the reading was stopped, or the file is itself a sample. */
  scope: z.enum(['whole', 'sample']),
  interrupted: z.boolean(),
  /** What was examined. Empty for what can be read only once. */
  inputs: z.array(z.strictObject({ byteCount: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
  incident: z.strictObject({ id: z.string(), status: z.enum(incidentStatuses) }).nullable(),
  rows: suppressible,
  people: z.strictObject({ count: suppressible, low: count, high: count, exact: z.boolean() }),
  level: z.enum(assessmentLevels),
  /** For a press officer, for a court, for an adviser. */
  words: z.strictObject({ press: sentences, court: sentences, adviser: sentences }),
  madeUp: z.strictObject({
    atLeast: fraction,
    atMost: fraction,
    trait: code.nullable(),
    byMaking: z.array(z.strictObject({ making: code, atMost: fraction })),
  }),
  /** Two traits that most of the rows have and no file of real people; null where there are none. */
  unlike: z.tuple([code, code]).nullable(),
  claims: z.array(
    z.strictObject({
      claim: z.enum(claimNames),
      verdict: z.enum(['supported', 'contradicted', 'cannot-tell']),
      reason: code,
      figures: z.record(z.string(), z.number()),
      /** How it was tested; `wrongAtMost`: with which probability the verdict is wrong, 0 where all was counted, null where nothing was drawn. */
      basis: z.strictObject({ test: code, wrongAtMost: fraction.nullable() }),
      settledBy: code.nullable(),
      words: sentences,
    }),
  ),
  /** How many rows it takes before anything made up would be told; null where there were enough. */
  rowsNeeded: count.nullable(),
  /** Probability that any bound of this report is wrong. */
  error: fraction,
  files: z.strictObject({
    containers: z.array(z.string()),
    encodings: z.array(z.string()),
    lineEnds: z.array(z.string()),
    shapes: z.array(z.string()),
  }),
  findings: z.array(finding),
});
export type AssessmentReport = z.infer<typeof reportSchema>;
export type ReportedFinding = AssessmentReport['findings'][number];

/** The schema that is published. */
export function reportJsonSchema(): object {
  return z.toJSONSchema(reportSchema, { target: 'draft-2020-12' });
}

/** @throws VigieError 'assessment-malformed' with the path of the first field at fault */
export function parseReport(text: string): AssessmentReport {
  return readJsonAs(reportSchema, text, 'assessment-malformed');
}

/** Why a file of real people is supported in part only. */
const limiting: ReadonlySet<string> = new Set(['fewer-people', 'recycled']);

/**
 * Whether the level is one that the report's own figures may give: a level that was written over does not. Figures that were written over
 * with it are told by nothing here; the pack's signer answers for the report's digest.
 */
export function isLevelFounded({ level, madeUp, unlike, rowsNeeded, claims }: AssessmentReport): boolean {
  const isAgainst = madeUp.atLeast >= mostOfFile || unlike !== null;
  const real = claims.find(({ claim }) => claim === 'real');
  const isKnown = real?.reason === 'in-reference' || real?.reason === 'partly-real';
  switch (level) {
    case 'supported':
      return real?.verdict === 'supported' && !isAgainst && !claims.some(({ reason }) => limiting.has(reason));
    case 'partly-supported':
      return isKnown || rowsNeeded !== null;
    case 'contradicted':
      return isAgainst && !isKnown && rowsNeeded === null;
    case 'cannot-tell':
      return !isKnown && (!isAgainst || rowsNeeded !== null);
  }
}

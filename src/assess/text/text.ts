/** Words of the report. Keys of the inner tables are the codes that the report uses; a test looks each of them up in both languages. */
import type { AssessmentLevel, Locale } from '../../core/vocabulary.ts';
import type { ClaimName } from '../claim.ts';
import type { ClaimVerdict } from '../verdict.ts';

export type Audience = 'press' | 'court' | 'adviser';
type Words = Readonly<Record<string, string>>;

export interface AssessText {
  readonly locale: Locale;
  /** Headings and small words of the page. */
  readonly page: Words;
  readonly levels: Readonly<Record<AssessmentLevel, string>>;
  /** `{atLeast}`, `{atMost}`: percentages. `unlike`: contradicted by what the rows are like, `{traits}`, and not by what cannot be. */
  readonly audiences: Readonly<Record<Audience, Readonly<Record<AssessmentLevel | 'unlike', string>>>>;
  readonly verdicts: Readonly<Record<ClaimVerdict['verdict'], string>>;
  readonly claims: Readonly<Record<ClaimName, string>>;
  readonly reasons: Words;
  readonly settledBy: Words;
  /** How a claim was judged. */
  readonly tests: Words;
  /** Names of tests and of effect sizes, by those of `statistics/tests.ts`. */
  readonly testNames: Words;
  /** What stands between a heading and what it heads, in a line. */
  readonly colon: string;
  readonly findings: Words;
  /** What a finding can and cannot see, in a line. */
  readonly sees: Words;
  readonly shares: Words;
  readonly counts: Words;
  readonly traits: Words;
  readonly hypotheses: Words;
  readonly makings: Words;
  readonly charts: Words;
  readonly labels: Words;
}

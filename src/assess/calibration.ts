/**
 * How often verdicts were wrong on files whose truth was known, as docs/assess.md has it (`npm run calibrate`; a test compares). The
 * figures stand in each report: a reader who has the report alone must know them.
 */
export const calibration = {
  rows: 1_000,
  /** Files that are wholly made up, and how many of them were supported, wholly or in part. */
  madeUp: { files: 2_800, supported: 0 },
  realistic: { files: 400, contradicted: 0 },
  /** Files of which a known part is made up, and how many had bounds that left the truth out. */
  mixtures: { files: 1_200, outside: 0 },
} as const;

/** The words of the command line, in the language of the person: `VIGIE_LANG`, else the locale, else French. */
import { printableText } from '../../core/bytes/misleading.ts';
import type { ErrorCode } from '../../core/error-codes.ts';
import type { ErrorDetails } from '../../core/errors.ts';
import type { coverageReasons } from '../../core/pack/coverage.ts';
import type { IncidentFault } from '../../core/pack/incident.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { LeakProblem } from '../../leak/read-leak.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

export interface ErrorText {
  readonly error: string;
  readonly hint: string;
}

export interface CliText {
  readonly help: string;
  readonly commandHelp: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<LabelName, string>>;
  readonly errors: Readonly<Record<ErrorCode, ErrorText>>;
  readonly leak: LeakText;
  /** What stands for `{reason}` in an error, and why a row or an identifier was not taken. */
  readonly reasons: Readonly<Record<ReasonName, string>>;
}

/** Words of the reading report. Keys of the inner tables are the codes that the report uses. */
export interface LeakText {
  readonly separator: string;
  readonly headerLine: string;
  readonly noHeader: string;
  readonly unnamedTable: string;
  readonly columnHeads: readonly string[];
  readonly ignored: string;
  readonly excluded: string;
  readonly chance: string;
  readonly ragged: string;
  readonly records: string;
  readonly doubtfulCorsica: string;
  readonly hashed: string;
  readonly unkeyed: string;
  readonly account: string;
  /** Of a kind that has no second reading. */
  readonly takenOf: string;
  readonly skipped: string;
  readonly noText: string;
  readonly nobody: string;
  readonly accepted: string;
  readonly roles: Readonly<Record<string, string>>;
  readonly persons: Readonly<Record<string, string>>;
  readonly doubts: Readonly<Record<string, string>>;
  readonly repairs: Readonly<Record<string, string>>;
  readonly explained: Readonly<Record<string, string>>;
  /** Why an identifier of a pack's coverage is neither indexed nor lost. */
  readonly coverageReasons: Readonly<Record<(typeof coverageReasons)[number], string>>;
}

/** Reasons that errors give beside those of rows. */
const errorReasons = [
  // usage
  'missing-option',
  'incident-without-input',
  'work-in-use',
  'work-needs-files',
  'missing-argument',
  'missing-value',
  'unexpected-value',
  'unknown-option',
  'unexpected-argument',
  'unknown-command',
  'bad-value',
  'recipe-ambiguous',
  'cost-bounds',
  'input-without-incident',
  'no-shards',
  'family-fixes-cost',
  'keep-needs-family',
  'keep-not-sharded',
  'belongs-to-merge',
  'too-many-recipients',
  'passphrase-needed',
  'repeated-option',
  'repeated-label',
  'one-file-a-slot',
  // passphrase-weak
  'too-short',
  'repeats',
  'sequence',
  'keyboard',
  'date',
  'name',
  'common',
  'few-words',
  // input-malformed
  'binary',
  'container-truncated',
  'container-corrupt',
  'container-encrypted',
  'container-bomb',
  'container-unsupported',
  'hashed-identifiers',
  'part-missing',
  'parts-unclear',
  // input-no-identifier-column
  'no-shape',
  // input-undecided
  'header-and-cells-disagree',
  'thirteen-digits',
  'phone-numbers',
  'rpps-numbers',
  'more-than-chance',
  // assessment-mismatch
  'other-inputs',
  'other-incident',
  'status-change',
  'part-unmarked',
  // input-loses
  'not-taken',
  'outside-records',
  'no-good-row',
  'seed-too-short',
  // vault-malformed
  'altered',
  // journal-damaged
  'head',
  'head-missing',
  'missing',
  'page',
  'truncated',
  'tombstone',
  'chain',
  'case',
  'end',
  'revision',
] as const;
export type ReasonName = (typeof errorReasons)[number] | IncidentFault | LeakProblem;

export const labelNames = [
  'signerPassphrase',
  'signerNotEncrypted',
  'encryptSigner',
  'signerPassphraseNew',
  'signerPassphraseAgain',
  'passphrasesDiffer',
  'slotPassphrase',
  'keyWritten',
  'fingerprint',
  'fingerprintAdvice',
  'reading',
  'lookingUp',
  'assessSoFar',
  'assessLevel',
  'assessPartial',
  'reportWritten',
  'stretching',
  'writing',
  'verifying',
  'generating',
  'rate',
  'rateDone',
  'built',
  'rows',
  'badRows',
  'badRowsLines',
  'manyRowsLost',
  'distinct',
  'prefixBits',
  'recordsPerBucket',
  'insuredPerPrefix',
  'fileSize',
  'seconds',
  'packId',
  'series',
  'stretchCost',
  'belowProduction',
  'stretchBelowProduction',
  'slotGenerated',
  'slotGeneratedAdvice',
  'demoWritten',
  'verified',
  'buckets',
  'inspectPart',
  'inspectOffset',
  'inspectBytes',
  'inspectTotal',
  'inspectNotVerified',
  'partHeader',
  'partManifest',
  'partPadding',
  'partTable',
  'partPrivate',
  'partBuckets',
  'issuer',
  'createdAt',
  'dataAsOf',
  'entries',
  'identifierKinds',
  'canaries',
  'familyPassphrase',
  'familyWritten',
  'familyAdvice',
  'familyOld',
  'keepPassphrase',
  'keepUsed',
  'keepHeld',
  'keepDestroyed',
  'canariesFound',
  'canariesNotSought',
  'coverage',
  'coverageCounts',
  'slotBelowFloor',
  'incident',
  'incidentTitle',
  'incidentDates',
  'incidentSource',
  'classesEveryone',
  'classesSome',
  'classesClaimed',
  'incidentStatement',
  'incidentVerification',
  'incidentAssessment',
  'notVerified',
  'notExamined',
  'noClass',
  'unknownDate',
  'didYouMean',
  'slots',
  'calibrateHeader',
  'calibrateBuild',
  'resumed',
  'shardWritten',
  'guideChecked',
  'recipient',
  'recipients',
  'noticeBuilt',
  'noticeSignerNotJudged',
  'issuedAt',
  'expiresOn',
  'neverExpires',
  'vaultPassphrase',
  'journalIntact',
  'journalBroken',
  'exportVerified',
] as const;
export type LabelName = (typeof labelNames)[number];

export function chooseLanguage(environment: Readonly<Record<string, string | undefined>>): Locale {
  const asked = environment.VIGIE_LANG ?? environment.LC_ALL ?? environment.LC_MESSAGES ?? environment.LANG ?? '';
  return asked.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

export function textIn(language: Locale): CliText {
  return language === 'en' ? en : fr;
}

/** @returns the words of a reason; the reason itself where there are none, since something is better than nothing */
export function reasonIn(text: CliText, reason: string): string {
  return Object.hasOwn(text.reasons, reason) ? text.reasons[reason as ReasonName] : reason;
}

/** Puts `values` where `{name}` stands; what is missing is left out, with the blank that led to it. */
export function fill(template: string, values: ErrorDetails): string {
  return template.replace(/( ?)\{(\w+)\}/g, (_, blank: string, name: string) => {
    const value = printableText(String(values[name] ?? ''));
    return value === '' ? '' : blank + value;
  });
}

/** A number as the language groups it. */
export function formatNumber(language: Locale, value: number, fractionDigits = 0): string {
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  }).format(value);
}

/** Bytes in a unit a person reads. */
export function formatBytes(language: Locale, byteCount: number): string {
  const units = language === 'fr' ? ['o', 'Ko', 'Mo', 'Go'] : ['B', 'kB', 'MB', 'GB'];
  let value = byteCount;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${formatNumber(language, value, unit === 0 ? 0 : 1)} ${units[unit] ?? ''}`;
}

/** `1 h 02`, `3 min 20`, `12 s`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '…';
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')}`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')}`;
}

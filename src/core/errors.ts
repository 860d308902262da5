/**
 * The one error type of Vigie. An error is a code and safe details; the sentence a person reads is looked up by code
 * in the interface (`src/renderer/text`, `src/cli/text`). Details never hold an identifier, a passphrase, a key or a hash.
 */

/** Every code the program can raise. A test proves that each has a sentence in French and in English. */
export const errorCodes = [
  // pack: structure, in the order in which a reader checks it (FORMAT §8)
  'pack-bad-magic',
  'pack-version-unsupported',
  'pack-truncated',
  'pack-trailing-bytes',
  'pack-padding-not-zero',
  'manifest-too-long',
  'manifest-malformed',
  'cost-out-of-range',
  // pack: authenticity
  'signature-invalid',
  'signer-untrusted',
  'table-mismatch',
  'bucket-corrupt',
  // pack: opening
  'slot-malformed',
  'slot-no-match',
  'commitment-mismatch',
  'canary-missing',
  'kind-not-indexed',
  'pack-older',
  'pack-not-found',
  'recipient-malformed',
  // notices
  'notice-malformed',
  'notice-older',
  'notice-not-found',
  'notice-expired',
  'incident-unknown',
  // builder and its inputs
  'incident-malformed',
  'input-empty',
  'input-no-identifier-column',
  'input-column-unknown',
  'input-malformed',
  'too-many-exposures',
  'too-many-entries',
  'signer-key-malformed',
  'signer-passphrase-wrong',
  'passphrase-weak',
  'work-mismatch',
  // files
  'file-not-found',
  'file-unreadable',
  'file-unwritable',
  'file-exists',
  'file-too-open',
  'disk-full',
  'read-only',
  // http source
  'source-unreachable',
  'source-timeout',
  'source-refused',
  'source-certificate',
  'source-malformed',
  'source-range-unsupported',
  'source-changed',
  'source-insecure',
  // check
  'no-pack',
  'packs-opening',
  'identifier-invalid',
  'caller-not-authenticated',
  'quota-exceeded',
  'clock-moved-back',
  // vault and session
  'vault-missing',
  'vault-exists',
  'vault-malformed',
  'vault-in-use',
  'vault-locked',
  'passphrase-wrong',
  'unlock-delayed',
  'role-required',
  'adviser-unknown',
  'last-supervisor',
  'keystore-lost',
  // journal and cases
  'journal-damaged',
  'journal-newer',
  'export-malformed',
  'export-mismatch',
  'case-not-found',
  'case-reference-malformed',
  'case-closed',
  'step-unknown',
  'text-has-identifier',
  'hand-over-malformed',
  'hand-over-no-match',
  'hand-over-code-malformed',
  // guide
  'guide-malformed',
  // settings of the machine's administrator
  'settings-malformed',
  'settings-unsafe',
  'settings-locked',
  // shells
  'ipc-refused',
  'print-failed',
  'cancelled',
  'usage',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Values safe to show and to log: counts, positions, field paths, versions. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

export class VigieError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'VigieError';
    this.code = code;
    this.details = details;
  }
}

/** @returns true if `error` is a VigieError (of that code, where one is given). */
export function isVigieError(error: unknown, code?: ErrorCode): error is VigieError {
  return error instanceof VigieError && (code === undefined || error.code === code);
}

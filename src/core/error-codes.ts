/**
 * Every code of an error, as constants alone: the contract and the screens take the list from here without any code of
 * core. Each code has a sentence in French and in English, which the compiler asks for (`src/renderer/text/problems-*.ts`,
 * `src/cli/text`).
 */
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
  /** A text that may be an identifier of several kinds: whoever knows which must say so. `kinds` names them. */
  'identifier-ambiguous',
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

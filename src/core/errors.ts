/**
 * The one error type of Vigie. An error is a code and safe details; the sentence a person reads is looked up by code
 * in the interface (`src/renderer/text`, `src/cli/text`). Details never hold an identifier, a passphrase, a key or a hash.
 */
import type { ErrorCode } from './error-codes.ts';

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

/** An error as a value: what an answer carries, a journal entry names and a screen has words for. */
export interface Fault {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

/** An error that nobody foresaw keeps nothing of its message, which might quote what was asked. */
export function faultOf(cause: unknown): Fault {
  if (cause instanceof VigieError) return { code: cause.code, details: cause.details };
  return { code: 'internal', details: {} };
}

/** @returns the error that a fault was made of, to be thrown again. */
export function errorOf({ code, details }: Fault): VigieError {
  return new VigieError(code, details);
}

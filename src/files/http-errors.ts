/** What can go wrong between here and a web server, as codes that a person can act on. No address, no header, no byte of an answer. */
import { isVigieError, VigieError } from '../core/errors.ts';

/** RFC 9110 §15: answers of a server that may do better in a moment. */
const passingStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** OpenSSL's and BoringSSL's names for a certificate that was not accepted; Node passes them on as codes. */
const certificateCode = /CERT|ISSUER|SELF_SIGNED|ERR_TLS/;
/** A server that speaks plain HTTP, or nothing known, where TLS should be. */
const noTlsCode = /^(EPROTO|ERR_SSL_)/;
/** llhttp's parse errors. */
const malformedCode = /^HPE_/;

/** @returns a VigieError; coded errors pass through unchanged */
export function asSourceError(cause: unknown): VigieError {
  if (isVigieError(cause)) return cause;
  const system = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (system === 'ABORT_ERR') return new VigieError('cancelled', {}, { cause });
  if (certificateCode.test(system)) return new VigieError('source-certificate', { system }, { cause });
  if (noTlsCode.test(system)) return new VigieError('source-insecure', { reason: 'no-tls' }, { cause });
  if (malformedCode.test(system)) return new VigieError('source-malformed', { field: 'http' }, { cause });
  return new VigieError('source-unreachable', { system }, { cause });
}

/** @param status any but 206 and 200 */
export function errorOfStatus(status: number): VigieError {
  // Content was replaced by a shorter one (416), or is not the one we named any more (412).
  if (status === 412 || status === 416) return new VigieError('source-changed', { status });
  if (passingStatuses.has(status)) return new VigieError('source-unreachable', { status });
  // Redirects are refused too: following one would tell another server which bucket is read, and no supervisor agreed to it.
  return new VigieError('source-refused', { status });
}

/** True if the same request may well succeed in a moment. */
export function isPassing(error: VigieError): boolean {
  return error.code === 'source-unreachable' || error.code === 'source-timeout';
}

/**
 * A pack on any static web server, as a random-access source (step `pack`). Each read is one range request; a passing
 * fault is tried again a bounded number of times, every other one is reported at once. What the bytes are worth is
 * judged by whoever reads them: signature, table and bucket hashes are the same as for a file.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { randomBelow } from '../core/crypto/symmetric.ts';
import { VigieError } from '../core/errors.ts';
import type { RandomAccessSource } from '../core/pack/source.ts';
import { asSourceError, isPassing } from './http-errors.ts';
import { type HttpVersion, requestRange } from './http-range.ts';
import { parsePackAddress } from './http-url.ts';

export type { HttpVersion } from './http-range.ts';

export interface HttpSourceOptions {
  /** The version seen earlier: nothing is asked at opening, and any other version is 'source-changed'. */
  readonly known?: HttpVersion;
  /** PEM certificates trusted beside the system's and Node's, for an authority of one's own. */
  readonly trustedCertificates?: readonly string[];
  readonly limits?: Partial<HttpLimits>;
  readonly signal?: AbortSignal;
}

export interface HttpLimits {
  /** One attempt, connection included; longer for long ranges, see `leastBytesPerSecond`. */
  readonly attemptMs: number;
  /** All attempts of one read; no attempt begins after it. A caller is waiting on the phone. */
  readonly readMs: number;
  readonly attempts: number;
  /** Longest pause before the second attempt; doubles before each further one. */
  readonly backoffMs: number;
  /** A body that comes slower than this has timed out. */
  readonly leastBytesPerSecond: number;
}

export const httpLimits: HttpLimits = {
  attemptMs: 5_000,
  readMs: 12_000,
  attempts: 3,
  backoffMs: 300,
  // 64 kbit/s: slower than any office line that could serve a call.
  leastBytesPerSecond: 8 * 1024,
};

export interface HttpSource extends RandomAccessSource {
  readonly url: URL;
  readonly version: HttpVersion;
}

/** What is fetched at opening to learn the length: a header and, mostly, the start of the manifest. */
const openingBytes = 4096;
/** Idle connections are kept this long: a second check in a call needs no second handshake. */
const idleSocketMs = 20_000;

/**
 * @returns a source that keeps at most one idle connection until `close()`
 * @throws VigieError 'source-insecure' · 'source-unreachable' · 'source-timeout' · 'source-refused' ·
 *   'source-certificate' · 'source-range-unsupported' · 'source-malformed' · 'pack-truncated' · 'cancelled'
 */
export async function openHttpSource(address: string, options: HttpSourceOptions = {}): Promise<HttpSource> {
  const url = parsePackAddress(address);
  const limits = { ...httpLimits, ...options.limits };
  const agent = agentFor(url, options.trustedCertificates ?? []);
  const closing = new AbortController();
  const ask = (offset: number, byteCount: number, expected: HttpVersion | null, signal: AbortSignal | undefined) => {
    const stop = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
    return withRetries(limits, byteCount, stop, (attemptMs) =>
      requestRange({ url, agent, offset, byteCount, expected, attemptMs, signal: stop }),
    );
  };
  try {
    const opened = options.known === undefined ? await ask(0, openingBytes, null, options.signal) : null;
    const version = opened?.version ?? options.known;
    if (version === undefined) throw new VigieError('internal');
    const opening = opened?.bytes ?? new Uint8Array(0);
    return {
      url,
      version,
      byteLength: version.byteLength,
      async read(offset, byteCount, signal) {
        if (byteCount === 0) return new Uint8Array(0);
        if (offset + byteCount > version.byteLength) throw new VigieError('pack-truncated', { offset });
        if (offset + byteCount <= opening.length) return opening.slice(offset, offset + byteCount);
        return (await ask(offset, byteCount, version, signal)).bytes;
      },
      async close() {
        closing.abort();
        agent.destroy();
      },
    };
  } catch (error) {
    agent.destroy();
    throw error;
  }
}

/** Exponential back-off with full jitter: after an outage, workstations do not all come back in the same instant. */
async function withRetries<T>(
  limits: HttpLimits,
  byteCount: number,
  signal: AbortSignal,
  attempt: (attemptMs: number) => Promise<T>,
): Promise<T> {
  const bodyMs = (1000 * byteCount) / limits.leastBytesPerSecond;
  const endsAt = performance.now() + limits.readMs + bodyMs;
  for (let number = 1; ; number++) {
    try {
      const left = endsAt - performance.now();
      return await attempt(Math.max(1, Math.min(limits.attemptMs + bodyMs, left)));
    } catch (cause) {
      const error = asSourceError(cause);
      if (!isPassing(error) || number >= limits.attempts) throw error;
      const longest = limits.backoffMs * 2 ** (number - 1);
      if (performance.now() + longest >= endsAt) throw error;
      await pause(randomBelow(Math.ceil(longest) + 1), undefined, { signal }).catch(() => {
        throw new VigieError('cancelled');
      });
    }
  }
}

function agentFor(url: URL, trustedCertificates: readonly string[]): HttpAgent | HttpsAgent {
  const pool = { keepAlive: true, maxSockets: 2, maxFreeSockets: 1, timeout: idleSocketMs };
  if (url.protocol === 'http:') return new HttpAgent(pool);
  const secureContext = trustedCertificates.length > 0 ? contextOf(trustedCertificates) : systemContext();
  // Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED in someone's environment changes nothing.
  return new HttpsAgent({ ...pool, secureContext, rejectUnauthorized: true });
}

let madeSystemContext: SecureContext | null = null;

/** Made once: reading some three hundred certificates takes tens of milliseconds. */
function systemContext(): SecureContext {
  madeSystemContext ??= contextOf([]);
  return madeSystemContext;
}

/** Authorities of Node and of the system, where an administration puts its own, and those given. */
function contextOf(trustedCertificates: readonly string[]): SecureContext {
  const certificates = [...getCACertificates('default'), ...systemCertificates(), ...trustedCertificates];
  return createSecureContext({ ca: [...new Set(certificates)], minVersion: 'TLSv1.2' });
}

function systemCertificates(): string[] {
  try {
    return getCACertificates('system');
  } catch {
    // A system whose store cannot be read: Node's own authorities are left, and a refusal says so.
    return [];
  }
}

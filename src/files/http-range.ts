/**
 * One range request and the judgement of its answer (RFC 9110 §14): 206, the very range that was asked for, of the very
 * file that was first seen, and not a byte more. The request says the range and nothing else about who asks.
 */
import { type ClientRequest, type Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { type Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { VigieError } from '../core/errors.ts';
import { asSourceError, errorOfStatus } from './http-errors.ts';

/** What tells one version of the served file from another. */
export interface HttpVersion {
  readonly byteLength: number;
  /** As the server writes it, weak ones too; null if it sends none. */
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface RangeRequest {
  readonly url: URL;
  readonly agent: HttpAgent | HttpsAgent;
  readonly offset: number;
  readonly byteCount: number;
  /** Null at the first request of all: whatever is there is taken, and its end may come before the range's. */
  readonly expected: HttpVersion | null;
  /** From the connection's first packet to the body's last byte. */
  readonly attemptMs: number;
  readonly signal: AbortSignal;
}

export interface RangeAnswer {
  readonly bytes: Uint8Array;
  readonly version: HttpVersion;
}

/** Constant: which version of Vigie runs on which machine is nobody's business. */
const userAgent = 'Vigie';
/** Proxies and stores answer with a few kilobytes of headers at most. */
const maxHeaderBytes = 16 * 1024;

/**
 * @throws VigieError 'source-unreachable' · 'source-timeout' · 'source-refused' · 'source-certificate' ·
 *   'source-insecure' · 'source-range-unsupported' · 'source-changed' · 'source-malformed' · 'pack-truncated' (an empty file) · 'cancelled'
 */
export function requestRange(asked: RangeRequest): Promise<RangeAnswer> {
  return new Promise((resolve, reject) => {
    let request: ClientRequest | null = null;
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      asked.signal.removeEventListener('abort', onAbort);
      finish();
    };
    const fail = (cause: unknown) => {
      // The rest of the answer is not needed: closing the connection keeps the server from sending it.
      request?.destroy();
      settle(() => reject(asSourceError(cause)));
    };
    const onAbort = () => fail(new VigieError('cancelled'));
    const timer = setTimeout(() => fail(new VigieError('source-timeout', { ms: asked.attemptMs })), asked.attemptMs);
    if (asked.signal.aborted) return onAbort();
    asked.signal.addEventListener('abort', onAbort, { once: true });
    try {
      const send = asked.url.protocol === 'https:' ? httpsRequest : httpRequest;
      request = send(asked.url, { agent: asked.agent, headers: headersOf(asked), maxHeaderSize: maxHeaderBytes });
    } catch (cause) {
      return fail(cause);
    }
    request.on('error', fail);
    request.on('response', (response) => {
      response.on('error', fail);
      try {
        const answer = judgeHead(response, asked);
        readBody(response, answer.byteCount, fail, (bytes) => {
          settle(() => resolve({ bytes, version: answer.version }));
        });
      } catch (cause) {
        fail(cause);
      }
    });
    request.end();
  });
}

function headersOf(asked: RangeRequest): Record<string, string> {
  const headers: Record<string, string> = {
    'User-Agent': userAgent,
    // RFC 9110 §12.5.3: a range of a compressed form would be a range of other bytes.
    'Accept-Encoding': 'identity',
    Range: `bytes=${asked.offset}-${asked.offset + asked.byteCount - 1}`,
  };
  // RFC 9110 §13.1.5: only a strong validator may be sent; a server that has another version answers with all of it.
  const etag = asked.expected?.etag;
  if (etag?.startsWith('"')) headers['If-Range'] = etag;
  return headers;
}

/** @returns how many bytes the body must have, and which version it is of */
function judgeHead(response: IncomingMessage, asked: RangeRequest): { byteCount: number; version: HttpVersion } {
  const { statusCode: status = 0, headers } = response;
  const etag = headers.etag ?? null;
  const lastModified = headers['last-modified'] ?? null;
  if (status === 200) {
    // The whole file: either another version (If-Range), or a server that knows no ranges.
    const other = asked.expected !== null && isOther(asked.expected, etag, lastModified);
    throw new VigieError(other ? 'source-changed' : 'source-range-unsupported');
  }
  // RFC 9110 §15.5.17: of a file without a byte, its first bytes cannot be had.
  if (status === 416 && asked.expected === null) throw new VigieError('pack-truncated', { fileBytes: 0 });
  if (status !== 206) throw errorOfStatus(status);
  const range = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(headers['content-range'] ?? '');
  if (range === null) throw new VigieError('source-malformed', { field: 'content-range' });
  const [first = 0, last = 0, byteLength = 0] = range.slice(1).map(Number);
  const version = { byteLength, etag, lastModified };
  const { expected } = asked;
  if (expected !== null && (byteLength !== expected.byteLength || isOther(expected, etag, lastModified))) {
    throw new VigieError('source-changed');
  }
  const wantedLast = Math.min(asked.offset + asked.byteCount, byteLength) - 1;
  if (first !== asked.offset || last !== wantedLast)
    throw new VigieError('source-malformed', { field: 'content-range' });
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new VigieError('source-malformed', { field: 'content-encoding' });
  const byteCount = last - first + 1;
  const announced = headers['content-length'];
  if (announced !== undefined && Number(announced) !== byteCount) {
    throw new VigieError('source-malformed', { field: 'content-length' });
  }
  return { byteCount, version };
}

/** Where a server names its version, another name is another version; the date only counts where there is no name. */
function isOther(expected: HttpVersion, etag: string | null, lastModified: string | null): boolean {
  if (expected.etag !== null || etag !== null) return expected.etag !== etag;
  return expected.lastModified !== lastModified;
}

/** Fills one buffer of exactly `byteCount` bytes; a longer body ends at the first byte too many. */
function readBody(
  response: IncomingMessage,
  byteCount: number,
  fail: (cause: unknown) => void,
  done: (bytes: Uint8Array) => void,
): void {
  // Not from the shared pool: a look-up zeroes what it reads into.
  const bytes = Buffer.allocUnsafeSlow(byteCount);
  let got = 0;
  response.on('data', (chunk: Buffer) => {
    if (got + chunk.length > byteCount) return fail(new VigieError('source-malformed', { field: 'length' }));
    bytes.set(chunk, got);
    got += chunk.length;
  });
  response.on('end', () => {
    if (got === byteCount) done(bytes);
    else if (response.complete) fail(new VigieError('source-malformed', { field: 'length' }));
    else fail(new VigieError('source-unreachable', { system: 'cut' }));
  });
  response.on('aborted', () => fail(new VigieError('source-unreachable', { system: 'cut' })));
}

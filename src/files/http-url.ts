/** Which addresses a pack may be read from: https, or http on this machine; no credentials outside the query. */
import { isIPv4 } from 'node:net';
import { VigieError } from '../core/errors.ts';

/** @returns true if `text` is written like an http or https address; `parsePackAddress` judges whether it may be used */
export function isHttpAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

// RFC 6890 §2.2.2: all of 127.0.0.0/8 is this machine; RFC 6761 §6.3: so is the name.
function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  return isIPv4(hostname) && hostname.startsWith('127.');
}

/**
 * @returns the address without its fragment
 * @throws VigieError 'source-insecure' with `reason`: `address` (not an http address), `no-tls` (plain http to another
 *   machine), `credentials` (a name or a password in the address, which would be kept and shown with it)
 */
export function parsePackAddress(text: string): URL {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new VigieError('source-insecure', { reason: 'address' });
  }
  if (url.username !== '' || url.password !== '') throw new VigieError('source-insecure', { reason: 'credentials' });
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new VigieError('source-insecure', { reason: 'no-tls' });
  url.hash = '';
  return url;
}

/** Host and path: what may be shown and written down. A query may hold a key to the store. */
export function shownAddress(url: URL): string {
  return `${url.host}${url.pathname}`;
}

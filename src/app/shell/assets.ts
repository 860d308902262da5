/**
 * What the window loads, the same in every shell: files of the built renderer, the content security policy, and the
 * sheet on its way to the printer. A shell only turns `AssetResponse` into its own kind of answer.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { randomBytes } from '../../core/crypto/symmetric.ts';

export interface AssetResponse {
  readonly status: 200 | 404 | 405;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What the build writes where a nonce belongs (`html.cspNonce` of Vite); replaced at each load. */
export const noncePlaceholder = '__VIGIE_NONCE__';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * A path of plain names: no empty, hidden or parent segment, no escape, no backslash. A traversal cannot be written in
 * it, so none has to be recognised.
 */
const plainPath = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/** 128 bits in base 64: CSP Level 3 §7.1 asks for at least that, new for each load. */
export function freshNonce(): string {
  return Buffer.from(randomBytes(16)).toString('base64');
}

/** The policy of the window. Nothing is loaded from anywhere else, nothing inline runs, nothing connects. */
export function windowPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // `data:` for the sheet's preview, which carries its own font.
    "font-src 'self' data:",
    "img-src 'self' data:",
    "connect-src 'none'",
    "frame-src 'self'",
    "object-src 'none'",
    "worker-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Text becomes markup in one place (src/renderer/screens/print/inert-document.ts), anywhere else it throws.
    "require-trusted-types-for 'script'",
    'trusted-types vigie-sheet',
  ].join('; ');
}

/**
 * The policy of a sheet that is being printed: its own styles and pictures, no script at all.
 * @param ancestors who may frame it: nobody, unless a shell prints out of a frame of its window
 */
export function sheetPolicy(nonce: string, ancestors: "'none'" | "'self'" = "'none'"): string {
  return [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    'font-src data:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}

function headersFor(contentType: string, policy: string): Record<string, string> {
  return {
    'content-type': contentType,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=()',
    'cache-control': 'no-store',
  };
}

function refusal(status: 404 | 405): AssetResponse {
  return { status, headers: headersFor('text/plain; charset=utf-8', sheetPolicy('none')), body: new Uint8Array() };
}

/** @returns the path of the file inside `rendererDir`, or null if `pathname` names none or tries to leave it */
export function resolveAsset(rendererDir: string, pathname: string): { path: string; contentType: string } | null {
  const name = pathname === '/' ? '/index.html' : pathname;
  if (!plainPath.test(name)) return null;
  const contentType = contentTypes[extname(name)];
  return contentType === undefined ? null : { path: join(rendererDir, ...name.split('/')), contentType };
}

/**
 * Answers a request of the window from the built renderer.
 * @param url as the window asked for it; its origin was checked by the shell
 */
export async function serveAsset(rendererDir: string, url: string, method: string): Promise<AssetResponse> {
  if (method !== 'GET') return refusal(405);
  // WHATWG parsing already folds `..` and `%2e%2e`; whatever escape is left is refused by `plainPath`.
  const asset = resolveAsset(rendererDir, new URL(url).pathname);
  if (asset === null) return refusal(404);
  let body: Uint8Array;
  try {
    body = await readFile(asset.path);
  } catch {
    return refusal(404);
  }
  const nonce = freshNonce();
  if (asset.contentType.startsWith('text/html')) {
    body = Buffer.from(Buffer.from(body).toString('utf8').replaceAll(noncePlaceholder, nonce), 'utf8');
  }
  return { status: 200, headers: headersFor(asset.contentType, windowPolicy(nonce)), body };
}

/** A self-contained sheet as a page to print: its style elements get the nonce that its policy asks for. */
export function servePrintable(html: string, ancestors: "'none'" | "'self'" = "'none'"): AssetResponse {
  const nonce = freshNonce();
  const marked = html.replace(/<style(?=[\s>])(?: nonce="[^"]*")?/g, `<style nonce="${nonce}"`);
  return {
    status: 200,
    headers: headersFor('text/html; charset=utf-8', sheetPolicy(nonce, ancestors)),
    body: Buffer.from(marked, 'utf8'),
  };
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  noncePlaceholder,
  resolveAsset,
  serveAsset,
  servePrintable,
  sheetPolicy,
  windowPolicy,
} from '../../../src/app/shell/assets.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-assets-'));
  mkdirSync(join(dir, 'renderer', 'assets'), { recursive: true });
  writeFileSync(join(dir, 'secret.json'), '{}');
  writeFileSync(join(dir, 'renderer', '.hidden.js'), '');
  writeFileSync(
    join(dir, 'renderer', 'index.html'),
    `<meta nonce="${noncePlaceholder}"><style nonce="${noncePlaceholder}">`,
  );
  writeFileSync(join(dir, 'renderer', 'assets', 'index-B_x-1.js'), 'export {};');
});
afterAll(() => rmSync(dir, { recursive: true }));

const origin = 'https://vigie.invalid';
const serve = (path: string, method = 'GET') => serveAsset(join(dir, 'renderer'), `${origin}${path}`, method);

describe('serving the built renderer', () => {
  it('puts the nonce of the policy into the page, a new one each time', async () => {
    const [first, second] = [await serve('/'), await serve('/')];
    const nonceOf = (response: typeof first) =>
      /nonce="([^"]+)"/.exec(Buffer.from(response.body).toString())?.[1] ?? 'no nonce';
    expect(first.status).toBe(200);
    expect(Buffer.from(nonceOf(first), 'base64')).toHaveLength(16);
    expect(first.headers['content-security-policy']).toBe(windowPolicy(nonceOf(first)));
    expect(Buffer.from(first.body).toString()).not.toContain(noncePlaceholder);
    expect(nonceOf(second)).not.toBe(nonceOf(first));
  });

  it('serves files of the build with their type', async () => {
    const response = await serve('/assets/index-B_x-1.js');
    expect(response).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' } });
    expect(response.headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    ['/../secret.json'],
    ['/..%2fsecret.json'],
    ['/%2e%2e/secret.json'],
    ['/assets/../../secret.json'],
    ['/assets/..%5c..%5csecret.json'],
    ['/assets\\..\\..\\secret.json'],
    ['//etc/passwd.json'],
    ['/.hidden.js'],
    ['/secret.json%00.js'],
    ['/index.html/'],
    ['/index.php'],
    ['/missing.js'],
  ])('refuses %s', async (path) => {
    expect((await serve(path)).status).toBe(404);
  });

  it('refuses what is not a reading', async () => {
    expect((await serve('/', 'POST')).status).toBe(405);
  });

  it('never resolves outside the directory, whatever the path', () => {
    const segment = fc.oneof(fc.constantFrom('..', '.', '', '%2e%2e', '\\', 'a.js', '...', 'a/../..'), fc.string());
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const resolved = resolveAsset('/base', `/${segments.join('/')}`);
        return resolved === null || (resolved.path.startsWith('/base/') && !resolved.path.includes('..'));
      }),
    );
  });
});

describe('policies', () => {
  it.each([
    ['window', windowPolicy('n')],
    ['sheet', sheetPolicy('n')],
  ])('of the %s grant nothing by default, nothing inline, nothing evaluated', (_name, policy) => {
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toMatch(/https?:|\*/);
  });

  it('let no script at all run in a sheet', () => {
    expect(sheetPolicy('n')).not.toContain('script-src');
  });
});

describe('servePrintable', () => {
  it('gives every style element the nonce of its policy, over any it had', () => {
    const { body, headers } = servePrintable('<style>a{}</style><style nonce="old" media="print">b{}</style><styles>');
    const text = Buffer.from(body).toString();
    const nonces = [...text.matchAll(/<style nonce="([^"]+)"/g)].map(([, nonce]) => nonce);
    expect(nonces).toHaveLength(2);
    expect(nonces[0]).toBe(nonces[1]);
    expect(text).not.toContain('old');
    expect(text).toContain('<styles>');
    expect(headers['content-security-policy']).toBe(sheetPolicy(nonces[0] ?? ''));
  });
});

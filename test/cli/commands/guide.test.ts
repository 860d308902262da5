/** `vigie guide check`, as the people who edit the guide run it. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url).pathname;
let dir: string;

function check(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'bin', 'vigie.mjs'), 'guide', ...words],
      { env: { ...process.env, VIGIE_LANG: 'en' } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-guide-'));
  cpSync(join(root, 'resources', 'guide'), dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('vigie guide check', () => {
  it('finds neither error nor warning in the guide that is shipped, and tells whom nobody has checked', async () => {
    const { code, out } = await check('check', '--today', '2026-11-21', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ errors: 0, warnings: 0 });
    expect(report.findings.map(({ code }: { code: string }) => code)).toContain('contact-never-checked');
  });

  it('exits 2 and names the place of a missing translation', async () => {
    const path = join(dir, 'steps.json');
    const steps = JSON.parse(readFileSync(path, 'utf8'));
    steps.steps[0].title.en = '';
    writeFileSync(path, JSON.stringify(steps));
    const { code, out } = await check('check', '--dir', dir);
    expect(code).toBe(2);
    expect(out).toMatch(/^error .*steps\.steps\.0\.title\.en/m);
  });

  it('refuses what is not JSON, naming the file', async () => {
    writeFileSync(join(dir, 'contacts.json'), '{');
    const { code, err } = await check('check', '--dir', dir);
    expect(code).toBe(2);
    expect(err).toContain('contacts.json');
    expect(err).toMatch(/^hint: /m);
  });
});

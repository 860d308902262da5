/** What a process that dies says and leaves behind: never an identifier, a passphrase, or a word of a note. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Harness, listedNir, passphrase } from './harness.ts';

const child = join(import.meta.dirname, 'crash-output-child.ts');
const secrets = [listedNir, '2550814168025', passphrase];
let desk: Harness;
let reportDir: string;
beforeAll(async () => {
  reportDir = mkdtempSync(join(tmpdir(), 'vigie-report-'));
  desk = new Harness();
  await desk.createDesk();
  desk.app.dispose();
});
afterAll(() => {
  desk.dispose();
  rmSync(reportDir, { recursive: true, force: true });
});

describe('a process that dies in the middle of a check', () => {
  for (const [way, nodeOptions] of [
    ['uncaught', []],
    ['abort', []],
    ['out-of-memory', ['--max-old-space-size=96']],
  ] as const) {
    it(`by ${way} says nothing of whom it was about, nor in Node's own report`, () => {
      const ran = spawnSync(process.execPath, [...nodeOptions, child, way, desk.profileDir, reportDir], {
        input: JSON.stringify({ passphrase, identifier: listedNir }),
        cwd: reportDir,
        timeout: 200_000,
      });
      expect(ran.error).toBeUndefined();
      expect([ran.status, ran.signal]).not.toEqual([0, null]);
      const left = [ran.stdout, ran.stderr];
      for (const name of readdirSync(reportDir)) {
        if (/^report\..*\.json$/.test(name)) left.push(readFileSync(join(reportDir, name)));
      }
      expect(left.some((bytes) => bytes.length > 0)).toBe(true);
      for (const bytes of left) {
        for (const secret of secrets) {
          for (const encoding of ['utf8', 'utf16le'] as const) {
            expect(bytes.includes(Buffer.from(secret, encoding)), `${way} ${encoding}`).toBe(false);
          }
        }
      }
    });
  }
});

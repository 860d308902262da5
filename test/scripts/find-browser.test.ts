import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser, howToGetBrowser } from '../../scripts/find-browser.mjs';

const dir = mkdtempSync(join(tmpdir(), 'vigie-browsers-'));
const program = (...names: string[]) => join(dir, ...names);
beforeAll(() => {
  mkdirSync(program('bin'));
  for (const name of ['google-chrome', 'chromium']) {
    writeFileSync(program('bin', name), '#!/bin/sh\n');
    chmodSync(program('bin', name), 0o755);
  }
  writeFileSync(program('not-executable'), '', { mode: 0o644 });
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('findBrowser', () => {
  it('takes what VIGIE_BROWSER names', () => {
    const env = { VIGIE_BROWSER: program('bin', 'google-chrome'), PATH: program('bin') };
    expect(findBrowser(env, 'linux')).toBe(program('bin', 'google-chrome'));
  });

  it('says so when VIGIE_BROWSER names nothing that runs, and takes no other', () => {
    for (const bad of ['missing', 'not-executable']) {
      expect(() => findBrowser({ VIGIE_BROWSER: program(bad), PATH: program('bin') }, 'linux')).toThrow(
        'VIGIE_BROWSER',
      );
    }
  });

  it('prefers Chromium among those on the path', () => {
    expect(findBrowser({ PATH: `/nonexistent:${program('bin')}` }, 'linux')).toBe(program('bin', 'chromium'));
  });

  it('looks where each system keeps its programs', () => {
    expect(findBrowser({ PATH: '', HOME: dir }, 'darwin')).toBeNull();
    expect(findBrowser({ PATH: '', ProgramFiles: dir }, 'win32')).toBeNull();
  });
});

describe('howToGetBrowser', () => {
  it.each([
    ['linux', 'apt-get install chromium'],
    ['darwin', 'brew install'],
    ['win32', 'winget install'],
  ] as const)('names the command on %s', (platform, command) => {
    expect(howToGetBrowser(platform)).toContain(command);
  });
});

/** The administrator's settings in the Electron shell: what cannot be used stops the start, and says where. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type * as ElectronModule from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { start } from '../../src/main/start.ts';
import { createFakeElectron } from '../support/fake-electron.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-start-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

async function startWith(adminSettingsPath: string) {
  const fake = createFakeElectron({ packaged: true, userData: join(dir, 'user') });
  const root = resolve(import.meta.dirname, '..', '..');
  const started = start(fake.electron as unknown as typeof ElectronModule, {
    outDir: join(root, 'out'),
    resourcesDir: join(root, 'resources'),
    demoDir: null,
    adminSettingsPath,
    arguments: [],
    environment: {},
    platform: process.platform,
  });
  fake.becomeReady();
  await started;
  return fake;
}

// A test that is not root cannot write a file that root owns: it sees the refusal of the owner instead.
const isRoot = process.getuid?.() === 0;

describe('start', () => {
  it.runIf(isRoot)('names file and field of malformed settings, and opens nothing', async () => {
    const path = join(dir, 'settings.json');
    writeFileSync(path, '{"version":1,"checkPerDay":80}', { mode: 0o644 });
    const fake = await startWith(path);
    expect(fake.electron.app.exitCode).toBe(1);
    expect(fake.errorBoxes[0]).toContain(`settings-malformed, ${path}, checkPerDay`);
    expect(fake.windows).toEqual([]);
  });

  it.runIf(isRoot)(
    'draws without the graphics card, and hides from capture or not, as the administrator says',
    async () => {
      const path = join(dir, 'settings.json');
      writeFileSync(path, '{"version":1,"hardwareAcceleration":false,"hideFromCapture":false}', { mode: 0o644 });
      const fake = await startWith(path);
      expect(fake.errorBoxes).toEqual([]);
      expect(fake.electron.app.hasHardwareAcceleration).toBe(false);
      expect(fake.windows[0]?.hasContentProtection).toBe(false);
      fake.electron.app.quit();
    },
  );

  it.skipIf(process.platform === 'win32')('refuses settings that others could have written', async () => {
    const path = join(dir, 'settings.json');
    writeFileSync(path, '{"version":1}');
    chmodSync(path, 0o666);
    const fake = await startWith(path);
    expect(fake.electron.app.exitCode).toBe(1);
    expect(fake.errorBoxes[0]).toContain(`settings-unsafe, ${path}, ${isRoot ? 'writable' : 'owner'}`);
    expect(fake.windows).toEqual([]);
  });
});

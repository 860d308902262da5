/** The administrator's settings in the Electron shell: what cannot be used stops the start, and says where. */
import { EventEmitter } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type * as ElectronModule from 'electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StartOptions, start } from '../../src/main/start.ts';
import { createFakeElectron } from '../support/fake-electron.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-start-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Whoever runs the test is the administrator, where nothing else is said. */
const self = { platform: 'posix', uids: [process.getuid?.() ?? 0] } as const;

async function startWith(
  adminSettingsPath: string,
  owners: Pick<StartOptions, 'adminSettingsOwners'> = { adminSettingsOwners: self },
) {
  const fake = createFakeElectron({ packaged: true, userData: join(dir, 'user') });
  const root = resolve(import.meta.dirname, '..', '..');
  const started = start(fake.electron as unknown as typeof ElectronModule, {
    outDir: join(root, 'out'),
    resourcesDir: join(root, 'resources'),
    demoDir: null,
    adminSettingsPath,
    ...owners,
    arguments: [],
    environment: {},
    platform: process.platform,
    events: new EventEmitter(),
  });
  fake.becomeReady();
  await started;
  return fake;
}

// On Windows access lists decide: test/app/fleet/policy-registry.test.ts.
describe.skipIf(process.platform === 'win32')('start', () => {
  it('names file and field of malformed settings, and opens nothing', async () => {
    const path = join(dir, 'settings.json');
    writeFileSync(path, '{"version":1,"checkPerDay":80}', { mode: 0o644 });
    const fake = await startWith(path);
    expect(fake.electron.app.exitCode).toBe(1);
    expect(fake.errorBoxes[0]).toContain(`settings-malformed, ${path}, checkPerDay`);
    expect(fake.windows).toEqual([]);
  });

  it('draws without the graphics card, and hides from capture or not, as the administrator says', async () => {
    const path = join(dir, 'settings.json');
    writeFileSync(path, '{"version":1,"hardwareAcceleration":false,"hideFromCapture":false}', { mode: 0o644 });
    const fake = await startWith(path);
    expect(fake.errorBoxes).toEqual([]);
    expect(fake.electron.app.hasHardwareAcceleration).toBe(false);
    expect(fake.windows[0]?.hasContentProtection).toBe(false);
    fake.electron.app.quit();
  });

  it('refuses settings that others could have written', async () => {
    const path = join(dir, 'settings.json');
    writeFileSync(path, '{"version":1}');
    chmodSync(path, 0o666);
    const fake = await startWith(path);
    expect(fake.electron.app.exitCode).toBe(1);
    expect(fake.errorBoxes[0]).toContain(`settings-unsafe, ${path}, writable`);
    expect(fake.windows).toEqual([]);
  });

  it('refuses settings that are not root’s, where nobody says otherwise', async () => {
    const path = join(dir, 'settings.json');
    writeFileSync(path, '{"version":1}', { mode: 0o644 });
    if (process.getuid?.() === 0) chownSync(path, 12_345, 12_345);
    const fake = await startWith(path, {});
    expect(fake.electron.app.exitCode).toBe(1);
    expect(fake.errorBoxes[0]).toContain(`settings-unsafe, ${path}, owner`);
    expect(fake.windows).toEqual([]);
  });
});

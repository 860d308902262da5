/** A full disk and a read-only one, on real file systems where this machine lets a test mount them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Harness } from './harness.ts';

function mount(path: string, options: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const probe = mkdtempSync(join(tmpdir(), 'vigie-mount-'));
const canMount = mount(probe, 'size=64k');
if (canMount) execFileSync('umount', [probe]);
rmSync(probe, { recursive: true });

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp();
});

function disk(options: string): string {
  const path = mkdtempSync(join(tmpdir(), 'vigie-disk-'));
  cleanUps.push(() => rmSync(path, { recursive: true, force: true }));
  mount(path, options);
  cleanUps.push(() => execFileSync('umount', ['-l', path]));
  return path;
}

/** Leaves nothing free. @returns a function that gives it back */
function fill(path: string): () => void {
  const filler = join(path, 'filler');
  const { bavail, bsize } = statfsSync(path);
  writeFileSync(filler, new Uint8Array(bavail * bsize));
  return () => rmSync(filler);
}

describe.skipIf(!canMount)('a real disk', () => {
  it('that is full refuses checks and changes by code, loses nothing, and works again with space', async () => {
    const path = disk('size=2m');
    const desk = new Harness({ profileDir: join(path, 'profile') });
    cleanUps.push(() => desk.app.dispose());
    await desk.createVault();
    const reference = await desk.openCase();
    await desk.call('saveNote', { reference, note: 'avant' });
    const free = fill(path);
    const codes = new Set<string>();
    let written = 0;
    for (let round = 0; round < 30; round++) {
      const code = await desk.codeOf('saveNote', { reference, note: `pendant ${round} ${'x'.repeat(1500)}` });
      if (code === 'ok') written++;
      else codes.add(code);
    }
    expect([...codes]).toEqual(['disk-full']);
    expect(written).toBeLessThan(30);
    const check = { reference, text: '2 55 08 14 168 025 38', callerAuthenticated: true };
    expect(await desk.codeOf('checkIdentifier', check)).toBe('disk-full');
    const settings = await desk.call('readSettings', {});
    expect(await desk.codeOf('setSettings', { ...settings, retentionMonths: 24 })).toBe('disk-full');
    free();
    await desk.call('saveNote', { reference, note: 'après' });
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
    desk.restart();
    await desk.unlock();
    expect((await desk.call('readCase', { reference })).note).toBe('après');
    expect((await desk.call('readSettings', {})).retentionMonths).toBe(12);
    expect(desk.unexpected).toEqual([]);
  });

  it('that is read-only says so at the start', async () => {
    const path = disk('size=2m');
    const profileDir = join(path, 'profile');
    const desk = new Harness({ profileDir });
    await desk.createVault();
    desk.app.dispose();
    // The head's last flush ends on another thread, and its file is closed then.
    await vi.waitFor(() => execFileSync('mount', ['-o', 'remount,ro', path], { stdio: 'ignore' }), {
      timeout: 60_000,
    });
    expect(() => new Harness({ profileDir })).toThrow('read-only');
    execFileSync('mount', ['-o', 'remount,rw', path]);
    const again = new Harness({ profileDir });
    await again.unlock();
    again.app.dispose();
  });
});

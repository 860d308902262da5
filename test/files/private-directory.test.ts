import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomic } from '../../src/files/atomic-write.ts';
import { makePrivate } from '../../src/files/private-directory.ts';
import { Harness, passphrase } from '../app/harness.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vigie-private-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe.skipIf(process.platform === 'win32')('a profile that others could read or write', () => {
  it('is mended at the start, every file of it', async () => {
    const umask = process.umask(0);
    const desk = new Harness();
    try {
      await desk.createDesk();
      const files = readdirSync(desk.profileDir, { recursive: true, withFileTypes: true }).filter((each) =>
        each.isFile(),
      );
      for (const { parentPath, name } of files) expect(modeOf(join(parentPath, name)), name).toBe(0o600);
      desk.app.dispose();
      for (const { parentPath, name } of files) {
        rmSync(join(parentPath, `${name}-shm`), { force: true });
        if (!name.startsWith('journal.sqlite-')) chmodSync(join(parentPath, name), 0o666);
      }
      chmodSync(desk.profileDir, 0o777);
      desk.restart();
      expect(modeOf(desk.profileDir)).toBe(0o700);
      expect(modeOf(join(desk.profileDir, 'packs'))).toBe(0o700);
      for (const name of ['vault.json', 'journal.sqlite', 'journal.head', 'vault.lock', 'packs/register.sealed'])
        expect(modeOf(join(desk.profileDir, name)), name).toBe(0o600);
    } finally {
      process.umask(umask);
      desk.dispose();
    }
  });

  it('is refused where a file of it is a link, and what it leads to is left alone', () => {
    const elsewhere = join(directory, 'elsewhere');
    const profile = join(directory, 'profile');
    mkdirSync(profile);
    writeFileSync(elsewhere, 'theirs', { mode: 0o644 });
    symlinkSync(elsewhere, join(profile, 'vault.json'));
    expect(() => makePrivate([profile])).toThrow(expect.objectContaining({ code: 'file-too-open' }));
    expect(modeOf(elsewhere)).toBe(0o644);
  });

  it('is written under names that nobody foresees, and rid of those that a crash left', () => {
    const trap = join(directory, 'trap');
    writeFileSync(trap, 'untouched');
    symlinkSync(trap, join(directory, '.vault.json.vigie-tmp'));
    writeFileAtomic(join(directory, 'vault.json'), new TextEncoder().encode('new'));
    expect(readFileSync(trap, 'utf8')).toBe('untouched');
    const left = join(directory, '.vault.json.0123456789abcdef.vigie-tmp');
    writeFileSync(left, 'half');
    rmSync(join(directory, '.vault.json.vigie-tmp'));
    makePrivate([directory]);
    expect(readdirSync(directory).sort()).toEqual(['trap', 'vault.json']);
  });

  it('is one instance’s alone, also where the lock file was taken away', async () => {
    const first = new Harness();
    await first.createVault();
    rmSync(join(first.profileDir, 'vault.lock'));
    const second = new Harness({ profileDir: first.profileDir });
    try {
      expect(await second.codeOf('unlock', { passphrase })).toBe('vault-in-use');
      expect(await first.codeOf('openCase', {})).toBe('ok');
      expect(second.unexpected).toEqual([]);
    } finally {
      first.app.dispose();
      second.dispose();
    }
  });
});

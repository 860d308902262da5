/** The calls of Windows, on Windows itself: an administrator's shell is needed, as on the machines of the workflow. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultOfDescriptor } from '../../src/files/security-descriptor.ts';
import { openWindowsApi, type WindowsApi } from '../../src/files/windows-api.ts';

const isWindows = process.platform === 'win32';

describe.skipIf(isWindows)('openWindowsApi, elsewhere', () => {
  it('is refused: there is nothing to open', () => {
    expect(() => openWindowsApi()).toThrow(/shared library|advapi32/);
  });
});

describe.runIf(isWindows)('openWindowsApi', () => {
  const system = (program: string) => join('C:\\Windows\\System32', program);
  const key = `SOFTWARE\\VigieTest${process.pid}`;
  let windows: WindowsApi;
  let dir: string;
  beforeAll(async () => {
    windows = openWindowsApi();
    dir = mkdtempSync(join(tmpdir(), 'vigie-windows-'));
    const add = (...args: string[]) => execFileSync(system('reg.exe'), ['add', ...args, '/f', '/reg:64']);
    add(`HKLM\\${key}`, '/v', 'IdleLockMinutes', '/t', 'REG_DWORD', '/d', '3');
    add(`HKLM\\${key}\\TrustedSigners`, '/v', 'Cellule sécurité', '/t', 'REG_SZ', '/d', 'MCowBQYDK2VwAyEA');
  });
  afterAll(() => {
    execFileSync(system('reg.exe'), ['delete', `HKLM\\${key}`, '/f', '/reg:64']);
    rmSync(dir, { recursive: true });
  });

  it('reads values, types and keys as they were written, and null where there is no key', () => {
    expect(windows.readKey(key)).toEqual({
      values: [{ name: 'IdleLockMinutes', type: 4, data: new Uint8Array([3, 0, 0, 0]) }],
      subkeys: ['TrustedSigners'],
    });
    const list = windows.readKey(`${key}\\TrustedSigners`);
    expect(list?.values.map(({ name, type }) => [name, type])).toEqual([['Cellule sécurité', 1]]);
    expect(Buffer.from(list?.values[0]?.data ?? []).toString('utf16le')).toBe('MCowBQYDK2VwAyEA\0');
    expect(windows.readKey(`${key}\\Absent`)).toBeNull();
    expect(windows.readKey(`${key}Absent\\Absent`)).toBeNull();
  });

  it('finds Windows’ own policies closed to users', () => {
    expect(faultOfDescriptor(windows.describeKey('SOFTWARE\\Policies'), 'key')).toBeNull();
  });

  it('tells a folder that the commands of docs/deploy.md closed from one that users may write to', () => {
    const file = join(dir, 'settings.json');
    writeFileSync(file, '{}');
    execFileSync(system('icacls.exe'), [dir, '/grant', '*S-1-5-32-545:(OI)(CI)M']);
    expect(faultOfDescriptor(windows.describeFile(file), 'file')).not.toBeNull();
    execFileSync(system('icacls.exe'), [dir, '/setowner', '*S-1-5-32-544', '/T']);
    const rights = ['*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F', '*S-1-5-32-545:(OI)(CI)RX'];
    execFileSync(system('icacls.exe'), [dir, '/inheritance:r', '/grant:r', ...rights]);
    expect(faultOfDescriptor(windows.describeFile(dir), 'file')).toBeNull();
    expect(faultOfDescriptor(windows.describeFile(file), 'file')).toBeNull();
  });

  it('has reports of crashes leave the heap out', () => {
    expect(windows.keepMemoryOutOfReports()).toBe(true);
  });

  it('refuses what it cannot look at', () => {
    const unreadable = expect.objectContaining({ code: 'settings-unsafe' });
    expect(() => windows.describeFile(join(dir, 'absent'))).toThrow(unreadable);
    expect(() => windows.describeKey(`${key}\\Absent`)).toThrow(unreadable);
  });
});

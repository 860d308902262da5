import { describe, expect, it } from 'vitest';
import { faultOfInstallers } from '../../scripts/installers/try-windows.mjs';

const program = 'C:\\Program Files\\Vigie\\Vigie.exe';

/** A Windows on which installers do what they promise, but for what is changed. */
function machine(change: {
  readonly codes?: Readonly<Record<string, number | null>>;
  readonly leaves?: string;
  readonly starts?: string | null;
  readonly files?: readonly string[];
  readonly isThere?: boolean;
}) {
  let isInstalled = change.isThere ?? false;
  const ran: string[] = [];
  const run = (name: string, args: readonly string[]): number | null => {
    const line = [name, ...args].join(' ');
    ran.push(line);
    isInstalled = / \/x |Uninstall/.test(line) ? change.leaves !== undefined && line.includes(change.leaves) : true;
    const [, code = 0] = Object.entries(change.codes ?? {}).find(([part]) => line.includes(part)) ?? [];
    return code;
  };
  const fault = () =>
    faultOfInstallers('dist', {
      list: () => change.files ?? ['SHA256SUMS', 'Vigie-1.0.0-x64-setup.exe', 'Vigie-1.0.0-x64.msi'],
      filesIn: () => [
        { name: 'locales', isFile: () => false },
        ...(isInstalled ? [{ name: 'Vigie.exe', isFile: () => true }] : []),
      ],
      run,
      start: async (path) => (path === program ? (change.starts ?? null) : `unexpected ${path}`),
      programFiles: 'C:\\Program Files',
      patienceMs: 10,
      pauseMs: 1,
    });
  return { ran, fault };
}

describe('the installers of Windows', () => {
  it('are each installed silently, started, and taken away', async () => {
    const { ran, fault } = machine({ codes: { '/i': 3010 } });
    expect(await fault()).toBeNull();
    expect(ran.map((line) => line.replaceAll('\\', '/'))).toEqual([
      'dist/Vigie-1.0.0-x64-setup.exe /S',
      'C:/Program Files/Vigie/Uninstall Vigie.exe /S',
      'msiexec /i dist/Vigie-1.0.0-x64.msi /qn /norestart',
      'msiexec /x dist/Vigie-1.0.0-x64.msi /qn /norestart',
    ]);
  });

  it('are waited for while they take their files away', async () => {
    let reads = 0;
    const fault = await faultOfInstallers('dist', {
      list: () => ['a-setup.exe', 'a.msi'],
      filesIn: () => {
        if (reads++ === 1) throw new Error('EPERM: operation not permitted, scandir');
        return [];
      },
      run: () => 0,
      start: async () => null,
      pauseMs: 1,
    });
    expect([fault, reads]).toEqual([null, 5]);
  });

  it.each([
    ['a setup that fails', { codes: { 'setup.exe': 2 } }, /setup\.exe: ends with 2/],
    ['a setup that is no program', { codes: { 'setup.exe': null } }, /setup\.exe: ends with null/],
    ['an MSI that fails', { codes: { '/i': 1603 } }, /\.msi: ends with 1603/],
    ['a removal that fails', { codes: { Uninstall: 1 } }, /removal ends with 1/],
    ['a setup that leaves files', { leaves: 'Uninstall' }, /setup\.exe: leaves Vigie\.exe in/],
    ['an MSI that leaves files', { leaves: '/x' }, /\.msi: leaves Vigie\.exe in/],
    ['an error box', { starts: 'it shows no page' }, /does not start: it shows no page/],
    ['no MSI', { files: ['Vigie-1.0.0-x64-setup.exe'] }, /no MSI/],
    ['a Vigie that is there already', { isThere: true }, /is there before/],
  ])('do not pass with %s', async (_, change, expected) => {
    expect(await machine(change).fault()).toMatch(expected);
  });
});

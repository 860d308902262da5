import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { chooseShells, runElectron, sandboxObstacle } from '../../scripts/lib/electron-sandbox.mjs';

const restricted = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
const cloning = '/proc/sys/kernel/unprivileged_userns_clone';
const most = '/proc/sys/user/max_user_namespaces';

describe('sandboxObstacle', () => {
  const on = (settings: Record<string, string>, change: object = {}) =>
    sandboxObstacle('/a/electron', {
      platform: 'linux',
      uid: 1000,
      hasHelper: false,
      read: (path) => settings[path] ?? null,
      ...change,
    });

  it('finds none where namespaces are allowed, as on most systems', () => {
    expect(on({})).toBeNull();
    expect(on({ [restricted]: '0', [cloning]: '1', [most]: '63432' })).toBeNull();
  });

  it.each([
    ['Ubuntu 24.04', { [restricted]: '1', [cloning]: '1' }],
    ['a hardened Debian', { [cloning]: '0' }],
    ['a kernel without any', { [most]: '0' }],
  ])('names what %s denies, unless the helper stands in', (_name, settings) => {
    expect(on(settings)).toBe('namespaces');
    expect(on(settings, { hasHelper: true })).toBeNull();
  });

  it('knows that there is no sandbox for root, helper or not', () => {
    expect(on({}, { uid: 0, hasHelper: true })).toBe('root');
  });

  it('leaves Windows and macOS alone', () => {
    for (const platform of ['win32', 'darwin'] as const) expect(on({}, { platform, uid: 0 })).toBeNull();
  });

  it('reads this machine without failing', () => {
    expect(['root', 'namespaces', null]).toContain(sandboxObstacle('/nonexistent/electron'));
  });
});

describe('chooseShells', () => {
  it.each([
    ['Electron, with the browser behind it', '/a/electron', null, true, ['electron', 'browser'], null],
    ['the browser for root', '/a/electron', 'root', true, ['browser'], 'root'],
    ['the browser where namespaces are denied', '/a/electron', 'namespaces', true, ['browser'], 'namespaces'],
    ['the browser without Electron', null, null, true, ['browser'], 'missing'],
    ['the tour without a display', '/a/electron', 'root', false, ['tour'], null],
  ] as const)('takes %s', (_name, electron, obstacle, hasDisplay, shells, because) => {
    expect(chooseShells({ electron, obstacle, hasDisplay })).toEqual({ shells, because });
  });
});

describe('runElectron', () => {
  const node = (script: string) => runElectron(process.execPath, ['-e', script]);

  it('knows that Electron ended for want of a sandbox, by the words of either helper', async () => {
    for (const words of [
      '[1:0101/000000.000000:FATAL:zygote_host_impl_linux.cc(128)] No usable sandbox! If you are running on Ubuntu 23.10+',
      '[1:0101/000000.000000:FATAL:setuid_sandbox_host.cc(158)] The SUID sandbox helper binary was found, but is not configured',
      '[1:0101/000000.000000:FATAL:electron_main_delegate.cc(288)] Running as root without --no-sandbox is not supported.',
    ]) {
      expect(await node(`console.error(${JSON.stringify(words)}); process.kill(process.pid, 'SIGTRAP')`)).toEqual({
        code: 1,
        hadNoSandbox: true,
      });
    }
  });

  it('takes an ordinary end, or another fault, for what it is', async () => {
    expect(await node('console.error("sandbox: ok")')).toEqual({ code: 0, hadNoSandbox: false });
    expect(await node('console.error("FATAL: out of memory"); process.exit(3)')).toEqual({
      code: 3,
      hadNoSandbox: false,
    });
    await expect(runElectron('/nonexistent/electron', [])).rejects.toThrow('ENOENT');
  });

  it.skipIf(process.platform === 'win32')('lets Electron end in its own time at Ctrl+C, which both get', async () => {
    const library = new URL('../../scripts/lib/electron-sandbox.mjs', import.meta.url).href;
    const electron =
      "process.on('SIGINT', () => setTimeout(() => process.exit(7), 50)); console.log('up'); setInterval(() => {}, 1000)";
    const script = `import { runElectron } from ${JSON.stringify(library)};
      process.exitCode = (await runElectron(process.execPath, ['-e', ${JSON.stringify(electron)}])).code;`;
    const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(starter.stdout, 'data');
    const closed = once(starter, 'close');
    process.kill(-(starter.pid ?? 0), 'SIGINT');
    expect(await closed).toEqual([7, null]);
  });
});

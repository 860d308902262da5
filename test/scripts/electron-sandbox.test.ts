import { describe, expect, it } from 'vitest';
import { sandboxObstacle } from '../../scripts/lib/electron-sandbox.mjs';

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

import { describe, expect, it } from 'vitest';
import { namesOfDrivers, refusedVariables, removedVariables, removeVariables } from '../../src/main/environment.ts';
import { findWeakening, refusedSwitches, type StartedWith } from '../../src/main/switches.ts';

function started(change: Partial<StartedWith> = {}): StartedWith {
  return { arguments: [], environment: {}, platform: 'linux', hasSwitch: () => false, ...change };
}

describe('findWeakening', () => {
  it.each(refusedSwitches)('names --%s, however it came in', (name) => {
    expect(findWeakening(started({ arguments: [`--${name}=1`] }))).toBe(`--${name}`);
    expect(findWeakening(started({ hasSwitch: (one) => one === name }))).toBe(`--${name}`);
  });

  it.each([
    '--enable-features=x',
    '--disable-features=IsolateOrigins',
    '--user-data-dir=/tmp/x',
    '-remote-debugging-port=1',
  ])('refuses %s, which is on no list', (argument) => {
    expect(findWeakening(started({ arguments: [argument] }))).toMatch(/^--[a-z-]+$/);
  });

  // What base/strings/string_util_constants.cc calls white space.
  const ascii = ['\t', '\n', '\v', '\f', '\r', ' '];
  const wide = ['\u0085', '\u00a0', '\u1680', '\u2000', '\u200a', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000'];
  it.each([
    ['linux', ascii],
    ['darwin', ascii],
    ['win32', [...ascii, ...wide]],
  ] as const)('sees a switch behind the blanks that Chromium takes off on %s', (platform, blanks) => {
    for (const blank of [...blanks, blanks.join('')]) {
      for (const argument of [`${blank}--disable-features=IsolateOrigins`, `${blank}-disable-features`]) {
        expect(findWeakening(started({ platform, arguments: [argument] }))).toBe('--disable-features');
      }
    }
    expect(findWeakening(started({ platform, arguments: [' /home/a/set.vigie'.trimStart(), ' set --x'] }))).toBe(
      platform === 'win32' ? '--home/a/set.vigie' : null,
    );
  });

  it('knows the writings of Windows, and leaves its paths alone', () => {
    const windows = { platform: 'win32' } as const;
    expect(findWeakening(started({ ...windows, arguments: ['/Inspect-Brk=1'] }))).toBe('--inspect-brk');
    expect(findWeakening(started({ ...windows, arguments: ['C:\\set.vigie', '--updated'] }))).toBeNull();
    expect(findWeakening(started({ ...windows, environment: { node_debug: 'x' } }))).toBe('NODE_DEBUG');
  });

  it.each([
    'LD_PRELOAD',
    'LD_AUDIT',
    'LD_LIBRARY_PATH',
    'DYLD_INSERT_LIBRARIES',
    'DYLD_FRAMEWORK_PATH',
    'LD_NEW_IN_GLIBC',
    'VK_ICD_FILENAMES',
    'VK_DRIVER_FILES',
    'VK_LAYER_PATH',
    'VK_IMPLICIT_LAYER_PATH',
    'VK_ADD_IMPLICIT_LAYER_PATH',
    'VK_INSTANCE_LAYERS',
    '__EGL_VENDOR_LIBRARY_FILENAMES',
    '__EGL_EXTERNAL_PLATFORM_CONFIG_DIRS',
    'LIBGL_DRIVERS_PATH',
    'LIBGL_DRIVERS_DIR',
  ])('names %s, an order to the dynamic linker or to a loader of drivers, known or not', (name) => {
    expect(findWeakening(started({ environment: { [name]: '/tmp' } }))).toBe(name);
    expect(findWeakening(started({ environment: { [name]: '' } }))).toBeNull();
  });

  it('takes the name of a driver, and no path in its place', () => {
    for (const name of namesOfDrivers) {
      for (const plain of ['nvidia', 'mesa', 'zink', 'nvidia mesa', 'virtio_gpu', 'nvidia-drm', '']) {
        expect(findWeakening(started({ environment: { [name]: plain } }))).toBeNull();
      }
      for (const path of ['/../../tmp/evil', '../evil', 'mesa ./evil', 'a\\b', 'a\n/b', 'é']) {
        expect(findWeakening(started({ environment: { [name]: path } }))).toBe(name);
      }
    }
  });

  it('starts with the input method and the theme of a desktop, without the modules that the desktop asks for', () => {
    const desktop = { GTK_IM_MODULE: 'ibus', QT_IM_MODULE: 'ibus', XMODIFIERS: '@im=ibus', GTK_THEME: 'Adwaita:dark' };
    const environment: Record<string, string | undefined> = {
      ...desktop,
      GTK_MODULES: 'gail:atk-bridge:/tmp/evil.so',
      GTK_PATH: '/snap/code/1/usr/lib/gtk-3.0',
      GIO_EXTRA_MODULES: '/tmp/gio',
      GTK_IM_MODULE_FILE: '/tmp/immodules.cache',
    };
    expect(findWeakening(started({ environment }))).toBeNull();
    removeVariables(environment, 'linux');
    expect(environment).toEqual(desktop);
  });

  it.each(refusedVariables)('names the variable %s', (name) => {
    expect(findWeakening(started({ environment: { [name]: 'x' } }))).toBe(name);
    expect(findWeakening(started({ environment: { [name]: '' } }))).toBeNull();
  });

  it('finds nothing in an ordinary start, nor in what a screen reader or a keyring needs', () => {
    const environment = { PATH: '/usr/bin', LANG: 'fr_FR.UTF-8' };
    const ordinary = ['--force-renderer-accessibility', '--password-store=gnome-libsecret', '--ozone-platform=wayland'];
    expect(findWeakening(started({ environment, arguments: ordinary }))).toBeNull();
    expect(
      findWeakening(started({ platform: 'darwin', arguments: ['-psn_0_12345', '-AppleLanguages', '(fr)'] })),
    ).toBeNull();
  });

  it.each([
    '--disable-gpu',
    '--disable-gpu-compositing',
    '--disable-direct-composition',
    '--use-angle=swiftshader',
    '--gtk-version=3',
    '--enable-wayland-ime',
  ])('takes %s, which administrators of thin clients give to every Chromium', (argument) => {
    expect(findWeakening(started({ arguments: [argument] }))).toBeNull();
  });

  it('starts with what Electron itself puts on every command line, and refuses it from anyone else', () => {
    const own = ['allow-file-access-from-files', 'enable-avfoundation'];
    expect(findWeakening(started({ hasSwitch: (one) => own.includes(one) }))).toBeNull();
    for (const name of own) expect(findWeakening(started({ arguments: [`--${name}`] }))).toBe(`--${name}`);
  });

  it('takes away, and does not refuse, what fleets set for every program', () => {
    const environment: Record<string, string | undefined> = { PATH: '/usr/bin' };
    for (const name of removedVariables) environment[name] = '/etc/ssl/certs/ca.pem';
    expect(findWeakening(started({ environment }))).toBeNull();
    removeVariables(environment, 'linux');
    expect(environment).toEqual({ PATH: '/usr/bin' });
    const ofWindows: Record<string, string | undefined> = { Ssl_Cert_File: 'C:\\ca.pem', ssl: 'x' };
    removeVariables(ofWindows, 'win32');
    expect(ofWindows).toEqual({ ssl: 'x' });
  });

  it('never repeats the value of a switch', () => {
    expect(findWeakening(started({ arguments: ['--secret=value'] }))).toBe('--secret');
  });
});

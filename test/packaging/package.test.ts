/** The package, as electron-builder makes it from the real configuration: what is in it, what is not, and that it starts. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIfStale } from '../../scripts/lib/build.mjs';
import { foreignSystemIn } from '../../scripts/package.mjs';
import { refusedVariables, removedVariables, variablesTakenByElectron } from '../../src/main/environment.ts';
import { findWeakening } from '../../src/main/switches.ts';
import { variablesRead } from './support/environment-scan.ts';
import {
  type Asar,
  configFile,
  loadAsar,
  makeStandInElectron,
  pack,
  packForDebian,
  parseYaml,
  readFuses,
  requirePackagerInstalled,
  root,
} from './support/pack.ts';

const node = process.execPath;
const dir = mkdtempSync(join(tmpdir(), 'vigie-package-'));
afterAll(() => rmSync(dir, { recursive: true }));

// Elsewhere the packager edits the program's own resources, which the stand-in does not have.
describe.skipIf(process.platform !== 'linux')('the package', () => {
  const unpackedDir = join(dir, 'first', process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
  const archive = join(unpackedDir, 'resources', 'app.asar');
  let electronDist: string;
  let asar: Asar;
  let files: string[];

  beforeAll(async () => {
    requirePackagerInstalled();
    asar = loadAsar();
    await buildIfStale();
    const notices = join(root, 'out', 'THIRD-PARTY-NOTICES.txt');
    execFileSync(node, [join(root, 'scripts', 'licences.mjs'), '--notices', notices], { stdio: 'ignore' });
    electronDist = makeStandInElectron(join(dir, 'electron'));
    await packForDebian(configFile, electronDist, join(dir, 'first'));
    files = asar
      .listPackage(archive, { isPack: false })
      .map((path) => path.slice(1))
      .filter((path) => asar.statFile(archive, path).files === undefined);
  }, 240_000);

  const read = (path: string) => asar.extractFile(archive, path).toString('utf8');

  it('holds the entry points and the data that they read', () => {
    const { main } = JSON.parse(read('package.json')) as { main: string };
    expect(files).toEqual(
      expect.arrayContaining([
        main,
        'out/preload/index.cjs',
        'out/renderer/index.html',
        'out/THIRD-PARTY-NOTICES.txt',
        'LICENSE',
        'resources/icons/linux/512x512.png',
        ...['contacts', 'letters', 'questions', 'steps', 'texts'].map((name) => `resources/guide/${name}.json`),
        ...readdirSync(join(root, 'resources', 'fonts')).map((name) => `resources/fonts/${name}`),
      ]),
    );
  });

  it('holds no source, source map, test, document, header, or anything of the project’s but these', () => {
    const own = new Set(files.filter((path) => !path.startsWith('node_modules/')).map((path) => path.split('/')[0]));
    expect([...own].sort()).toEqual(['LICENSE', 'out', 'package.json', 'resources']);
    expect(
      [...new Set(files.filter((path) => path.startsWith('out/')).map((path) => path.split('/')[1]))].sort(),
    ).toEqual(['THIRD-PARTY-NOTICES.txt', 'main', 'preload', 'renderer']);
    const extensions = new Set(files.map((path) => extname(path)));
    for (const unwanted of ['.map', '.ts', '.tsx', '.mts', '.cts', '.c', '.cc', '.cpp', '.h', '.gyp', '.vigie']) {
      expect(extensions).not.toContain(unwanted);
    }
    expect(files.filter((path) => path.endsWith('.md') && !/licen[cs]e|notice/i.test(basename(path)))).toEqual([]);
    expect(files.filter((path) => /(^|\/)(tests?|__tests__|bench(mark)?|docs|\.bin)\//.test(path))).toEqual([]);
  });

  it('holds no private key and no demonstration', () => {
    const keys = files.filter((path) => /\.(pem|key|p12|pfx)$/.test(path));
    expect(keys.filter((path) => !path.startsWith('resources/trusted-keys/'))).toEqual([]);
    for (const path of keys) expect(read(path)).not.toContain('PRIVATE');
    expect(files.filter((path) => /demo\.json|\.vigie\//.test(path))).toEqual([]);
  });

  it('holds no development dependency', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean }>;
    };
    const packed = files.filter((path) => /^node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path));
    const paths = packed.map((path) => path.replace(/\/package\.json$/, ''));
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => packages[path] === undefined || packages[path].dev === true)).toEqual([]);
    expect(paths.filter((path) => /papaparse|cross-|which|node-addon-api|playwright|vite|koromix/.test(path))).toEqual(
      [],
    );
    const manifest = JSON.parse(read('package.json')) as object;
    expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['devDependencies']));
    expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(['scripts']));
  });

  it('has the native modules of this system, and nothing else, outside the archive', () => {
    const native = files.filter((path) => path.endsWith('.node'));
    const target = `${process.platform}-${process.arch}`;
    expect(native.map((path) => path.replace('node_modules/', '')).sort()).toEqual([
      `@node-rs/argon2-${target}-gnu/argon2.${target}-gnu.node`,
      expect.stringMatching(new RegExp(`^argon2/prebuilds/${target}/argon2\\..*glibc\\.node$`)),
      `better-sqlite3-multiple-ciphers/prebuilds/${target}.node`,
    ]);
    expect(files.filter((path) => asar.statFile(archive, path).unpacked === true).sort()).toEqual(native.sort());
    const outside = readdirSync(`${archive}.unpacked`, { recursive: true, withFileTypes: true });
    const outsideFiles = outside.filter((entry) => entry.isFile()).map((entry) => entry.name);
    expect(outsideFiles.sort()).toEqual(native.map((path) => basename(path)).sort());
  });

  it('reads no variable of the environment that was not judged', () => {
    const judged = new Set<string>([...refusedVariables, ...removedVariables, ...variablesTakenByElectron]);
    /** Left alone: by whom it is read, and why it may. */
    const harmless: Readonly<Record<string, string>> = {
      SESSIONNAME: 'src/main/instance.ts: shown in a box',
      XDG_SESSION_ID: 'src/main/instance.ts: shown in a box',
      DISPLAY: 'src/main/instance.ts: compared, shown in a box',
      WAYLAND_DISPLAY: 'src/main/instance.ts: compared, shown in a box',
      TMPDIR: 'src/main/reservation.ts: an empty directory is made there and removed, as by Chromium',
      ...Object.fromEntries(
        [
          'a computed name: environment[name]',
          'the whole environment: Object.entries(environment)',
          'the whole environment: Object.keys(environment)',
          'the whole environment: findRefusedVariable(started.environment, started.platform)',
          'the whole environment: removeVariables(options.environment, options.platform)',
          'the whole environment: describeSelf(options.environment, Date.now())',
          'the whole environment: findObstacle(userData, environment, platform)',
        ].map((code) => [
          code,
          'src/main: handed on to environment.ts, which holds each name to its lists, to instance.ts and to reservation.ts',
        ]),
      ),
    };
    const read = new Map<string, Set<string>>();
    // The page is sandboxed: it has no Node, and so no environment.
    for (const path of files.filter((one) => /\.[cm]?js$/.test(one) && !one.startsWith('out/renderer/'))) {
      for (const name of variablesRead(asar.extractFile(archive, path).toString('utf8'))) {
        read.set(name, (read.get(name) ?? new Set()).add(path));
      }
    }
    const unjudged = [...read].filter(([name]) => !judged.has(name) && harmless[name] === undefined);
    expect(unjudged.map(([name, paths]) => [name, ...paths])).toEqual([]);
    expect(Object.keys(harmless).filter((name) => !read.has(name))).toEqual([]);
    expect(files.filter((path) => /argon2\.cjs$|node-gyp-build|@node-rs\/argon2\/index\.js$/.test(path))).toEqual([]);
  });

  it('has a menu entry that starts it as it is, with its sandbox', () => {
    const desktop = readFileSync(join(dir, 'first', 'made', 'vigie.desktop'), 'utf8');
    const entry = new Map(desktop.split('\n').map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]));
    expect(entry.get('Exec')).toBe('/opt/Vigie/vigie %U');
    const args = (entry.get('Exec') ?? '').split(' ').slice(1, -1);
    expect(findWeakening({ arguments: args, environment: {}, platform: 'linux', hasSwitch: () => false })).toBeNull();
    expect(desktop).not.toContain('sandbox');
    expect(entry.get('Comment')).toBe('Check an identifier, guide the caller, print the sheet');
    expect(entry.get('Comment[fr]')).toMatch(/^Vérifier/);
  });

  it('makes the sandbox’s helper setuid, whatever namespaces root has, and undoes on removal alone', () => {
    const [postinst, postrm] = ['postinst', 'postrm'].map((name) =>
      readFileSync(join(dir, 'first', 'made', name), 'utf8'),
    ) as [string, string];
    for (const script of [postinst, postrm]) {
      expect(script).not.toMatch(/\$\{|unshare/);
      execFileSync('/bin/sh', ['-n'], { input: script });
    }
    expect(postinst).toMatch(/^chmod 4755 "\$app\/chrome-sandbox"$/m);
    expect(postinst).not.toContain('0755');
    // On an upgrade, dpkg calls the old package's postrm after the new one was unpacked.
    const tools = join(dir, 'tools');
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, 'update-alternatives'), '#!/bin/sh\necho undone\n', { mode: 0o755 });
    const run = (word: string) =>
      execFileSync('/bin/sh', ['-c', postrm, 'postrm', word], {
        encoding: 'utf8',
        env: { PATH: `${tools}:/usr/bin:/bin` },
      });
    expect(['upgrade', '1'].map(run)).toEqual(['', '']);
    expect(['remove', 'purge', '0'].map(run)).toEqual(['undone\n', 'undone\n', 'undone\n']);
    const profile = readFileSync(join(unpackedDir, 'resources', 'apparmor-profile'), 'utf8');
    expect(profile).toContain('profile "vigie" "/opt/Vigie/vigie" flags=(unconfined)');
    expect(profile).toMatch(/^ {2}userns,$/m);
  });

  it('has every fuse set', () => {
    // RunAsNode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, asar only, browser snapshot, file privileges;
    // the ninth is one that the packager does not know: left as Electron ships it.
    expect(readFuses(join(unpackedDir, 'vigie'))).toBe('010011000');
  });

  it('starts from what is in it alone, up to a loaded window', () => {
    const app = join(dir, 'app');
    asar.extractAll(archive, app);
    const script = join(root, 'test', 'support', 'run-built-main.ts');
    // A packaged product refuses to start under variables that a developer's machine may well have.
    const { PATH, HOME, TMPDIR } = process.env;
    const output = execFileSync(node, [script, join(dir, 'profile'), 'packaged'], {
      cwd: dir,
      encoding: 'utf8',
      env: { PATH, HOME, TMPDIR, VIGIE_BUILT_MAIN: join(app, 'out', 'main', 'index.js') },
    });
    const run = JSON.parse(output);
    expect(run.errorBoxes).toEqual([]);
    expect(run.page.url).toBe('app://vigie/');
    expect(run.preload).toBe(join(app, 'out', 'preload', 'index.cjs'));
    expect(new Set(Object.values(run.page.assets))).toEqual(new Set([200]));
    expect(run.call).toMatchObject({ ok: true, value: { phase: 'first-run', shell: 'electron', demo: null } });
  });

  it('comes out the same, byte for byte, and within its budget', async () => {
    await pack(configFile, electronDist, join(dir, 'second'));
    const again = archive.replace(join(dir, 'first'), join(dir, 'second'));
    const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(digest(again)).toBe(digest(archive));
    const nativeBytes = readdirSync(`${archive}.unpacked`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    // Beside some 250 MB of Electron.
    expect(statSync(archive).size).toBeLessThan(12_000_000);
    expect(nativeBytes).toBeLessThan(6_000_000);
  });

  it('is not made from a configuration with a word that the packager does not know', async () => {
    const bad = join(dir, 'bad.yml');
    writeFileSync(bad, `${readFileSync(configFile, 'utf8')}\nelectronFuse:\n  runAsNode: true\n`);
    const refusal = await pack(bad, electronDist, join(dir, 'bad')).catch(
      (error: { stderr: string; stdout: string }) => error,
    );
    expect(`${(refusal as { stderr: string }).stderr}${(refusal as { stdout: string }).stdout}`).toContain(
      'electronFuse',
    );
    expect(existsSync(join(dir, 'bad', 'linux-unpacked'))).toBe(false);
  });
});

describe('the targets of the package', () => {
  interface Target {
    readonly target: string;
    readonly arch?: string[];
  }
  const config = () =>
    parseYaml(readFileSync(configFile, 'utf8')) as Record<'win' | 'mac' | 'linux', { target: (string | Target)[] }>;
  const lock = () =>
    (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, object> })
      .packages;
  const modules = join(root, 'node_modules');

  it('are signed on macOS with the hardened runtime, with code of the same signer alone; unsigned they still start', () => {
    const { mac, pkg, electronFuses } = config() as unknown as {
      mac: Record<string, unknown>;
      pkg: Record<string, unknown>;
      electronFuses: Record<string, boolean>;
    };
    expect(mac).toMatchObject({ hardenedRuntime: true, entitlements: 'packaging/entitlements.mac.plist' });
    expect(pkg).toEqual({ isRelocatable: false, allowAnywhere: false, allowCurrentUserHome: false });
    // Fuses break the signature that Electron comes with; macOS on Apple silicon kills what has none.
    expect(electronFuses.resetAdHocDarwinSignature).toBe(true);
    const entitlements = readFileSync(join(root, 'packaging', 'entitlements.mac.plist'), 'utf8');
    expect([...entitlements.matchAll(/<key>([^<]+)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
  });

  it('name the upgrade code of the MSI once: whatever else makes one reads it from the configuration', () => {
    const { msi } = config() as unknown as { msi: { upgradeCode: string } };
    expect(msi.upgradeCode).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    for (const name of readdirSync(join(root, 'scripts', 'installers'))) {
      const text = readFileSync(join(root, 'scripts', 'installers', name), 'utf8').toLowerCase();
      expect([name, text.includes(msi.upgradeCode)]).toEqual([name, false]);
    }
  });

  it('are those that were asked for', () => {
    const names = (system: 'win' | 'mac' | 'linux') =>
      config()[system].target.map((one) => (typeof one === 'string' ? one : one.target));
    expect(names('win')).toEqual(['nsis', 'msi']);
    // An AppImage would add `--no-sandbox` wherever namespaces are denied, which Vigie refuses.
    expect(names('linux')).toEqual(['deb']);
    expect(names('mac')).toEqual(['dmg', 'pkg']);
  });

  it.each([
    ['win32-x64', 'win32-x64-msvc'],
    ['darwin-arm64', 'darwin-arm64'],
    ['linux-x64', 'linux-x64-gnu'],
    ['linux-arm64', 'linux-arm64-gnu'],
  ])('have every native module prebuilt: %s', (target, triple) => {
    expect(existsSync(join(modules, 'better-sqlite3-multiple-ciphers', 'prebuilds', `${target}.node`))).toBe(true);
    expect(readdirSync(join(modules, 'argon2', 'prebuilds', target)).some((name) => name.endsWith('.glibc.node'))).toBe(
      true,
    );
    expect(lock()[`node_modules/@node-rs/argon2-${triple}`]).toBeDefined();
    if (target.startsWith('win32')) expect(lock()[`node_modules/@koromix/koffi-${target}`]).toBeDefined();
  });

  it('leave out the two for which a native module is missing; the day it is there, they can be added', () => {
    const prebuilt = readdirSync(join(modules, 'argon2', 'prebuilds'));
    expect(prebuilt).not.toContain('win32-arm64');
    expect(prebuilt).not.toContain('darwin-x64');
    const arches = (system: 'win' | 'mac') =>
      config()[system].target.flatMap((one) => (typeof one === 'string' ? [] : (one.arch ?? [])));
    expect(new Set(arches('win'))).toEqual(new Set(['x64']));
    expect(new Set(arches('mac'))).toEqual(new Set(['arm64']));
  });
});

describe('npm run package', () => {
  it.each([
    [['--win'], 'linux', '--win'],
    [['-w', 'nsis'], 'darwin', '-w'],
    [['--dir', '--mac'], 'linux', '--mac'],
    [['--linux', 'deb'], 'win32', '--linux'],
    [['--linux', 'deb'], 'linux', null],
    [['--dir'], 'win32', null],
    [['--x64', '--config.win.icon=a'], 'linux', null],
  ])('packs for its own system alone: %j on %s', (options, platform, refused) => {
    expect(foreignSystemIn(options, platform)).toBe(refused);
  });
});

describe('the icons', () => {
  const icons = join(root, 'resources', 'icons');

  it('hold every size that each system asks for', () => {
    const ico = readFileSync(join(icons, 'vigie.ico'));
    const count = ico.readUInt16LE(4);
    const sizes = Array.from({ length: count }, (_, index) => ico[6 + 16 * index] || 256);
    expect(sizes).toEqual([16, 20, 24, 32, 40, 48, 64, 256]);
    const icns = readFileSync(join(icons, 'vigie.icns'));
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const types: string[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) types.push(icns.toString('latin1', at, at + 4));
    // 16 to 512 points, each at 1× or 2×: https://en.wikipedia.org/wiki/Apple_Icon_Image_format
    expect(types).toEqual(['ic11', 'ic12', 'ic07', 'ic13', 'ic08', 'ic14', 'ic09', 'ic10']);
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      const png = readFileSync(join(icons, 'linux', `${size}x${size}.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});

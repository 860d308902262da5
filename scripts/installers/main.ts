/**
 * `node scripts/installers/main.ts OUTPUT [--chroot DIR] [--wine]`: really makes installers, with what Debian carries
 * (dpkg-deb, rpmbuild, makensis, wixl), around a stand-in for Electron; opens them again, installs and purges the Debian
 * one and the rpm in a chroot (`debootstrap --variant=minbase bookworm DIR`; with `--include=apparmor`, before its real parser), and those of Windows under Wine. Root,
 * Linux. Not part of `npm test`: it takes some minutes and these tools.
 *
 * What is packed, the scripts and the menu entry come from electron-builder. What its own makers would do otherwise is in
 * docs/SUPPLY-CHAIN.md: its NSIS script and its WiX template are not tried here, only their promises.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { configFile, makeStandInElectron, packForDebian, parseYaml } from '../../test/packaging/support/pack.ts';

const here = import.meta.dirname;
const { version } = JSON.parse(readFileSync(join(here, '..', '..', 'package.json'), 'utf8')) as {
  readonly version: string;
};
const run = (program: string, args: string[], options: object = {}): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, ...options });

function succeeds(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

function must(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(what);
  console.log(`ok: ${what}`);
}

interface Config {
  readonly msi: { readonly upgradeCode: string };
  readonly deb: { readonly depends: string[]; readonly recommends: string[]; readonly priority: string };
}

const readConfig = () => parseYaml(readFileSync(configFile, 'utf8')) as Config;

/** @returns the path of the package */
function makeDebianPackage(packed: string, output: string): string {
  const args = JSON.parse(readFileSync(join(packed, 'made', 'fpm.json'), 'utf8')) as string[];
  const option = (name: string) => args[args.indexOf(`--${name}`) + 1] ?? '';
  const stage = join(output, 'deb');
  rmSync(stage, { recursive: true, force: true });
  for (const mapping of args.filter((one) => one.includes('=/'))) {
    const [from = '', to = ''] = mapping.split('=');
    const source = from.endsWith('.desktop') ? join(packed, 'made', 'vigie.desktop') : from;
    mkdirSync(dirname(join(stage, to)), { recursive: true });
    cpSync(source, join(stage, to), { recursive: true });
  }
  // Packers on other systems keep no mode for it: the postinst must do without.
  run('chmod', ['0644', join(stage, 'opt', 'Vigie', 'chrome-sandbox')]);
  const { deb } = readConfig();
  const control = join(stage, 'DEBIAN');
  mkdirSync(control);
  writeFileSync(
    join(control, 'control'),
    [
      `Package: ${option('name')}`,
      `Version: ${option('version')}`,
      `Architecture: ${option('architecture')}`,
      `Maintainer: ${option('maintainer')}`,
      `Priority: ${deb.priority}`,
      'Section: default',
      `Homepage: ${option('url')}`,
      `Depends: ${deb.depends.join(', ')}`,
      `Recommends: ${deb.recommends.join(', ')}`,
      `Description: ${option('description')}`,
      '',
    ].join('\n'),
  );
  for (const name of ['postinst', 'postrm']) cpSync(join(packed, 'made', name), join(control, name));
  run('chmod', ['0755', join(control, 'postinst'), join(control, 'postrm')]);
  const file = join(output, `vigie_${option('version')}_${option('architecture')}.deb`);
  run('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', stage, file]);
  return file;
}

/** Of menu entries and icons: other packages own them, which a minimal Debian has not. dpkg takes them away empty, rpm leaves them. */
const sharedDirectory = /^\.\/usr\/share\/(?:applications|icons)(?:\/\S+)? 755 $/;

/** Every path of the chroot but dpkg's own books, with mode and where links lead. */
function inventory(root: string): string {
  // `/opt` itself, which no package of a minimal Debian has: dpkg takes it away with its last inhabitant.
  const skip = ['./var/lib/dpkg', './var/log', './var/cache', './proc', './sys', './tmp'].flatMap((path) => [
    '-path',
    path,
    '-prune',
    '-o',
  ]);
  return run('find', ['.', ...skip, '-printf', '%p %m %l\\n'], { cwd: root })
    .split('\n')
    .filter((line) => !line.startsWith('./opt ') && !sharedDirectory.test(line))
    .sort()
    .join('\n');
}

function tryInChroot(file: string, root: string): void {
  const inside = (...args: string[]) =>
    run('chroot', [root, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
    });
  const before = inventory(root);
  cpSync(file, join(root, 'tmp', 'vigie.deb'));
  // The libraries of a desktop are not there: what the package itself does is what is tried.
  const install = () => inside('dpkg', '--force-depends', '--install', '/tmp/vigie.deb');
  install();
  const mode = () => (statSync(join(root, 'opt', 'Vigie', 'chrome-sandbox')).mode & 0o7777).toString(8);
  must(mode() === '4755', 'postinst: chrome-sandbox is 4755, and root’s');
  must(
    inside('readlink', '-f', '/usr/bin/vigie').trim() === '/opt/Vigie/vigie',
    'postinst: /usr/bin/vigie leads to the program',
  );
  const profile = join(root, 'etc', 'apparmor.d', 'vigie');
  const parser = join(root, 'usr', 'sbin', 'apparmor_parser');
  const hasParser = existsSync(parser);
  if (!hasParser) must(!existsSync(profile), 'postinst: no AppArmor profile where there is no AppArmor');
  else {
    // Whoever makes the chroot may bring a real one (`--include=apparmor`): of Debian 12 it does not know the profile, of 13 it does.
    const packed = '/opt/Vigie/resources/apparmor-profile';
    const isUnderstood = succeeds(() => inside('apparmor_parser', '--skip-kernel-load', '--skip-cache', packed));
    must(
      existsSync(profile) === isUnderstood,
      `postinst: this AppArmor’s own parser takes the profile: ${isUnderstood}`,
    );
  }
  install();
  must(
    mode() === '4755' && inside('readlink', '-f', '/usr/bin/vigie').trim() === '/opt/Vigie/vigie',
    'an upgrade leaves both',
  );
  inside('dpkg', '--purge', 'vigie');
  const [then, now] = [before, inventory(root)].map((text) => text.split('\n')) as [string[], string[]];
  const changed = [...then.filter((line) => !now.includes(line)), ...now.filter((line) => !then.includes(line))];
  must(changed.length === 0, `purge leaves nothing behind, and takes nothing of others ${changed.join(', ')}`.trim());

  if (hasParser) return;
  // With an AppArmor that understands the profile, and one that does not.
  for (const [code, hasDirectory, isThere] of [
    ['0', true, true],
    ['1', true, false],
    ['0', false, false],
  ] as const) {
    writeFileSync(parser, `#!/bin/sh\nexit ${code}\n`, { mode: 0o755 });
    if (hasDirectory) mkdirSync(join(root, 'etc', 'apparmor.d'), { recursive: true });
    install();
    must(
      existsSync(profile) === isThere,
      `AppArmor profile installed where it is understood and has a place: ${isThere}`,
    );
    inside('dpkg', '--purge', 'vigie');
    must(!existsSync(profile), 'purge takes the profile away');
    rmSync(parser);
    rmSync(join(root, 'etc', 'apparmor.d'), { recursive: true, force: true });
  }
}

/**
 * Not one of the project's targets; made from the same files and scripts, as a fleet on Red Hat or SUSE would have it.
 * @returns the path of the package
 */
function makeRpm(packed: string, output: string): string {
  const top = join(output, 'rpm');
  rmSync(top, { recursive: true, force: true });
  const stage = join(output, 'deb');
  const script = (name: string) => readFileSync(join(packed, 'made', name), 'utf8').replace('#!/bin/sh\n', '');
  const spec = [
    'Name: vigie',
    `Version: ${version}`,
    'Release: 1',
    'Summary: Check an identifier, guide the caller, print the sheet',
    'License: EUPL-1.2',
    'AutoReqProv: no',
    '%description',
    'Vigie.',
    '%install',
    `mkdir -p %{buildroot} && cp -a ${join(stage, 'opt')} ${join(stage, 'usr')} %{buildroot}/`,
    '%post',
    script('postinst'),
    '%postun',
    script('postrm'),
    '%files',
    '%defattr(-,root,root,-)',
    // The postinst sets its mode: `rpm -V` would else find it altered.
    '%attr(4755, root, root) /opt/Vigie/chrome-sandbox',
    ...run('find', ['.', '(', '-type', 'f', '-o', '-type', 'l', ')', '!', '-path', './DEBIAN/*'], { cwd: stage })
      .trim()
      .split('\n')
      .filter((path) => !path.endsWith('/chrome-sandbox'))
      .map((path) => `"${path.slice(1)}"`),
    ...run('find', ['opt/Vigie', '-type', 'd'], { cwd: stage })
      .trim()
      .split('\n')
      .map((path) => `%dir "/${path}"`),
    '',
  ];
  mkdirSync(top);
  writeFileSync(join(top, 'vigie.spec'), spec.join('\n'));
  // Nothing is stripped or rewritten: the archive's digest and the native modules stay as they were packed.
  const defines = [`_topdir ${top}`, '__os_install_post %{nil}', 'debug_package %{nil}', '_build_id_links none'];
  run('rpmbuild', ['-bb', ...defines.flatMap((one) => ['--define', one]), join(top, 'vigie.spec')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [file = ''] = globSync(join(top, 'RPMS', '*', '*.rpm'));
  const listed = run('rpm', ['-qplv', file]);
  must(/^-rwsr-xr-x .* \/opt\/Vigie\/chrome-sandbox$/m.test(listed), 'rpm: chrome-sandbox is 4755, and root’s');
  must(listed.includes('/opt/Vigie/resources/app.asar\n'), 'rpm: opened again, the archive is in it');
  must(run('rpm', ['-qp', '--scripts', file]).includes('update-alternatives --install'), 'rpm: its scripts are in it');
  return file;
}

function tryRpmInChroot(file: string, root: string): void {
  const rpm = (...args: string[]) =>
    run('rpm', [`--root=${root}`, '--dbpath=/var/lib/rpm-trial', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    });
  const database = join(root, 'var', 'lib', 'rpm-trial');
  rmSync(database, { recursive: true, force: true });
  const before = inventory(root).split('\n');
  rpm('--install', '--nodeps', file);
  const link = () => run('chroot', [root, 'readlink', '-f', '/usr/bin/vigie']).trim();
  must(link() === '/opt/Vigie/vigie', 'rpm: installed, /usr/bin/vigie leads to the program');
  must(rpm('--verify', '--nodeps', 'vigie') === '', 'rpm -V: what is installed is what was packed');
  rpm('--upgrade', '--force', '--nodeps', file);
  must(link() === '/opt/Vigie/vigie', 'rpm: an upgrade leaves it');
  rpm('--erase', 'vigie');
  rmSync(database, { recursive: true, force: true });
  const now = inventory(root).split('\n');
  const changed = [...before.filter((line) => !now.includes(line)), ...now.filter((line) => !before.includes(line))];
  must(changed.length === 0, `rpm: erasing leaves nothing behind, and takes nothing of others ${changed.join(', ')}`);
}

/** Both installed by their silent switches and taken away again, in a Wine of its own. */
function tryUnderWine(output: string): void {
  const prefix = join(output, 'wine');
  rmSync(prefix, { recursive: true, force: true });
  // `wineserver -w` waits for what is started along the way, as by the uninstaller, which runs as a copy of itself. What
  // hangs waits for a button that nobody presses: a silent installer has none.
  const wine = (...args: string[]) =>
    run('xvfb-run', ['-a', 'sh', '-c', '/usr/lib/wine/wine64 "$@"; /usr/lib/wine/wineserver64 -w', 'sh', ...args], {
      cwd: output,
      stdio: 'ignore',
      timeout: 300_000,
      env: { ...process.env, WINEPREFIX: prefix, WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree=;mshtml=' },
    });
  const installed = join(prefix, 'drive_c', 'Program Files', 'Vigie');
  const isThere = () =>
    existsSync(join(installed, 'Vigie.exe')) && existsSync(join(installed, 'resources', 'app.asar'));
  wine('msiexec', '/i', 'Vigie.msi', '/qn', '/norestart');
  must(isThere(), 'Wine: the MSI installs by /qn, into Program Files');
  wine('msiexec', '/x', 'Vigie.msi', '/qn', '/norestart');
  must(!existsSync(join(installed, 'Vigie.exe')), 'Wine: the MSI is taken away by /qn');
  wine('Vigie-setup.exe', '/S');
  must(isThere(), 'Wine: the setup installs by /S, into Program Files');
  wine(join(installed, 'Uninstall Vigie.exe'), '/S');
  must(!existsSync(installed), 'Wine: the setup is taken away by /S');
}

/** What is packed, under the names that Windows has: the program is a file that stands for it. */
function stageForWindows(packed: string, output: string): string {
  const stage = join(output, 'windows');
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  const [unpacked = ''] = globSync(join(packed, 'linux*-unpacked'));
  cpSync(join(unpacked, 'resources'), join(stage, 'resources'), { recursive: true });
  rmSync(join(stage, 'resources', 'apparmor-profile'), { force: true });
  cpSync(join(dirname(configFile), 'policies'), join(stage, 'resources', 'policies'), { recursive: true });
  writeFileSync(join(stage, 'Vigie.exe'), 'MZ stand-in');
  return stage;
}

function makeSetup(stage: string, output: string): void {
  const file = join(output, 'Vigie-setup.exe');
  run('makensis', ['-V2', `-DSTAGE=${stage}`, `-DOUTPUT=${file}`, join(here, 'setup.nsi')]);
  const listed = run('7z', ['l', '-slt', file]);
  must(
    /Path = .*resources[\\/]app\.asar$/m.test(listed) && /Path = .*Vigie\.exe$/m.test(listed),
    'NSIS: opened again, the program and its archive are in it',
  );
  must(/Path = .*policies[\\/]Vigie\.admx$/m.test(listed), 'NSIS: the templates of Group Policy are in it');
  must(readFileSync(file).includes('requireAdministrator'), 'NSIS: asks for an administrator (Program Files)');
}

function makeMsi(stage: string, output: string): void {
  const wxs = join(output, 'files.wxs');
  const files = run('find', [stage, '-type', 'f']);
  writeFileSync(
    wxs,
    run(
      'wixl-heat',
      [
        '-p',
        `${stage}/`,
        '--component-group',
        'Files',
        '--var',
        'var.Stage',
        '--directory-ref',
        'INSTALLDIR',
        '--win64',
      ],
      { input: files },
    ),
  );
  const file = join(output, 'Vigie.msi');
  const { upgradeCode } = readConfig().msi;
  const defined = ['Stage=windows', 'Win64=yes', `UpgradeCode=${upgradeCode}`, `Version=${version}`].flatMap((one) => [
    '-D',
    one,
  ]);
  run('wixl', ['-a', 'x64', ...defined, '-o', file, join(here, 'setup.wxs'), wxs], {
    cwd: output,
  });
  const table = (name: string) => run('msiinfo', ['export', file, name]);
  must(table('Property').includes(`ProductVersion\t${version}`), 'MSI: of the version of package.json');
  must(/^ALLUSERS\t1\r?$/m.test(table('Property')), 'MSI: for all users of the machine');
  must(
    table('Upgrade').includes(upgradeCode.toUpperCase()),
    'MSI: replaces older versions by the upgrade code of the configuration',
  );
  const listed = table('File');
  must(
    listed.includes('Vigie.exe') && listed.includes('app.asar') && listed.includes('Vigie.admx'),
    'MSI: program, archive and templates are in it',
  );
  must(!/^(LaunchUI|WixUI)/m.test(table('Property')), 'MSI: nothing that would ask under /qn');
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { chroot: { type: 'string' }, wine: { type: 'boolean', default: false } },
});
const output = resolve(positionals[0] ?? 'dist-trial');
mkdirSync(output, { recursive: true });
const packed = join(output, 'packed');
if (!existsSync(join(packed, 'made', 'fpm.json'))) {
  rmSync(join(output, 'electron'), { recursive: true, force: true });
  await packForDebian(configFile, makeStandInElectron(join(output, 'electron')), packed);
}
const deb = makeDebianPackage(packed, output);
must(
  run('dpkg-deb', ['--contents', deb]).includes('./opt/Vigie/resources/app.asar'),
  'Debian: opened again, the archive is in it',
);
run('desktop-file-validate', [join(packed, 'made', 'vigie.desktop')]);
const rpm = makeRpm(packed, output);
if (values.chroot !== undefined) {
  tryInChroot(deb, resolve(values.chroot));
  tryRpmInChroot(rpm, resolve(values.chroot));
}
const windows = stageForWindows(packed, output);
makeSetup(windows, output);
makeMsi(windows, output);
if (values.wine) tryUnderWine(output);

/**
 * `node scripts/check-addons.ts`, part of `npm run package`: fetches the native packages of every system that is packed for, as
 * the lock file names them, and holds their addons to what Electron has (test/packaging/support/addon-symbols.ts). npm installs
 * those of its own system alone, so that `npm test` sees no others; each is fetched by `npm pack` and compared with its digest.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { faultsOfAddon } from '../test/packaging/support/addon-symbols.ts';

const root = join(import.meta.dirname, '..');
/** Systems that are packed for (packaging/electron-builder.yml); koffi is loaded on Windows alone. */
const wanted = [
  /^@node-rs\/argon2-(?:linux-(?:x64|arm64)-gnu|darwin-arm64|win32-x64-msvc)$/,
  /^@koromix\/koffi-win32-x64$/,
];

interface LockEntry {
  readonly version: string;
  readonly integrity?: string;
}

/** @returns directory with the files of the package. @throws Error if it is not what the lock file has the digest of */
function fetchPackage(name: string, { version, integrity }: LockEntry, dir: string): string {
  const into = join(dir, name.replace('/', '+'));
  mkdirSync(into);
  const options = ['--pack-destination', into, '--ignore-scripts', '--silent'];
  execFileSync('npm', ['pack', `${name}@${version}`, ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  const [archive = ''] = readdirSync(into).filter((file) => file.endsWith('.tgz'));
  const digest = `sha512-${createHash('sha512')
    .update(readFileSync(join(into, archive)))
    .digest('base64')}`;
  if (digest !== integrity) throw new Error(`${name}: not the package that the lock file names`);
  execFileSync('tar', ['-xzf', archive], { cwd: into });
  return join(into, 'package');
}

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, LockEntry>;
};
const found = Object.entries(packages)
  .map(([path, entry]) => [path.replace('node_modules/', ''), entry] as const)
  .filter(([name]) => wanted.some((pattern) => pattern.test(name)));
if (found.length !== 5)
  throw new Error(`${found.length} native packages in the lock file, and not the 5 that are packed`);
const dir = mkdtempSync(join(tmpdir(), 'vigie-addons-'));
try {
  for (const [name, entry] of found) {
    const files = fetchPackage(name, entry, dir);
    const addons = globSync('**/*.node', { cwd: files });
    if (addons.length === 0) throw new Error(`${name}: no addon in it`);
    for (const addon of addons) {
      const path = relative(dir, join(files, addon));
      const faults = faultsOfAddon(path, readFileSync(join(files, addon)));
      console.log(`${faults.length === 0 ? 'ok' : 'bad'}: ${name}@${entry.version} ${addon}`);
      for (const fault of faults) console.error(`  ${fault}`);
      if (faults.length > 0) process.exitCode = 1;
    }
  }
} finally {
  rmSync(dir, { recursive: true });
}

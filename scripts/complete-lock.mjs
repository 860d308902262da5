/**
 * Completes `package-lock.json` with the native packages of the platforms other than this one.
 *
 * npm leaves them out where the registry it was run against does not carry them, and `npm ci` then refuses the lock file
 * as out of step. Each missing one is pinned by its parent to an exact version, so the entry can be written from the
 * parent: version, system and processor from the name. It has no integrity until `npm install --package-lock-only` is
 * run against a registry that has the package. Run after adding a dependency: `node scripts/complete-lock.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain } from './lib/is-main.mjs';
import { projectRoot } from './lib/project.mjs';

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** @returns `os`, `cpu` and `libc` as npm writes them, or null if the name tells no platform. */
function platformOf(name) {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-');
  const system = systems.find((one) => words.includes(one));
  const processor = processors.find((one) => words.includes(one));
  if (system === undefined || processor === undefined) return null;
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : null;
  return { cpu: [processor], os: [system], ...(libc !== null && system === 'linux' ? { libc: [libc] } : {}) };
}

/** @returns names added. Changes `lock` in place, its packages sorted as npm sorts them. */
export function completeLock(lock) {
  const added = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      // A range is npm's to resolve; only an exact version can be written down without asking.
      if (!/^\d+\.\d+\.\d+$/.test(version)) continue;
      const isPresent = lock.packages[`node_modules/${name}`] ?? lock.packages[`${path}/node_modules/${name}`];
      if (isPresent !== undefined) continue;
      const platform = platformOf(name);
      if (platform === null) continue;
      const { cpu, os, libc } = platform;
      lock.packages[`node_modules/${name}`] = {
        version,
        cpu,
        ...(entry.dev === true ? { dev: true } : {}),
        ...(libc === undefined ? {} : { libc }),
        optional: true,
        os,
      };
      added.push(`${name}@${version}`);
    }
  }
  const order = new Intl.Collator('en').compare;
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => order(a, b)));
  return added;
}

if (isMain(import.meta)) {
  const file = join(projectRoot, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = completeLock(lock);
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${added.length} native packages of other platforms added to package-lock.json`);
}

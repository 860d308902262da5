/**
 * Which packages of others ship with the product: those that its code imports (bundled or not), and what they need in
 * their turn, as the lock file has them. The command line, what it alone uses, and the Chromium shell are never packed and do not count.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, sep } from 'node:path';
import { projectRoot } from './lib/project.mjs';

const notPacked = ['cli', 'chromium', 'assess'].map((folder) => join(projectRoot, 'src', folder) + sep);
/** `import … from 'a'`, `export … from 'a'`, `import 'a'`, `import('a')`, `….resolve('a/package.json')`, and `@import 'a'` of a style sheet. */
const specifiers = [
  /^\s*(?:import|export)\s(?!type\s)[\w\s$*{},]*\bfrom\s+['"]([^'"]+)['"]/gm,
  /^\s*import\s+['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
  /\.resolve\(\s*['"]([^'"]+)\/package\.json['"]/g,
  /@import\s+(?:url\()?['"]([^'"]+)['"]/g,
];

/** @returns `@scope/name` or `name`; null for a file, a URL, or a module of Node or Electron */
function packageOf(path) {
  if (/^(\.|\/|[a-z]+:)/.test(path)) return null;
  const parts = path.split('/');
  const name = path.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
  return builtinModules.includes(name) || name === 'electron' ? null : name;
}

function importedPackages() {
  const names = new Set();
  for (const entry of readdirSync(join(projectRoot, 'src'), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(tsx?|css)$/.test(file) || notPacked.some((folder) => file.startsWith(folder))) continue;
    const source = readFileSync(file, 'utf8');
    for (const match of specifiers.flatMap((pattern) => [...source.matchAll(pattern)])) {
      const name = packageOf(match[1]);
      if (name !== null) names.add(name);
    }
  }
  return [...names].sort();
}

/** As Node looks a package up: beside whoever asks, then one folder further out, to the root. */
function locate(packages, from, name) {
  for (let folder = from; ; folder = folder.replace(/\/?node_modules\/(?:@[^/]+\/)?[^/]+$/, '')) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (folder === '') return null;
  }
}

/**
 * @returns packages sorted by name: `{ name, version, licence, path, dir }`, `path` as in the lock file
 * @throws Error naming a package that is imported and not in the lock file
 */
export function shippedPackages() {
  const { packages } = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));
  const found = new Map();
  const queue = importedPackages().map((name) => ({ name, from: '', isOptional: false }));
  for (const { name, from, isOptional } of queue) {
    const path = locate(packages, from, name);
    if (path === null) {
      if (isOptional) continue;
      throw new Error(`${name} is imported (from ${from || 'src'}) and not in package-lock.json`);
    }
    if (found.has(path)) continue;
    const dir = join(projectRoot, path);
    // The native packages of other systems are in the lock file and not here.
    if (!existsSync(dir)) continue;
    const entry = packages[path];
    const own = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
    const licence = typeof own.license === 'string' ? own.license : (own.license?.type ?? entry.license ?? '');
    found.set(path, { name, version: entry.version, licence, path, dir });
    for (const one of Object.keys(entry.dependencies ?? {})) queue.push({ name: one, from: path, isOptional: false });
    // A peer is what it is used with: bundled with it, unless it is one of a choice.
    for (const one of Object.keys(entry.peerDependencies ?? {}))
      if (entry.peerDependenciesMeta?.[one]?.optional !== true)
        queue.push({ name: one, from: path, isOptional: false });
    for (const one of Object.keys(entry.optionalDependencies ?? {}))
      queue.push({ name: one, from: path, isOptional: true });
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

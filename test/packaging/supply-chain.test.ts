/** What the product is made of: pinned, whole, permissive, and with one install script. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseYaml, root } from './support/pack.ts';

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly allowScripts: Record<string, boolean>;
  readonly overrides?: unknown;
}
interface LockEntry {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly os?: string[];
}

const readJson = (...path: string[]) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));
const manifest = readJson('package.json') as Manifest;
const exact = /^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$/;

describe.each([['.'], ['packaging']])('the lock file of %s', (folder) => {
  const { devDependencies, dependencies = {} } = readJson(folder, 'package.json') as Manifest;
  const wanted = { ...dependencies, ...devDependencies };
  const { packages } = readJson(folder, 'package-lock.json') as { packages: Record<string, LockEntry> };
  const entries = Object.entries(packages).filter(([path]) => path !== '');

  it('names one version of each dependency, the one that package.json names', () => {
    for (const [name, version] of Object.entries(wanted)) {
      expect([name, version]).toEqual([name, expect.stringMatching(exact)]);
      expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    }
  });

  it('has the digest of each package, but those of other systems that a mirror did not carry', () => {
    const without = entries.filter(([, entry]) => entry.integrity === undefined);
    expect(without.filter(([, entry]) => entry.optional !== true || entry.os === undefined)).toEqual([]);
    for (const [, { integrity }] of entries) expect(integrity ?? 'sha512-').toMatch(/^sha512-/);
  });

  it('takes nothing from git, a file or a plain address: only what a registry serves', () => {
    const registryArchive = /^https:\/\/[^/]+\/(?:@[^/]+\/)?[^/]+\/-\/[^/]+\.tgz$/;
    const elsewhere = entries.filter(([, { resolved }]) => resolved !== undefined && !registryArchive.test(resolved));
    expect(elsewhere).toEqual([]);
  });
});

describe('install scripts', () => {
  it('run for node alone, which unpacks the project’s own Node', () => {
    const { packages } = readJson('package-lock.json') as { packages: Record<string, LockEntry> };
    const withScript = Object.entries(packages).filter(([, entry]) => entry.hasInstallScript === true);
    const names = withScript.map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(names.filter((name) => manifest.allowScripts[name] === undefined)).toEqual([]);
    const allowed = Object.entries(manifest.allowScripts).filter(([, isAllowed]) => isAllowed);
    expect(allowed).toEqual([['node', true]]);
  });

  it('are none in the packager', () => {
    const { packages } = readJson('packaging', 'package-lock.json') as { packages: Record<string, LockEntry> };
    expect(Object.entries(packages).filter(([, entry]) => entry.hasInstallScript === true)).toEqual([]);
  });
});

describe('what ships', () => {
  const node = process.execPath;
  const works = JSON.parse(
    execFileSync(node, [join(root, 'scripts', 'licences.mjs'), '--json'], { encoding: 'utf8' }),
  ) as { name: string; version: string; licence: string; ok: boolean }[];

  it('is under permissive licences', () => {
    expect(works.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('counts what is bundled and what stays a module, not what builds and tests', () => {
    const names = works.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['react', '@mantine/core', 'zod', 'argon2', '@node-rs/argon2']));
    expect(names.filter((name) => /^(vite|vitest|playwright|electron-|papaparse|typescript|axe)/.test(name))).toEqual(
      [],
    );
  });

  it('is what the bill of materials lists, in npm’s own CycloneDX', () => {
    const dir = mkdtempSync(join(tmpdir(), 'vigie-sbom-'));
    try {
      const file = join(dir, 'sbom.json');
      execFileSync(node, [join(root, 'scripts', 'sbom.mjs'), file], { stdio: 'ignore' });
      const document = JSON.parse(readFileSync(file, 'utf8'));
      expect(document).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'vigie' } } });
      const listed = document.components.map((one: { name: string; version: string }) => `${one.name}@${one.version}`);
      const shipped = works.filter(({ name }) => !/[ (]/.test(name)).map(({ name, version }) => `${name}@${version}`);
      const { electron } = manifest.devDependencies;
      expect(listed.sort()).toEqual([...shipped, `electron@${electron}`].sort());
    } finally {
      rmSync(dir, { recursive: true });
    }
  }, 60_000);
});

describe('the workflows', () => {
  interface Workflow {
    readonly permissions: object;
    readonly jobs: Record<string, { 'runs-on': string; steps: { uses?: string; run?: string }[] }>;
  }
  const dir = join(root, '.github', 'workflows');
  const scripts = Object.keys((readJson('package.json') as { scripts: object }).scripts);

  it.each(readdirSync(dir))('%s parses, may read only, and calls commands that exist', (name) => {
    const workflow = parseYaml(readFileSync(join(dir, name), 'utf8')) as Workflow;
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
    expect(steps.length).toBeGreaterThan(0);
    for (const { run = '' } of steps) {
      for (const [, script] of run.matchAll(/npm run ([a-z:-]+)/g)) expect(scripts).toContain(script);
    }
  });
});

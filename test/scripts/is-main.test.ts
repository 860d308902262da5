import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';

const dir = mkdtempSync(join(tmpdir(), 'vigie-link-'));
afterAll(() => rmSync(dir, { recursive: true }));

it('runs a script that is called through a link, as it does by its own path', () => {
  // On Windows a junction, which needs no privilege.
  symlinkSync(join(projectRoot, 'scripts'), join(dir, 'scripts'), 'junction');
  for (const scripts of [join(projectRoot, 'scripts'), join(dir, 'scripts')]) {
    const { status, stderr } = spawnSync(process.execPath, [join(scripts, 'check-started.mjs')], { encoding: 'utf8' });
    expect([status, /usage/.test(stderr)]).toEqual([1, true]);
  }
});

it('is how every script tells whether it is the one to run', () => {
  const sources = ['scripts', 'test', 'bench', 'bin'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.m?[jt]s$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const byPath = sources.filter((path) => /argv\[1\] ===? |import\.meta\.main/.test(readFileSync(path, 'utf8')));
  expect(byPath.map((path) => relative(projectRoot, path)).filter((path) => !/is-main/.test(path))).toEqual([]);
});

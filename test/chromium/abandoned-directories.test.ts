/** What a killed process leaves in a shared place is removed by the next one, and nothing else. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeOwnDirectory, removeAbandonedDirectories } from '../../src/chromium/abandoned-directories.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'vigie-shared-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** Of a process that has ended. */
const endedPid = () => spawnSync(process.execPath, ['-e', '']).pid;

it('removes those of processes that are gone, with what is in them, and leaves the others', () => {
  const own = makeOwnDirectory(parent, 'vigie-essai-');
  const gone = join(parent, `vigie-essai-${endedPid()}-abcdef`);
  mkdirSync(join(gone, 'Default'), { recursive: true });
  writeFileSync(join(gone, 'Default', 'Preferences'), '{}');
  const other = join(parent, `autre-${endedPid()}-abcdef`);
  mkdirSync(other);
  removeAbandonedDirectories(parent, 'vigie-essai-');
  expect([own, gone, other].map(existsSync)).toEqual([true, false, true]);
});

it('removes a link by that name, never what it leads to', () => {
  const target = join(parent, 'documents');
  mkdirSync(target);
  writeFileSync(join(target, 'lettre.txt'), 'texte');
  const link = join(parent, `vigie-essai-${endedPid()}-abcdef`);
  symlinkSync(target, link);
  removeAbandonedDirectories(parent, 'vigie-essai-');
  expect([existsSync(link), existsSync(join(target, 'lettre.txt'))]).toEqual([false, true]);
});

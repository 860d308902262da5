/**
 * Killed at random moments while it writes vault and journal: nothing acknowledged is lost, and it always opens. Two
 * workstations at once, for the two cores of a modest machine; their workers share what V8 compiled of the same sources.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fuzzRuns, fuzzTimeout } from '../support/fuzz-runs.ts';
import { Harness, otherPassphrase } from './harness.ts';
import { workAndKill } from './kill.ts';

const child = join(import.meta.dirname, 'crash-child.ts');
const workstations = 2;
/** Many more in `npm run fuzz`. */
const killsEach = fuzzRuns(3).numRuns;
const compileCache = mkdtempSync(join(tmpdir(), 'vigie-compile-cache-'));
afterAll(() => rmSync(compileCache, { recursive: true, force: true }));

const killAfter = (profileDir: string, afterLines: number) =>
  workAndKill({ words: [child, profileDir], compileCache, afterLines, withinMs: 25 });

/** @returns number of changes that were acknowledged over all kills */
async function crashAgainAndAgain(): Promise<number> {
  const setUp = new Harness();
  await setUp.createVault();
  await setUp.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
  setUp.app.dispose();
  const { profileDir } = setUp;
  const notes = new Map<string, string>();
  let acknowledged = 0;
  try {
    for (let kill = 0; kill < killsEach; kill++) {
      const lines = await killAfter(profileDir, 8 + Math.floor(Math.random() * 18));
      acknowledged += lines.length;
      await expectNothingLost(profileDir, lines, notes);
    }
  } finally {
    setUp.dispose();
  }
  return acknowledged;
}

/** @param notes by case, of all rounds so far; those of this one are added */
async function expectNothingLost(profileDir: string, lines: string[], notes: Map<string, string>): Promise<void> {
  let role = '';
  let words = '';
  for (const line of lines) {
    const [kind = '', first = '', ...rest] = line.split(' ');
    if (kind === 'case') notes.set(first, '');
    if (kind === 'note') notes.set(first, rest.join(' '));
    if (kind === 'role') role = first;
    if (kind === 'passphrase') words = first;
  }
  const desk = new Harness({ profileDir });
  await desk.unlock();
  expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true, firstBroken: null });
  for (const [reference, note] of notes) {
    const held = (await desk.call('readCase', { reference })).note;
    // One more change may have reached the disk without being acknowledged.
    expect(held === note || note === '', `${reference} ${held} ${note}`).toBe(true);
  }
  const { advisers } = await desk.call('listAdvisers', {});
  const lastIsRole = lines.at(-1)?.startsWith('note') ?? false;
  if (role !== '' && !lastIsRole) expect(advisers[1]?.role).toBe(role);
  await desk.call('lock', {});
  const lastMayHaveMoved = lines.at(-1)?.startsWith('role') ?? false;
  if (words !== '' && !lastMayHaveMoved) {
    expect(await desk.call('unlock', { passphrase: `phare ${words}` })).toMatchObject({
      kind: 'unlocked',
    });
  }
  desk.app.dispose();
}

const kills = workstations * killsEach;
it(`loses nothing that was acknowledged over ${kills} kills, and always opens`, {
  timeout: fuzzTimeout(240_000),
}, async () => {
  const acknowledged = await Promise.all(Array.from({ length: workstations }, crashAgainAndAgain));
  expect(acknowledged.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(8 * kills);
});

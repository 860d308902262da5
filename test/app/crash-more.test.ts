/**
 * Killed while it makes a vault, imports and removes sets, purges, takes cases over and replaces keys: what was
 * acknowledged is there, nothing is half there, and it always opens. `crash.test.ts` has cases and advisers.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newCaseReference } from '../../src/core/journal/case-reference.ts';
import { serialiseHandOver } from '../../src/core/journal/hand-over.ts';
import { encodeHandOverCode } from '../../src/core/journal/hand-over-code.ts';
import { sealHandOverWithPassphrase } from '../../src/core/journal/hand-over-file.ts';
import { caseRecord } from '../core/journal/support.ts';
import { buildMemoryPack, newSigningKey, tinyCost } from '../core/pack/memory-pack.ts';
import { fuzzRuns, fuzzTimeout } from '../support/fuzz-runs.ts';
import { heardGroups } from '../support/heard-groups.ts';
import { Harness, passphrase } from './harness.ts';
import { workAndKill } from './kill.ts';

const child = join(import.meta.dirname, 'crash-more-child.ts');
const compileCache = mkdtempSync(join(tmpdir(), 'vigie-compile-cache-'));
const files = mkdtempSync(join(tmpdir(), 'vigie-crash-'));
const listed = '2550814168025';
afterAll(() => {
  for (const path of [compileCache, files]) rmSync(path, { recursive: true, force: true });
});

const killAfter = (words: readonly string[], afterLines: number, withinMs: number) =>
  workAndKill({ words: [child, ...words], compileCache, afterLines, withinMs });

const randomLines = (most: number) => 1 + Math.floor(Math.random() * most);
const lastOf = (lines: readonly string[], kind: string) =>
  lines.findLast((line) => line.startsWith(`${kind} `))?.slice(kind.length + 1) ?? null;

async function expectSound(desk: Harness): Promise<void> {
  expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true, firstBroken: null });
}

describe('killed again and again', { timeout: fuzzTimeout(240_000) }, () => {
  it('while a vault is being made: there is none, or it opens', async () => {
    for (let kill = 0; kill < fuzzRuns(2).numRuns; kill++) {
      const profileDir = mkdtempSync(join(tmpdir(), 'vigie-create-'));
      const lines = await killAfter(['create', profileDir], 1, 60);
      const desk = new Harness({ profileDir });
      try {
        const { phase } = await desk.call('readAppState', {});
        const words = lastOf(lines, 'created');
        if (words !== null) expect(phase).toBe('locked');
        if (phase === 'locked') {
          await desk.unlock();
          await expectSound(desk);
        } else {
          expect(phase).toBe('first-run');
          await desk.createVault();
        }
        await desk.call('lock', {});
        if (words !== null) await desk.unlock(words);
      } finally {
        desk.dispose();
      }
    }
  });

  it('while sets are imported and removed: one of the two answers, whole', async () => {
    const signingKey = newSigningKey();
    const desk = new Harness();
    await desk.createVault();
    const paths: string[] = [];
    for (const sequence of [1, 2]) {
      const entries = [
        { kind: 'nir' as const, canonical: listed, exposures: [{ incident: 0, classes: ['nir' as const] }] },
      ];
      const { bytes } = await buildMemoryPack({ entries, signingKey, sequence });
      paths.push(join(files, `set-${sequence}.vigie`));
      writeFileSync(paths.at(-1) ?? '', bytes);
    }
    desk.shell.pick = paths[0] ?? null;
    const { offer } = await desk.call('choosePack', {});
    const comparedGroups = heardGroups(offer?.pack.signer.fingerprint);
    await desk.call('trustSigner', { offerId: offer?.offerId ?? '', comparedGroups });
    desk.app.dispose();
    for (let kill = 0; kill < fuzzRuns(2).numRuns; kill++) {
      const lines = await killAfter(['import', desk.profileDir, ...paths], randomLines(6), 80);
      const again = new Harness({ profileDir: desk.profileDir });
      await again.unlock();
      await expectSound(again);
      const { packs, problem } = await again.call('listSets', {});
      expect(problem).toBeNull();
      expect(packs.length).toBeLessThanOrEqual(1);
      const reference = await again.openCase();
      const { verdict } = await again.check(reference, listed);
      if (packs.length === 1) expect(verdict.kind).toBe('listed');
      else expect(verdict).toMatchObject({ kind: 'could-not-check', reason: { code: 'no-set' } });
      if (lines.at(-1)?.startsWith('imported')) expect(packs.length).toBe(1);
      again.app.dispose();
    }
    desk.dispose();
  });

  it('while the journal is purged: the chain holds, and what is recent is there', async () => {
    for (let kill = 0; kill < fuzzRuns(2).numRuns; kill++) {
      // The child starts from the same clock each time: its profile is its own.
      const profileDir = mkdtempSync(join(tmpdir(), 'vigie-purge-'));
      const first = new Harness({ profileDir });
      await first.createVault();
      first.app.dispose();
      const lines = await killAfter(['purge', profileDir], 8 + randomLines(24), 40);
      const latest = Number(lines.at(-1)?.split(' ').at(-1));
      const again = new Harness({ profileDir });
      again.clock.ms = latest + 2 * 31 * 86_400_000;
      await again.unlock();
      await expectSound(again);
      const cases = lines.filter((line) => line.startsWith('case ')).map((line) => line.split(' '));
      for (const [, reference = '', months = ''] of cases.slice(-3)) {
        expect((await again.call('readCase', { reference })).note).toBe(`mois ${months}`);
      }
      again.dispose();
    }
  });

  describe('while cases are taken over and keys replaced', () => {
    let desk: Harness;
    const cases: string[] = [];
    let code = '';
    beforeAll(async () => {
      desk = new Harness();
      await desk.createVault();
      desk.app.dispose();
      for (let index = 0; index < 30; index++) {
        const record = caseRecord(newCaseReference(), { note: `venu d’ailleurs ${index}` });
        const plain = serialiseHandOver(record, '2026-01-15T08:00:00.000Z');
        const path = join(files, `${index}.vigie-case`);
        writeFileSync(path, await sealHandOverWithPassphrase(plain, passphrase, tinyCost));
        cases.push(path);
      }
      const nothing = { confirmed: [], claimed: [], incidentStatuses: [], outcomes: new Map() };
      code = encodeHandOverCode({ reference: newCaseReference(), ...nothing });
    });
    afterAll(() => desk.dispose());

    it('what was acknowledged is there, and one set of words opens', async () => {
      const notes = new Map<string, string>();
      for (let kill = 0; kill < fuzzRuns(2).numRuns; kill++) {
        const lines = await killAfter(
          ['hand-over', desk.profileDir, code, ...cases.slice((kill * 3) % 24)],
          randomLines(14),
          40,
        );
        for (const line of lines) {
          const [kind = '', reference = '', ...note] = line.split(' ');
          if (kind === 'case') notes.set(reference, note.join(' '));
        }
        const again = new Harness({ profileDir: desk.profileDir });
        await again.unlock();
        await expectSound(again);
        for (const [reference, note] of notes) {
          expect((await again.call('readCase', { reference })).note).toBe(note);
        }
        const closed = lastOf(lines, 'closed');
        if (closed !== null) expect((await again.call('readCase', { reference: closed })).status).toBe('closed');
        const key = lastOf(lines, 'key');
        const now = (await again.call('readWorkstationKey', {})).recipient;
        // Another key may have replaced it since, unless nothing but the words came after.
        if (key !== null && lines.at(-1)?.startsWith('key ')) expect(now).toBe(key);
        await again.call('lock', {});
        const words = lastOf(lines, 'words');
        if (words !== null && !(lines.at(-1) ?? '').startsWith('key ')) await again.unlock(words);
        again.app.dispose();
      }
    });
  });
});

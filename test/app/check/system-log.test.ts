/** A whole profile put back to an earlier state: nothing in it can tell, the system's log can. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SystemLog } from '../../../src/files/system-log.ts';
import { absentNir, Harness, passphrase } from '../harness.ts';

/** What a log does as far as its writers can tell: it keeps lines, whoever wrote them. */
class KeptLog implements SystemLog {
  readonly name = 'journald';
  lines: string[] = [];
  async read() {
    return this.lines.slice(-4_000);
  }
  append(line: string) {
    this.lines.push(line);
  }
  close() {}
}

let log: KeptLog;
let desk: Harness;
let copy: string;
let words: readonly string[];

beforeEach(async () => {
  log = new KeptLog();
  desk = new Harness({ systemLog: log });
  copy = mkdtempSync(join(tmpdir(), 'vigie-whole-'));
  words = await desk.createDesk();
});
afterEach(() => {
  desk.dispose();
  rmSync(copy, { recursive: true, force: true });
});

const keepProfile = () => cpSync(desk.profileDir, copy, { recursive: true });

/** As a robot does that may write the profile: the program is killed, everything is as it was. */
function putProfileBack(): void {
  desk.app.dispose();
  rmSync(desk.profileDir, { recursive: true });
  cpSync(copy, desk.profileDir, { recursive: true });
  desk.restart();
}

const systemLogState = async () => (await desk.call('readAppState', {})).session?.systemLog;

describe('a profile that is put back whole', () => {
  it('is refused where the log has seen a later state, however often it is tried', async () => {
    await desk.call('lock', {});
    keepProfile();
    await desk.unlock();
    expect(await systemLogState()).toBe('held');
    const reference = await desk.openCase();
    for (let i = 0; i < 12; i++) await desk.check(reference, absentNir);
    for (let round = 0; round < 3; round++) {
      putProfileBack();
      expect(await desk.result('unlock', { passphrase })).toMatchObject({
        problem: { code: 'profile-put-back', details: { file: 'journal.sqlite' } },
      });
    }
  });

  it('is refused between two checks of one session as well', async () => {
    const reference = await desk.openCase();
    await desk.check(reference, absentNir);
    keepProfile();
    await desk.check(reference, absentNir);
    putProfileBack();
    expect(await desk.codeOf('unlock', { passphrase })).toBe('profile-put-back');
  });

  it('is gone on from with the recovery words, and never a second time from before that', async () => {
    await desk.call('lock', {});
    keepProfile();
    await desk.unlock();
    await desk.openCase();
    putProfileBack();
    const answer = await desk.call('unlock', { passphrase: words.join(' '), goOnFromHere: true });
    expect(answer.kind).toBe('unlocked');
    await desk.call('lock', {});
    await desk.unlock();
    expect(await systemLogState()).toBe('held');
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
    putProfileBack();
    expect(await desk.codeOf('unlock', { passphrase })).toBe('profile-put-back');
  });

  it('opens in amber where the log has no line of this vault: emptied, flooded, or of another vault', async () => {
    const other = new Harness({ systemLog: log });
    await other.createVault();
    other.dispose();
    const ownLines = log.lines;
    const flood = Array.from({ length: 5_000 }, (_, i) => `vigie-anchor 1 flood ${i}`);
    const forged = ownLines.map((line) => line.replace(/entry=\d+/, 'entry=999999'));
    for (const [lines, state] of [
      [[], 'absent'],
      [[...ownLines, ...flood], 'absent'],
      [forged, 'absent'],
      [[...forged, ...ownLines], 'held'],
    ] as const) {
      await desk.call('lock', {});
      log.lines = [...lines];
      await desk.unlock();
      expect(await systemLogState()).toBe(state);
    }
  });

  it('is not seen where no log lasts, and the session says so', async () => {
    const bare = new Harness();
    await bare.createVault();
    expect(await bare.call('readAppState', {})).toMatchObject({ systemLog: null, session: { systemLog: 'none' } });
    bare.dispose();
  });

  it('writes lines in which nobody is named', async () => {
    await desk.check(await desk.openCase(), absentNir);
    const form = /^vigie-anchor 1 vault=[0-9a-f]{16} epoch=0 entry=\d+ chain=[0-9a-f]{64} revision=1 mac=[0-9a-f]{64}$/;
    expect(log.lines.length).toBeGreaterThan(1);
    for (const line of log.lines) expect(line).toMatch(form);
  });
});

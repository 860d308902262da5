import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { noAdminSettings } from '../../../src/app/fleet/admin-settings.ts';
import { VigieError } from '../../../src/core/errors.ts';
import { ratePassphrase } from '../../../src/core/unlock/passphrase-rating.ts';
import type { SystemLog } from '../../../src/files/system-log.ts';
import { Harness, listedNir, otherPassphrase, passphrase, testKeystore } from '../harness.ts';

const open: Harness[] = [];
const directories: string[] = [];
function harness(options?: ConstructorParameters<typeof Harness>[0]): Harness {
  const made = new Harness(options);
  open.push(made);
  return made;
}
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
  for (const each of directories.splice(0)) rmSync(each, { recursive: true, force: true });
});

async function journalKinds(desk: Harness): Promise<string[]> {
  await desk.call('exportJournal', { format: 'jsonl' });
  const text = new TextDecoder().decode(desk.shell.saved.at(-1)?.bytes);
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).kind);
}

describe('the first start', () => {
  it('refuses a weak passphrase and makes one vault only', async () => {
    const desk = harness();
    expect(await desk.codeOf('createVault', { adviserName: 'Amina', passphrase: 'motdepasse12' })).toBe(
      'passphrase-weak',
    );
    expect((await desk.call('readAppState', {})).phase).toBe('first-run');
    expect(await desk.codeOf('unlock', { passphrase })).toBe('vault-missing');
    const words = await desk.createVault();
    expect(words).toHaveLength(24);
    expect(await desk.codeOf('createVault', { adviserName: 'X', passphrase })).toBe('vault-exists');
  });

  it('begins again after a creation that was cut short before the vault was written', async () => {
    const desk = harness();
    await desk.createVault();
    desk.app.dispose();
    rmSync(join(desk.profileDir, 'vault.json'));
    const again = harness({ profileDir: desk.profileDir });
    await again.createVault();
    expect((await again.call('readAppState', {})).phase).toBe('unlocked');
    expect(await again.call('verifyJournal', {})).toMatchObject({ intact: true });
  });
});

describe('unlocking', () => {
  it('answers a wrong passphrase in one shape, slower and slower, across restarts', async () => {
    const desk = harness();
    await desk.createVault();
    await desk.call('lock', {});
    const wrong = () => desk.call('unlock', { passphrase: 'pas celle-ci du tout' });
    expect(await wrong()).toEqual({ kind: 'wrong-passphrase', retryAfterMs: 0 });
    expect(await wrong()).toEqual({ kind: 'wrong-passphrase', retryAfterMs: 0 });
    expect(await wrong()).toEqual({ kind: 'wrong-passphrase', retryAfterMs: 5_000 });
    desk.restart();
    expect(await desk.result('unlock', { passphrase })).toEqual({
      ok: false,
      problem: { code: 'unlock-delayed', details: { retryAfterMs: 5_000 } },
    });
    desk.clock.advance(5_000);
    expect(await wrong()).toEqual({ kind: 'wrong-passphrase', retryAfterMs: 10_000 });
    desk.clock.advance(10_000);
    await desk.unlock();
    expect((await journalKinds(desk)).filter((kind) => kind === 'unlock-failed')).toHaveLength(4);
    await desk.call('lock', {});
    expect(await wrong()).toEqual({ kind: 'wrong-passphrase', retryAfterMs: 0 });
  });

  it('lets nobody try many at once', async () => {
    const desk = harness();
    await desk.createVault();
    await desk.call('lock', {});
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => desk.codeOf('unlock', { passphrase: `essai numéro ${i}` })),
    );
    expect(answers.filter((code) => code === 'ok')).toHaveLength(3);
    expect(answers.filter((code) => code === 'unlock-delayed')).toHaveLength(7);
  });

  it.each([
    { failedAtYears: 3, thenYears: 0 },
    { failedAtYears: 0, thenYears: -3 },
  ])('makes nobody wait longer than the delay because of the clock: $failedAtYears, then $thenYears', async (clock) => {
    const desk = harness();
    await desk.createVault();
    await desk.call('lock', {});
    const yearMs = 365 * 86_400_000;
    desk.clock.advance(clock.failedAtYears * yearMs);
    for (let i = 0; i < 3; i++) await desk.result('unlock', { passphrase: `essai numéro ${i}` });
    desk.clock.advance((clock.thenYears - clock.failedAtYears) * yearMs);
    expect(await desk.result('unlock', { passphrase })).toMatchObject({
      problem: { details: { retryAfterMs: 5_000 } },
    });
    desk.clock.advance(4_000);
    desk.restart();
    expect(await desk.result('unlock', { passphrase })).toMatchObject({
      problem: { details: { retryAfterMs: 1_000 } },
    });
    desk.clock.advance(1_000);
    await desk.unlock();
  });

  it.each(['asked', 'suspended', 'screen-locked', 'fault'] as const)(
    'opens nothing for whoever is away by the time that the keys are there: %s',
    async (reason) => {
      const desk = harness();
      const begun = desk.codeOf('createVault', { adviserName: 'Amina', passphrase });
      desk.app.lock(reason);
      expect(await begun).toBe('vault-locked');
      expect((await desk.call('readAppState', {})).phase).toBe('first-run');
      await desk.createVault();
      desk.app.lock('asked');
      const cleaned = desk.cleanings;
      const unlocking = desk.codeOf('unlock', { passphrase });
      desk.app.lock(reason);
      expect(await unlocking).toBe('vault-locked');
      expect((await desk.call('readAppState', {})).phase).toBe('locked');
      // The vault's key was there for a moment, also in memory that is not ours.
      expect(desk.cleanings).toBe(cleaned + 1);
      // The passphrase was right: nobody waits for it, and it opens as before.
      await desk.unlock();
      expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
    },
  );

  it('makes the person wait, once, whose attempts file is gone, and tells the journal', async () => {
    const desk = harness();
    await desk.createVault();
    await desk.call('lock', {});
    rmSync(join(desk.profileDir, 'attempts.json'));
    expect(await desk.codeOf('unlock', { passphrase })).toBe('unlock-delayed');
    desk.clock.advance(20_000);
    await desk.unlock();
  });

  it('says that a vault is damaged before it says that a passphrase is wrong', async () => {
    const desk = harness();
    await desk.createVault();
    await desk.call('lock', {});
    const path = join(desk.profileDir, 'vault.json');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, 300));
    expect(await desk.codeOf('unlock', { passphrase: 'fausse' })).toBe('vault-malformed');
    writeFileSync(path, bytes);
    await desk.unlock();
  });

  it('refuses a journal that was taken away, put back as it was, or damaged, and counts no failure for it', async () => {
    const desk = harness();
    await desk.createVault();
    await desk.call('lock', {});
    const keep = mkdtempSync(join(tmpdir(), 'vigie-older-'));
    directories.push(keep);
    cpSync(desk.profileDir, keep, { recursive: true });
    await desk.unlock();
    await desk.openCase();
    await desk.call('lock', {});
    const database = join(desk.profileDir, 'journal.sqlite');
    const head = join(desk.profileDir, 'journal.head');
    const good = readFileSync(database);
    const goodHead = readFileSync(head);

    for (const [name, spoil] of [
      ['older database', () => writeFileSync(database, readFileSync(join(keep, 'journal.sqlite')))],
      ['damaged', () => writeFileSync(database, good.subarray(0, good.length / 2))],
      ['no database', () => rmSync(database)],
      ['no head', () => rmSync(head)],
      ['neither', () => [rmSync(database), rmSync(head)]],
    ] as const) {
      spoil();
      for (let i = 0; i < 4; i++) expect(await desk.codeOf('unlock', { passphrase }), name).toBe('journal-damaged');
      writeFileSync(database, good);
      writeFileSync(head, goodHead);
    }
    await desk.unlock();
  });

  it('does not open an older vault beside the journal of a newer one', async () => {
    const desk = harness();
    await desk.createVault();
    const older = readFileSync(join(desk.profileDir, 'vault.json'));
    await desk.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
    await desk.call('lock', {});
    writeFileSync(join(desk.profileDir, 'vault.json'), older);
    expect(await desk.result('unlock', { passphrase })).toMatchObject({
      problem: { code: 'profile-put-back', details: { file: 'vault.json' } },
    });
  });
});

describe('the device', () => {
  it('asks again of a keystore that does not answer for now, without counting the attempt or sending to the words', async () => {
    const keystore = testKeystore();
    const desk = harness({ keystore });
    await desk.createVault();
    await desk.call('lock', {});
    const { open } = keystore;
    const busy = { ...keystore, open: () => Promise.reject(new VigieError('keystore-unavailable')) };
    Object.assign(keystore, { open: busy.open });
    for (let i = 0; i < 5; i++) expect(await desk.codeOf('unlock', { passphrase })).toBe('keystore-unavailable');
    Object.assign(keystore, { open });
    await desk.unlock();
  });

  it('seals the secret again where the keystore has a newer key, once, and opens the vault ever after', async () => {
    const keystore = testKeystore();
    const desk = harness({ keystore });
    await desk.createVault();
    await desk.call('lock', {});
    const sealedNow = () =>
      (JSON.parse(readFileSync(join(desk.profileDir, 'vault.json'), 'utf8')) as { device: { sealed: string } }).device
        .sealed;
    const first = sealedNow();
    const { open } = keystore;
    let isNew = false;
    Object.assign(keystore, {
      open: async (sealed: Uint8Array, by: string) => ({ ...(await open(sealed, by)), shouldReseal: !isNew }),
    });
    await desk.unlock();
    const second = sealedNow();
    expect(second).not.toBe(first);
    isNew = true;
    await desk.call('lock', {});
    await desk.unlock();
    expect(sealedNow()).toBe(second);
    // The journal knows of the vault's new revision: nothing looks tampered with.
    expect(await desk.call('verifyJournal', {})).toMatchObject({ intact: true });
  });

  it('leaves the hiding from screen capture to the administrator who fixed it', async () => {
    const desk = harness({ administrator: { ...noAdminSettings, hideFromCapture: false } });
    Object.assign(desk.shell, { canHideFromCapture: true });
    expect((await desk.call('readAppState', {})).hideFromCapture).toEqual({ isOn: false, isFixed: true });
    expect(await desk.codeOf('setPreferences', { hideFromCapture: true })).toBe('settings-locked');
    expect(await desk.call('setPreferences', { theme: 'dark' })).toMatchObject({ theme: 'dark' });
  });

  it('binds nothing, and says so, where the keystore’s key turns out to be public', async () => {
    const keystore = testKeystore();
    Object.assign(keystore, { isProtecting: false, seal: async () => null });
    const desk = harness({ keystore });
    await desk.createVault();
    expect((await desk.call('readAppState', {})).keystore).toBeNull();
    await desk.call('lock', {});
    await desk.unlock();
  });

  it('keeps a copied directory shut elsewhere, and lets the recovery words in', async () => {
    const desk = harness({ keystore: testKeystore() });
    const words = await desk.createVault();
    expect((await desk.call('readAppState', {})).keystore).toBe('essai');
    await desk.call('lock', {});
    await desk.unlock();
    desk.app.dispose();

    const copy = mkdtempSync(join(tmpdir(), 'vigie-copy-'));
    directories.push(copy);
    cpSync(desk.profileDir, copy, { recursive: true });
    const bare = harness({ profileDir: copy, keystore: null });
    expect(await bare.codeOf('unlock', { passphrase })).toBe('keystore-lost');
    bare.app.dispose();

    const elsewhere = harness({ profileDir: copy, keystore: testKeystore() });
    for (let i = 0; i < 5; i++) expect(await elsewhere.codeOf('unlock', { passphrase })).toBe('keystore-lost');
    await elsewhere.unlock(words.join(' '));
    const state = await elsewhere.call('readAppState', {});
    expect(state.session).toMatchObject({ role: 'supervisor', adviserName: 'Récupération' });
    const { advisers } = await elsewhere.call('listAdvisers', {});
    expect(advisers).toMatchObject([{ name: 'Amina', disabled: true }]);
    await elsewhere.call('resetAdviserPassphrase', {
      adviserId: advisers[0]?.adviserId ?? '',
      passphrase: otherPassphrase,
    });
    await elsewhere.call('lock', {});
    await elsewhere.unlock(otherPassphrase);
    expect((await elsewhere.call('readAppState', {})).session?.adviserName).toBe('Amina');
    expect(await journalKinds(elsewhere)).toEqual(expect.arrayContaining(['recovery-used', 'device-bound']));
  });
});

describe('locking', () => {
  it('happens when idle, by signal, and when asked; and tells the window', async () => {
    const desk = harness();
    await desk.createDesk();
    desk.clock.advance(299_000);
    await desk.call('noteActivity', {});
    desk.clock.advance(299_000);
    expect((await desk.call('readAppState', {})).phase).toBe('unlocked');
    desk.clock.advance(2_000);
    expect((await desk.call('readAppState', {})).phase).toBe('locked');
    await desk.unlock();
    desk.shell.signal('suspended');
    expect((await desk.call('readAppState', {})).phase).toBe('locked');
    desk.app.lock('fault');
    await desk.unlock();
    desk.app.lock('fault');
    const reasons = desk.shell.events.filter(({ event }) => event === 'locked').map(({ payload }) => payload);
    expect(reasons).toEqual([{ reason: 'idle' }, { reason: 'suspended' }, { reason: 'fault' }]);
    expect(desk.cleanings).toBe(3);
  });

  it.each([
    { when: 'before it is entered', isEntered: false },
    { when: 'once it is entered', isEntered: true },
  ])('drops the answer of a check that is under way, $when', async ({ isEntered }) => {
    const lines: string[] = [];
    let onAppend: (() => void) | null = null;
    const log: SystemLog = {
      name: 'journald',
      read: async () => lines,
      append: (line) => {
        lines.push(line);
        onAppend?.();
      },
      close: () => {},
    };
    const desk = harness({ systemLog: log });
    await desk.createDesk();
    const reference = await desk.openCase();
    // A check is told to the system's log right after its own entry is on disk, and before any set is asked.
    if (isEntered) {
      onAppend = () => {
        onAppend = null;
        queueMicrotask(() => desk.app.lock('asked'));
      };
    }
    const answer = desk.result('checkIdentifier', { reference, text: listedNir, callerAuthenticated: true });
    if (!isEntered) desk.app.lock('asked');
    expect(await answer).toMatchObject({ ok: false, problem: { code: 'vault-locked' } });
    await desk.unlock();
    const kinds = await journalKinds(desk);
    expect(kinds.includes('check')).toBe(isEntered);
    expect(kinds.some((kind) => kind?.startsWith('verdict-'))).toBe(false);
    expect((await desk.call('readCase', { reference })).verdicts).toEqual([]);
  });

  it('keeps preferences, in clear, across restarts and through a damaged file', async () => {
    const desk = harness();
    await desk.call('setPreferences', { locale: 'en' });
    await desk.call('setPreferences', { theme: 'contrast' });
    expect(await desk.call('setPreferences', { digitKeys: false })).toMatchObject({ theme: 'contrast' });
    desk.restart();
    expect(await desk.call('readAppState', {})).toMatchObject({ locale: 'en', theme: 'contrast', digitKeys: false });
    desk.app.dispose();
    writeFileSync(join(desk.profileDir, 'preferences.json'), '{"locale":"xx"');
    expect(await harness({ profileDir: desk.profileDir }).call('readAppState', {})).toMatchObject({
      locale: 'fr',
      theme: 'system',
      digitKeys: true,
    });
  });
});

describe('advisers', () => {
  it('are added, disabled, promoted and given passphrases by supervisors only', async () => {
    const desk = harness();
    await desk.createVault();
    const { advisers } = await desk.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
    const [amina = '', bruno = ''] = advisers.map((adviser) => adviser.adviserId);
    expect(await desk.codeOf('disableAdviser', { adviserId: amina })).toBe('last-supervisor');
    expect(await desk.codeOf('addAdviser', { name: 'C', role: 'adviser', passphrase: otherPassphrase })).toBe(
      'passphrase-weak',
    );
    await desk.call('lock', {});

    await desk.unlock(otherPassphrase);
    for (const [channel, input] of [
      ['listAdvisers', {}],
      ['addAdviser', { name: 'D', role: 'adviser', passphrase: 'une autre phrase bien longue 12' }],
      ['setAdviserRole', { adviserId: bruno, role: 'supervisor' }],
      ['disableAdviser', { adviserId: amina }],
      ['resetAdviserPassphrase', { adviserId: amina, passphrase: 'une autre phrase bien longue 12' }],
      ['replaceRecoveryWords', {}],
      ['purgeJournal', {}],
      ['exportJournal', { format: 'cef' }],
      ['choosePack', {}],
      ['removeSet', { packId: '0' }],
    ] as const) {
      expect(await desk.codeOf(channel, input), channel).toBe('role-required');
    }
    const next = 'un renard roux sous la neige';
    expect(await desk.codeOf('changeOwnPassphrase', { current: passphrase, next })).toBe('passphrase-wrong');
    await desk.call('changeOwnPassphrase', { current: otherPassphrase, next });
    await desk.call('lock', {});
    expect(await desk.call('unlock', { passphrase: otherPassphrase })).toMatchObject({ kind: 'wrong-passphrase' });
    await desk.unlock(next);
    await desk.call('lock', {});

    await desk.unlock();
    await desk.call('setAdviserRole', { adviserId: bruno, role: 'supervisor' });
    await desk.call('disableAdviser', { adviserId: bruno });
    await desk.call('lock', {});
    expect(await desk.call('unlock', { passphrase: next })).toMatchObject({ kind: 'wrong-passphrase' });
  });

  it('lose their rights at once, also for what they asked before they lost them', async () => {
    const desk = harness();
    await desk.createVault();
    const { advisers } = await desk.call('addAdviser', {
      name: 'Bruno',
      role: 'supervisor',
      passphrase: otherPassphrase,
    });
    const amina = advisers.find(({ name }) => name === 'Amina')?.adviserId ?? '';
    const settings = await desk.call('readSettings', {});
    const third = { name: 'Chloé', role: 'supervisor', passphrase: 'une autre phrase bien longue 12' } as const;
    const afterwards = () =>
      Promise.all([desk.codeOf('setSettings', { ...settings, checksPerDay: 480 }), desk.codeOf('addAdviser', third)]);
    const demoted = desk.call('setAdviserRole', { adviserId: amina, role: 'adviser' });
    expect(await afterwards()).toEqual(['role-required', 'role-required']);
    await demoted;
    await desk.call('lock', {});

    await desk.unlock(otherPassphrase);
    await desk.call('setAdviserRole', { adviserId: amina, role: 'supervisor' });
    await desk.call('lock', {});
    await desk.unlock();
    const disabled = desk.call('disableAdviser', { adviserId: amina });
    expect(await afterwards()).toEqual(['vault-locked', 'vault-locked']);
    expect((await disabled).advisers).toMatchObject([{ name: 'Amina', disabled: true }, { name: 'Bruno' }]);
    expect((await desk.call('readAppState', {})).phase).toBe('locked');
    await desk.unlock(otherPassphrase);
    expect((await desk.call('listAdvisers', {})).advisers).toHaveLength(2);
    expect(await desk.call('readSettings', {})).toMatchObject({ checksPerDay: settings.checksPerDay });
  });

  it('changed at the same moment are all kept', async () => {
    const desk = harness();
    await desk.createVault();
    const names = ['Bruno', 'Chloé', 'Driss'];
    await Promise.all(
      names.map((name, i) =>
        desk.call('addAdviser', { name, role: 'adviser', passphrase: `quatre nuages au-dessus du port ${i}` }),
      ),
    );
    const { advisers } = await desk.call('listAdvisers', {});
    expect(advisers.map((adviser) => adviser.name)).toEqual(['Amina', ...names]);
    await desk.call('lock', {});
    await desk.unlock('quatre nuages au-dessus du port 2');
  });

  it('work under the settings that a supervisor sets within bounds', async () => {
    const desk = harness();
    await desk.createVault();
    const settings = await desk.call('readSettings', {});
    expect(await desk.codeOf('setSettings', { ...settings, checksPerHour: 10_000 })).toBe('ipc-refused');
    await desk.call('setSettings', { ...settings, idleLockMs: 60_000, checksPerTenMinutes: 3 });
    desk.clock.advance(61_000);
    expect((await desk.call('readAppState', {})).phase).toBe('locked');
    await desk.unlock();
    expect((await desk.call('readQuota', {})).remaining).toBe(3);
  });
});

describe('the rating of passphrases', () => {
  it('wants twelve characters that are hard to guess', () => {
    expect(ratePassphrase('court!7')).toMatchObject({
      acceptable: false,
      hints: expect.arrayContaining(['too-short']),
    });
    for (const weak of [
      'motdepasse123',
      'azertyuiop12',
      'aaaaaaaaaaaaaaaa',
      'ameliameli2026',
      'vigievigievigie',
      '   court    ',
    ]) {
      expect(ratePassphrase(weak).acceptable, weak).toBe(false);
      expect(ratePassphrase(weak).hints.length).toBeGreaterThan(0);
    }
    for (const good of [passphrase, otherPassphrase])
      expect(ratePassphrase(good), good).toMatchObject({ acceptable: true, hints: [] });
    expect(ratePassphrase('').score).toBe(0);
    expect(ratePassphrase('é'.repeat(1024)).acceptable).toBe(false);
  });
});

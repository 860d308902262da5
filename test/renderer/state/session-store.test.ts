import { describe, expect, it } from 'vitest';
import { createDesk } from '../../../src/renderer/state/desk.ts';
import { createSessionStore } from '../../../src/renderer/state/session-store.ts';
import { appState, caseView, createScriptedApi, freeQuota, later, ok, refused } from '../scripted-api.ts';

const session = {
  adviserId: 'a',
  adviserName: 'Camille',
  role: 'adviser',
  idleLockMs: 300_000,
  systemLog: 'none',
} as const;
const passphrase = 'phare horizon marée veille';

describe('unlocking', () => {
  it('waits as long as the application says after a wrong passphrase', async () => {
    const api = createScriptedApi({ unlock: () => ok({ kind: 'wrong-passphrase', retryAfterMs: 4000 }) });
    const store = createSessionStore(api, () => 10_000);
    await store.getState().unlock(passphrase);
    expect(store.getState()).toMatchObject({ passphraseWrong: true, retryAt: 14_000, busy: false });
  });

  it('takes the delay of a refused attempt from its details', async () => {
    const api = createScriptedApi({ unlock: () => refused('unlock-delayed', { retryAfterMs: 9000 }) });
    const store = createSessionStore(api, () => 1000);
    await store.getState().unlock(passphrase);
    expect(store.getState().retryAt).toBe(10_000);
    expect(store.getState().problem?.code).toBe('unlock-delayed');
  });

  it('keeps no passphrase', async () => {
    const api = createScriptedApi({
      unlock: () => ok({ kind: 'unlocked', state: appState({ phase: 'unlocked', session }) }),
    });
    const store = createSessionStore(api, () => 0);
    await store.getState().unlock(passphrase);
    expect(JSON.stringify(store.getState())).not.toContain(passphrase);
    expect(store.getState().app?.phase).toBe('unlocked');
  });
});

describe('the recovery words', () => {
  const words = ['abaisser', 'zénith'];
  const created = () => ok({ state: appState({ phase: 'unlocked', session }), recoveryWords: words });

  it('are gone once they were acknowledged', async () => {
    const store = createSessionStore(createScriptedApi({ createVault: created }), () => 0);
    await store.getState().createVault('Camille', passphrase);
    expect(store.getState().recoveryWords).toEqual(words);
    store.getState().acknowledgeRecoveryWords();
    expect(store.getState().recoveryWords).toBeNull();
  });

  it('are gone when the workstation locks', async () => {
    const api = createScriptedApi({ createVault: created, readAppState: () => ok(appState()) });
    const store = createSessionStore(api, () => 0);
    await store.getState().createVault('Camille', passphrase);
    api.emit('locked', { reason: 'idle' });
    expect(store.getState()).toMatchObject({ recoveryWords: null, lockReason: 'idle', app: { phase: 'locked' } });
  });
});

describe('rating a passphrase', () => {
  it('drops an answer that was overtaken', async () => {
    const slow = later<ReturnType<typeof ok<{ score: 0; acceptable: false; hints: string[] }>>>();
    const api = createScriptedApi({ ratePassphrase: () => slow.promise });
    const store = createSessionStore(api, () => 0);
    const first = store.getState().ratePassphrase('a');
    api.script({ ratePassphrase: () => ok({ score: 4, acceptable: true, hints: [] }) });
    expect((await store.getState().ratePassphrase(passphrase))?.score).toBe(4);
    slow.resolve(ok({ score: 0, acceptable: false, hints: [] }));
    expect(await first).toBeNull();
  });
});

describe('activity', () => {
  it('is told at most once a second, and only while unlocked', async () => {
    let now = 0;
    const api = createScriptedApi({ readAppState: () => ok(appState()), noteActivity: () => ok({}) });
    const store = createSessionStore(api, () => now);
    await store.getState().load();
    store.getState().noteActivity();
    expect(api.inputs('noteActivity')).toHaveLength(0);
    api.script({ readAppState: () => ok(appState({ phase: 'unlocked', session })) });
    await store.getState().load();
    for (now of [0, 400, 999, 1000, 1500]) store.getState().noteActivity();
    expect(api.inputs('noteActivity')).toHaveLength(2);
  });
});

describe('locking', () => {
  it('clears every store', async () => {
    const api = createScriptedApi({
      unlock: () => ok({ kind: 'unlocked', state: appState({ phase: 'unlocked', session }) }),
      lock: () => ok(appState()),
      openCase: () => ok(caseView()),
      listSets: () => ok({ packs: [], problem: null }),
      readQuota: () => ok(freeQuota),
      listCases: () => ok({ rows: [], total: 0, advisers: [] }),
      previewSheet: () => ok({ html: '<p>fiche</p>', pages: 1, mailboxInDoubt: false }),
      listLetters: () => ok({ letters: [] }),
    });
    const desk = createDesk(api, () => 0);
    await desk.session.getState().unlock(passphrase);
    await desk.call.getState().newCall();
    await desk.sheet.getState().open('VG-7K3M-Q2XA', 'p1');
    desk.view.getState().openDialog('sheet');
    await desk.session.getState().lock();
    expect(desk.call.getState()).toMatchObject({ case: null, quota: null });
    expect(desk.sheet.getState()).toMatchObject({ reference: null, html: null });
    expect(desk.packs.getState()).toMatchObject({ packs: [], offer: null });
    expect(desk.cases.getState()).toMatchObject({ total: null, pending: [] });
    expect(desk.view.getState()).toMatchObject({ screen: 'desk', dialogs: [] });
  });
});

describe('what a screen reader is being told', () => {
  const say = (desk: ReturnType<typeof createDesk>) => {
    desk.view.getState().announce('Cette phrase n’ouvre pas le coffre.', { urgent: true });
    desk.view.getState().announce('Encore une.', { urgent: true });
    expect(desk.view.getState().spoken.urgent).not.toBe('');
  };
  const silence = { polite: '', urgent: '' };

  it('ends at the lock, at the unlocking and with the language: it was of the screen that went', async () => {
    const api = createScriptedApi({
      readAppState: () => ok(appState()),
      unlock: () => ok({ kind: 'unlocked', state: appState({ phase: 'unlocked', session }) }),
      setPreferences: () => ok(appState({ phase: 'unlocked', session, locale: 'en' })),
      lock: () => ok(appState()),
    });
    const desk = createDesk(api, () => 0);
    await desk.session.getState().load();
    const { unlock, setPreferences, lock } = desk.session.getState();
    for (const change of [() => unlock(passphrase), () => setPreferences({ locale: 'en' }), () => lock()]) {
      say(desk);
      await change();
      expect(desk.view.getState().spoken).toEqual(silence);
    }
  });
});

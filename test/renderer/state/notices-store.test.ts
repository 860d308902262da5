import { describe, expect, it } from 'vitest';
import type { NoticeOffer, NoticeView } from '../../../src/contract/values.ts';
import { createNoticesStore } from '../../../src/renderer/state/notices-store.ts';
import { createScriptedApi, later, ok, refused } from '../scripted-api.ts';

const notice = (trusted: boolean): NoticeOffer['notice'] => ({
  series: 'presse',
  sequence: 2,
  issuer: 'Cnam',
  issuedAt: '2026-11-20T10:00:00Z',
  expiresAt: null,
  expired: false,
  signer: { name: 'cellule', fingerprint: Array(8).fill('0000'), trusted },
  incidents: [],
});
const offer = (trusted: boolean): NoticeOffer => ({
  offerId: 'offer-1',
  fileName: 'presse.vigie-notice',
  notice: notice(trusted),
  namesakes: [],
  replaces: null,
});
const installed: NoticeView = { ...notice(true), importedAt: '2026-11-21T10:00:00Z' };

describe('a notice', () => {
  it('is offered, its signer trusted by the application’s answer alone, then imported', async () => {
    const api = createScriptedApi({
      chooseNotice: () => ok({ offer: offer(false) }),
      trustNoticeSigner: () => refused('signer-untrusted'),
      importNotice: () => ok({ notices: [installed] }),
    });
    const store = createNoticesStore(api);
    await store.getState().choose();
    expect(await store.getState().trustSigner('0000 0001')).toBe(false);
    expect(store.getState().problem?.code).toBe('signer-untrusted');
    api.script({ trustNoticeSigner: () => ok({ offer: offer(true) }) });
    expect(await store.getState().trustSigner('0000 0000')).toBe(true);
    expect(await store.getState().importOffer()).toBe(true);
    expect(store.getState()).toMatchObject({ offer: null, notices: [installed], imported: 'presse', problem: null });
  });

  it('that is refused keeps its offer on screen, with the reason', async () => {
    const api = createScriptedApi({
      chooseNotice: () => ok({ offer: offer(true) }),
      importNotice: () => refused('notice-older', { series: 'presse', sequence: 3 }),
    });
    const store = createNoticesStore(api);
    await store.getState().choose();
    expect(await store.getState().importOffer()).toBe(false);
    expect(store.getState()).toMatchObject({ offer: { offerId: 'offer-1' }, problem: { code: 'notice-older' } });
  });

  it('is offered by its token where it was dropped', async () => {
    const api = createScriptedApi({ offerDroppedNotice: () => ok({ offer: offer(true) }) });
    const store = createNoticesStore(api);
    await store.getState().offerDropped(new File([], 'presse.vigie-notice'));
    expect(api.inputs('offerDroppedNotice')).toEqual([{ token: 'token:presse.vigie-notice' }]);
    expect(store.getState().offer).not.toBeNull();
  });
});

describe('a register that is damaged', () => {
  it('is shown as such, and begun again only when that is asked', async () => {
    const problem = { code: 'vault-malformed', details: {} } as const;
    const api = createScriptedApi({
      listNotices: () => ok({ notices: [], problem }),
      resetNotices: () => ok({ notices: [] }),
    });
    const store = createNoticesStore(api);
    await store.getState().load();
    expect(store.getState().registerProblem).toEqual(problem);
    expect(api.inputs('resetNotices')).toEqual([]);
    expect(await store.getState().reset()).toBe(true);
    expect(store.getState().registerProblem).toBeNull();
  });
});

describe('the lock', () => {
  it('leaves nothing, and drops an answer that was under way', async () => {
    const answer = later<ReturnType<typeof ok<{ offer: NoticeOffer }>>>();
    const api = createScriptedApi({ chooseNotice: () => answer.promise });
    const store = createNoticesStore(api);
    const choosing = store.getState().choose();
    store.getState().clear();
    answer.resolve(ok({ offer: offer(true) }));
    await choosing;
    expect(store.getState()).toMatchObject({ offer: null, busy: false, notices: [], incidents: null });
  });
});

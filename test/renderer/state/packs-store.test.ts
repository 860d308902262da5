import { describe, expect, it } from 'vitest';
import type { Output } from '../../../src/contract/channels.ts';
import type { InstalledSetView, PackOffer } from '../../../src/contract/values.ts';
import { createPacksStore } from '../../../src/renderer/state/packs-store.ts';
import { createScriptedApi, later, ok, refused } from '../scripted-api.ts';

function offer(trusted: boolean): PackOffer {
  return {
    offerId: 'offer-1',
    fileName: 'set.vigie',
    source: 'file',
    opensWithoutPassphrase: false,
    namesakes: [],
    replaces: null,
    pack: {
      packId: 'pack-1',
      series: 'demo',
      sequence: 1,
      issuer: 'Cnam',
      createdAt: '2026-11-20T10:00:00Z',
      dataAsOf: '2026-11-01',
      validUntil: null,
      outdated: false,
      coverage: [],
      identifierKinds: ['nir', 'email'],
      entryCount: 10,
      recordsPerBucket: 10,
      insuredPerPrefix: 10,
      fileBytes: 1000,
      stretch: { name: 'light', memoryKiB: 64, passes: 1, lanes: 1, belowProduction: true },
      signer: { name: 'cellule', fingerprint: Array(8).fill('0000'), trusted },
      incidents: [],
      slotLabels: [],
      recipientCount: 0,
    },
  };
}
const installed: InstalledSetView = {
  ...offer(true).pack,
  source: 'file',
  importedAt: '2026-11-21T10:00:00Z',
  state: 'ready',
  problem: null,
  insuredPerCheck: null,
  fewPerCheck: false,
};
const secret = 'sept bateaux rentrent au port';

describe('an import', () => {
  it('follows its own progress and nobody else’s, then shows the list', async () => {
    const answer = later<ReturnType<typeof ok<Output<'importPack'>>>>();
    const api = createScriptedApi({
      choosePack: () => ok({ offer: offer(true) }),
      importPack: () => answer.promise,
      listSets: () => ok({ packs: [installed], problem: null }),
    });
    const store = createPacksStore(api);
    await store.getState().choose();
    const done = store.getState().importOffer(secret, false);
    api.emit('packProgress', { offerId: 'another', stage: 'canaries', doneBytes: 9, totalBytes: 9 });
    expect(store.getState().importing?.stage).toBe('open');
    api.emit('packProgress', { offerId: 'offer-1', stage: 'copy', doneBytes: 500, totalBytes: 1000 });
    expect(store.getState().importing).toEqual({ stage: 'copy', doneBytes: 500, totalBytes: 1000 });
    expect(JSON.stringify(store.getState())).not.toContain(secret);
    answer.resolve(ok({ pack: installed }));
    await done;
    expect(store.getState()).toMatchObject({ importing: null, offer: null, packs: [installed], imported: installed });
  });

  it('of an earlier session is shown while it goes on, and what became of it', async () => {
    const cancelled: unknown[] = [];
    const api = createScriptedApi({
      cancelImport: (input) => {
        cancelled.push(input);
        return ok({});
      },
    });
    const store = createPacksStore(api);
    const progress = { stage: 'verify', doneBytes: 500, totalBytes: 1000 } as const;
    api.emit('packProgress', { offerId: 'earlier', ...progress });
    expect(store.getState()).toMatchObject({ importing: null, resumed: { offerId: 'earlier', progress } });
    api.emit('importEnded', { offerId: 'earlier', pack: installed, problem: null });
    expect(store.getState()).toMatchObject({ resumed: null, resumedEnd: installed, problem: null });
    api.emit('packProgress', { offerId: 'another', ...progress });
    await store.getState().cancelResumed();
    api.emit('importEnded', { offerId: 'another', pack: null, problem: { code: 'cancelled', details: {} } });
    expect(cancelled).toEqual([{ offerId: 'another' }]);
    expect(store.getState()).toMatchObject({ resumed: null, problem: null });
    expect(store.getState().resumedEnd).toBeUndefined();
  });

  it('that was cancelled goes back to the offer without a problem', async () => {
    const api = createScriptedApi({
      choosePack: () => ok({ offer: offer(true) }),
      importPack: () => refused('cancelled'),
    });
    const store = createPacksStore(api);
    await store.getState().choose();
    await store.getState().importOffer(secret, false);
    expect(store.getState()).toMatchObject({ importing: null, problem: null, offer: { offerId: 'offer-1' } });
  });

  it('that failed says so and keeps the offer', async () => {
    const api = createScriptedApi({
      choosePack: () => ok({ offer: offer(true) }),
      importPack: () => refused('slot-no-match'),
    });
    const store = createPacksStore(api);
    await store.getState().choose();
    await store.getState().importOffer(secret, false);
    expect(store.getState()).toMatchObject({ importing: null, problem: { code: 'slot-no-match' } });
    expect(store.getState().offer).not.toBeNull();
  });
});

describe('a signer', () => {
  it('is trusted only by the application’s answer', async () => {
    const api = createScriptedApi({
      choosePack: () => ok({ offer: offer(false) }),
      trustSigner: () => refused('signer-untrusted'),
    });
    const store = createPacksStore(api);
    await store.getState().choose();
    expect(await store.getState().trustSigner('0000 0001')).toBe(false);
    expect(store.getState().offer?.pack.signer.trusted).toBe(false);
    api.script({ trustSigner: () => ok({ offer: offer(true) }) });
    expect(await store.getState().trustSigner('0000 0000')).toBe(true);
    expect(store.getState()).toMatchObject({ problem: null, offer: { pack: { signer: { trusted: true } } } });
  });
});

describe('a dropped file', () => {
  it('is offered by its token', async () => {
    const api = createScriptedApi({ offerDroppedPack: () => ok({ offer: offer(true) }) });
    const store = createPacksStore(api);
    await store.getState().offerDropped(new File([], 'set.vigie'));
    expect(api.inputs('offerDroppedPack')).toEqual([{ token: 'token:set.vigie' }]);
    expect(store.getState().offer?.fileName).toBe('set.vigie');
  });
});

import { describe, expect, it } from 'vitest';
import type { CaseOffer } from '../../../src/contract/values.ts';
import { createHandOverStore, isHandOverCode } from '../../../src/renderer/state/hand-over-store.ts';
import { caseView, createScriptedApi, later, ok, refused } from '../scripted-api.ts';

const secret = 'quatre mouettes sur le toit gris';
const offer: CaseOffer = { offerId: 'offer-1', fileName: 'a.vigie-case', needsPassphrase: true, from: null };
const recipient = { recipient: 'vigie1abc', fingerprint: Array<string>(8).fill('0000'), name: '' };

describe('a case handed over', () => {
  it('goes to the workstation whose key was described', async () => {
    const api = createScriptedApi({
      describeRecipient: () => ok(recipient),
      exportCase: () => ok({ path: '/tmp/a.vigie-case' }),
    });
    const store = createHandOverStore(api);
    expect(await store.getState().describeRecipient('vigie1abc')).toBe(true);
    const to = { kind: 'recipient', recipient: 'vigie1abc' } as const;
    expect(await store.getState().exportCase('VG-1', to)).toBe(true);
    expect(api.inputs('exportCase')).toEqual([{ reference: 'VG-1', to }]);
    expect(store.getState().exported).toEqual({ kind: 'saved', path: '/tmp/a.vigie-case' });
  });

  it('says that nothing was written where the dialog was closed', async () => {
    const store = createHandOverStore(createScriptedApi({ exportCase: () => ok({ path: null }) }));
    expect(await store.getState().exportCase('VG-1', { kind: 'passphrase', passphrase: secret })).toBe(false);
    expect(store.getState()).toMatchObject({ exported: { kind: 'cancelled' }, problem: null });
    expect(JSON.stringify(store.getState())).not.toContain(secret);
  });

  it('refuses what is no key, and keeps none', async () => {
    const store = createHandOverStore(createScriptedApi({ describeRecipient: () => refused('recipient-malformed') }));
    expect(await store.getState().describeRecipient('vigie1')).toBe(false);
    expect(store.getState()).toMatchObject({ recipient: null, problem: { code: 'recipient-malformed' } });
  });
});

describe('a case taken over', () => {
  it('keeps its offer after a wrong passphrase, never the passphrase', async () => {
    const api = createScriptedApi({
      chooseCaseFile: () => ok({ offer }),
      importCase: () => refused('hand-over-no-match'),
    });
    const store = createHandOverStore(api);
    expect(await store.getState().chooseFile()).toBe(true);
    expect(await store.getState().importOffer(secret)).toBeNull();
    expect(store.getState()).toMatchObject({ offer, problem: { code: 'hand-over-no-match' } });
    expect(JSON.stringify(store.getState())).not.toContain(secret);
    api.script({ importCase: () => ok({ kind: 'merged', case: caseView() }) });
    expect((await store.getState().importOffer(secret))?.kind).toBe('merged');
    expect(store.getState().offer).toBeNull();
  });

  it('comes from the code of a sheet as it is typed there', async () => {
    const api = createScriptedApi({ readHandOverCode: () => ok({ kind: 'opened', case: caseView() }) });
    const store = createHandOverStore(api);
    expect((await store.getState().readCode('  VH1Z JJ4S\n'))?.kind).toBe('opened');
    expect(api.inputs('readHandOverCode')).toEqual([{ text: 'VH1Z JJ4S' }]);
  });

  it('is not shown after the lock that it met on its way', async () => {
    const answer = later<ReturnType<typeof ok<{ offer: CaseOffer }>>>();
    const store = createHandOverStore(createScriptedApi({ chooseCaseFile: () => answer.promise }));
    const choosing = store.getState().chooseFile();
    store.getState().clear();
    answer.resolve(ok({ offer }));
    await choosing;
    expect(store.getState().offer).toBeNull();
  });
});

it('tells a sheet’s code from a reference', () => {
  for (const text of ['VH1ZJJ4S', ' vh1z jj4s']) expect(isHandOverCode(text), text).toBe(true);
  for (const text of ['VG-7K3M-Q2XA', 'Vh', 'Camille VH1', '']) expect(isHandOverCode(text), text).toBe(false);
});

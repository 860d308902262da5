import { describe, expect, it } from 'vitest';
import type { AdviserRow } from '../../../src/contract/values.ts';
import { createAdministrationStore } from '../../../src/renderer/state/administration-store.ts';
import { createScriptedApi, freeQuota, later, ok, refused } from '../scripted-api.ts';

const adviser: AdviserRow = {
  adviserId: 'a',
  name: 'Yanis',
  role: 'adviser',
  disabled: false,
  addedAt: '2026-11-21T10:00:00Z',
  quota: freeQuota,
};
const passphrase = 'phare horizon marée veille';

describe('administration', () => {
  it('shows the advisers that the application answers with, and keeps no passphrase', async () => {
    const store = createAdministrationStore(createScriptedApi({ addAdviser: () => ok({ advisers: [adviser] }) }));
    expect(await store.getState().addAdviser('Yanis', 'adviser', passphrase)).toBe(true);
    expect(store.getState()).toMatchObject({ advisers: [adviser], busy: false, problem: null });
    expect(JSON.stringify(store.getState())).not.toContain(passphrase);
  });

  it('says why a change was refused, and changes nothing', async () => {
    const api = createScriptedApi({
      addAdviser: () => ok({ advisers: [adviser] }),
      disableAdviser: () => refused('last-supervisor'),
    });
    const store = createAdministrationStore(api);
    await store.getState().addAdviser('Yanis', 'adviser', passphrase);
    expect(await store.getState().disable('a')).toBe(false);
    expect(store.getState()).toMatchObject({ advisers: [adviser], problem: { code: 'last-supervisor' } });
  });

  it('makes one change at a time', async () => {
    const answer = later<ReturnType<typeof ok<{ advisers: AdviserRow[] }>>>();
    const api = createScriptedApi({ liftQuota: () => answer.promise });
    const store = createAdministrationStore(api);
    const first = store.getState().liftQuota('a', 'vrais appels');
    expect(await store.getState().liftQuota('a', 'vrais appels')).toBe(false);
    answer.resolve(ok({ advisers: [] }));
    expect(await first).toBe(true);
    expect(api.inputs('liftQuota')).toHaveLength(1);
  });

  it('forgets the result of one action when the next begins', async () => {
    const api = createScriptedApi({
      exportJournal: () => ok({ path: '/journal.jsonl', entryCount: 3 }),
      purgeJournal: () => refused('role-required'),
    });
    const store = createAdministrationStore(api);
    await store.getState().exportJournal('jsonl');
    expect(store.getState().exported?.entryCount).toBe(3);
    await store.getState().purgeJournal();
    expect(store.getState()).toMatchObject({ exported: null, purged: null, problem: { code: 'role-required' } });
  });
});

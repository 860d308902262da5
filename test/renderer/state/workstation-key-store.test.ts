import { expect, it } from 'vitest';
import { createWorkstationKeyStore } from '../../../src/renderer/state/workstation-key-store.ts';
import { createScriptedApi, ok, refused } from '../scripted-api.ts';

const keyView = (recipient: string) => ({
  recipient,
  qrText: recipient.toUpperCase(),
  fingerprint: Array<string>(8).fill('0000'),
  createdAt: '2026-11-21T10:00:00Z',
});

it('shows, saves and replaces the key; a failure leaves the key that is valid on screen', async () => {
  const api = createScriptedApi({
    readWorkstationKey: () => ok(keyView('vigie1old')),
    saveWorkstationKey: ({ name }) => ok({ path: `/tmp/${name}.vigie-recipient` }),
    replaceWorkstationKey: () => refused('vault-malformed'),
  });
  const store = createWorkstationKeyStore(api);
  await store.getState().load();
  await store.getState().save('agence-12');
  expect(store.getState()).toMatchObject({ savedPath: '/tmp/agence-12.vigie-recipient', replaced: false });
  expect(await store.getState().replace()).toBe(false);
  expect(store.getState()).toMatchObject({ key: { recipient: 'vigie1old' }, problem: { code: 'vault-malformed' } });
  api.script({ replaceWorkstationKey: () => ok(keyView('vigie1new')) });
  expect(await store.getState().replace()).toBe(true);
  expect(store.getState()).toMatchObject({ key: { recipient: 'vigie1new' }, replaced: true, savedPath: null });
  store.getState().clear();
  expect(store.getState().key).toBeNull();
});

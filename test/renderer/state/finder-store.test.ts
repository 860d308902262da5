import { describe, expect, it } from 'vitest';
import type { CaseRow } from '../../../src/contract/values.ts';
import { createFinderStore, isReferencePart } from '../../../src/renderer/state/finder-store.ts';
import { createScriptedApi, later, ok } from '../scripted-api.ts';

const row = (reference: string): CaseRow => ({
  reference,
  openedAt: '2026-11-21T10:00:00Z',
  closedAt: null,
  status: 'open',
  adviserName: 'Camille',
  meaning: 'none',
  stepsDone: 0,
  stepsTotal: 0,
  nextDueOn: null,
});
const answer = (...references: string[]) => ok({ rows: references.map(row), total: references.length, advisers: [] });

describe('what is looked for among cases', () => {
  it.each(['VG-7K3M-Q2XA', 'vg 7k3m q2xa', '7K3MQ2XA', '7k3', 'vg-abcd', 'ABCDEFGH', '7312'])('%s is', (text) =>
    expect(isReferencePart(text)).toBe(true),
  );

  // Nothing that may be an identifier leaves the field, however much of it is typed.
  it.each([
    '2550',
    '255081416802538',
    'jean.dupont@gmail.com',
    '06 12 34 56 78',
    'fiche',
    'vg',
    '7K',
    'VG-7K3M-Q2XA-1',
  ])('%s is not, or as four digits at most', (text) => expect(isReferencePart(text)).toBe(/^\d{4}$/.test(text)));

  it('is asked about once it can be a reference, and never an identifier on its way', () => {
    const api = createScriptedApi({ listCases: () => answer() });
    const store = createFinderStore(api);
    for (const identifier of ['2 55 08 14 168 025 38', 'jean.dupont@gmail.com', '06 12 34 56 78']) {
      for (let length = 1; length <= identifier.length; length++) store.getState().search(identifier.slice(0, length));
    }
    for (const { text } of api.inputs('listCases')) expect(text.replace(/\D/g, '').length).toBeLessThanOrEqual(4);
  });
});

describe('the cases that are found', () => {
  it('are those of the latest text, whichever answer comes last', async () => {
    const slow = later<ReturnType<typeof answer>>();
    const api = createScriptedApi({
      listCases: ({ text }) => (text === 'VG-7' ? slow.promise : answer('VG-7K3M-Q2XA')),
    });
    const store = createFinderStore(api);
    store.getState().search('VG-7');
    store.getState().search('VG-7K3M');
    const settled = store.getState().settled();
    slow.resolve(answer('VG-7AAA-AAAA'));
    expect((await settled).map(({ reference }) => reference)).toEqual(['VG-7K3M-Q2XA']);
    expect(store.getState().cases.map(({ reference }) => reference)).toEqual(['VG-7K3M-Q2XA']);
  });

  it('are gone with the text, and at the lock', async () => {
    const store = createFinderStore(createScriptedApi({ listCases: () => answer('VG-7K3M-Q2XA') }));
    store.getState().search('VG-7K3M');
    await store.getState().settled();
    store.getState().search('fiche');
    expect(store.getState().cases).toEqual([]);
    store.getState().search('VG-7K3M');
    store.getState().clear();
    await Promise.resolve();
    expect(await store.getState().settled()).toEqual([]);
    expect(store.getState().cases).toEqual([]);
  });
});

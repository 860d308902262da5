import { describe, expect, it } from 'vitest';
import type { Input, Output } from '../../../src/contract/channels.ts';
import type { CaseRow } from '../../../src/contract/values.ts';
import { casesPerPage, createCasesStore } from '../../../src/renderer/state/cases-store.ts';
import { createScriptedApi, later, ok } from '../scripted-api.ts';

const row = (index: number): CaseRow => ({
  reference: `VG-${index}`,
  openedAt: '2026-11-21T10:00:00Z',
  closedAt: null,
  status: 'open',
  adviserName: 'Camille',
  meaning: 'none',
  stepsDone: 0,
  stepsTotal: 0,
  nextDueOn: null,
});
const page = ({ offset, limit }: Input<'listCases'>, total = 10_000) =>
  ok({
    rows: Array.from({ length: Math.min(limit, total - offset) }, (_, index) => row(offset + index)),
    total,
    advisers: [],
  });

describe('the list of cases', () => {
  it('reads only the pages that are looked at, each once', async () => {
    const api = createScriptedApi({ listCases: (input) => page(input) });
    const store = createCasesStore(api);
    await store.getState().reload();
    await store.getState().ensureRows(0, 20);
    await store.getState().ensureRows(9950, 9999);
    await store.getState().ensureRows(9960, 9999);
    expect(api.inputs('listCases').map((input) => input.offset)).toEqual([0, 9900]);
    expect(store.getState().rows.get(9999)?.reference).toBe('VG-9999');
    expect(store.getState().rows.has(5000)).toBe(false);
  });

  it('reads both pages that a window overlaps', async () => {
    const api = createScriptedApi({ listCases: (input) => page(input) });
    const store = createCasesStore(api);
    await store.getState().ensureRows(casesPerPage - 1, casesPerPage);
    expect(api.inputs('listCases').map((input) => input.offset)).toEqual([0, casesPerPage]);
  });

  it('shows the answer to the latest filter only', async () => {
    const slow = later<ReturnType<typeof ok<Output<'listCases'>>>>();
    const api = createScriptedApi({
      listCases: ({ text }) => (text === 'a' ? slow.promise : ok({ rows: [row(7)], total: 1, advisers: [] })),
    });
    const store = createCasesStore(api);
    const first = store.getState().setFilter({ text: 'a' });
    await store.getState().setFilter({ text: 'ab' });
    slow.resolve(ok({ rows: [row(1), row(2)], total: 2, advisers: [] }));
    await first;
    expect(store.getState().total).toBe(1);
    expect([...store.getState().rows.values()]).toEqual([row(7)]);
  });

  it('puts each pending case on the desk once', async () => {
    const store = createCasesStore(
      createScriptedApi({ listCases: () => ok({ rows: [row(1)], total: 1, advisers: [] }) }),
    );
    await store.getState().loadPending();
    expect(store.getState().pending).toEqual([row(1)]);
  });
});

import { describe, expect, it } from 'vitest';
import type { StatisticsView } from '../../../src/contract/values.ts';
import { createReportsStore, spanFor } from '../../../src/renderer/state/reports-store.ts';
import { noCalls } from '../no-calls.ts';
import { createScriptedApi, ok, refused } from '../scripted-api.ts';

function statistics(from: string, to: string): StatisticsView {
  return {
    from,
    to,
    by: 'day',
    total: noCalls,
    spans: [],
    incidents: [],
    refusedSteps: [],
    outcomes: { done: 0, refused: 0, later: 0, notApplicable: 0 },
    advisers: [],
    continued: 0,
    checks: { made: 0, listed: 0, notListed: 0, couldNotCheck: 0 },
    alarms: { warned: 0, blocked: 0, lifted: 0 },
  };
}

describe('the period', () => {
  it('is cut in days, weeks or months so that its chart can be read', () => {
    expect(spanFor('2026-11-01', '2026-11-01')).toBe('day');
    expect(spanFor('2026-10-08', '2026-11-21')).toBe('day');
    expect(spanFor('2026-10-07', '2026-11-21')).toBe('week');
    expect(spanFor('2026-04-26', '2026-11-21')).toBe('week');
    expect(spanFor('2026-04-25', '2026-11-21')).toBe('month');
  });

  it('that was chosen last wins, whichever answer comes first', async () => {
    const api = createScriptedApi();
    const waiting: (() => void)[] = [];
    api.script({
      readStatistics: ({ from, to }) => new Promise((resolve) => waiting.push(() => resolve(ok(statistics(from, to))))),
    });
    const store = createReportsStore(api);
    const first = store.getState().choosePeriod('2026-11-01', '2026-11-21');
    const second = store.getState().choosePeriod('2026-11-10', '2026-11-21');
    waiting[1]?.();
    await second;
    waiting[0]?.();
    await first;
    expect(store.getState().statistics?.from).toBe('2026-11-10');
    expect(store.getState().busy).toBe(false);
  });

  it('that is half typed, or ends before it begins, is asked about by nobody', async () => {
    const api = createScriptedApi();
    const store = createReportsStore(api);
    await store.getState().choosePeriod('', '2026-11-21');
    await store.getState().choosePeriod('2026-11-22', '2026-11-21');
    expect(store.getState()).toMatchObject({ busy: false, statistics: null, problem: null });
    expect(store.getState().period).toMatchObject({ from: '2026-11-22', to: '2026-11-21' });
  });
});

describe('tables, alarms and the key', () => {
  it('are exported as they are shown, and what failed is told', async () => {
    const api = createScriptedApi();
    api.script({ readStatistics: ({ from, to }) => ok(statistics(from, to)) });
    api.script({ exportStatistics: () => ok({ path: '/documents/appels.csv' }) });
    const store = createReportsStore(api);
    await store.getState().exportTable('calls');
    expect(api.inputs('exportStatistics')).toEqual([]);
    await store.getState().choosePeriod('2026-11-01', '2026-11-21');
    // What is on screen is exported, not what is being typed.
    await store.getState().choosePeriod('', '2026-11-21');
    await store.getState().exportTable('advisers');
    expect(api.inputs('exportStatistics')).toEqual([
      { from: '2026-11-01', to: '2026-11-21', by: 'day', table: 'advisers' },
    ]);
    expect(store.getState().savedTable).toBe('/documents/appels.csv');
    api.script({ exportStatistics: () => refused('disk-full') });
    await store.getState().exportTable('steps');
    expect(store.getState()).toMatchObject({ busy: false, savedTable: null, problem: { code: 'disk-full' } });
  });

  it('leave nothing behind when the desk is locked', async () => {
    const api = createScriptedApi();
    api.script({ readStatistics: ({ from, to }) => ok(statistics(from, to)) });
    const alarm = { seq: 1, at: '2026-11-21T09:00:00Z', kind: 'quota-blocked' as const, adviserName: 'A' };
    api.script({
      listAlarms: () => ok({ alarms: [{ ...alarm, byName: null, quotaReason: null, code: null, words: null }] }),
    });
    const store = createReportsStore(api);
    await store.getState().choosePeriod('2026-11-01', '2026-11-21');
    await store.getState().loadAlarms();
    store.getState().showPart('people');
    expect(store.getState().alarms).toHaveLength(1);
    store.getState().clear();
    expect(store.getState()).toMatchObject({
      part: 'activity',
      statistics: null,
      alarms: [],
      exportKey: null,
      period: null,
    });
  });
});

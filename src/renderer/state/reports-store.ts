/**
 * What a supervisor reads (step `journal`) and changes nothing by: statistics of a period, the last alarms, the key that signs exports. The
 * latest period wins. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Input, VigieApi } from '../../contract/channels.ts';
import type { AlarmRow, ExportKeyView, Problem, StatisticsView } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';

export type StatisticsPeriod = Input<'readStatistics'>;
export type StatisticsTable = Input<'exportStatistics'>['table'];
export type SupervisorPart = 'activity' | 'people' | 'journal' | 'workstation';

export interface ReportsState {
  readonly part: SupervisorPart;
  /** Null until one was chosen. */
  readonly period: StatisticsPeriod | null;
  /** Of the last period that was read; stays on screen while another one is being read. */
  readonly statistics: StatisticsView | null;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Where a table was saved last. */
  readonly savedTable: string | null;
  /** Newest first. */
  readonly alarms: readonly AlarmRow[];
  readonly exportKey: ExportKeyView | null;
  readonly savedKey: string | null;
  showPart(part: SupervisorPart): void;
  /** @param from calendar date; @param to calendar date */
  choosePeriod(from: string, to: string): Promise<void>;
  exportTable(table: StatisticsTable): Promise<void>;
  loadAlarms(): Promise<void>;
  loadExportKey(): Promise<void>;
  saveExportKey(): Promise<void>;
  dismissProblem(): void;
  clear(): void;
}

const alarmsShown = 50;
const dayMs = 86_400_000;
/** As many bars as can be told apart on the narrowest window. */
const mostDays = 45;
const mostWeeks = 30;

const nothing = {
  part: 'activity',
  period: null,
  statistics: null,
  busy: false,
  problem: null,
  savedTable: null,
  alarms: [],
  exportKey: null,
  savedKey: null,
} as const;

/** Days, weeks or months, so that a chart of the period can be read. */
export function spanFor(from: string, to: string): StatisticsPeriod['by'] {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (days <= mostDays) return 'day';
  return days <= mostWeeks * 7 ? 'week' : 'month';
}

export function createReportsStore(api: VigieApi): StoreApi<ReportsState> {
  let turn = 0;
  return createStore<ReportsState>()((set, get) => ({
    ...nothing,

    showPart: (part) => set({ part, problem: null, savedTable: null, savedKey: null }),

    async choosePeriod(from, to) {
      turn += 1;
      const mine = turn;
      const period = { from, to, by: spanFor(from, to) };
      set({ period, problem: null, savedTable: null });
      // Half-typed dates are shown as typed and asked about by nobody.
      if (from === '' || to === '' || from > to) return set({ busy: false });
      set({ busy: true });
      const result = await callSafely(api, 'readStatistics', period);
      if (mine !== turn) return;
      set(result.ok ? { busy: false, statistics: result.value } : { busy: false, problem: result.problem });
    },

    async exportTable(table) {
      const { statistics, busy } = get();
      if (statistics === null || busy) return;
      const { from, to, by } = statistics;
      set({ busy: true, problem: null, savedTable: null });
      const result = await callSafely(api, 'exportStatistics', { from, to, by, table });
      set(result.ok ? { busy: false, savedTable: result.value.path } : { busy: false, problem: result.problem });
    },

    async loadAlarms() {
      const result = await callSafely(api, 'listAlarms', { limit: alarmsShown });
      set(result.ok ? { alarms: result.value.alarms } : { problem: result.problem });
    },

    async loadExportKey() {
      const result = await callSafely(api, 'readExportKey', {});
      set(result.ok ? { exportKey: result.value } : { problem: result.problem });
    },

    async saveExportKey() {
      set({ problem: null, savedKey: null });
      const result = await callSafely(api, 'saveExportKey', {});
      set(result.ok ? { savedKey: result.value.path } : { problem: result.problem });
    },

    dismissProblem: () => set({ problem: null }),

    clear() {
      turn += 1;
      set({ ...nothing });
    },
  }));
}

/**
 * The list of cases (step `journal`): searched by reference or adviser, filtered, read page by page so that ten
 * thousand rows cost what the window shows. The latest filter wins. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Input, Output, VigieApi } from '../../contract/channels.ts';
import type { CaseRow, Problem } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';

export type CaseFilter = Required<
  Pick<Input<'listCases'>, 'text' | 'status' | 'dueOnly' | 'from' | 'to' | 'adviserId'>
>;

export const casesPerPage = 100;
/** What was promised for a day and is not closed, soonest first. */
export const callBacks = { dueOnly: true, status: 'unclosed' } as const satisfies Partial<CaseFilter>;
const everything: CaseFilter = { text: '', status: null, dueOnly: false, from: null, to: null, adviserId: null };

export interface CasesState {
  readonly filter: CaseFilter;
  /** Null until the first answer. */
  readonly total: number | null;
  /** Rows by their position in the list; pages not read yet are absent. */
  readonly rows: ReadonlyMap<number, CaseRow>;
  readonly problem: Problem | null;
  /** Everyone whose cases can be asked for. */
  readonly advisers: Output<'listCases'>['advisers'];
  /** Cases for the desk: still open, interrupted, or due; newest first. */
  readonly pending: readonly CaseRow[];
  setFilter(change: Partial<CaseFilter>): Promise<void>;
  reload(): Promise<void>;
  /** Reads the pages that cover rows `first` to `last`, both included, that were not asked for yet. */
  ensureRows(first: number, last: number): Promise<void>;
  loadPending(): Promise<void>;
  clear(): void;
}

// What the desk shows without scrolling.
const pendingLimit = 6;

export function createCasesStore(api: VigieApi): StoreApi<CasesState> {
  let turn = 0;
  let asked = new Set<number>();

  return createStore<CasesState>()((set, get) => {
    const readPage = async (page: number, mine: number): Promise<void> => {
      asked.add(page);
      const offset = page * casesPerPage;
      const result = await callSafely(api, 'listCases', { ...get().filter, offset, limit: casesPerPage });
      if (mine !== turn) return;
      if (!result.ok) {
        asked.delete(page);
        return set({ problem: result.problem });
      }
      // The first page replaces what another filter showed.
      const rows = page === 0 && get().total === null ? new Map<number, CaseRow>() : new Map(get().rows);
      for (const [index, row] of result.value.rows.entries()) rows.set(offset + index, row);
      const { total, advisers } = result.value;
      set({ rows, total, advisers, problem: null });
    };

    const restart = async (filter: CaseFilter): Promise<void> => {
      turn += 1;
      asked = new Set();
      set({ filter, rows: new Map(), total: null });
      await readPage(0, turn);
    };

    return {
      filter: everything,
      total: null,
      rows: new Map(),
      problem: null,
      advisers: [],
      pending: [],

      setFilter: (change) => restart({ ...get().filter, ...change }),
      reload: () => restart(get().filter),

      async ensureRows(first, last) {
        const wanted: Promise<void>[] = [];
        for (let page = Math.floor(first / casesPerPage); page <= Math.floor(last / casesPerPage); page += 1) {
          if (!asked.has(page)) wanted.push(readPage(page, turn));
        }
        await Promise.all(wanted);
      },

      async loadPending() {
        const common = { text: '', offset: 0, limit: pendingLimit };
        const answers = await Promise.all([
          callSafely(api, 'listCases', { ...common, status: 'open', dueOnly: false }),
          callSafely(api, 'listCases', { ...common, status: 'interrupted', dueOnly: false }),
          callSafely(api, 'listCases', { ...common, status: 'unclosed', dueOnly: true }),
        ]);
        const byReference = new Map<string, CaseRow>();
        for (const answer of answers) {
          for (const row of answer.ok ? answer.value.rows : []) {
            if (!byReference.has(row.reference)) byReference.set(row.reference, row);
          }
        }
        set({ pending: [...byReference.values()].slice(0, pendingLimit) });
      },

      clear() {
        turn += 1;
        asked = new Set();
        set({ filter: everything, rows: new Map(), total: null, problem: null, advisers: [], pending: [] });
      },
    };
  });
}

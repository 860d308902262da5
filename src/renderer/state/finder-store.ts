/**
 * What the palette finds beside commands and steps: contacts of the guide, and cases by their reference. What is typed there is
 * asked about only where it can be a reference, so that an identifier typed in the wrong place goes nowhere. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VigieApi } from '../../contract/channels.ts';
import type { CaseRow, ListedContact } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';

export interface FinderState {
  readonly contacts: readonly ListedContact[];
  /** Cases whose reference holds what was typed last; empty where that is no part of a reference. */
  readonly cases: readonly CaseRow[];
  loadContacts(): Promise<void>;
  /** Looks for cases. The latest text wins. */
  search(text: string): void;
  /** @returns the cases of the latest text, once they are known: whoever types fast presses Enter before */
  settled(): Promise<readonly CaseRow[]>;
  clear(): void;
}

const mostCases = 8;
/** A reference with its VG, without dashes; the fewest characters with which one is looked for. */
const longestReference = 10;
const shortestPart = 3;

/** @returns whether `text` can be a part of `VG-7K3M-Q2XA`, and neither a word nor the beginning of a long number */
export function isReferencePart(text: string): boolean {
  const bare = text.replace(/[\s\p{Pd}]/gu, '');
  if (bare.length < shortestPart || bare.length > longestReference || !/^[0-9a-z]+$/i.test(bare)) return false;
  if (/^\d+$/.test(bare)) return bare.length <= 4;
  return /\d/.test(bare) || /^vg./i.test(bare) || bare.length === 8;
}

export function createFinderStore(api: VigieApi): StoreApi<FinderState> {
  let turn = 0;
  let latest: Promise<readonly CaseRow[]> = Promise.resolve([]);
  return createStore<FinderState>()((set) => ({
    contacts: [],
    cases: [],

    async loadContacts() {
      const result = await callSafely(api, 'listContacts', {});
      if (result.ok) set({ contacts: result.value.contacts });
    },

    search(text) {
      turn += 1;
      const mine = turn;
      if (!isReferencePart(text)) {
        latest = Promise.resolve([]);
        return set({ cases: [] });
      }
      const query = { text: text.trim(), status: null, dueOnly: false, offset: 0, limit: mostCases };
      latest = callSafely(api, 'listCases', query).then((result) => {
        const cases = result.ok ? result.value.rows : [];
        if (mine === turn) set({ cases });
        return cases;
      });
    },

    async settled() {
      for (;;) {
        const mine = turn;
        const cases = await latest;
        if (mine === turn) return cases;
      }
    },

    clear() {
      turn += 1;
      latest = Promise.resolve([]);
      set({ contacts: [], cases: [] });
    },
  }));
}

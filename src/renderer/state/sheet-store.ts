/** The sheet (step `print`) of the case on screen: preview, edition, printing, saving. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Input, VigieApi } from '../../contract/channels.ts';
import type { Problem } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';

export type SheetEdition = Input<'previewSheet'>['edition'];
export type SheetResult =
  | { readonly kind: 'printed' }
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'cancelled' };

export interface SheetState {
  readonly reference: string | null;
  readonly edition: SheetEdition;
  /** The sheet as the application laid it out; null while it is being made. */
  readonly html: string | null;
  readonly busy: 'printing' | 'saving' | null;
  readonly result: SheetResult | null;
  readonly problem: Problem | null;
  open(reference: string): Promise<void>;
  chooseEdition(edition: SheetEdition): Promise<void>;
  print(): Promise<void>;
  save(): Promise<void>;
  clear(): void;
}

const closed = { reference: null, html: null, busy: null, result: null, problem: null } as const;

export function createSheetStore(api: VigieApi): StoreApi<SheetState> {
  let turn = 0;
  return createStore<SheetState>()((set, get) => {
    const preview = async (reference: string, edition: SheetEdition): Promise<void> => {
      turn += 1;
      const mine = turn;
      set({ ...closed, reference, edition });
      const result = await callSafely(api, 'previewSheet', { reference, edition });
      if (mine !== turn) return;
      set(result.ok ? { html: result.value.html } : { problem: result.problem });
    };
    return {
      ...closed,
      edition: 'standard',
      open: (reference) => preview(reference, get().edition),
      async chooseEdition(edition) {
        const { reference } = get();
        if (reference !== null) await preview(reference, edition);
      },
      async print() {
        const { reference, edition, busy } = get();
        if (reference === null || busy !== null) return;
        const mine = turn;
        set({ busy: 'printing', result: null, problem: null });
        const result = await callSafely(api, 'printSheet', { reference, edition });
        if (mine !== turn) return;
        if (result.ok) set({ busy: null, result: { kind: result.value.kind } });
        else set({ busy: null, problem: result.problem });
      },
      async save() {
        const { reference, edition, busy } = get();
        if (reference === null || busy !== null) return;
        const mine = turn;
        set({ busy: 'saving', result: null, problem: null });
        const result = await callSafely(api, 'saveSheet', { reference, edition });
        if (mine !== turn) return;
        if (!result.ok) return set({ busy: null, problem: result.problem });
        const { path } = result.value;
        set({ busy: null, result: path === null ? { kind: 'cancelled' } : { kind: 'saved', path } });
      },
      clear() {
        turn += 1;
        set({ ...closed, edition: 'standard' });
      },
    };
  });
}

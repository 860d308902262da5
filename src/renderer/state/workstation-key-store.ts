/** The workstation's public key: shown, saved, replaced by a supervisor. Its private half never comes here. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallResult, VigieApi } from '../../contract/channels.ts';
import type { Problem, WorkstationKeyView } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';

export interface WorkstationKeyState {
  readonly key: WorkstationKeyView | null;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly savedPath: string | null;
  /** True once the key on screen is a new one. */
  readonly replaced: boolean;
  load(): Promise<void>;
  save(name: string): Promise<void>;
  /** @returns true if there is a new key; what was sealed to the old one opens no more. */
  replace(): Promise<boolean>;
  dismissProblem(): void;
  clear(): void;
}

const nothing = { key: null, busy: false, problem: null, savedPath: null, replaced: false } as const;

export function createWorkstationKeyStore(api: VigieApi): StoreApi<WorkstationKeyState> {
  let generation = 0;

  return createStore<WorkstationKeyState>()((set, get) => {
    const change = async <T>(
      ask: () => Promise<CallResult<T>>,
      keep: (value: T) => Partial<WorkstationKeyState>,
    ): Promise<boolean> => {
      if (get().busy) return false;
      const mine = generation;
      set({ busy: true, problem: null, savedPath: null });
      const result = await ask();
      if (mine !== generation) return false;
      set(result.ok ? { busy: false, ...keep(result.value) } : { busy: false, problem: result.problem });
      return result.ok;
    };
    return {
      ...nothing,
      async load() {
        await change(
          () => callSafely(api, 'readWorkstationKey', {}),
          (key) => ({ key }),
        );
      },
      async save(name) {
        await change(
          () => callSafely(api, 'saveWorkstationKey', { name }),
          ({ path }) => ({ savedPath: path }),
        );
      },
      replace: () =>
        change(
          () => callSafely(api, 'replaceWorkstationKey', {}),
          (key) => ({ key, replaced: true }),
        ),
      dismissProblem: () => set({ problem: null }),
      clear() {
        generation += 1;
        set({ ...nothing });
      },
    };
  });
}

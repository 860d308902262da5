/** The workstation's public key: shown, saved, replaced by a supervisor. Its private half never comes here. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VigieApi } from '../../contract/channels.ts';
import type { Problem, WorkstationKeyView } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';
import { oneAtATime } from './one-at-a-time.ts';

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
  return createStore<WorkstationKeyState>()((set, get) => {
    const { change, forget } = oneAtATime<WorkstationKeyState>(set, get, { savedPath: null });
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
        forget();
        set({ ...nothing });
      },
    };
  });
}

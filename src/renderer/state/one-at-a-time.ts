/** How a store changes something at the application: one change at a time, and nothing from before a lock after it. */
import type { CallResult } from '../../contract/channels.ts';
import type { Problem } from '../../contract/values.ts';

interface Changing {
  readonly busy: boolean;
  readonly problem: Problem | null;
}

export interface Changes<State> {
  /** What is answered is put in the state by `keep`. @returns true if it was done */
  change<T>(ask: () => Promise<CallResult<T>>, keep: (value: T) => Partial<State>): Promise<boolean>;
  /** Reads, beside whatever is being changed. @returns null where the store was cleared meanwhile */
  read<T>(ask: () => Promise<CallResult<T>>): Promise<CallResult<T> | null>;
  /** To be called when the store is cleared. */
  forget(): void;
}

/** @param fresh what the results of the change before are set back to when another begins */
export function oneAtATime<State extends Changing>(
  set: (part: Partial<State>) => void,
  get: () => State,
  fresh: Partial<State>,
): Changes<State> {
  let generation = 0;
  const settle = (part: Changing, more: Partial<State>) => set({ ...part, ...more } as Partial<State>);
  return {
    async change(ask, keep) {
      if (get().busy) return false;
      const mine = generation;
      settle({ busy: true, problem: null }, fresh);
      const result = await ask();
      if (mine !== generation) return false;
      if (result.ok) settle({ busy: false, problem: null }, keep(result.value));
      else settle({ busy: false, problem: result.problem }, {});
      return result.ok;
    },
    async read(ask) {
      const mine = generation;
      const result = await ask();
      return mine === generation ? result : null;
    },
    forget() {
      generation += 1;
    },
  };
}

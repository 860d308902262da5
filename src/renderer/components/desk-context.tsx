/** Hands the stores to the components, and the one clock that every countdown on the screen runs on. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { Desk, DeskStates, DeskStores } from '../state/desk.ts';

const DeskContext = createContext<Desk | null>(null);

export function DeskProvider({ desk, children }: { readonly desk: Desk; readonly children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>;
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('a screen was rendered outside DeskProvider');
  return desk;
}

/** Reads one store, re-rendering when what `select` returns changes. */
export function useDeskState<Key extends keyof DeskStates, Value>(
  key: Key,
  select: (state: DeskStates[Key]) => Value,
): Value {
  const stores: DeskStores = useDesk();
  return useStore<StoreApi<DeskStates[Key]>, Value>(stores[key], select as (state: unknown) => Value);
}

/** @returns the current instant in ms, renewed every `everyMs` while the component is on screen. */
export function useNow(everyMs: number): number {
  const { clock } = useDesk();
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return now;
}

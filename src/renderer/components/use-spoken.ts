/** Says what comes onto the screen without the focus moving to it. */
import { useLayoutEffect } from 'react';
import { useDesk } from './desk-context.tsx';

/** @param text said once it is there and whenever it changes; null: nothing @param urgent whether it interrupts */
export function useSpoken(text: string | null, urgent = false): void {
  const { view } = useDesk();
  useLayoutEffect(() => {
    if (text !== null) view.getState().announce(text, { urgent });
  }, [text, urgent, view]);
}

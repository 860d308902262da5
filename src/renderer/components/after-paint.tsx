/** Puts its children on the screen a frame late, so that what a key press was for is painted without waiting for them. */
import { type ReactNode, useEffect, useState } from 'react';

/** Children stay from then on. For what has a place of its own: nothing may move when they come. */
export function AfterPaint({ children }: { readonly children: ReactNode }) {
  const [painted, setPainted] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A frame's callbacks come before it is painted, a timer set in them after.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setPainted(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return painted ? children : null;
}

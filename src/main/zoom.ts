/**
 * Text size. Chromium's own accelerators live in a menu that the product does not have, so they are listened for here;
 * the size chosen is remembered, because who needs large text needs it every day.
 */
import type { WebContents } from 'electron';
import { type WindowStateStore, zoomFactors } from './window-state.ts';

export interface Zoom {
  in(): void;
  out(): void;
  reset(): void;
}

export function createZoom(contents: WebContents, store: WindowStateStore): Zoom {
  const set = (zoomFactor: number): void => {
    contents.setZoomFactor(zoomFactor);
    store.change({ zoomFactor });
  };
  const step = (by: 1 | -1): void => {
    const next = zoomFactors[zoomFactors.indexOf(store.current.zoomFactor) + by];
    if (next !== undefined) set(next);
  };
  const zoom: Zoom = { in: () => step(1), out: () => step(-1), reset: () => set(1) };

  // A session in memory forgets the zoom of its page: each load starts from what was chosen.
  contents.on('did-finish-load', () => contents.setZoomFactor(store.current.zoomFactor));
  contents.on('zoom-changed', (_event, direction) => (direction === 'in' ? zoom.in() : zoom.out()));
  contents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown' || !(input.control || input.meta) || input.alt) return;
    const action = { '+': zoom.in, '=': zoom.in, '-': zoom.out, '0': zoom.reset }[input.key];
    // On a French keyboard 0 is typed with Shift, and the key beside it is named by what it types: « à ».
    const byPlace = { Digit0: zoom.reset, Numpad0: zoom.reset, NumpadAdd: zoom.in, NumpadSubtract: zoom.out }[
      input.code
    ];
    const chosen = action ?? byPlace;
    if (chosen === undefined) return;
    event.preventDefault();
    chosen();
  });
  return zoom;
}

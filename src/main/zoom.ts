/**
 * Text size. Chromium's own accelerators live in a menu that the product does not have, so they are listened for here;
 * the size chosen is remembered, because who needs large text needs it every day.
 */
import type { Input, WebContents } from 'electron';
import { type WindowStateStore, zoomFactors } from './window-state.ts';

export interface Zoom {
  in(): void;
  out(): void;
  reset(): void;
}

type ZoomAction = keyof Zoom;

/** By what the key types. On a French keyboard `-` is the key of 6, and `+` needs Shift. */
const actionOfKey: Readonly<Record<string, ZoomAction>> = { '+': 'in', '=': 'in', '-': 'out', '0': 'reset' };

/**
 * By where the key is, for layouts on which it types something else: the digit 0 is `à` on a French keyboard, the keys
 * beside Backspace are `ß` and an accent on a German one. The keypad's + and - have no other use with Ctrl; its 0 is
 * left out, because without NumLock it is Insert, and Ctrl+Insert copies.
 */
const actionOfPlace: Readonly<Record<string, ZoomAction>> = {
  Equal: 'in',
  NumpadAdd: 'in',
  Minus: 'out',
  NumpadSubtract: 'out',
  Digit0: 'reset',
};

/** @returns what a key press asks for, or null if it is not about the size of text */
export function zoomActionOf(
  input: Pick<Input, 'type' | 'key' | 'code' | 'control' | 'meta' | 'alt'>,
): ZoomAction | null {
  // AltGr is Ctrl and Alt at once on Windows, and types characters.
  if (input.type !== 'keyDown' || !(input.control || input.meta) || input.alt) return null;
  return actionOfKey[input.key] ?? actionOfPlace[input.code] ?? null;
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
    const action = zoomActionOf(input);
    if (action === null) return;
    event.preventDefault();
    zoom[action]();
  });
  return zoom;
}

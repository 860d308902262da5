/**
 * The dialogs that are open, from the lowest to the topmost, and the focus between them. The topmost one has the focus in
 * the same turn in which it is drawn; everything below it is inert, so that no key, click or screen reader gets there. Plain
 * DOM, called from layout effects: a passive effect or a timer would leave moments in which keys go to the screen below.
 */
import { ancestorsOf, restoreFocus } from './focus-keeper.ts';

interface Layer {
  readonly element: HTMLElement;
  readonly close: () => void;
  /** What had the focus before, then its ancestors: the focus goes back to the first of them that is still there. */
  origin: readonly Element[];
}

const layers: Layer[] = [];

/** @returns the element of the topmost dialog, or null while none is open. */
export function topLayer(): HTMLElement | null {
  return layers.at(-1)?.element ?? null;
}

/**
 * Puts a dialog on top and moves the focus into it: to its `[data-autofocus]`, else to itself.
 * @param element covers the window; holds the dialog
 * @param close what Escape asks for
 * @returns a function that takes it away, and gives the focus back where it was
 */
export function openLayer(element: HTMLElement, close: () => void): () => void {
  const layer: Layer = { element, close, origin: ancestorsOf(document.activeElement) };
  layers.push(layer);
  makeInert();
  focusInto(element);
  return () => {
    const at = layers.indexOf(layer);
    layers.splice(at, 1);
    const above = layers[at];
    makeInert();
    // What lay above was opened from here: it goes back to where this one came from.
    if (above !== undefined) above.origin = layer.origin;
    else restoreFocus(layer.origin, topLayer());
  };
}

/** Gives the focus to where the work goes on: at once, or, where dialogs lie over it, when the last of them goes. */
export function moveFocus(element: HTMLElement | null): void {
  const [lowest] = layers;
  if (element === null) return;
  if (lowest !== undefined && element.closest('[inert]') !== null) lowest.origin = ancestorsOf(element);
  else element.focus();
}

function makeInert(): void {
  const root = document.getElementById('root');
  if (root !== null) root.inert = layers.length > 0;
  for (const [index, { element }] of layers.entries()) element.inert = index < layers.length - 1;
}

function focusInto(element: HTMLElement): void {
  const wanted = element.querySelector<HTMLElement>('[data-autofocus]');
  wanted?.focus({ preventScroll: true });
  if (document.activeElement !== wanted || wanted === null) {
    element.querySelector<HTMLElement>('[role="dialog"]')?.focus({ preventScroll: true });
  }
}

/**
 * Watches the keys for as long as the application is on screen.
 * - Escape closes the topmost dialog and nothing else.
 * - Tab goes round inside it.
 * - A key that is held down belongs to where it was pressed: its repeats do not press what the focus moved to meanwhile.
 * @returns a function that stops watching
 */
export function guardKeys(): () => void {
  const pressedOn = new Map<string, EventTarget | null>();
  const drop = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.repeat) pressedOn.set(event.code, event.target);
    else if (isPressing(event) && pressedOn.get(event.code) !== event.target) return drop(event);
    const top = layers.at(-1);
    if (top === undefined || event.isComposing) return;
    if (event.key === 'Escape') {
      drop(event);
      if (!event.repeat) top.close();
    } else if (event.key === 'Tab') keepTabInside(top.element, event);
  };
  const onKeyUp = (event: KeyboardEvent) => pressedOn.delete(event.code);
  window.addEventListener('keydown', onKeyDown, { capture: true });
  window.addEventListener('keyup', onKeyUp, { capture: true });
  return () => {
    window.removeEventListener('keydown', onKeyDown, { capture: true });
    window.removeEventListener('keyup', onKeyUp, { capture: true });
  };
}

/** Whether the key presses or types; those that move (Tab, arrows) may be held down across elements. */
function isPressing({ key }: KeyboardEvent): boolean {
  return key === 'Enter' || [...key].length === 1;
}

const reachable = 'a[href], button, input, select, textarea, iframe, summary, [tabindex]';

function keepTabInside(element: HTMLElement, event: KeyboardEvent): void {
  const stops = [...element.querySelectorAll<HTMLElement>(reachable)].filter(
    (stop) => stop.tabIndex >= 0 && !stop.matches(':disabled') && stop.checkVisibility({ visibilityProperty: true }),
  );
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const at = document.activeElement;
  const leaves = at === edge || (event.shiftKey && at?.getAttribute('role') === 'dialog');
  if (edge !== undefined && !leaves) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

/**
 * Keeps the focus somewhere that a person can go on from. What has the focus may be taken off the screen: a question that
 * was answered, a button whose work is done, a dialog's opener. The browser then gives the focus to the page's body, where
 * Tab starts again from the top and a screen reader says nothing. Here it goes to the nearest part of the screen that is left.
 */

// Parts of a screen that have a name or a heading, hence something to say when the focus comes to them.
const parts = '[data-focus-home], [role="dialog"], fieldset, form, section, article, aside, main';

/** @returns `element` and its ancestors, the nearest first; none for the body. */
export function ancestorsOf(element: Element | null): readonly Element[] {
  const chain: Element[] = [];
  for (let at = element; at !== null && at !== document.body; at = at.parentElement) chain.push(at);
  return chain;
}

/**
 * Gives the focus to the first of `chain` that is still on the page; where only parts around it are left, to the place in
 * the nearest part that is marked `data-focus-home`, or to the part itself.
 * @param within only inside this dialog, if one is open
 */
export function restoreFocus(chain: readonly Element[], within: HTMLElement | null): void {
  const [first, ...around] = chain;
  if (first !== undefined && isThere(first, within) && takesFocus(first)) return;
  for (const part of around) {
    if (!isThere(part, within) || !part.matches(parts)) continue;
    if (takesFocus(part.querySelector('[data-focus-home]') ?? part)) return;
  }
  const scope = within ?? document;
  const home =
    [...scope.querySelectorAll('[data-focus-home]')].at(-1) ??
    scope.querySelector('[role="dialog"]') ??
    scope.querySelector('main');
  if (home !== null) takesFocus(home);
}

function isThere(element: Element, within: HTMLElement | null): boolean {
  return element.isConnected && (within === null || within.contains(element));
}

/** @returns whether the element has the focus now. One that cannot have it by Tab is made to take it from here. */
function takesFocus(element: Element): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.focus({ preventScroll: true });
  if (document.activeElement === element) return true;
  if (element.hasAttribute('tabindex') || element.matches(':disabled')) return false;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}

/**
 * Watches the page for as long as the application is on screen.
 * @param top the topmost dialog
 * @returns a function that stops watching
 */
export function keepFocus(top: () => HTMLElement | null): () => void {
  let chain: readonly Element[] = [];
  const remember = (event: FocusEvent) => {
    if (event.target instanceof Element) chain = ancestorsOf(event.target);
  };
  const check = () => {
    const at = document.activeElement;
    if (at === null || at === document.body || at === document.documentElement) restoreFocus(chain, top());
  };
  // Runs before the next key press is handled, whatever took the element away.
  const observer = new MutationObserver(check);
  observer.observe(document.body, { childList: true, subtree: true });
  // An element that was disabled or hidden loses the focus without leaving the page.
  const afterLoss = (event: FocusEvent) => {
    if (event.relatedTarget === null) queueMicrotask(check);
  };
  document.addEventListener('focusin', remember);
  document.addEventListener('focusout', afterLoss);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', remember);
    document.removeEventListener('focusout', afterLoss);
  };
}

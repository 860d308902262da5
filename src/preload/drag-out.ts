/**
 * Nothing is dragged out of the window: text under the mouse would land in whatever lies beside it. Dropping a set in
 * stays possible. Uses nothing outside itself (see `api.ts`).
 */
export function denyDragOut(): void {
  window.addEventListener('dragstart', (event) => event.preventDefault(), { capture: true });
}

/**
 * The two live regions of the page: polite for where the work moved, assertive for verdicts and stops. They are in
 * `index.html`, because a screen reader only hears changes of a region that it knew before; and beside the page's root, because
 * what lies below an open dialog is inert. They are written as soon as something is announced, without waiting for React, so
 * that a verdict is in its region before the focus moves to it.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { ViewState } from '../state/view-store.ts';

/** @returns a function that stops writing */
export function writeLiveRegions(view: StoreApi<ViewState>): () => void {
  const polite = document.getElementById('said');
  const urgent = document.getElementById('said-at-once');
  if (polite === null || urgent === null) throw new Error('index.html has no live regions');
  return view.subscribe(({ spoken }, before) => {
    if (spoken === before.spoken) return;
    polite.textContent = spoken.polite;
    urgent.textContent = spoken.urgent;
  });
}

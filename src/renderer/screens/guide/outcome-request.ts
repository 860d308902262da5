/**
 * An outcome of the current step was asked for, by its place in `outcomeKindsBy`: 0 to 3. The step on screen decides what it
 * is called there and what it needs to know first.
 */
import { createSignal } from '../../components/signal.ts';

export const outcomeRequest = createSignal<number>();

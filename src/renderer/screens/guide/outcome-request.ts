/**
 * An outcome of the current step was asked for. The step on screen decides what it is called there, what it needs to know
 * first, and whether a key was meant for it.
 */
import { createSignal } from '../../components/signal.ts';

interface OutcomeRequest {
  /** Place in `outcomeKindsBy`: 0 to 3. */
  readonly index: number;
  /** By a key alone, or by its name among the commands. */
  readonly by: 'key' | 'name';
}

export const outcomeRequest = createSignal<OutcomeRequest>();

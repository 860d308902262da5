/** A number key asked for an outcome of the current step; the step on screen decides what it needs to know first. */
import type { StepOutcome } from '../../../contract/values.ts';
import { createSignal } from '../../components/signal.ts';

export const outcomeRequest = createSignal<StepOutcome['kind']>();

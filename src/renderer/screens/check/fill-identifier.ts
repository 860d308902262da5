/** A demonstration identifier was clicked; the identifier field takes it, and nothing else ever sees it. */
import { createSignal } from '../../components/signal.ts';

export const fillIdentifierEvent = createSignal<string>();

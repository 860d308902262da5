/** A letter key answered the question on screen: yes, no, or not known (null). The question decides whether it was meant. */
import { createSignal } from '../../components/signal.ts';

export const answerRequest = createSignal<boolean | null>();

/**
 * The French words: the reference that types every key. Written with ordinary spaces; `typesetFrench` puts the
 * no-break ones. ICU messages: `{count, plural, …}`; an apostrophe in a message with braces is written ’.
 */
import { frCall } from './fr-call.ts';
import { frDesk } from './fr-desk.ts';
import { frExchange } from './fr-exchange.ts';
import { frSupervisor } from './fr-supervisor.ts';

export const fr = { ...frDesk, ...frCall, ...frExchange, ...frSupervisor };

type SentenceKey = keyof typeof fr;
type ProblemKey = `problem.${string}.${'what' | 'lost' | 'todo'}`;
/** Keys of the words of `fr`, which `en` must have exactly. */
export type FrenchKey = SentenceKey;
export type TextKey = SentenceKey | ProblemKey;

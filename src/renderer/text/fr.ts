/**
 * The French words: the reference that types every key. Written with ordinary spaces; `typesetFrench` puts the
 * no-break ones. ICU messages: `{count, plural, …}`; an apostrophe in a message with braces is written ’.
 */
import { frCall } from './fr-call.ts';
import { frCoaching } from './fr-coaching.ts';
import { frDesk } from './fr-desk.ts';
import { frHandOver } from './fr-hand-over.ts';
import { frNotices } from './fr-notices.ts';
import { frSupervisor } from './fr-supervisor.ts';

export const fr = { ...frDesk, ...frCall, ...frHandOver, ...frNotices, ...frCoaching, ...frSupervisor };

type SentenceKey = keyof typeof fr;
type ProblemKey = `problem.${string}.${'what' | 'lost' | 'todo'}`;
/** Keys of the words of `fr`, which `en` must have exactly. */
export type FrenchKey = SentenceKey;
export type TextKey = SentenceKey | ProblemKey;

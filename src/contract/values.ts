/**
 * The types of the values that cross between the application and the renderer, whichever word they belong to. Both sides parse
 * them; nothing else crosses. No key, no passphrase other than the one being typed, no identifier once it was checked.
 * With them the tables of the vocabulary that both sides go by.
 */
export { groupsHeard, type Locale, locales, outcomeKindsBy, pageStaysAt } from '../core/vocabulary.ts';
export type * from './case.ts';
export type * from './common.ts';
export type * from './guide.ts';
export type * from './identifier.ts';
export type * from './journal.ts';
export type * from './pack.ts';
export type * from './print.ts';
export type * from './unlock.ts';

/**
 * Version 7: a case is listed by what its verdicts come to (`verdict-meaning.ts`). Before it, whom a phone number alone listed counted
 * as listed, and an identifier by which no file is searched as a fault. Never edited once released.
 */
export { deriveColumnsAnew as meaningsMigration } from '../case-columns.ts';

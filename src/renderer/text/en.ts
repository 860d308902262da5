/** The English words: exactly the keys of the French ones, or it does not compile. */
import { enCall } from './en-call.ts';
import { enCoaching } from './en-coaching.ts';
import { enDesk } from './en-desk.ts';
import { enHandOver } from './en-hand-over.ts';
import { enNotices } from './en-notices.ts';
import { enSupervisor } from './en-supervisor.ts';
import type { FrenchKey } from './fr.ts';

export const en: Readonly<Record<FrenchKey, string>> = {
  ...enDesk,
  ...enCall,
  ...enHandOver,
  ...enNotices,
  ...enCoaching,
  ...enSupervisor,
};

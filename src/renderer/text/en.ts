/** The English words: exactly the keys of the French ones, or it does not compile. */
import { enCall } from './en-call.ts';
import { enDesk } from './en-desk.ts';
import { enExchange } from './en-exchange.ts';
import { enSupervisor } from './en-supervisor.ts';
import type { FrenchKey } from './fr.ts';

export const en: Readonly<Record<FrenchKey, string>> = { ...enDesk, ...enCall, ...enExchange, ...enSupervisor };

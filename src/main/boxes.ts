/**
 * What the one error box says when Vigie cannot start or go on. In both languages: it may come before the preference is
 * known, and whoever is called to help may not read the adviser's.
 */
import { isVigieError } from '../core/errors.ts';
import type { Holder } from './instance.ts';

export function refusedText(what: string): string {
  return `Option refusée : ${what}\nRefused option: ${what}`;
}

/** The code; for the administrator's settings also which file and field, because only they can mend them. */
export function notStartedText(error: unknown): string {
  const reason = reasonOf(error);
  return `Vigie n’a pas pu démarrer (${reason}).\nVigie could not start (${reason}).`;
}

function reasonOf(error: unknown): string {
  if (!isVigieError(error)) return 'internal';
  const { file, path, reason } = error.details;
  const isSettings = error.code === 'settings-malformed' || error.code === 'settings-unsafe';
  return isSettings ? [error.code, file, path ?? reason].filter(Boolean).join(', ') : error.code;
}

/** Why the profile cannot be used: its holder does not answer a second start, is seen by another session alone, or has the lock. */
type InUse = 'silent' | 'elsewhere' | 'held';

/** @param holder null if it is not known who has the profile */
export function inUseText(why: InUse, holder: Holder | null): string {
  const fr = describe(holder, { at: 'poste', user: 'utilisateur', session: 'session', since: 'depuis' });
  const en = describe(holder, { at: 'machine', user: 'user', session: 'session', since: 'since' });
  return inUseWords[why](fr, en).join('\n');
}

const inUseWords: Record<InUse, (fr: string, en: string) => readonly string[]> = {
  silent: (fr, en) => [
    `Vigie est déjà ouverte sur ce profil${fr} et ne répond pas.`,
    'Fermez-la dans cette session, ou terminez ce processus, puis recommencez. Rien n’est perdu.',
    `Vigie is already open on this profile${en} and does not answer.`,
    'Close it in that session, or end that process, then try again. Nothing is lost.',
  ],
  elsewhere: (fr, en) => [
    `Vigie est déjà ouverte sur ce profil, dans une autre session${fr}.`,
    'Fermez-la dans cette session-là, puis recommencez ici. Rien n’est perdu.',
    `Vigie is already open on this profile, in another session${en}.`,
    'Close it in that session, then try again here. Nothing is lost.',
  ],
  held: (fr, en) => [
    `Vigie, ou un de ses outils, est déjà ouverte sur ce profil${fr}.`,
    'Fermez ce programme, puis recommencez. Rien n’est perdu.',
    `Vigie, or one of its tools, is already open on this profile${en}.`,
    'Close that program, then try again. Nothing is lost.',
  ],
};

/** @returns what is known of the holder, in brackets; empty if nothing is */
function describe(holder: Holder | null, words: Readonly<Record<'at' | 'user' | 'session' | 'since', string>>): string {
  if (holder === null) return '';
  const { host, user, session, display, pid, sinceMs } = holder;
  const seenAt = session === '' ? display : session;
  const parts = [
    `${words.at} ${host}`,
    ...(user === '' ? [] : [`${words.user} ${user}`]),
    ...(seenAt === '' ? [] : [`${words.session} ${seenAt}`]),
    `PID ${pid}`,
    ...(sinceMs === null
      ? []
      : [`${words.since} ${new Date(sinceMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`]),
  ];
  return ` (${parts.join(', ')})`;
}

export const crashedText = [
  'La page de Vigie s’est arrêtée deux fois de suite. Le coffre est verrouillé, rien n’est perdu. Redémarrez Vigie.',
  'The page of Vigie stopped twice in a row. The vault is locked, nothing is lost. Start Vigie again.',
].join('\n');

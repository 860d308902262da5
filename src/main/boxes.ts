/**
 * What the one box says when Vigie cannot start or go on, or took the place of one that did not answer. In both languages: it may come before the preference is
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
  const { fr, en } = describeBoth(holder);
  return inUseWords[why](fr, en).join('\n');
}

function describeBoth(holder: Holder | null): { readonly fr: string; readonly en: string } {
  return {
    fr: describe(holder, { at: 'poste', user: 'utilisateur', session: 'session', since: 'depuis' }),
    en: describe(holder, { at: 'machine', user: 'user', session: 'session', since: 'since' }),
  };
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

/** @param stopped the process that was killed in favour of this one, because it did not answer */
export function stoppedText(stopped: Holder): string {
  const { fr, en } = describeBoth(stopped);
  return [
    `Vigie était déjà ouverte sur ce profil${fr} et ne répondait plus : elle vient d’être arrêtée, et celle-ci la remplace.`,
    'Le coffre est verrouillé. Ce qui était enregistré est gardé, l’appel en cours se rouvre depuis les dossiers. Ce qui était en train d’être tapé est perdu.',
    `Vigie was already open on this profile${en} and did not answer any more: it has just been ended, and this one takes its place.`,
    'The vault is locked. What was recorded is kept, and the call under way opens again from the cases. What was being typed is lost.',
  ].join('\n');
}

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

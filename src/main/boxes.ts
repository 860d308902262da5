/**
 * What the one box says when Vigie cannot start or go on, or took the place of one that did not answer. In both languages: it may come before the preference is
 * known, and whoever is called to help may not read the adviser's.
 */
import { isVigieError } from '../core/errors.ts';
import type { Holder } from './instance.ts';
import type { Obstacle } from './reservation.ts';

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

/** Nobody is known to have the profile, and yet it cannot be had. @param obstacle null if nothing stands in the way either */
export function unreservedText(obstacle: Obstacle | null): string {
  if (obstacle === null) {
    return [
      'Ce profil semble déjà pris, et aucune Vigie ne répond. Une autre est peut-être en train de démarrer, ou de se fermer.',
      'Attendez une minute, puis recommencez. Si cela dure, fermez votre session et ouvrez-la de nouveau. Rien n’est perdu.',
      'This profile seems to be taken already, and no Vigie answers. Another one may be starting, or closing.',
      'Wait a minute, then try again. If it lasts, sign out and in again. Nothing is lost.',
    ].join('\n');
  }
  const { dir, code } = obstacle;
  const { fr, en } = obstacleWords[code] ?? { fr: code, en: code };
  return [
    `Vigie ne peut pas réserver ce profil : rien ne peut être écrit dans ${dir} (${fr}).`,
    'Corrigez cela, ou faites-le corriger, puis recommencez. Rien n’est perdu.',
    `Vigie cannot reserve this profile: nothing can be written in ${dir} (${en}).`,
    'Mend that, or have it mended, then try again. Nothing is lost.',
  ].join('\n');
}

const obstacleWords: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = {
  ENOSPC: { fr: 'le disque est plein', en: 'the disk is full' },
  EDQUOT: { fr: 'votre quota de disque est atteint', en: 'your disk quota is reached' },
  EROFS: { fr: 'il est en lecture seule', en: 'it is read-only' },
  EACCES: { fr: 'l’accès est refusé', en: 'access is denied' },
  // What Linux says of a file system without symbolic links, as on a memory stick or some servers.
  EPERM: {
    fr: 'ce disque ne s’y prête pas, ou l’accès est refusé',
    en: 'this disk does not serve, or access is denied',
  },
  ENOENT: { fr: 'ce dossier manque', en: 'this directory is missing' },
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

/** An error that nothing expected: no word of it is shown, because it may hold anything. */
export const faultText = [
  'Vigie a rencontré une erreur qu’elle ne connaît pas, et s’arrête. Le coffre est verrouillé. Ce qui était enregistré est gardé, l’appel en cours se rouvre depuis les dossiers. Redémarrez Vigie.',
  'Vigie met an error that it does not know, and ends. The vault is locked. What was recorded is kept, and the call under way opens again from the cases. Start Vigie again.',
].join('\n');

export const crashedText = [
  'La page de Vigie s’est arrêtée deux fois de suite. Le coffre est verrouillé, rien n’est perdu. Redémarrez Vigie.',
  'The page of Vigie stopped twice in a row. The vault is locked, nothing is lost. Start Vigie again.',
].join('\n');

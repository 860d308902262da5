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

/** @param holder null if it is not known who has the profile */
export function inUseText(holder: Holder | null): string {
  const who = (at: string, session: string, since: string): string => {
    if (holder === null) return '';
    const time = new Date(holder.sinceMs).toISOString().slice(0, 16).replace('T', ' ');
    const parts = [`${at} ${holder.host}`, ...(holder.session === '' ? [] : [`${session} ${holder.session}`])];
    return ` (${[...parts, `PID ${holder.pid}`, `${since} ${time} UTC`].join(', ')})`;
  };
  return [
    `Vigie est déjà ouverte sur ce profil${who('poste', 'session', 'depuis')} et ne répond pas.`,
    'Fermez-la dans cette session, ou terminez ce processus, puis recommencez. Rien n’est perdu.',
    `Vigie is already open on this profile${who('machine', 'session', 'since')} and does not answer.`,
    'Close it in that session, or end that process, then try again. Nothing is lost.',
  ].join('\n');
}

export const crashedText = [
  'La page de Vigie s’est arrêtée deux fois de suite. Le coffre est verrouillé, rien n’est perdu. Redémarrez Vigie.',
  'The page of Vigie stopped twice in a row. The vault is locked, nothing is lost. Start Vigie again.',
].join('\n');

/** What an alarm is called, how serious it looks, and why it was raised. */
import type { Tone } from '../../components/small.tsx';
import type { TextKey } from '../../text/fr.ts';
import { fr } from '../../text/fr.ts';
import { isProblemCode, problemKey } from '../../text/problems.ts';

const tones: Readonly<Record<string, Tone>> = {
  'quota-warned': 'warn',
  'quota-blocked': 'danger',
  'quota-lifted': 'ok',
  'sequence-suspected': 'danger',
  'clock-moved-back': 'danger',
  'clock-moved-forward': 'danger',
  'clock-accepted': 'ok',
  'unlock-failed': 'warn',
  'attempts-tampered': 'danger',
  'recovery-used': 'warn',
  'ipc-refused': 'danger',
  'pack-refused': 'warn',
  'notice-refused': 'warn',
};

const known = (key: string): key is TextKey => Object.hasOwn(fr, key);

export function alarmWord(kind: string): { readonly key: TextKey; readonly tone: Tone } {
  const key = `alarms.kind.${kind}`;
  return { key: known(key) ? key : 'alarms.kind.other', tone: tones[kind] ?? 'neutral' };
}

/** @param reason a quota's reason, or the code of a problem. @returns null where there is nothing more to say */
export function reasonKey(reason: string | null): TextKey | null {
  if (reason === null) return null;
  const key = `alarms.reason.${reason}`;
  if (known(key)) return key;
  return problemKey(isProblemCode(reason) ? reason : 'internal', 'what');
}

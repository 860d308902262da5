/** What an alarm is called, how serious it looks, and why it was raised. */
import type { AlarmRow } from '../../../contract/journal.ts';
import type { Tone } from '../../components/small.tsx';
import type { TextKey } from '../../text/fr.ts';
import { problemKey } from '../../text/problems.ts';

const tones: Readonly<Record<AlarmRow['kind'], Tone>> = {
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
  'journal-anchored': 'danger',
  'ipc-refused': 'danger',
  'pack-refused': 'warn',
  'packs-reset': 'danger',
  'notice-refused': 'warn',
  'notices-reset': 'danger',
};

export function alarmWord(kind: AlarmRow['kind']): { readonly key: TextKey; readonly tone: Tone } {
  return { key: `alarms.kind.${kind}`, tone: tones[kind] };
}

/** @returns null where the name of the alarm says it all */
export function alarmCause({ quotaReason, code }: Pick<AlarmRow, 'quotaReason' | 'code'>): TextKey | null {
  if (quotaReason !== null) return `alarms.reason.${quotaReason}`;
  return code === null ? null : problemKey(code, 'what');
}

/**
 * How a verdict is worded. Exactly three kinds come from the application; the screen tells a listing that somebody
 * verified from one that only the seller of a file claims. « Not listed » is never worded, or coloured, as safe.
 */
import type { VerdictView } from '../../../contract/values.ts';
import type { About } from '../../state/call-store.ts';
import type { TextKey } from '../../text/fr.ts';
import type { Text } from '../../text/use-text.ts';

export type VerdictTone = 'listed' | 'claimed' | 'absent' | 'fault';

/** @returns `listed` only if at least one incident is confirmed, entirely or partly, for this record. */
export function toneOf(verdict: VerdictView): VerdictTone {
  switch (verdict.kind) {
    case 'listed':
      return verdict.exposures.some(
        ({ incident, own }) =>
          own.length > 0 && (incident.status === 'confirmed' || incident.status === 'partly-confirmed'),
      )
        ? 'listed'
        : 'claimed';
    case 'not-listed':
      return 'absent';
    case 'could-not-check':
      return 'fault';
  }
}

export const toneTitleKeys: Readonly<Record<VerdictTone, TextKey>> = {
  listed: 'verdict.listed',
  claimed: 'verdict.claimed',
  absent: 'verdict.absent',
  fault: 'verdict.fault',
};

/**
 * What to think of a file that only its seller speaks of: what its examination came to, the strongest where there are several.
 * @returns the sentence below the heading
 */
export function claimedSubKey(verdict: VerdictView): TextKey {
  const exposures = verdict.kind === 'listed' ? verdict.exposures : [];
  const levels = exposures.map(({ incident }) => incident.assessment?.level);
  const level = strengths.find((one) => levels.includes(one));
  return level === undefined ? 'verdict.claimed-sub' : `verdict.claimed-sub.${level}`;
}

/** Strongest first: of several files, the one that speaks for exposure is what a caller must not be told less than. */
const strengths = ['supported', 'partly-supported', 'cannot-tell', 'contradicted'] as const;

/** @returns words of the button that leads to the next identifier of this person */
export function againKey(verdict: VerdictView): TextKey {
  const other = verdict.identifierKind === 'nir' ? 'email' : 'nir';
  // The same again gives the same answer where no set holds identifiers of its kind, and where it is in none.
  const another = verdict.kind === 'not-listed' || (verdict.kind === 'could-not-check' && isOfWrongKind(verdict));
  if (another) return `check.by.${other}`;
  return verdict.kind === 'could-not-check' ? 'check.again' : 'check.another';
}

function isOfWrongKind({ reason }: Extract<VerdictView, { kind: 'could-not-check' }>): boolean {
  return reason.code === 'kind-not-indexed';
}

/** What to say first, before anything else is explained: to the person, or to whoever represents them (`{person}`). */
type Script = VerdictTone | 'closing-number' | 'holder-may-change';

export function scriptFor({ t }: Pick<Text, 't'>, script: Script, who: About['who']): string {
  return who === 'caller' ? t(`script.${script}`) : t(`script.for.${script}`, { person: t(`person.said.${who}`) });
}

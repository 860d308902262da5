/**
 * How a verdict is worded. Exactly three kinds come from the application; the screen tells a listing that somebody
 * verified from one that only the seller of a file claims. « Not listed » is never worded, or coloured, as safe.
 */
import type { IdentifierKind, VerdictView } from '../../../contract/values.ts';
import type { About } from '../../state/call-store.ts';
import type { TextKey } from '../../text/fr.ts';
import type { Text } from '../../text/use-text.ts';

export type VerdictTone = 'listed' | 'claimed' | 'absent' | 'fault';

/** @returns `listed` only if at least one incident is confirmed, entirely or partly, for a record that may be this person's */
export function toneOf(verdict: VerdictView): VerdictTone {
  switch (verdict.kind) {
    case 'listed':
      if (verdict.holder === 'another') return 'claimed';
      return verdict.exposures.some(
        ({ incident, own, tied }) =>
          own.length + tied.length > 0 && (incident.status === 'confirmed' || incident.status === 'partly-confirmed'),
      )
        ? 'listed'
        : 'claimed';
    case 'not-listed':
      return 'absent';
    case 'could-not-check':
      return 'fault';
  }
}

const toneTitleKeys: Readonly<Record<VerdictTone, TextKey>> = {
  listed: 'verdict.listed',
  claimed: 'verdict.claimed',
  absent: 'verdict.absent',
  fault: 'verdict.fault',
};

/** @returns words of the heading: what is listed, a person or a number */
export function titleKeyOf(verdict: VerdictView): TextKey {
  const number = numberScript(verdict);
  return number === null ? toneTitleKeys[toneOf(verdict)] : `verdict.title.${number}`;
}

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

/** The order in which other identifiers are proposed: what most callers have at hand first. */
const proposedKinds = ['nir', 'email', 'phone', 'rpps'] as const satisfies readonly IdentifierKind[];

/**
 * @param indexed kinds that some loaded set can be asked about · @param checked those by which this person was searched already
 * @returns words of the button that leads to the next identifier of this person
 */
export function againKey(
  verdict: VerdictView,
  indexed: ReadonlySet<IdentifierKind>,
  checked: ReadonlySet<IdentifierKind>,
): TextKey {
  // The same again gives the same answer where a set holds no identifiers of its kind, and where it is in none.
  // Where it is not known to be this person's, only another identifier tells.
  if (verdict.kind === 'not-listed' || isOnlyNotIndexed(verdict) || numberScript(verdict) !== null) {
    const isNew = (kind: IdentifierKind) => kind !== verdict.identifierKind && !checked.has(kind);
    const other = proposedKinds.find((kind) => indexed.has(kind) && isNew(kind));
    return other === undefined ? 'check.another' : `check.by.${other}`;
  }
  return verdict.kind === 'could-not-check' ? 'check.again' : 'check.another';
}

export function isOnlyNotIndexed(verdict: VerdictView): boolean {
  return verdict.kind === 'could-not-check' && verdict.onlyNotIndexed;
}

/** @returns words for a listing by a number that is not known to have been this person's then; null for any other verdict */
export function numberScript(verdict: VerdictView): 'listed-number' | 'listed-number-of-another' | null {
  if (verdict.kind !== 'listed' || verdict.holder === 'person') return null;
  if (verdict.holder === 'unknown' && toneOf(verdict) === 'claimed') return null;
  return verdict.holder === 'unknown' ? 'listed-number' : 'listed-number-of-another';
}

/** @returns what to say first of this verdict */
export function scriptOf(verdict: VerdictView): Script {
  if (isOnlyNotIndexed(verdict)) return 'not-indexed';
  return numberScript(verdict) ?? toneOf(verdict);
}

/** What to say first, before anything else is explained: to the person, or to whoever represents them (`{person}`). */
type Script = VerdictTone | 'listed-number' | 'listed-number-of-another' | 'not-indexed' | 'closing-number';

export function scriptFor({ t }: Pick<Text, 't'>, script: Script, who: About['who']): string {
  return who === 'caller' ? t(`script.${script}`) : t(`script.for.${script}`, { person: t(`person.said.${who}`) });
}

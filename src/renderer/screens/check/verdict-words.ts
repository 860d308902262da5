/**
 * How a verdict is worded and coloured, by what it comes to for this person. « Not listed » is never worded, or coloured, as safe.
 */
import type { IdentifierKind, VerdictMeaning, VerdictView } from '../../../contract/values.ts';
import type { About } from '../../state/call-store.ts';
import type { TextKey } from '../../text/fr.ts';
import type { Text } from '../../text/use-text.ts';

export type VerdictTone = 'listed' | 'claimed' | 'absent' | 'unsearched' | 'fault';

/** What to say first, before anything else is explained. */
type Script =
  | 'listed'
  | 'listed-number'
  | 'listed-number-of-another'
  | 'claimed'
  | 'absent'
  | 'not-indexed'
  | 'fault'
  | 'closing-number';

interface VerdictLook {
  readonly tone: VerdictTone;
  readonly title: TextKey;
  readonly sub: TextKey;
  readonly script: Script;
}

/** One line for each thing that a verdict can come to: what is said of it is decided nowhere else. */
const looks: Readonly<Record<VerdictMeaning, VerdictLook>> = {
  listed: { tone: 'listed', title: 'verdict.listed', sub: 'verdict.listed-sub', script: 'listed' },
  'listed-number': {
    tone: 'listed',
    title: 'verdict.title.listed-number',
    sub: 'verdict.sub.listed-number',
    script: 'listed-number',
  },
  'listed-unverified': { tone: 'claimed', title: 'verdict.claimed', sub: 'verdict.claimed-sub', script: 'claimed' },
  'listed-number-unverified': {
    tone: 'claimed',
    title: 'verdict.title.listed-number-unverified',
    sub: 'verdict.claimed-sub',
    script: 'claimed',
  },
  'listed-number-of-another': {
    tone: 'claimed',
    title: 'verdict.title.listed-number-of-another',
    sub: 'verdict.sub.listed-number-of-another',
    script: 'listed-number-of-another',
  },
  'not-listed': { tone: 'absent', title: 'verdict.absent', sub: 'verdict.absent-caution', script: 'absent' },
  'not-indexed': {
    tone: 'unsearched',
    title: 'verdict.not-indexed',
    sub: 'verdict.not-indexed-sub',
    script: 'not-indexed',
  },
  'could-not-check': { tone: 'fault', title: 'verdict.fault', sub: 'verdict.fault-sub', script: 'fault' },
};

export function lookOf(verdict: VerdictView): VerdictLook {
  const look = looks[verdict.meaning];
  if (look.sub === 'verdict.claimed-sub') return { ...look, sub: claimedSubKey(verdict) };
  const isIndexedNowhere = verdict.sets.every(({ answer }) => answer === 'could-not-check');
  return verdict.meaning === 'not-indexed' && isIndexedNowhere ? { ...look, sub: 'verdict.indexed-nowhere-sub' } : look;
}

/**
 * What to think of a file that only its seller speaks of: what its examination came to, the strongest where there are several.
 * @returns the sentence below the heading
 */
function claimedSubKey(verdict: VerdictView): TextKey {
  const exposures = verdict.kind === 'listed' ? verdict.exposures : [];
  const levels = exposures.map(({ incident }) => incident.assessment?.level);
  const level = strengths.find((one) => levels.includes(one));
  return level === undefined ? 'verdict.claimed-sub' : `verdict.claimed-sub.${level}`;
}

/** Strongest first: of several files, the one that speaks for exposure is what a caller must not be told less than. */
const strengths = ['supported', 'partly-supported', 'cannot-tell', 'contradicted'] as const;

/** Where the same identifier again tells no more of this person. */
const seekOtherwise: ReadonlySet<VerdictMeaning> = new Set([
  'not-listed',
  'not-indexed',
  'listed-number',
  'listed-number-unverified',
  'listed-number-of-another',
]);

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
  if (seekOtherwise.has(verdict.meaning)) {
    const isNew = (kind: IdentifierKind) => kind !== verdict.identifierKind && !checked.has(kind);
    const other = proposedKinds.find((kind) => indexed.has(kind) && isNew(kind));
    return other === undefined ? 'check.another' : `check.by.${other}`;
  }
  return verdict.kind === 'could-not-check' ? 'check.again' : 'check.another';
}

/** @returns what is said to the person, or to whoever represents them (`{person}`) */
export function scriptFor({ t }: Pick<Text, 't'>, script: Script, who: About['who']): string {
  return who === 'caller' ? t(`script.${script}`) : t(`script.for.${script}`, { person: t(`person.said.${who}`) });
}

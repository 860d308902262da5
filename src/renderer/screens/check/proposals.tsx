/**
 * What the identifier field proposes: of which kind a number is, or what was probably meant. Each has a button and a key, and
 * stands in the field once it is accepted, to be read back to the caller.
 */
import { type KeyboardEvent, useEffect } from 'react';
import type { IdentifierKind, IdentifierReading } from '../../../contract/values.ts';
import { useDesk } from '../../components/desk-context.tsx';
import { Key } from '../../components/small.tsx';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';
import css from './identifier-field.module.css';

type Slip = IdentifierReading['suggestions'][number]['slip'];
type Proposal =
  | { readonly kind: 'choice'; readonly as: IdentifierKind }
  | { readonly kind: 'suggestion'; readonly text: string; readonly slip: Slip };

/** @returns the open choice of a kind, or what was perhaps meant, in the order of the keys; empty where nothing is proposed */
export function proposalsOf({ choices, suggestions }: IdentifierReading): Proposal[] {
  return choices.length > 0
    ? choices.map((as) => ({ kind: 'choice', as }))
    : suggestions.map((suggestion) => ({ kind: 'suggestion', ...suggestion }));
}

/** @returns the place of the proposal that Alt and a digit of the row ask for: a digit alone is part of the identifier */
export function proposalKeyOf({
  altKey,
  ctrlKey,
  metaKey,
  code,
}: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'code'>): number | null {
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  return !altKey || ctrlKey || metaKey || digit === undefined ? null : Number(digit) - 1;
}

const headings = {
  'one-character': 'identifier.suggestions',
  'swapped-neighbours': 'identifier.suggestions',
  domain: 'identifier.did-you-mean',
  'letter-for-digit': 'identifier.letters',
} as const satisfies Record<Slip, TextKey>;

// Half an address looks like a slip of another: `gmail.co`, one letter before `gmail.com`.
const restMs = 700;

export function Proposals({ proposals, onAccept }: ProposalsProps) {
  const { t } = useText();
  const { view } = useDesk();
  const [first] = proposals;
  const heading = first === undefined ? null : t(first.kind === 'choice' ? 'identifier.choices' : headings[first.slip]);
  // Only the domain is said: the rest of an address is on screen, and is nobody's to overhear.
  const spoken =
    first?.kind === 'suggestion' && first.slip === 'domain'
      ? t('identifier.did-you-mean-domain', { domain: first.text.slice(first.text.lastIndexOf('@') + 1) })
      : heading;
  useEffect(() => {
    if (spoken === null) return;
    // Not urgent: half a number may look like several kinds, and the verdict must not wait for it.
    const timer = setTimeout(() => view.getState().announce(spoken, { topic: 'proposals' }), restMs);
    return () => clearTimeout(timer);
  }, [spoken, view]);
  if (heading === null) return null;
  return (
    <div className={css.suggestions} data-proposals>
      <h3>{heading}</h3>
      <ul>
        {proposals.map((proposal, index) => (
          <li key={proposal.kind === 'choice' ? proposal.as : proposal.text}>
            <button type="button" onClick={() => onAccept(index)}>
              <span>
                <ProposalWords proposal={proposal} />
              </span>
              <Key>{`Alt ${index + 1}`}</Key>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
interface ProposalsProps {
  readonly proposals: readonly Proposal[];
  readonly onAccept: (index: number) => void;
}

function ProposalWords({ proposal }: { readonly proposal: Proposal }) {
  const { t } = useText();
  if (proposal.kind === 'choice') return t(`identifier.form.${proposal.as}`);
  return (
    <>
      {proposal.text}
      <small>{t(`identifier.slip.${proposal.slip}`)}</small>
    </>
  );
}

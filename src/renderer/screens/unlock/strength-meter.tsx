/** How strong the passphrase being chosen is, as word, bars and advice. The rating comes from the application. */
import { type CSSProperties, useEffect } from 'react';
import type { PassphraseRating } from '../../../contract/values.ts';
import { useDesk } from '../../components/desk-context.tsx';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';
import css from './gate.module.css';

const scoreColours = ['var(--danger)', 'var(--danger)', 'var(--warn)', 'var(--ok)', 'var(--ok)'] as const;
const scoreKeys: readonly TextKey[] = ['strength.0', 'strength.1', 'strength.2', 'strength.3', 'strength.4'];
const hintKeys: Readonly<Record<string, TextKey>> = {
  'too-short': 'strength.hint.too-short',
  common: 'strength.hint.common',
  repeats: 'strength.hint.repeats',
  sequence: 'strength.hint.sequence',
  date: 'strength.hint.date',
  keyboard: 'strength.hint.keyboard',
  name: 'strength.hint.name',
  'few-words': 'strength.hint.few-words',
};

export function StrengthMeter({ rating }: { readonly rating: PassphraseRating | null }) {
  const { t } = useText();
  const { view } = useDesk();
  const strength = rating === null ? '' : t(scoreKeys[rating.score] ?? 'strength.0');
  // One word while one types; the hints are read with the field.
  useEffect(() => view.getState().announce(strength, { topic: 'strength' }), [strength, view]);
  if (rating === null) return <p className={css.strength}>{t('strength.advice')}</p>;
  const style = { '--strength': scoreColours[rating.score] } as CSSProperties;
  const hints = [...new Set(rating.hints.map((hint) => hintKeys[hint] ?? 'strength.hint.few-words'))];
  return (
    <div className={css.strength} style={style}>
      <div className={css.bars} aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} data-on={rating.score >= bar || undefined} />
        ))}
      </div>
      <p>
        <strong>{strength}</strong>
        {!rating.acceptable && hints.length === 0 && ` ${t('strength.hint.few-words')}`}
        {hints.map((key) => ` ${t(key)}`)}
      </p>
    </div>
  );
}

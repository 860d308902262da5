/** How strong the passphrase being chosen is, as word, bars and advice. The rating comes from the application. */
import type { CSSProperties } from 'react';
import type { PassphraseRating } from '../../../contract/values.ts';
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
  if (rating === null) return <p className={css.strength}>{t('strength.advice')}</p>;
  const style = { '--strength': scoreColours[rating.score] } as CSSProperties;
  const hints = [...new Set(rating.hints.map((hint) => hintKeys[hint] ?? 'strength.hint.few-words'))];
  return (
    <div className={css.strength} style={style} aria-live="polite">
      <div className={css.bars} aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} data-on={rating.score >= bar || undefined} />
        ))}
      </div>
      <p>
        <strong>{t(scoreKeys[rating.score] ?? 'strength.0')}</strong>
        {!rating.acceptable && hints.length === 0 && ` ${t('strength.hint.few-words')}`}
        {hints.map((key) => ` ${t(key)}`)}
      </p>
    </div>
  );
}

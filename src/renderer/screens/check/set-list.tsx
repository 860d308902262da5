/** The sets that an answer rests on: what each said, and how old its data is. */

import { IconAlertTriangle, IconCircleCheck, IconCircleMinus, IconZoomQuestion } from '@tabler/icons-react';
import type { VerdictMeaning, VerdictView } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import { useText } from '../../text/use-text.ts';
import css from './set-list.module.css';

const icons = {
  listed: IconCircleCheck,
  'not-listed': IconCircleMinus,
  'not-indexed': IconZoomQuestion,
  'could-not-check': IconAlertTriangle,
  'listed-number': IconCircleCheck,
} as const;

type SetWord = keyof typeof icons;

export function SetList({ sets, meaning }: SetListProps) {
  const { t, pick, date } = useText();
  return (
    <ul>
      {sets.map((set) => {
        const word = wordOf(set, meaning);
        const Icon = icons[word];
        const titles = set.titles.map(pick).join(' · ') || t('set.unreadable');
        return (
          <li key={set.packId} className={css.set}>
            <Icon size={18} aria-hidden />
            <span>{t('set.line', { answer: t(`set.${word}`), titles })}</span>
            <span />
            <span className={card.footnote}>
              {[
                set.issuer,
                set.dataAsOf === '' ? '' : t('packs.data-as-of', { date: date(set.dataAsOf) }),
                set.belowProduction ? t('packs.below-production') : '',
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Of a number that is not known to have been this person's, a set lists the number and nobody else. */
function wordOf({ answer, problem }: VerdictView['sets'][number], meaning: VerdictMeaning): SetWord {
  if (answer === 'listed') return meaning.startsWith('listed-number') ? 'listed-number' : 'listed';
  return problem?.code === 'kind-not-indexed' ? 'not-indexed' : answer;
}
interface SetListProps {
  readonly sets: VerdictView['sets'];
  readonly meaning: VerdictMeaning;
}

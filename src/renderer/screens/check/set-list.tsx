/** The sets that an answer rests on: what each said, and how old its data is. */

import { IconAlertTriangle, IconCircleCheck, IconCircleMinus } from '@tabler/icons-react';
import type { VerdictView } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import { useText } from '../../text/use-text.ts';
import css from './set-list.module.css';

const icons = {
  listed: IconCircleCheck,
  'not-listed': IconCircleMinus,
  'could-not-check': IconAlertTriangle,
} as const;

export function SetList({ sets }: { readonly sets: VerdictView['sets'] }) {
  const { t, pick, date } = useText();
  return (
    <ul>
      {sets.map((set) => {
        const Icon = icons[set.answer];
        const titles = set.titles.map(pick).join(' · ') || t('set.unreadable');
        return (
          <li key={set.packId} className={css.set}>
            <Icon size={18} aria-hidden />
            <span>{t('set.line', { answer: t(`set.${set.answer}`), titles })}</span>
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

/** Which document the caller is handed: the sheet in one of its editions, or a letter to sign; those of the case first. */
import { Checkbox, SegmentedControl } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { useId } from 'react';
import { locales } from '../../../contract/values.ts';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import type { LetterLocale, SheetEdition } from '../../state/sheet-store.ts';
import { useText } from '../../text/use-text.ts';
import css from './sheet.module.css';

const editions: readonly SheetEdition[] = ['standard', 'easy-to-read', 'english'];

export function EditionPicker() {
  const { t } = useText();
  const { sheet } = useDesk();
  const { edition, largePrint, letterId, pages } = useDeskState('sheet', (state) => state);
  const isSheet = letterId === null;
  return (
    <div>
      <p className={css.label}>{t('sheet.edition')}</p>
      <SegmentedControl
        withItemsBorders={false}
        orientation="vertical"
        fullWidth
        aria-label={t('sheet.edition')}
        value={isSheet ? edition : ''}
        onChange={(value) => void sheet.getState().chooseEdition(value as SheetEdition)}
        data={editions.map((value) => ({ value, label: t(`edition.${value}`) }))}
      />
      {isSheet && (
        <p className={css.fine}>
          {t(`edition.${edition}-what`)}
          {pages !== null && ` ${t('sheet.pages', { count: pages })}`}
        </p>
      )}
      {isSheet && edition !== 'easy-to-read' && (
        <Checkbox
          className={css.large}
          label={t('sheet.large-print')}
          checked={largePrint}
          onChange={(event) => void sheet.getState().setLargePrint(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}

export function LetterPicker() {
  const { t, pick } = useText();
  const { sheet } = useDesk();
  const { letters, letterId, letterLocale } = useDeskState('sheet', (state) => state);
  const heading = useId();
  if (letters.length === 0) return null;
  const ordered = [...letters.filter(({ suggested }) => suggested), ...letters.filter(({ suggested }) => !suggested)];
  return (
    <div>
      <p id={heading} className={css.label}>
        {t('letter.title')}
      </p>
      <ul className={css.letters} aria-labelledby={heading}>
        {ordered.map(({ id, title, suggested }) => (
          <li key={id}>
            <button type="button" aria-pressed={id === letterId} onClick={() => void sheet.getState().chooseLetter(id)}>
              {suggested && <IconMailForward size={16} aria-hidden />}
              <span>
                {pick(title)}
                {suggested && <span className={css.suggested}> · {t('letter.suggested')}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {letterId !== null && (
        <>
          <SegmentedControl
            withItemsBorders={false}
            fullWidth
            aria-label={t('letter.language')}
            value={letterLocale}
            onChange={(value) => void sheet.getState().setLetterLocale(value as LetterLocale)}
            data={locales.map((value) => ({ value, label: t(`letter.${value}`) }))}
          />
          <p className={css.fine}>{t(letterLocale === 'fr' ? 'letter.blanks' : 'letter.send-french')}</p>
        </>
      )}
    </div>
  );
}

/** « Why do we ask? »: closed until it is wanted, beside what it explains. */
import { IconHelpCircle } from '@tabler/icons-react';
import type { TextKey } from '../text/fr.ts';
import { useText } from '../text/use-text.ts';
import css from './small.module.css';

export function Why({ because }: { readonly because: TextKey }) {
  const { t } = useText();
  return (
    <details className={css.why}>
      <summary>
        <IconHelpCircle size={15} aria-hidden />
        {t('why.open')}
      </summary>
      <p>{t(because)}</p>
    </details>
  );
}

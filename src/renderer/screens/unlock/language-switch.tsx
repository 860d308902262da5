/** French or English, switched at once and remembered. Each language is named in itself. */
import type { Locale } from '../../../contract/values.ts';
import { useDesk } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import css from './gate.module.css';

const languages: readonly { readonly locale: Locale; readonly name: string }[] = [
  { locale: 'fr', name: 'Français' },
  { locale: 'en', name: 'English' },
];

export function LanguageSwitch() {
  const { session } = useDesk();
  const { t, locale } = useText();
  return (
    <fieldset
      className={css.languages}
      aria-label={t('settings.language')}
      style={{ border: 0, margin: 0, padding: 0 }}
    >
      {languages.map((language) => (
        <button
          key={language.locale}
          type="button"
          lang={language.locale}
          aria-pressed={locale === language.locale}
          onClick={() => void session.getState().setPreferences({ locale: language.locale })}
        >
          {language.name}
        </button>
      ))}
    </fieldset>
  );
}

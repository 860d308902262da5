/** A new passphrase, typed twice and rated as it is typed. Hands out the passphrase only while it may be used. */
import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { PassphraseRating } from '../../../contract/values.ts';
import { useDesk } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import { StrengthMeter } from '../unlock/strength-meter.tsx';

/** @param onChange called with the passphrase while it is acceptable and typed alike twice, else with null */
export function PassphraseFields({ onChange }: { readonly onChange: (passphrase: string | null) => void }) {
  const { t } = useText();
  const { session } = useDesk();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [rating, setRating] = useState<PassphraseRating | null>(null);

  const tell = (text: string, repeated: string, rated: PassphraseRating | null) =>
    onChange(rated?.acceptable === true && text === repeated ? text : null);
  const type = (text: string) => {
    setPassphrase(text);
    tell(text, again, null);
    if (text === '') return setRating(null);
    void session
      .getState()
      .ratePassphrase(text)
      .then((answer) => {
        if (answer === null) return;
        setRating(answer);
        tell(text, again, answer);
      });
  };
  const repeat = (text: string) => {
    setAgain(text);
    tell(passphrase, text, rating);
  };
  const toggle = { 'aria-label': t('unlock.show'), tabIndex: 0 };
  return (
    <>
      <PasswordInput
        label={t('settings.next-passphrase')}
        autoComplete="new-password"
        value={passphrase}
        onChange={(event) => type(event.currentTarget.value)}
        visibilityToggleButtonProps={toggle}
      />
      <StrengthMeter rating={rating} />
      <PasswordInput
        label={t('first-run.again')}
        autoComplete="new-password"
        value={again}
        onChange={(event) => repeat(event.currentTarget.value)}
        error={again !== '' && again !== passphrase && t('first-run.different')}
        visibilityToggleButtonProps={toggle}
      />
    </>
  );
}

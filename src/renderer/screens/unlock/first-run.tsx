/** First start of a workstation: the adviser's name and the passphrase that will open the vault (step `unlock`). */
import { PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { PassphraseRating } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useText } from '../../text/use-text.ts';
import css from './gate.module.css';
import { Gate } from './gate.tsx';
import { StrengthMeter } from './strength-meter.tsx';

export function FirstRun() {
  const { t } = useText();
  const { session } = useDesk();
  const busy = useDeskState('session', (state) => state.busy);
  const problem = useDeskState('session', (state) => state.problem);
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [rating, setRating] = useState<PassphraseRating | null>(null);
  const [missing, setMissing] = useState<'name' | 'weak' | 'different' | null>(null);

  const typePassphrase = (text: string) => {
    setPassphrase(text);
    setMissing(null);
    if (text === '') return setRating(null);
    void session
      .getState()
      .ratePassphrase(text)
      .then((answer) => {
        if (answer !== null) setRating(answer);
      });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setMissing('name');
    if (rating?.acceptable !== true) return setMissing('weak');
    if (again !== passphrase) return setMissing('different');
    setMissing(null);
    void session.getState().createVault(name.trim(), passphrase);
  };

  return (
    <Gate title={t('first-run.title')} lead={t('first-run.lead')}>
      <form className={css.fields} onSubmit={submit}>
        <TextInput
          label={t('first-run.name')}
          description={t('first-run.name-why')}
          autoComplete="off"
          data-autofocus
          autoFocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={missing === 'name' && t('first-run.name-missing')}
        />
        <PasswordInput
          label={t('first-run.passphrase')}
          description={t('first-run.passphrase-why')}
          autoComplete="new-password"
          value={passphrase}
          onChange={(event) => typePassphrase(event.currentTarget.value)}
          error={missing === 'weak' && t('first-run.passphrase-weak')}
          visibilityToggleButtonProps={{ 'aria-label': t('unlock.show'), tabIndex: 0 }}
        />
        <StrengthMeter rating={rating} />
        <PasswordInput
          label={t('first-run.again')}
          autoComplete="new-password"
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={missing === 'different' && t('first-run.different')}
          visibilityToggleButtonProps={{ 'aria-label': t('unlock.show'), tabIndex: 0 }}
        />
        {problem !== null && <ProblemCard problem={problem} />}
        <Button type="submit" loading={busy} fullWidth>
          {busy ? t('first-run.creating') : t('first-run.create')}
        </Button>
      </form>
    </Gate>
  );
}

/** The recovery words, shown once after the vault was made: to be written down or printed, then gone. */
import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useDesk } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import css from './gate.module.css';
import { Gate } from './gate.tsx';

export function RecoveryWords({ words }: { readonly words: readonly string[] }) {
  const { t } = useText();
  const { session } = useDesk();
  const [written, setWritten] = useState(false);
  return (
    <Gate title={t('recovery.title')} lead={t('recovery.lead')}>
      <ol className={css.words} lang="fr" aria-label={t('recovery.title')}>
        {words.map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word may occur twice; its position is what it is
          <li key={index}>{word}</li>
        ))}
      </ol>
      <Checkbox
        size="md"
        label={t('recovery.written')}
        checked={written}
        onChange={(event) => setWritten(event.currentTarget.checked)}
      />
      <div className={css.row}>
        <Button disabled={!written} onClick={() => session.getState().acknowledgeRecoveryWords()}>
          {t('recovery.continue')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('recovery.print')}
        </Button>
      </div>
    </Gate>
  );
}

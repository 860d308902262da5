/** The key that signs exports of the journal: its fingerprint to read aloud, its public half to hand over. */
import { IconKey } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { FingerprintGroups } from '../../components/fingerprint-groups.tsx';
import { useText } from '../../text/use-text.ts';
import css from './supervisor.module.css';

export function ExportKeyCard() {
  const { t, date } = useText();
  const { oversight } = useDesk();
  const key = useDeskState('oversight', (state) => state.exportKey);
  const saved = useDeskState('oversight', (state) => state.savedKey);
  useEffect(() => {
    void oversight.getState().loadExportKey();
  }, [oversight]);
  return (
    <section className={css.card}>
      <h2>{t('export-key.title')}</h2>
      <p className={css.lead}>{t('export-key.lead')}</p>
      {key !== null && (
        <>
          <p className={css.label}>{t('export-key.fingerprint')}</p>
          <FingerprintGroups groups={key.fingerprint} label={t('export-key.fingerprint')} />
          <p className={css.made}>{t('export-key.created', { date: date(key.createdAt) })}</p>
        </>
      )}
      {saved !== null && (
        <p className={css.good} role="status">
          {t('export-key.saved', { path: saved })}
        </p>
      )}
      <div className={css.actions}>
        <Button
          variant="default"
          leftSection={<IconKey size={18} aria-hidden />}
          disabled={key === null}
          onClick={() => void oversight.getState().saveExportKey()}
        >
          {t('export-key.save')}
        </Button>
      </div>
    </section>
  );
}

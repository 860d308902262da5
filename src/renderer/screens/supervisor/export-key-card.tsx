/** The key that signs exports of the journal: its fingerprint to read aloud, its public half to hand over. */
import { IconKey } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { FingerprintGroups } from '../../components/fingerprint-groups.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { useText } from '../../text/use-text.ts';
import css from './supervisor.module.css';

export function ExportKeyCard() {
  const { t, date } = useText();
  const { reports } = useDesk();
  const key = useDeskState('reports', (state) => state.exportKey);
  const saved = useDeskState('reports', (state) => state.savedKey);
  const savedWords = saved === null ? null : t('export-key.saved', { path: saved });
  useSpoken(savedWords);
  useEffect(() => {
    void reports.getState().loadExportKey();
  }, [reports]);
  return (
    <section className={css.card}>
      <h2>{t('export-key.title')}</h2>
      <p className={card.lead}>{t('export-key.lead')}</p>
      {key !== null && (
        <>
          <p className={css.label}>{t('export-key.fingerprint')}</p>
          <FingerprintGroups groups={key.fingerprint} label={t('export-key.fingerprint')} />
          <p className={css.made}>{t('export-key.created', { date: date(key.createdAt) })}</p>
        </>
      )}
      {savedWords !== null && <p className={card.good}>{savedWords}</p>}
      <div className={card.actionsBelow}>
        <Button
          variant="default"
          leftSection={<IconKey size={18} aria-hidden />}
          disabled={key === null}
          onClick={() => void reports.getState().saveExportKey()}
        >
          {t('export-key.save')}
        </Button>
      </div>
    </section>
  );
}

/** The journal: whether it is intact; for a supervisor its export and the deletion of what is past its retention. */
import { IconCircleCheck, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../../contract/channels.ts';
import type { Problem } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { callSafely } from '../../state/call-safely.ts';
import { useText } from '../../text/use-text.ts';
import css from './settings.module.css';

export function JournalCard() {
  const { t, number } = useText();
  const { api, view, administration } = useDesk();
  const supervisor = useDeskState('session', (state) => state.app?.session?.role === 'supervisor');
  const { exported, purged, busy: supervising } = useDeskState('administration', (state) => state);
  const [purging, setPurging] = useState(false);
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Output<'verifyJournal'> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useSpoken(
    exported == null || exported.path === null
      ? null
      : t('journal.exported', { count: exported.entryCount, path: exported.path }),
  );
  useSpoken(purged === null ? null : t('journal.purged', { entries: purged.entries, cases: purged.cases }));
  const verify = async () => {
    setBusy(true);
    setProblem(null);
    const answer = await callSafely(api, 'verifyJournal', {});
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    setResult(answer.value);
    view
      .getState()
      .announce(t(answer.value.intact ? 'journal.intact' : 'journal.broken'), { urgent: !answer.value.intact });
  };
  return (
    <section className={card.card}>
      <h2>{t('journal.title')}</h2>
      <p className={card.lead}>{t('journal.lead')}</p>
      {result?.intact === true && (
        <p className={css.good}>
          <IconCircleCheck size={20} aria-hidden />
          {t('journal.intact')} {t('journal.entries', { count: result.entryCount, shown: number(result.entryCount) })}
        </p>
      )}
      {result !== null && !result.intact && (
        <p className={css.bad}>
          <IconShieldX size={20} aria-hidden />
          {t('journal.broken')}
          {result.firstBroken !== null && ` ${t('journal.first-broken', { entry: number(result.firstBroken) })}`}
        </p>
      )}
      {result?.problem != null && <ProblemCard problem={result.problem} />}
      {problem !== null && <ProblemCard problem={problem} />}
      {exported !== null && exported.path !== null && (
        <p className={css.good}>{t('journal.exported', { count: exported.entryCount, path: exported.path })}</p>
      )}
      {purged !== null && (
        <p className={css.good}>{t('journal.purged', { entries: purged.entries, cases: purged.cases })}</p>
      )}
      <div className={card.actionsBelow}>
        <Button variant="default" loading={busy} onClick={() => void verify()}>
          {t('journal.verify')}
        </Button>
        {supervisor && (
          <>
            {(['jsonl', 'cef'] as const).map((format) => (
              <Button
                key={format}
                variant="default"
                disabled={supervising}
                onClick={() => void administration.getState().exportJournal(format)}
              >
                {t(`journal.export-${format}`)}
              </Button>
            ))}
            <Button variant="default" color="danger" disabled={supervising} onClick={() => setPurging(true)}>
              {t('journal.purge')}
            </Button>
          </>
        )}
      </div>
      {purging && (
        <Dialog onClose={() => setPurging(false)} title={t('journal.purge-title')} widthPx={480}>
          <p>{t('journal.purge-what')}</p>
          <div className={card.actionsBelow}>
            <Button data-autofocus variant="default" onClick={() => setPurging(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              color="danger"
              onClick={() => {
                setPurging(false);
                void administration.getState().purgeJournal();
              }}
            >
              {t('journal.purge')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

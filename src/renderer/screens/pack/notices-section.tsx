/** Notices on this workstation: what each tells, until when; a supervisor imports and removes them. */
import { IconAlertTriangle, IconCalendarEvent, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import type { NoticeView } from '../../../contract/values.ts';
import { AssessmentLine } from '../../components/assessment-line.tsx';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { Chip } from '../../components/small.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { StatusChip } from '../../components/words.tsx';
import { useText } from '../../text/use-text.ts';
import css from './packs.module.css';
import { ResetRegister } from './reset-register.tsx';

export function NoticesSection() {
  const { t } = useText();
  const { notices } = useDesk();
  const list = useDeskState('notices', (state) => state.notices);
  const registerProblem = useDeskState('notices', (state) => state.registerProblem);
  const problem = useDeskState('notices', (state) => state.problem);
  const busy = useDeskState('notices', (state) => state.busy);
  const imported = useDeskState('notices', (state) => state.imported);
  useSpoken(imported === null ? null : t('notices.imported'));
  const supervisor = useDeskState('session', (state) => state.app?.session?.role === 'supervisor');
  const [removing, setRemoving] = useState<NoticeView | null>(null);
  const remove = async (series: string) => {
    setRemoving(null);
    await notices.getState().remove(series);
  };
  return (
    <section className={css.notices} aria-labelledby="notices-title">
      <div className={css.noticesHead}>
        <div>
          <h2 id="notices-title">{t('notices.title')}</h2>
          <p>{t('notices.lead')}</p>
        </div>
        {supervisor && (
          <Button
            variant="default"
            leftSection={<IconFileImport size={20} aria-hidden />}
            loading={busy}
            onClick={() => void notices.getState().choose()}
          >
            {t('notices.import')}
          </Button>
        )}
      </div>
      {registerProblem !== null && (
        <ResetRegister problem={registerProblem} what="notices" onReset={notices.getState().reset} />
      )}
      {problem !== null && <ProblemCard problem={problem} onClose={() => notices.getState().dismissProblem()} />}
      {imported !== null && (
        <p className={css.imported} data-focus-home tabIndex={-1}>
          {t('notices.imported')}
        </p>
      )}
      {list.length === 0 && registerProblem === null && (
        <p className={css.fine}>{t(supervisor ? 'notices.none' : 'notices.none-adviser')}</p>
      )}
      {list.map((notice) => (
        <NoticeCard key={notice.series} notice={notice} onRemove={supervisor ? () => setRemoving(notice) : null} />
      ))}
      {removing !== null && (
        <Dialog onClose={() => setRemoving(null)} title={t('notices.remove-title')} widthPx={480}>
          <p>
            <strong>{t('notices.number', { series: removing.series, sequence: removing.sequence })}</strong>
          </p>
          <p>{t('notices.remove-what')}</p>
          <div className={css.actions}>
            <Button data-autofocus variant="default" onClick={() => setRemoving(null)}>
              {t('common.cancel')}
            </Button>
            <Button color="danger" onClick={() => void remove(removing.series)}>
              {t('notices.remove')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function NoticeCard({ notice, onRemove }: { readonly notice: NoticeView; readonly onRemove: (() => void) | null }) {
  const { t, pick, date } = useText();
  const { expiresAt, expired } = notice;
  return (
    <article className={css.card} data-warn={expired || !notice.signer.trusted || undefined}>
      <div className={css.cardHead}>
        {expired ? (
          <Chip tone="warn" icon={<IconAlertTriangle size={15} aria-hidden />}>
            {t('notices.expired', { date: date(expiresAt ?? notice.issuedAt) })}
          </Chip>
        ) : (
          <Chip tone="info" icon={<IconCalendarEvent size={15} aria-hidden />}>
            {expiresAt === null ? t('notices.no-expiry') : t('notices.expires', { date: date(expiresAt) })}
          </Chip>
        )}
        {onRemove !== null && (
          <span className={css.push}>
            <Button variant="subtle" color="danger" data-size="compact" onClick={onRemove}>
              {t('notices.remove')}
            </Button>
          </span>
        )}
      </div>
      <ul className={css.incidents}>
        {notice.incidents.map((incident) => (
          <li key={incident.id}>
            <h3>{pick(incident.title)}</h3>
            <StatusChip status={incident.status} />
            <AssessmentLine incident={incident} />
          </li>
        ))}
      </ul>
      {expired && <p className={css.warning}>{t('notices.expired-what')}</p>}
      {!notice.signer.trusted && <p className={css.warning}>{t('notices.untrusted-what')}</p>}
      <p className={css.fine}>
        {t('notices.number', { series: notice.series, sequence: notice.sequence })} ·{' '}
        {t('notices.issued', { issuer: notice.issuer, date: date(notice.issuedAt) })} ·{' '}
        {notice.signer.trusted ? t('notices.signed-by', { name: notice.signer.name }) : t('offer.signer-unknown')}
      </p>
    </article>
  );
}

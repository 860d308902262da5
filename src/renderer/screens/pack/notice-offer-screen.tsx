/** A notice that was chosen but not imported: who signed it, what it says and how sure, until when; then the import. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { NoticeOffer } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { moveFocus } from '../../components/layers.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useText } from '../../text/use-text.ts';
import { IncidentProvenance } from './incident-provenance.tsx';
import css from './packs.module.css';
import { SignerCard } from './signer-card.tsx';
import { TrustDialog } from './trust-dialog.tsx';

export function NoticeOfferScreen({ offer }: { readonly offer: NoticeOffer }) {
  const { t, pick, date } = useText();
  const { notices } = useDesk();
  const busy = useDeskState('notices', (state) => state.busy);
  const problem = useDeskState('notices', (state) => state.problem);
  const title = useRef<HTMLHeadingElement>(null);
  const [comparing, setComparing] = useState(false);
  useLayoutEffect(() => moveFocus(title.current), []);
  const { notice, replaces } = offer;
  const older = replaces?.older === true;
  const ready = notice.signer.trusted && !older && !notice.expired;
  return (
    <div className={css.offer}>
      <section className={css.card}>
        <p className={css.fine}>{offer.fileName}</p>
        <h2 ref={title} tabIndex={-1} className={css.offerTitle}>
          {t('notices.offer-title')}
        </h2>
        <ul className={css.provenance}>
          {notice.incidents.map((incident) => (
            <IncidentProvenance key={incident.id} incident={incident} />
          ))}
        </ul>
        {notice.incidents.map((incident) => (
          <blockquote key={incident.id} className={css.statement}>
            {pick(incident.statement)}
          </blockquote>
        ))}
        <p className={css.fine}>
          {t('notices.number', { series: notice.series, sequence: notice.sequence })} ·{' '}
          {t('notices.issued', { issuer: notice.issuer, date: date(notice.issuedAt) })} ·{' '}
          {notice.expiresAt === null ? t('notices.no-expiry') : t('notices.expires', { date: date(notice.expiresAt) })}
        </p>
      </section>
      <div className={css.column}>
        <SignerCard
          signer={notice.signer}
          issuer={notice.issuer}
          namesakes={offer.namesakes}
          onCompare={() => setComparing(true)}
        />
        {comparing && (
          <TrustDialog
            signer={notice.signer}
            issuer={notice.issuer}
            namesakes={offer.namesakes}
            busy={busy}
            problem={problem}
            onTrust={notices.getState().trustSigner}
            onClose={() => setComparing(false)}
          />
        )}
        {problem !== null && !comparing && (
          <ProblemCard problem={problem} onClose={() => notices.getState().dismissProblem()} />
        )}
        <section className={css.card}>
          {replaces !== null && !older && (
            <p>{t('notices.replaces', { from: replaces.sequence, to: notice.sequence })}</p>
          )}
          {older && <Warning>{t('notices.older', { installed: replaces?.sequence ?? 0 })}</Warning>}
          {notice.expired && notice.expiresAt !== null && (
            <Warning>{t('notices.expired-offer', { date: date(notice.expiresAt) })}</Warning>
          )}
          <div className={css.actions}>
            <Button variant="default" onClick={() => notices.getState().dismissOffer()}>
              {t('common.cancel')}
            </Button>
            <Button disabled={!ready} loading={busy} onClick={() => void notices.getState().importOffer()}>
              {t('notices.do-import')}
            </Button>
          </div>
        </section>
      </div>
    </div>
  );
}

function Warning({ children }: { readonly children: string }) {
  return (
    <p className={css.warning}>
      <IconAlertTriangle size={18} aria-hidden />
      <span>{children}</span>
    </p>
  );
}

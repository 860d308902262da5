/** Whom this workstation trusts to sign sets and notices; a supervisor stops trusting one here. */
import { useEffect, useState } from 'react';
import type { SignerRow } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FingerprintGroups } from '../../components/fingerprint-groups.tsx';
import { useText } from '../../text/use-text.ts';
import css from './packs.module.css';

export function SignersSection() {
  const { t } = useText();
  const { packs } = useDesk();
  const signers = useDeskState('packs', (state) => state.signers);
  const [leaving, setLeaving] = useState<SignerRow | null>(null);
  useEffect(() => void packs.getState().loadSigners(), [packs]);
  if (signers.length === 0) return null;
  const distrust = async (signer: string) => {
    setLeaving(null);
    await packs.getState().distrust(signer);
  };
  return (
    <section className={css.notices} aria-labelledby="signers-title">
      <div className={css.noticesHead}>
        <div>
          <h2 id="signers-title">{t('signers.title')}</h2>
          <p>{t('signers.lead')}</p>
        </div>
      </div>
      {signers.map((each) => (
        <SignerOf key={each.signer} signer={each} onDistrust={() => setLeaving(each)} />
      ))}
      {leaving !== null && (
        <Dialog onClose={() => setLeaving(null)} title={t('signers.distrust-title')} widthPx={520}>
          <div className={css.column}>
            <strong>{leaving.name}</strong>
            <FingerprintGroups groups={leaving.fingerprint} label={t('offer.fingerprint')} />
            <p>{t('signers.distrust-what')}</p>
          </div>
          <div className={css.actions}>
            <Button data-autofocus variant="default" onClick={() => setLeaving(null)}>
              {t('common.cancel')}
            </Button>
            <Button color="danger" onClick={() => void distrust(leaving.signer)}>
              {t('signers.distrust')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function SignerOf({ signer, onDistrust }: { readonly signer: SignerRow; readonly onDistrust: () => void }) {
  const { t, date } = useText();
  const { name, origin, trustedAt, fingerprint, mayBeWithdrawn } = signer;
  return (
    <article className={css.card}>
      <div className={css.cardHead}>
        <strong>{name}</strong>
        {mayBeWithdrawn && (
          <span className={css.push}>
            <Button variant="subtle" color="danger" data-size="compact" onClick={onDistrust}>
              {t('signers.distrust')}
            </Button>
          </span>
        )}
      </div>
      <div className={css.column}>
        <FingerprintGroups groups={fingerprint} label={t('offer.fingerprint')} />
        <p className={css.fine}>
          {trustedAt === null ? t(`signers.of-${origin}`) : t('signers.trusted-on', { date: date(trustedAt) })}
        </p>
      </div>
    </article>
  );
}

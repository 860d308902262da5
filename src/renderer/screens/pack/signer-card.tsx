/** Who signed what is offered: recognised, or to be compared by voice before anything else. */
import { IconCircleCheck, IconShieldCheck, IconShieldQuestion } from '@tabler/icons-react';
import type { PackOffer } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import { useText } from '../../text/use-text.ts';
import { Fingerprint } from './fingerprint.tsx';
import { Namesakes } from './namesakes.tsx';
import css from './packs.module.css';

export function SignerCard({ signer, issuer, namesakes, onCompare }: SignerCardProps) {
  const { t } = useText();
  return (
    <section className={css.card} data-warn={!signer.trusted || namesakes.length > 0 || undefined}>
      <h2>
        {signer.trusted ? <IconShieldCheck size={22} aria-hidden /> : <IconShieldQuestion size={22} aria-hidden />}
        {t(signer.trusted ? 'offer.signer-trusted' : 'offer.signer-unknown')}
      </h2>
      <p className={css.fine}>
        <IconCircleCheck size={15} aria-hidden /> {t('offer.signature-valid')}
      </p>
      <p>
        <strong>{signer.name}</strong>
      </p>
      <Fingerprint signer={signer} />
      <Namesakes issuer={issuer} namesakes={namesakes} />
      {!signer.trusted && (
        <>
          <p>{t('offer.compare-why')}</p>
          <div className={css.actions}>
            <Button onClick={onCompare}>{t('offer.compare')}</Button>
          </div>
        </>
      )}
    </section>
  );
}
interface SignerCardProps {
  readonly signer: PackOffer['pack']['signer'];
  /** Whom the file says it comes from. */
  readonly issuer: string;
  readonly namesakes: PackOffer['namesakes'];
  readonly onCompare: () => void;
}

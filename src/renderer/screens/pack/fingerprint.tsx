/** A signer's fingerprint in its groups. Of one not trusted yet, the last ones are heard, not read. */
import { groupsHeard, type PackOffer } from '../../../contract/values.ts';
import { useText } from '../../text/use-text.ts';
import css from './packs.module.css';

export function Fingerprint({ signer }: { readonly signer: PackOffer['pack']['signer'] }) {
  const { t } = useText();
  return (
    <ol className={css.fingerprint} aria-label={t('offer.fingerprint')}>
      {signer.fingerprint.map((group, index) => {
        const shown = signer.trusted || index < signer.fingerprint.length - groupsHeard;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups have a place, and two may be equal
          <li key={index}>
            {shown ? (
              group
            ) : (
              <>
                <span aria-hidden="true">••••</span>
                <span className="only-heard">{t('offer.group-hidden')}</span>
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}

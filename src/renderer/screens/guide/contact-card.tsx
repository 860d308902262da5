/** One contact: the number large, how it is said, its price and hours, when it was last checked; one click copies it. */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ContactView } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import { CopyButton } from '../../components/small.tsx';
import { useText } from '../../text/use-text.ts';
import css from './contact-card.module.css';

export function ContactCard({ contact }: { readonly contact: ContactView }) {
  const { t, pick, shortDate } = useText();
  const { address, spoken, checkedOn, stale, confirmed, unconfirmed } = contact;
  const name = pick(contact.name);
  const terms = (['hours', 'price'] as const).flatMap((fact) => {
    const told = contact[fact];
    if (told === null) return [];
    return unconfirmed.includes(fact) ? [t('contact.unconfirmed', { fact: pick(told) })] : [pick(told)];
  });
  return (
    <div className={css.contact}>
      <div className={css.contactHead}>
        <span>{name}</span>
        {address !== null && <CopyButton text={address} what={name} />}
      </div>
      {address === null ? (
        <p>{pick(contact.use)}</p>
      ) : (
        <p className={css.address}>
          {address}
          {spoken !== null && (
            <span className={css.spoken} lang="fr">
              « {spoken} »
            </span>
          )}
        </p>
      )}
      {terms.length > 0 && <p>{terms.join(' · ')}</p>}
      {!confirmed && (
        <p className={css.stale}>
          <IconAlertTriangle size={14} aria-hidden />
          {t('contact.not-confirmed')}
        </p>
      )}
      {checkedOn !== null &&
        (stale ? (
          <p className={css.stale}>
            <IconAlertTriangle size={14} aria-hidden />
            {t('contact.stale', { date: shortDate(checkedOn) })}
          </p>
        ) : (
          <p className={card.footnote}>{t('contact.checked', { date: shortDate(checkedOn) })}</p>
        ))}
    </div>
  );
}

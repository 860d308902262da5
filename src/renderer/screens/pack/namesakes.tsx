/** That a file claims a name under which this workstation already trusts somebody else, with the fingerprint of each of them. */
import { IconAlertTriangle } from '@tabler/icons-react';
import type { PackOffer } from '../../../contract/values.ts';
import { useText } from '../../text/use-text.ts';
import css from './packs.module.css';

export function Namesakes({ issuer, namesakes }: NamesakesProps) {
  const { t } = useText();
  if (namesakes.length === 0) return null;
  return (
    <div className={css.warning} role="note">
      <IconAlertTriangle size={18} aria-hidden />
      <div>
        <p>{t('offer.namesake', { name: issuer })}</p>
        <ul>
          {namesakes.map(({ name, fingerprint }) => (
            <li key={fingerprint.join('')}>
              {t('offer.namesake-known', { name, fingerprint: fingerprint.join(' ') })}
            </li>
          ))}
        </ul>
        <p>{t('offer.namesake-todo')}</p>
      </div>
    </div>
  );
}
interface NamesakesProps {
  readonly issuer: string;
  readonly namesakes: PackOffer['namesakes'];
}

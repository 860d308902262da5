/**
 * Contacts of the guide whose last check is too old, or that nobody knows to have been checked. An adviser is told of the first
 * alone, beside the contact: what is behind the second is the editor's to mend.
 */
import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from '@tabler/icons-react';
import { useEffect } from 'react';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Chip } from '../../components/small.tsx';
import { useText } from '../../text/use-text.ts';
import css from './supervisor.module.css';

const looks = {
  outdated: { tone: 'warn', icon: IconAlertTriangle },
  unknown: { tone: 'neutral', icon: IconHelpCircle },
} as const;

export function ContactsCard() {
  const { t, pick, shortDate } = useText();
  const { finder } = useDesk();
  const contacts = useDeskState('finder', (state) => state.contacts);
  useEffect(() => void finder.getState().loadContacts(), [finder]);
  const title = t('contacts.title');
  const checked = contacts.filter(({ age }) => age === 'checked').length;
  const open = (['outdated', 'unknown'] as const).flatMap((age) =>
    contacts.filter((contact) => contact.age === age).map((contact) => ({ ...contact, age })),
  );
  return (
    <section className={css.card}>
      <h2>{title}</h2>
      <p className={card.lead}>{t('contacts.lead')}</p>
      <p>
        <Chip tone="ok" icon={<IconCircleCheck size={15} aria-hidden />}>
          {t('contacts.checked', { count: checked })}
        </Chip>
      </p>
      {open.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard (WCAG 2.1.1)
        <ul className={css.contacts} aria-label={title} tabIndex={0}>
          {open.map(({ id, name, address, age, checkedOn }) => {
            const { tone, icon: Icon } = looks[age];
            return (
              <li key={id}>
                <span>
                  <strong>{pick(name)}</strong> {address}
                </span>
                <Chip tone={tone} icon={<Icon size={15} aria-hidden />}>
                  {age === 'outdated' && checkedOn !== null
                    ? t('contacts.outdated', { date: shortDate(checkedOn) })
                    : t('contacts.unknown')}
                </Chip>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

/** The rail: the places of the application, one of them for supervisors, and the lock. */
import {
  IconChartHistogram,
  IconFileCertificate,
  IconFolders,
  IconLock,
  IconPhone,
  IconSettings,
} from '@tabler/icons-react';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Mark } from '../../components/logo.tsx';
import type { Screen } from '../../state/view-store.ts';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';
import css from './rail.module.css';

const places: readonly { readonly screen: Screen; readonly key: TextKey; readonly icon: typeof IconPhone }[] = [
  { screen: 'desk', key: 'nav.call', icon: IconPhone },
  { screen: 'cases', key: 'nav.cases', icon: IconFolders },
  { screen: 'packs', key: 'nav.packs', icon: IconFileCertificate },
  { screen: 'supervisor', key: 'nav.supervisor', icon: IconChartHistogram },
  { screen: 'settings', key: 'nav.settings', icon: IconSettings },
];

export function Rail() {
  const { t } = useText();
  const { view, session } = useDesk();
  const screen = useDeskState('view', (state) => state.screen);
  const isSupervisor = useDeskState('session', (state) => state.app?.session?.role === 'supervisor');
  const shown = places.filter((place) => place.screen !== 'supervisor' || isSupervisor);
  return (
    <nav className={css.rail} aria-label={t('nav.label')}>
      <div className={css.mark}>
        <Mark size={34} />
        Vigie
      </div>
      <ul>
        {shown.map(({ screen: place, key, icon: Icon }) => (
          <li key={place}>
            <button
              type="button"
              className={css.railItem}
              aria-current={screen === place ? 'page' : undefined}
              onClick={() => view.getState().goTo(place)}
            >
              <Icon size={24} stroke={1.7} aria-hidden />
              <span>{t(key)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={css.spring} />
      <button type="button" className={css.railItem} title="Ctrl+L" onClick={() => void session.getState().lock()}>
        <IconLock size={24} stroke={1.7} aria-hidden />
        <span>{t('nav.lock')}</span>
      </button>
    </nav>
  );
}

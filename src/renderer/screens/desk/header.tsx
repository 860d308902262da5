/** The header: where one is; during a call its reference, its duration and the minutes left; the search; the clock. */
import { IconClock, IconHourglassHigh, IconSearch, IconUser } from '@tabler/icons-react';
import { useDesk, useDeskState, useNow } from '../../components/desk-context.tsx';
import { CopyButton, Key } from '../../components/small.tsx';
import { hasPlan } from '../../state/call-store.ts';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';
import css from './header.module.css';

const titles = {
  desk: 'nav.call',
  cases: 'cases.title',
  packs: 'packs.title',
  supervisor: 'supervisor.title',
  settings: 'settings.title',
} as const satisfies Record<string, TextKey>;

export function Header() {
  const { t } = useText();
  const { view } = useDesk();
  const screen = useDeskState('view', (state) => state.screen);
  const reference = useDeskState('call', (state) => state.case?.reference ?? null);
  const session = useDeskState('session', (state) => state.app?.session ?? null);
  return (
    <header className={css.header}>
      <h1 id="place">{t(titles[screen])}</h1>
      {reference !== null && (
        <div className={css.call}>
          <span className={css.reference}>{reference}</span>
          <span className={css.optional}>
            <CopyButton text={reference} what={t('call.reference')} />
          </span>
          <CallClock />
        </div>
      )}
      <div className={css.aside}>
        <button type="button" className={css.search} onClick={() => view.getState().openDialog('palette')}>
          <IconSearch size={17} aria-hidden />
          <span className={css.optional}>{t('palette.open')}</span>
          <Key>Ctrl K</Key>
        </button>
        {session !== null && (
          <span className={`${css.figure} ${css.optional}`}>
            <IconUser size={17} aria-hidden />
            {session.adviserName}
          </span>
        )}
        <WallClock />
      </div>
    </header>
  );
}

function CallClock() {
  const { t, stopwatch } = useText();
  const now = useNow(1000);
  const startedAt = useDeskState('call', (state) => state.startedAt);
  const minutesLeft = useDeskState('call', (state) => state.case?.plan.minutesLeft ?? 0);
  const guided = useDeskState('call', (state) => state.case !== null && hasPlan(state.case));
  return (
    <>
      <span className={css.figure}>
        <IconClock size={17} aria-hidden />
        <span className="only-heard">{t('call.duration')}</span>
        {stopwatch(now - (startedAt ?? now))}
      </span>
      {guided && (
        <span className={css.figure}>
          <IconHourglassHigh size={17} aria-hidden />
          {t('call.minutes-left', { minutes: Math.ceil(minutesLeft) })}
        </span>
      )}
    </>
  );
}

function WallClock() {
  const { time } = useText();
  const now = useNow(5000);
  return <time dateTime={new Date(now).toISOString()}>{time(new Date(now).toISOString())}</time>;
}

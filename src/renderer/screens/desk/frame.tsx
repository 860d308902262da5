/** The frame of the unlocked application: rail, banners, header, one screen, one dialog above it. */
import { useEffect } from 'react';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import type { DialogName } from '../../state/view-store.ts';
import { AskDialog } from '../check/ask-dialog.tsx';
import { CallScreen } from '../check/call-screen.tsx';
import { PersonDialog } from '../check/person-dialog.tsx';
import { CasesScreen } from '../journal/cases-screen.tsx';
import { HandOverDialog } from '../journal/hand-over-dialog.tsx';
import { PacksScreen } from '../pack/packs-screen.tsx';
import { SheetDialog } from '../print/sheet-dialog.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { SupervisorScreen } from '../supervisor/supervisor-screen.tsx';
import { DemoBanner, ImportBanner, OfflineBanner, QuotaBanner } from './banners.tsx';
import { BlockedBanner } from './blocked-banner.tsx';
import { CoachBar } from './coach-bar.tsx';
import css from './frame.module.css';
import { Header } from './header.tsx';
import { Home } from './home.tsx';
import { LeaveCallDialog } from './leave-call-dialog.tsx';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { type RunCommand, useCommands } from './use-commands.ts';

// Behind what the key or the click asked for, which somebody waits for.
const activityDelayMs = 300;

export function Frame() {
  const { session } = useDesk();
  const screen = useDeskState('view', (state) => state.screen);
  const dialogs = useDeskState('view', (state) => state.dialogs);
  const inCall = useDeskState('call', (state) => state.case !== null);
  const problem = useDeskState('session', (state) => state.problem);
  const run = useCommands();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const note = () => {
      timer ??= setTimeout(() => {
        timer = null;
        session.getState().noteActivity();
      }, activityDelayMs);
    };
    for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel']) window.addEventListener(kind, note);
    return () => {
      if (timer !== null) clearTimeout(timer);
      for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel']) window.removeEventListener(kind, note);
    };
  }, [session]);

  return (
    <div className={css.frame}>
      <Rail />
      <div className={css.body}>
        <DemoBanner />
        <CoachBar />
        <Header />
        <OfflineBanner />
        <ImportBanner />
        <QuotaBanner />
        <BlockedBanner />
        {problem !== null && problem.code !== 'passphrase-wrong' && (
          <ProblemCard problem={problem} onClose={() => session.setState({ problem: null })} />
        )}
        <main className={css.main} aria-labelledby="place">
          {screen === 'desk' && (inCall ? <CallScreen /> : <Home />)}
          {screen === 'cases' && <CasesScreen />}
          {screen === 'packs' && <PacksScreen />}
          {screen === 'supervisor' && <SupervisorScreen />}
          {screen === 'settings' && <SettingsScreen />}
        </main>
      </div>
      {dialogs.map((name) => (
        <NamedDialog key={name} name={name} run={run} />
      ))}
    </div>
  );
}

function NamedDialog({ name, run }: { readonly name: DialogName; readonly run: RunCommand }) {
  switch (name) {
    case 'palette':
      return <Palette run={run} />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'sheet':
      return <SheetDialog />;
    case 'ask':
      return <AskDialog />;
    case 'hand-over':
      return <HandOverDialog />;
    case 'person':
      return <PersonDialog adding={false} />;
    case 'person-more':
      return <PersonDialog adding />;
    case 'leave-call':
      return <LeaveCallDialog />;
  }
}

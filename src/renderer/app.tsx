/** The application on screen: theme, language, live regions, and the screen of the phase the session is in. */
import { MantineProvider } from '@mantine/core';
import type { i18n as I18n } from 'i18next';
import { useEffect, useMemo, useState } from 'react';
import css from './app.module.css';
import { DeskProvider, useDeskState } from './components/desk-context.tsx';
import { keepFocus } from './components/focus-keeper.ts';
import { guardKeys, topLayer } from './components/layers.ts';
import { Mark } from './components/logo.tsx';
import { ProblemCard } from './components/problem-card.tsx';
import { theme } from './design/theme.ts';
import { Frame } from './screens/desk/frame.tsx';
import { FirstRun } from './screens/unlock/first-run.tsx';
import { RecoveryWords } from './screens/unlock/recovery-words.tsx';
import { Unlock } from './screens/unlock/unlock.tsx';
import type { Desk } from './state/desk.ts';
import { createText, TextContext } from './text/use-text.ts';

export function App({ desk, i18n }: { readonly desk: Desk; readonly i18n: I18n }) {
  return (
    <DeskProvider desk={desk}>
      <Themed i18n={i18n} />
    </DeskProvider>
  );
}

/** Applies the preferences to the document, then shows the phase. */
function Themed({ i18n }: { readonly i18n: I18n }) {
  const locale = useDeskState('session', (state) => state.app?.locale ?? 'fr');
  const preference = useDeskState('session', (state) => state.app?.theme ?? 'system');
  const systemDark = useSystemDark();
  const shown = preference === 'system' ? (systemDark ? 'dark' : 'light') : preference;

  useEffect(() => {
    const stopGuarding = guardKeys();
    const stopKeeping = keepFocus(topLayer);
    return () => {
      stopGuarding();
      stopKeeping();
    };
  }, []);

  const text = useMemo(() => createText(i18n, locale), [i18n, locale]);

  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);

  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={shown === 'light' ? 'light' : 'dark'}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <TextContext value={text}>
        <Phase />
      </TextContext>
    </MantineProvider>
  );
}

function Phase() {
  const phase = useDeskState('session', (state) => (state.isLeaving ? null : (state.app?.phase ?? null)));
  const words = useDeskState('session', (state) => state.recoveryWords);
  const problem = useDeskState('session', (state) => state.problem);
  switch (phase) {
    case null:
      return (
        <main className={css.start}>
          <Mark size={72} />
          <h1 className="only-heard">Vigie</h1>
          {problem !== null && <ProblemCard problem={problem} />}
        </main>
      );
    case 'first-run':
      return <FirstRun />;
    case 'locked':
      return <Unlock />;
    case 'unlocked':
      return words === null ? <Frame /> : <RecoveryWords words={words} />;
  }
}

const darkQuery = '(prefers-color-scheme: dark)';
function useSystemDark(): boolean {
  const [dark, setDark] = useState(() => window.matchMedia(darkQuery).matches);
  useEffect(() => {
    const query = window.matchMedia(darkQuery);
    const onChange = () => setDark(query.matches);
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, []);
  return dark;
}

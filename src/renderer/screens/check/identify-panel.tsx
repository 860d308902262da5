/** Before the verdict: the caller is authenticated, the identifier is typed and read back, Enter checks it. */

import { IconBan, IconCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { Key } from '../../components/small.tsx';
import { hasPlan } from '../../state/call-store.ts';
import { useText } from '../../text/use-text.ts';
import { AskCard } from './ask-card.tsx';
import { IdentifierField } from './identifier-field.tsx';
import css from './identify-panel.module.css';
import { InstalledSetList } from './installed-sets.tsx';
import parts from './parts.module.css';
import { PersonBar } from './person-bar.tsx';

export function IdentifyPanel() {
  const { t } = useText();
  const { call, view } = useDesk();
  const authenticated = useDeskState('call', (state) => state.authenticated);
  const problem = useDeskState('call', (state) => state.problem);
  const hasGuide = useDeskState('call', (state) => state.case !== null && hasPlan(state.case));
  const who = useDeskState('call', (state) => state.case?.about.who ?? 'caller');
  const [missing, setMissing] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (authenticated) setMissing(false);
    // F3 on the box that Enter led to: the work goes back to the field.
    if (authenticated && document.activeElement === box.current) field.current?.focus();
    if (authenticated) view.getState().announce(t('auth.yes'), { topic: 'auth' });
  }, [authenticated, t, view]);

  const askForAuthentication = () => {
    setMissing(true);
    box.current?.focus();
    view.getState().announce(t('auth.missing'), { urgent: true });
  };

  return (
    <div className={css.identify}>
      <div className={css.stage}>
        <PersonBar />
        <section className={css.stageCard}>
          <h2>
            <Stage done={authenticated}>1</Stage>
            {t('auth.title')}
          </h2>
          <label className={css.auth} data-missing={missing || undefined}>
            <input
              ref={box}
              type="checkbox"
              checked={authenticated}
              onChange={(event) => {
                call.getState().setAuthenticated(event.currentTarget.checked);
                if (event.currentTarget.checked) field.current?.focus();
              }}
              onKeyDown={(event) => {
                // Enter ticks as well: it is the key that led here.
                if (event.key !== 'Enter') return;
                call.getState().setAuthenticated(true);
                field.current?.focus();
              }}
            />
            <span>
              <strong>{t(`auth.label.${who}`)}</strong>
              <small>{missing ? t('auth.missing') : t(`auth.how.${who}`)}</small>
            </span>
            <Key>F3</Key>
          </label>
        </section>
        <section className={css.stageCard}>
          <h2>
            <Stage done={false}>2</Stage>
            {t('identifier.title')}
          </h2>
          <IdentifierField field={field} onUnauthenticated={askForAuthentication} />
          {problem !== null && problem.code !== 'caller-not-authenticated' && (
            <ProblemCard problem={problem} onClose={() => call.getState().dismissProblem()} />
          )}
        </section>
        {hasGuide ? (
          <div>
            <Button variant="default" onClick={() => call.getState().backToGuide()}>
              {t('check.back')}
            </Button>
          </div>
        ) : (
          <AskCard />
        )}
      </div>
      <aside className={css.stage} aria-label={t('auth.help')}>
        <section className={parts.script}>
          <h2>{t('script.title')}</h2>
          <p>{t('script.opening')}</p>
        </section>
        <section className={parts.panel}>
          <h2>{t('auth.why-title')}</h2>
          <ul className={css.list}>
            {(['auth.why-1', 'auth.why-2', 'auth.why-3'] as const).map((key) => (
              <li key={key}>
                <IconCheck size={17} aria-hidden />
                {t(key)}
              </li>
            ))}
          </ul>
        </section>
        <section className={parts.panel}>
          <h2>{t('never.title')}</h2>
          <ul className={`${css.list} ${css.never}`}>
            {(['never.1', 'never.2', 'never.3'] as const).map((key) => (
              <li key={key}>
                <IconBan size={17} aria-hidden />
                {t(key)}
              </li>
            ))}
          </ul>
        </section>
        <InstalledSetList />
      </aside>
    </div>
  );
}

function Stage({ done, children }: { readonly done: boolean; readonly children: string }) {
  return (
    <span className={css.number} data-done={done || undefined} aria-hidden="true">
      {done ? <IconCheck size={18} stroke={2.6} /> : children}
    </span>
  );
}

/** Settings: language, theme, what protects this workstation, and whether the journal is intact. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconCircleCheck, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../../contract/channels.ts';
import type { Problem } from '../../../contract/values.ts';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { callSafely } from '../../state/call-safely.ts';
import { useText } from '../../text/use-text.ts';
import css from './settings.module.css';

const themes = ['system', 'light', 'dark', 'contrast'] as const;
type Theme = (typeof themes)[number];

export function SettingsScreen() {
  const { t, locale } = useText();
  const { session } = useDesk();
  const app = useDeskState('session', (state) => state.app);
  if (app === null) return null;
  return (
    <div className={css.screen}>
      <section className={css.card}>
        <h2>{t('settings.display')}</h2>
        <div className={css.setting}>
          <span>{t('settings.language')}</span>
          <SegmentedControl
            withItemsBorders={false}
            aria-label={t('settings.language')}
            value={locale}
            onChange={(value) => void session.getState().setPreferences({ locale: value === 'en' ? 'en' : 'fr' })}
            data={[
              { value: 'fr', label: 'Français' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <div className={css.setting}>
          <span>{t('settings.theme')}</span>
          <SegmentedControl
            withItemsBorders={false}
            aria-label={t('settings.theme')}
            value={app.theme}
            onChange={(value) => void session.getState().setPreferences({ theme: value as Theme })}
            data={themes.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))}
          />
        </div>
      </section>
      <section className={css.card}>
        <h2>{t('settings.workstation')}</h2>
        <dl>
          {app.session !== null && (
            <>
              <Fact name={t('settings.adviser')} value={app.session.adviserName} />
              <Fact name={t('settings.role')} value={t(`role.${app.session.role}`)} />
              <Fact
                name={t('settings.idle-lock')}
                value={t('settings.minutes', { minutes: Math.round(app.session.idleLockMs / 60_000) })}
              />
            </>
          )}
          <Fact name={t('settings.keystore')} value={app.keystore ?? t('settings.no-keystore')} />
          <Fact name={t('settings.version')} value={`${app.version} · ${t(`shell.${app.shell}`)}`} />
        </dl>
      </section>
      <JournalCard />
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function JournalCard() {
  const { t, number } = useText();
  const { api, view } = useDesk();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Output<'verifyJournal'> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const verify = async () => {
    setBusy(true);
    setProblem(null);
    const answer = await callSafely(api, 'verifyJournal', {});
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    setResult(answer.value);
    view.getState().announce(t(answer.value.intact ? 'journal.intact' : 'journal.broken'), !answer.value.intact);
  };
  return (
    <section className={css.card}>
      <h2>{t('journal.title')}</h2>
      <p className={css.lead}>{t('journal.lead')}</p>
      {result?.intact === true && (
        <p className={css.good}>
          <IconCircleCheck size={20} aria-hidden />
          {t('journal.intact')} {t('journal.entries', { count: result.entryCount, shown: number(result.entryCount) })}
        </p>
      )}
      {result !== null && !result.intact && (
        <p className={css.bad}>
          <IconShieldX size={20} aria-hidden />
          {t('journal.broken')}
          {result.firstBroken !== null && ` ${t('journal.first-broken', { entry: number(result.firstBroken) })}`}
        </p>
      )}
      {result?.problem != null && <ProblemCard problem={result.problem} />}
      {problem !== null && <ProblemCard problem={problem} />}
      <Button variant="default" loading={busy} onClick={() => void verify()}>
        {t('journal.verify')}
      </Button>
    </section>
  );
}

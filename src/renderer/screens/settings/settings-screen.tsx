/** Settings: language, theme, this workstation, the journal. What only a supervisor sets is in `screens/supervisor`. */
import { Checkbox, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { useText } from '../../text/use-text.ts';
import { JournalCard } from './journal-card.tsx';
import { PassphraseDialog } from './passphrase-dialog.tsx';
import css from './settings.module.css';

const themes = ['system', 'light', 'dark', 'contrast'] as const;
type Theme = (typeof themes)[number];

export function SettingsScreen() {
  const { t, locale } = useText();
  const { session } = useDesk();
  const app = useDeskState('session', (state) => state.app);
  const supervisor = app?.session?.role === 'supervisor';
  const [changing, setChanging] = useState(false);
  if (app === null) return null;
  return (
    <div className={css.screen}>
      <section className={card.card}>
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
        <div className={css.setting}>
          <Checkbox
            label={t('settings.digit-keys')}
            description={t('settings.digit-keys-help')}
            checked={app.digitKeys}
            onChange={({ currentTarget }) =>
              void session.getState().setPreferences({ digitKeys: currentTarget.checked })
            }
          />
        </div>
        {app.hideFromCapture !== null && (
          <div className={css.setting}>
            <Checkbox
              label={t('settings.hide-from-capture')}
              description={t(app.hideFromCapture.isFixed ? 'settings.fixed' : 'settings.hide-from-capture-help')}
              checked={app.hideFromCapture.isOn}
              disabled={app.hideFromCapture.isFixed}
              onChange={({ currentTarget }) =>
                void session.getState().setPreferences({ hideFromCapture: currentTarget.checked })
              }
            />
          </div>
        )}
      </section>
      <section className={card.card}>
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
          {app.session !== null && (
            <Fact
              name={t('settings.system-log')}
              value={t(`settings.system-log.${app.session.systemLog}`, { name: app.systemLog ?? '' })}
              isWarning={app.session.systemLog !== 'held'}
            />
          )}
          <Fact name={t('settings.version')} value={`${app.version} · ${t(`shell.${app.shell}`)}`} />
        </dl>
        <div className={card.actionsBelow}>
          <Button variant="default" onClick={() => setChanging(true)}>
            {t('settings.change-passphrase')}
          </Button>
          {supervisor && (
            <Button variant="default" onClick={() => void session.getState().replaceRecoveryWords()}>
              {t('settings.new-recovery-words')}
            </Button>
          )}
        </div>
      </section>
      <JournalCard />
      {changing && <PassphraseDialog onClose={() => setChanging(false)} />}
    </div>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string;
  readonly isWarning?: boolean;
}

function Fact({ name, value, isWarning = false }: FactProps) {
  return (
    <div className={css.fact}>
      <dt>{name}</dt>
      <dd data-warning={isWarning || undefined}>{value}</dd>
    </div>
  );
}

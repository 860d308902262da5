/** Unlocking the workstation (step `unlock`): one field, the reason of the last lock, the delay after wrong attempts. */
import { Checkbox, PasswordInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState, useNow } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';
import css from './gate.module.css';
import { Gate } from './gate.tsx';

const lockReasonKeys = {
  idle: 'locked.idle',
  asked: 'locked.asked',
  'screen-locked': 'locked.screen-locked',
  suspended: 'locked.suspended',
  'window-closed': 'locked.window-closed',
  fault: 'locked.fault',
} as const satisfies Record<string, TextKey>;

export function Unlock() {
  const { t } = useText();
  const { session } = useDesk();
  const { app, busy, problem, passphraseWrong, retryAt, lockReason } = useDeskState('session', (state) => state);
  const [passphrase, setPassphrase] = useState('');
  const [goOnFromHere, setGoOnFromHere] = useState(false);
  const [bindAnew, setBindAnew] = useState(false);
  const isMismatch = problem?.code === 'profile-put-back' || problem?.code === 'journal-damaged';
  const field = useRef<HTMLInputElement>(null);
  const waitS = useSecondsUntil(retryAt);

  // It keeps the focus while one has to wait, hence is read-only then and not disabled.
  useSpoken(passphraseWrong ? t('unlock.wrong') : null, true);
  const waiting = waitS > 0;
  const longest = useRef(0);
  longest.current = Math.max(waitS, waiting ? longest.current : 0);
  useSpoken(waiting ? t('unlock.wait', { seconds: longest.current }) : null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (waitS > 0 || passphrase === '') return;
    const typed = passphrase;
    setPassphrase('');
    setGoOnFromHere(false);
    setBindAnew(false);
    void session.getState().unlock(typed, { goOnFromHere, bindAnew });
  };

  return (
    <Gate title={t('unlock.title')} lead={t('unlock.lead')}>
      {lockReason !== null && <p className={css.notice}>{t(lockReasonKeys[lockReason])}</p>}
      <form className={css.fields} onSubmit={submit}>
        <PasswordInput
          ref={field}
          label={t('unlock.passphrase')}
          description={t('unlock.forgotten')}
          autoComplete="current-password"
          autoFocus
          readOnly={waitS > 0}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          error={passphraseWrong && t('unlock.wrong')}
          visibilityToggleButtonProps={{ 'aria-label': t('unlock.show'), tabIndex: 0 }}
        />
        {waitS > 0 && (
          <p className={css.countdown} role="timer">
            {t('unlock.wait', { seconds: waitS })}
          </p>
        )}
        {problem !== null && problem.code !== 'unlock-delayed' && <ProblemCard problem={problem} />}
        {isMismatch && (
          <Checkbox
            size="md"
            label={t('unlock.go-on')}
            checked={goOnFromHere}
            onChange={(event) => setGoOnFromHere(event.currentTarget.checked)}
          />
        )}
        {problem?.code === 'keystore-unavailable' && (
          <Checkbox
            size="md"
            label={t('unlock.bind-anew')}
            description={t('unlock.bind-anew-help')}
            checked={bindAnew}
            onChange={(event) => setBindAnew(event.currentTarget.checked)}
          />
        )}
        <Button type="submit" loading={busy} disabled={waitS > 0 || passphrase === ''} fullWidth>
          {t('unlock.open')}
        </Button>
        {app?.demo != null && (
          <Button
            variant="light"
            fullWidth
            onClick={() => {
              setPassphrase(app.demo?.passphrase ?? '');
              field.current?.focus();
            }}
          >
            {t('unlock.demo-fill')}
          </Button>
        )}
      </form>
    </Gate>
  );
}

/** Whole seconds left until `instant` (ms), 0 when there is nothing to wait for. */
function useSecondsUntil(instant: number | null): number {
  const now = useNow(250);
  return instant === null ? 0 : Math.max(0, Math.ceil((instant - now) / 1000));
}

/** The workstation's public key, for a supervisor: shown as text, fingerprint and QR code, saved, replaced. */
import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FingerprintGroups } from '../../components/fingerprint-groups.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { CopyButton } from '../../components/small.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { useText } from '../../text/use-text.ts';
import css from './settings.module.css';

// Of a camera at arm's length: about 3 px a module.
const qrSizePx = 168;

export function WorkstationKeyCard() {
  const { t, date } = useText();
  const { workstationKey } = useDesk();
  const { key, busy, problem, savedPath, replaced } = useDeskState('workstationKey', (state) => state);
  const [name, setName] = useState('');
  const [replacing, setReplacing] = useState(false);
  useSpoken(replaced ? t('key.replaced') : null);
  useSpoken(savedPath === null ? null : t('key.saved', { path: savedPath }));
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') void workstationKey.getState().save(name.trim());
  };
  const replace = async () => {
    setReplacing(false);
    await workstationKey.getState().replace();
  };
  return (
    <section className={card.card}>
      <h2>{t('key.title')}</h2>
      <p className={card.lead}>{t('key.lead')}</p>
      {replaced && <p className={css.good}>{t('key.replaced')}</p>}
      {problem !== null && <ProblemCard problem={problem} onClose={() => workstationKey.getState().dismissProblem()} />}
      {key === null ? (
        <div className={card.actionsBelow}>
          <Button variant="default" loading={busy} onClick={() => void workstationKey.getState().load()}>
            {t('key.show')}
          </Button>
        </div>
      ) : (
        <>
          <div className={css.key}>
            <QrCode text={key.qrText} label={t('key.qr')} size={qrSizePx} />
            <div className={card.form}>
              <p className={card.fine}>{t('key.recipient')}</p>
              <code className={css.recipient}>{key.recipient}</code>
              <div className={css.keyLine}>
                <CopyButton text={key.recipient} what={t('key.recipient')} />
                <span className={card.fine}>{t('key.created', { date: date(key.createdAt) })}</span>
              </div>
            </div>
          </div>
          <p className={card.fine}>{t('key.fingerprint')}</p>
          <FingerprintGroups groups={key.fingerprint} label={t('key.fingerprint')} />
          <form className={css.keySave} onSubmit={save}>
            <TextInput
              label={t('key.name')}
              description={t('key.name-what')}
              autoComplete="off"
              maxLength={80}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={busy} disabled={name.trim() === ''}>
              {t('key.save')}
            </Button>
          </form>
          {savedPath !== null && <p className={css.good}>{t('key.saved', { path: savedPath })}</p>}
          <div className={card.actionsBelow}>
            <Button variant="subtle" color="danger" disabled={busy} onClick={() => setReplacing(true)}>
              {t('key.replace')}
            </Button>
          </div>
        </>
      )}
      {replacing && (
        <Dialog onClose={() => setReplacing(false)} title={t('key.replace-title')} widthPx={520}>
          <p>{t('key.replace-what')}</p>
          <div className={card.actionsBelow}>
            <Button data-autofocus variant="default" onClick={() => setReplacing(false)}>
              {t('common.cancel')}
            </Button>
            <Button color="danger" onClick={() => void replace()}>
              {t('key.replace')}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

/** A case handed over: sealed for a workstation whose key was compared by voice, or under an agreed passphrase. */
import { PasswordInput, SegmentedControl, Textarea } from '@mantine/core';
import { IconCircleCheck, IconDeviceFloppy } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FingerprintGroups } from '../../components/fingerprint-groups.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { Why } from '../../components/why.tsx';
import { useText } from '../../text/use-text.ts';
import css from './cases.module.css';

export function HandOverDialog() {
  const { t } = useText();
  const { handOver, view } = useDesk();
  const reference = useDeskState('call', (state) => state.case?.reference ?? null);
  const problem = useDeskState('handOver', (state) => state.problem);
  const exported = useDeskState('handOver', (state) => state.exported);
  const [way, setWay] = useState<'recipient' | 'passphrase'>('recipient');
  useEffect(() => () => handOver.getState().clear(), [handOver]);
  const message =
    exported === null
      ? null
      : exported.kind === 'saved'
        ? t('hand-over.saved', { path: exported.path })
        : t('hand-over.cancelled');
  useSpoken(message);
  if (reference === null) return null;
  return (
    <Dialog
      onClose={() => view.getState().closeDialog('hand-over')}
      title={t('hand-over.title', { reference })}
      widthPx={600}
    >
      <div className={card.form}>
        <p>{t('hand-over.lead')}</p>
        <SegmentedControl
          withItemsBorders={false}
          aria-label={t('hand-over.to')}
          value={way}
          onChange={(value) => {
            setWay(value === 'passphrase' ? 'passphrase' : 'recipient');
            handOver.getState().dismissProblem();
          }}
          data={[
            { value: 'recipient', label: t('hand-over.to-recipient') },
            { value: 'passphrase', label: t('hand-over.to-passphrase') },
          ]}
        />
        {way === 'recipient' ? <ToRecipient reference={reference} /> : <ToPassphrase reference={reference} />}
        {problem !== null && <ProblemCard problem={problem} onClose={() => handOver.getState().dismissProblem()} />}
        {message !== null && (
          <p className={css.done} data-kind={exported?.kind}>
            {exported?.kind === 'saved' && <IconCircleCheck size={20} aria-hidden />}
            {message}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function ToRecipient({ reference }: { readonly reference: string }) {
  const { t } = useText();
  const { handOver } = useDesk();
  const recipient = useDeskState('handOver', (state) => state.recipient);
  const busy = useDeskState('handOver', (state) => state.busy);
  const [text, setText] = useState('');
  const read = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') void handOver.getState().describeRecipient(text.trim());
  };
  if (recipient === null) {
    return (
      <form className={card.form} onSubmit={read}>
        <Textarea
          data-autofocus
          label={t('hand-over.key')}
          description={t('hand-over.key-what')}
          placeholder="vigie1…"
          autoComplete="off"
          spellCheck={false}
          maxLength={400}
          rows={2}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            // A key is one line: Enter reads it.
            if (event.key === 'Enter') read(event);
          }}
        />
        <div className={css.actions}>
          <Button variant="default" disabled={busy} onClick={() => void handOver.getState().chooseRecipient()}>
            {t('hand-over.key-choose')}
          </Button>
          <Button type="submit" loading={busy} disabled={text.trim() === ''}>
            {t('hand-over.key-read')}
          </Button>
        </div>
      </form>
    );
  }
  const save = () =>
    void handOver.getState().exportCase(reference, { kind: 'recipient', recipient: recipient.recipient });
  return (
    <div className={card.form}>
      {recipient.name !== '' && <strong>{recipient.name}</strong>}
      <FingerprintGroups groups={recipient.fingerprint} label={t('hand-over.fingerprint')} />
      <p>{t('hand-over.compare')}</p>
      <Why because="why.fingerprint" />
      <div className={css.actions}>
        <Button variant="default" onClick={() => handOver.getState().forgetRecipient()}>
          {t('hand-over.key-other')}
        </Button>
        <Button autoFocus loading={busy} leftSection={<IconDeviceFloppy size={20} aria-hidden />} onClick={save}>
          {t('hand-over.save')}
        </Button>
      </div>
    </div>
  );
}

function ToPassphrase({ reference }: { readonly reference: string }) {
  const { t } = useText();
  const { handOver, session } = useDesk();
  const busy = useDeskState('handOver', (state) => state.busy);
  const [passphrase, setPassphrase] = useState('');
  const [weak, setWeak] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const typed = passphrase;
    const rating = await session.getState().ratePassphrase(typed);
    if (rating?.acceptable === false) return setWeak(true);
    if (await handOver.getState().exportCase(reference, { kind: 'passphrase', passphrase: typed })) setPassphrase('');
  };
  return (
    <form className={card.form} onSubmit={(event) => void save(event)}>
      <PasswordInput
        data-autofocus
        label={t('hand-over.passphrase')}
        description={t('hand-over.passphrase-what')}
        error={weak ? t('hand-over.passphrase-weak') : null}
        autoComplete="off"
        maxLength={200}
        value={passphrase}
        onChange={(event) => {
          setPassphrase(event.currentTarget.value);
          setWeak(false);
        }}
        visibilityToggleButtonProps={{ 'aria-label': t('unlock.show'), tabIndex: 0 }}
      />
      <div className={css.actions}>
        <Button
          type="submit"
          loading={busy}
          disabled={passphrase === ''}
          leftSection={<IconDeviceFloppy size={20} aria-hidden />}
        >
          {t('hand-over.save')}
        </Button>
      </div>
    </form>
  );
}

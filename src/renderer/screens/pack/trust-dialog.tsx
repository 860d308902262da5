/**
 * Trusting a signer: the security team reads the fingerprint aloud, and the supervisor types the last groups as
 * they are heard. The screen shows the first ones only, so that what is typed cannot be copied from it.
 */
import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { groupsHeard, type PackOffer, type Problem } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useText } from '../../text/use-text.ts';
import { Fingerprint } from './fingerprint.tsx';
import { Namesakes } from './namesakes.tsx';
import css from './packs.module.css';

export function TrustDialog({ signer, issuer, namesakes, busy, problem, onTrust, onClose }: TrustDialogProps) {
  const { t } = useText();
  const [groups, setGroups] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await onTrust(groups)) onClose();
  };
  return (
    <Dialog onClose={onClose} title={t('trust.title')} widthPx={560}>
      <form className={card.form} onSubmit={(event) => void submit(event)}>
        <ol className={css.steps}>
          <li>{t('trust.step-1')}</li>
          <li>{t('trust.step-2')}</li>
          <li>{t('trust.step-3')}</li>
        </ol>
        <Namesakes issuer={issuer} namesakes={namesakes} />
        <Fingerprint signer={signer} />
        <TextInput
          data-autofocus
          label={t('trust.heard')}
          placeholder={Array.from({ length: groupsHeard }, () => '····').join(' ')}
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          value={groups}
          onChange={(event) => setGroups(event.currentTarget.value.toUpperCase())}
        />
        {problem !== null && <ProblemCard problem={problem} />}
        <div className={css.actions}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={groups.replace(/[^0-9A-F]/g, '').length !== 4 * groupsHeard}>
            {t('trust.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
interface TrustDialogProps {
  readonly signer: PackOffer['pack']['signer'];
  /** Whom the file says it comes from: the name under which the signer will be trusted. */
  readonly issuer: string;
  readonly namesakes: PackOffer['namesakes'];
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** @returns true if the signer is now trusted. */
  readonly onTrust: (comparedGroups: string) => Promise<boolean>;
  readonly onClose: () => void;
}

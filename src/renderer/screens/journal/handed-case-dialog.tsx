/** A case file that was chosen or dropped: where it comes from, its passphrase if it has one, then the case. */
import { PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CaseOffer } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FingerprintGroups } from '../../components/fingerprint-groups.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import type { Arrival } from '../../state/hand-over-store.ts';
import { useText } from '../../text/use-text.ts';
import css from './cases.module.css';

export function HandedCaseDialog({ offer, onArrival }: HandedCaseDialogProps) {
  const { t } = useText();
  const { handOver } = useDesk();
  const busy = useDeskState('handOver', (state) => state.busy);
  const problem = useDeskState('handOver', (state) => state.problem);
  const [passphrase, setPassphrase] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = passphrase;
    setPassphrase('');
    const arrival = await handOver.getState().importOffer(offer.needsPassphrase ? typed : null);
    if (arrival !== null) onArrival(arrival);
  };
  return (
    <Dialog onClose={() => handOver.getState().dismissOffer()} title={t('hand-over.offer-title')} widthPx={520}>
      <form className={card.form} onSubmit={(event) => void submit(event)}>
        <p className={card.fine}>{offer.fileName}</p>
        <p>{t(offer.needsPassphrase ? 'hand-over.offer-passphrase' : 'hand-over.offer-key')}</p>
        {offer.from !== null && <FingerprintGroups groups={offer.from} label={t('case.handed-from')} />}
        {offer.needsPassphrase && (
          <PasswordInput
            data-autofocus
            label={t('hand-over.passphrase')}
            autoComplete="off"
            maxLength={1024}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('unlock.show'), tabIndex: 0 }}
          />
        )}
        {problem !== null && <ProblemCard problem={problem} />}
        <div className={css.actions}>
          <Button variant="default" onClick={() => handOver.getState().dismissOffer()}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            data-autofocus={offer.needsPassphrase ? undefined : true}
            loading={busy}
            disabled={offer.needsPassphrase && passphrase === ''}
          >
            {t('hand-over.open')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
interface HandedCaseDialogProps {
  readonly offer: CaseOffer;
  readonly onArrival: (arrival: Arrival) => void;
}

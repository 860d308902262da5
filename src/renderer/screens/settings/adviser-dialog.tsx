/** What needs a word more about an adviser: a name and a passphrase to add one, a reason to lift a block. */
import { SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Role } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useText } from '../../text/use-text.ts';
import { PassphraseFields } from './passphrase-fields.tsx';

export type AdviserTask =
  | { readonly kind: 'add' }
  | { readonly kind: 'reset' | 'lift'; readonly adviserId: string; readonly name: string };

// The contract's least: a reason is a few letters, not a dot.
const shortestReason = 3;

export function AdviserDialog({ task, onClose }: { readonly task: AdviserTask; readonly onClose: () => void }) {
  const { t } = useText();
  const { administration } = useDesk();
  const busy = useDeskState('administration', (state) => state.busy);
  const problem = useDeskState('administration', (state) => state.problem);
  const [text, setText] = useState('');
  const [role, setRole] = useState<Role>('adviser');
  const [passphrase, setPassphrase] = useState<string | null>(null);

  const act = (): Promise<boolean> => {
    const { addAdviser, resetPassphrase, liftQuota } = administration.getState();
    switch (task.kind) {
      case 'add':
        return passphrase === null ? Promise.resolve(false) : addAdviser(text.trim(), role, passphrase);
      case 'reset':
        return passphrase === null ? Promise.resolve(false) : resetPassphrase(task.adviserId, passphrase);
      case 'lift':
        return liftQuota(task.adviserId, text.trim());
    }
  };
  const ready =
    task.kind === 'lift'
      ? text.trim().length >= shortestReason
      : passphrase !== null && (task.kind === 'reset' || text.trim() !== '');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (ready && (await act())) onClose();
  };
  const name = task.kind === 'add' ? '' : task.name;
  return (
    <Dialog onClose={onClose} title={t(`advisers.${task.kind}-title`, { name })} widthPx={480}>
      <form className={card.form} onSubmit={(event) => void submit(event)}>
        {task.kind !== 'reset' && (
          <TextInput
            data-autofocus
            label={t(task.kind === 'add' ? 'advisers.name' : 'advisers.reason')}
            autoComplete="off"
            maxLength={task.kind === 'add' ? 80 : 200}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {task.kind === 'add' && (
          <SegmentedControl
            withItemsBorders={false}
            aria-label={t('settings.role')}
            value={role}
            onChange={(value) => setRole(value === 'supervisor' ? 'supervisor' : 'adviser')}
            data={(['adviser', 'supervisor'] as const).map((value) => ({ value, label: t(`role.${value}`) }))}
          />
        )}
        {task.kind === 'lift' ? (
          <p className={card.fine}>{t('advisers.lift-what')}</p>
        ) : (
          <PassphraseFields onChange={setPassphrase} />
        )}
        {problem !== null && <ProblemCard problem={problem} />}
        <div className={card.actionsBelow}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!ready}>
            {t('guide.record')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

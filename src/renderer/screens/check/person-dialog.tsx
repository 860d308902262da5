/**
 * « Pour qui ? »: who the person is, and with whom insured. Another adult has to call: nothing is looked up for them. Who is
 * added is authenticated anew, by a right of the caller's to speak for them.
 */
import { useState } from 'react';
import type { CaseView } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import type { About } from '../../state/call-store.ts';
import { useText } from '../../text/use-text.ts';
import dialogs from '../desk/dialogs.module.css';
import css from './person-dialog.module.css';

type Choice = About['who'] | 'other-adult';
const kinds = ['caller', 'child', 'protected-adult', 'deceased', 'other-adult'] as const satisfies readonly Choice[];
const accounts = ['general', 'professional', 'other-scheme'] as const satisfies readonly About['account'][];

export function PersonDialog({ adding }: { readonly adding: boolean }) {
  const { t } = useText();
  const { call, view } = useDesk();
  const about = useDeskState('call', (state) => state.case?.about);
  const isKnown = useDeskState('call', ({ case: current }) => current !== null && isSomethingKnown(current));
  const problem = useDeskState('call', (state) => state.problem);
  const [who, setWho] = useState<Choice>(adding ? 'child' : (about?.who ?? 'caller'));
  const [account, setAccount] = useState<About['account']>(adding ? 'general' : (about?.account ?? 'general'));
  const close = () => view.getState().closeDialog(adding ? 'person-more' : 'person');
  const isOther = who === 'other-adult';
  const isReplaced = !adding && !isOther && isKnown && about !== undefined && who !== about.who;
  const replaces = isReplaced ? t('person.replaces', { person: t(`person.${about.who}`) }) : null;
  useSpoken(replaces);
  const confirm = async (added: boolean) => {
    if (isOther) return;
    const chosen = { who, account };
    const { addPerson, describePerson } = call.getState();
    if (!(await (added ? addPerson(chosen) : describePerson(chosen)))) return;
    close();
    if (isReplaced && !added) view.getState().announce(t('person.replaced'), { urgent: true });
  };
  return (
    <Dialog onClose={close} title={t(adding ? 'person.more-title' : 'person.title')} widthPx={520}>
      <fieldset className={css.choices}>
        <legend>{t('person.who')}</legend>
        {kinds.map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="who"
              value={kind}
              checked={who === kind}
              {...(who === kind ? { 'data-autofocus': true } : {})}
              onChange={() => setWho(kind)}
            />
            <span>
              {t(`person.${kind}`)}
              <small>{t(`person.${kind}-what`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className={css.choices} disabled={isOther}>
        <legend>{t('person.account')}</legend>
        {accounts.map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="account"
              value={kind}
              checked={account === kind}
              onChange={() => setAccount(kind)}
            />
            <span>{t(`account.${kind}`)}</span>
          </label>
        ))}
      </fieldset>
      {replaces !== null && <p className={css.replaced}>{replaces}</p>}
      {problem !== null && <ProblemCard problem={problem} />}
      <div className={dialogs.dialogActions}>
        {!isOther && (
          <Button onClick={() => void confirm(adding)}>
            {t(adding ? 'person.add' : isReplaced ? 'person.replace' : 'person.confirm')}
          </Button>
        )}
        {isReplaced && (
          <Button variant="default" onClick={() => void confirm(true)}>
            {t('person.keep-both')}
          </Button>
        )}
        <Button variant="default" onClick={close}>
          {t(isOther ? 'common.close' : 'common.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}

/** Something of this person's would be lost with a change of person. */
function isSomethingKnown({ verdicts, plan, handOver }: CaseView): boolean {
  return (
    verdicts.length > 0 ||
    (handOver?.confirmed ?? []).length > 0 ||
    plan.questions.some(({ asked }) => asked) ||
    plan.steps.some(({ outcome }) => outcome !== null)
  );
}

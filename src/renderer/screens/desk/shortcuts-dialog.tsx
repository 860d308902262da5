/** The shortcuts (F1), in the order in which a call uses them. */

import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Key } from '../../components/small.tsx';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';
import css from './dialogs.module.css';

const shortcuts: readonly { readonly key: TextKey; readonly keys: readonly string[] }[] = [
  { key: 'keys.new-call', keys: ['F2'] },
  { key: 'outcome.done', keys: ['1'] },
  { key: 'keys.authenticate', keys: ['F3'] },
  { key: 'outcome.refused', keys: ['2'] },
  { key: 'keys.check', keys: ['Entrée'] },
  { key: 'outcome.later', keys: ['3'] },
  { key: 'keys.proposal', keys: ['Alt', '1'] },
  { key: 'outcome.not-applicable', keys: ['4'] },
  { key: 'keys.answer-yes', keys: ['O'] },
  { key: 'keys.undo', keys: ['Ctrl', 'Z'] },
  { key: 'keys.answer-no', keys: ['N'] },
  { key: 'keys.sheet', keys: ['Ctrl', 'P'] },
  { key: 'keys.answer-unknown', keys: ['?'] },
  { key: 'keys.palette', keys: ['Ctrl', 'K'] },
  { key: 'keys.next-step', keys: ['Ctrl', 'Entrée'] },
  { key: 'keys.lock', keys: ['Ctrl', 'L'] },
  { key: 'keys.leave-field', keys: ['Échap'] },
  { key: 'keys.shortcuts', keys: ['F1'] },
];
const english: Readonly<Record<string, string>> = { Entrée: 'Enter', Échap: 'Esc', O: 'Y' };

/** A digit, a letter or a sign alone: what the setting turns off. */
function isOneCharacter([first = '', ...others]: readonly string[]): boolean {
  return first.length === 1 && others.length === 0;
}

export function ShortcutsDialog() {
  const { t, locale } = useText();
  const { view } = useDesk();
  const digitKeys = useDeskState('session', (state) => state.app?.digitKeys ?? true);
  return (
    <Dialog onClose={() => view.getState().closeDialog('shortcuts')} title={t('keys.title')} widthPx={720}>
      <dl className={css.shortcuts}>
        {shortcuts.map(({ key, keys }) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>
              {!digitKeys && isOneCharacter(keys) ? (
                <span className={card.fine}>{t('keys.digit-off')}</span>
              ) : (
                keys.map((cap) => <Key key={cap}>{locale === 'en' ? (english[cap] ?? cap) : cap}</Key>)
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className={css.noteLine}>{t(digitKeys ? 'keys.digits-note' : 'keys.digits-off-note')}</p>
    </Dialog>
  );
}

/**
 * The palette (Ctrl+K): every command and place, the steps of the plan, the contacts of the guide, found by typing a few letters of
 * their name; a case by its reference. The keyboard is enough.
 */
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Key } from '../../components/small.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { useText } from '../../text/use-text.ts';
import { openCase } from '../journal/open-case.ts';
import css from './palette.module.css';
import { type Entry, entriesFor } from './palette-entries.ts';
import type { RunCommand } from './use-commands.ts';

export function Palette({ run }: { readonly run: RunCommand }) {
  const text = useText();
  const { t } = text;
  const desk = useDesk();
  const { finder, view } = desk;
  // What the entries are made of: they are listed again when it changes.
  useDeskState('call', (state) => state.case);
  useDeskState('finder', (state) => state.contacts);
  useDeskState('finder', (state) => state.cases);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  useEffect(() => {
    void finder.getState().loadContacts();
    // What was typed last time is nobody's to see again.
    return () => finder.getState().search('');
  }, [finder]);
  const groups = entriesFor(text, desk, run, query);
  const found = [...groups.values()].flat();
  const at = Math.min(active, Math.max(0, found.length - 1));
  useSpoken(found.length === 0 ? t('palette.none') : null);

  const choose = (entry: Entry) => {
    view.getState().closeDialogs();
    entry.run();
  };
  const enter = async () => {
    const chosen = found[at];
    if (chosen !== undefined) return choose(chosen);
    // A reference typed at one go: the case that it is of may not have been found yet.
    const [row, ...others] = await finder.getState().settled();
    if (row === undefined || others.length > 0) return;
    view.getState().closeDialogs();
    await openCase(desk, row.reference);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0));
    else if (event.key === 'Enter') void enter();
    else return;
    event.preventDefault();
  };

  return (
    <Dialog onClose={() => view.getState().closeDialog('palette')} title={t('palette.title')} widthPx={600}>
      <TextInput
        data-autofocus
        aria-label={t('palette.placeholder')}
        placeholder={t('palette.placeholder')}
        autoComplete="off"
        spellCheck={false}
        maxLength={80}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          finder.getState().search(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[at] === undefined ? undefined : `palette-${found[at].id}`}
      />
      <div className={css.palette} id="palette-list" tabIndex={-1} role="listbox" aria-label={t('palette.title')}>
        {[...groups].map(([group, entries]) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div key={group} role="group" aria-label={group}>
            <p className={css.group} aria-hidden>
              {group}
            </p>
            {entries.map((entry) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles the keys for all options
              <div
                key={entry.id}
                id={`palette-${entry.id}`}
                className={css.entry}
                role="option"
                tabIndex={-1}
                aria-selected={entry === found[at]}
                ref={entry === found[at] ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
                onMouseMove={() => setActive(found.indexOf(entry))}
                onClick={() => choose(entry)}
              >
                <span>
                  <span data-label>{entry.label}</span>
                  {entry.detail !== undefined && <span className={css.detail}> · {entry.detail}</span>}
                </span>
                {entry.keys !== undefined && <Key>{entry.keys}</Key>}
              </div>
            ))}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={card.fine}>{t('palette.none')}</p>}
    </Dialog>
  );
}

/** The command palette (Ctrl+K): every command and place, found by typing a few letters of its name. */
import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { outcomeKindsBy, type StepOutcome } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Key } from '../../components/small.tsx';
import { outcomeWords } from '../../components/words.tsx';
import { hasPlan } from '../../state/call-store.ts';
import type { Desk } from '../../state/desk.ts';
import { plainText } from '../../text/plain-text.ts';
import { type Text, useText } from '../../text/use-text.ts';
import { outcomeRequest } from '../guide/outcome-request.ts';
import css from './palette.module.css';
import type { RunCommand } from './use-commands.ts';

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** @returns what can become of the step on screen, in the order of the keys 1 to 4; empty where it needs no outcome */
function awaitedOutcomes({ call }: Desk): readonly StepOutcome['kind'][] {
  const { case: current, stepId, identifying, triaging } = call.getState();
  if (current === null || current.status === 'closed' || identifying || triaging) return [];
  const step = current.plan.steps.find(({ id }) => id === stepId);
  return step === undefined || step.outcome !== null ? [] : outcomeKindsBy[step.by];
}

function entriesFor({ t }: Text, desk: Desk, run: RunCommand, inCall: boolean, guided: boolean): Entry[] {
  const { view, session, packs, notices, handOver, coach, call } = desk;
  const calls = t('palette.group.call');
  const places = t('palette.group.go');
  const setting = t('palette.group.settings');
  const supervisor = session.getState().app?.session?.role === 'supervisor';
  const go = (screen: Parameters<ReturnType<typeof view.getState>['goTo']>[0]) => () => view.getState().goTo(screen);
  return [
    { id: 'new', label: t('home.new-call'), group: calls, keys: 'F2', run: () => run('new-call') },
    ...(inCall
      ? [
          { id: 'auth', label: t('keys.authenticate'), group: calls, keys: 'F3', run: () => run('authenticate') },
          { id: 'ask', label: t('ask.title'), group: calls, run: () => view.getState().openDialog('ask') },
          { id: 'end', label: t('wrap.end'), group: calls, run: () => view.getState().openDialog('leave-call') },
        ]
      : []),
    ...(guided
      ? [
          {
            id: 'next',
            label: t('keys.next-step'),
            group: calls,
            keys: `Ctrl ${t('check.enter')}`,
            run: () => run('next-step'),
          },
          ...awaitedOutcomes(desk).map((kind, index) => ({
            id: kind,
            label: t('palette.outcome', { outcome: t(outcomeWords[kind].key) }),
            group: calls,
            ...(session.getState().app?.digitKeys === false ? {} : { keys: String(index + 1) }),
            run: () => outcomeRequest.dispatch(index),
          })),
          { id: 'wrap', label: t('wrap.title'), group: calls, run: () => call.getState().selectStep(null) },
          { id: 'another', label: t('check.another'), group: calls, run: () => call.getState().checkAnother() },
          { id: 'sheet', label: t('keys.sheet'), group: calls, keys: 'Ctrl P', run: () => run('sheet') },
          {
            id: 'hand-over',
            label: t('hand-over.export'),
            group: calls,
            run: () => view.getState().openDialog('hand-over'),
          },
        ]
      : []),
    { id: 'desk', label: t('nav.call'), group: places, run: go('desk') },
    { id: 'cases', label: t('cases.title'), group: places, run: go('cases') },
    { id: 'packs', label: t('packs.title'), group: places, run: go('packs') },
    ...(supervisor ? [{ id: 'supervisor', label: t('supervisor.title'), group: places, run: go('supervisor') }] : []),
    { id: 'settings', label: t('settings.title'), group: places, run: go('settings') },
    ...(supervisor
      ? [
          {
            id: 'import',
            label: t('packs.import'),
            group: t('palette.group.sets'),
            run: () => {
              view.getState().goTo('packs');
              void packs.getState().choose();
            },
          },
          {
            id: 'notice',
            label: t('notices.import'),
            group: t('palette.group.sets'),
            run: () => {
              view.getState().goTo('packs');
              void notices.getState().choose();
            },
          },
        ]
      : []),
    {
      id: 'import-case',
      label: t('hand-over.import'),
      group: places,
      run: () => {
        view.getState().goTo('cases');
        void handOver.getState().chooseFile();
      },
    },
    ...(session.getState().app?.demo == null
      ? []
      : [{ id: 'coach', label: t('coach.restart'), group: setting, run: () => coach.getState().restart() }]),
    ...(['system', 'light', 'dark', 'contrast'] as const).map((theme) => ({
      id: `theme-${theme}`,
      label: t('palette.theme', { theme: t(`theme.${theme}`) }),
      group: setting,
      run: () => void session.getState().setPreferences({ theme }),
    })),
    {
      id: 'fr',
      label: 'Français',
      group: setting,
      run: () => void session.getState().setPreferences({ locale: 'fr' }),
    },
    { id: 'en', label: 'English', group: setting, run: () => void session.getState().setPreferences({ locale: 'en' }) },
    { id: 'keys', label: t('keys.title'), group: setting, keys: 'F1', run: () => run('shortcuts') },
    { id: 'lock', label: t('nav.lock'), group: setting, keys: 'Ctrl L', run: () => run('lock') },
  ];
}

export function Palette({ run }: { readonly run: RunCommand }) {
  const text = useText();
  const { t } = text;
  const desk = useDesk();
  const inCall = useDeskState('call', (state) => state.case !== null);
  const guided = useDeskState('call', (state) => state.case !== null && hasPlan(state.case));
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const words = plainText(query).split(/\s+/).filter(Boolean);
  const found = entriesFor(text, desk, run, inCall, guided).filter((entry) => {
    const name = plainText(`${entry.group} ${entry.label}`);
    return words.every((word) => name.includes(word));
  });
  const at = Math.min(active, Math.max(0, found.length - 1));

  const choose = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    desk.view.getState().closeDialogs();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0));
    else if (event.key === 'Enter') choose(found[at]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog onClose={() => desk.view.getState().closeDialog('palette')} title={t('palette.title')} widthPx={560}>
      <TextInput
        data-autofocus
        aria-label={t('palette.placeholder')}
        placeholder={t('palette.placeholder')}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={found[at] === undefined ? undefined : `palette-${found[at].id}`}
      />
      <div className={css.palette} id="palette-list" tabIndex={-1} role="listbox" aria-label={t('palette.title')}>
        {found.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above handles the keys for all options
          <div
            key={entry.id}
            id={`palette-${entry.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            ref={index === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
            onMouseMove={() => setActive(index)}
            onClick={() => choose(entry)}
          >
            <span>
              {entry.label} <span className={css.group}>· {entry.group}</span>
            </span>
            {entry.keys !== undefined && <Key>{entry.keys}</Key>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={card.fine}>{t('palette.none')}</p>}
    </Dialog>
  );
}

/** What the palette (Ctrl+K) offers, in groups: commands and places, steps of the plan, contacts, cases. */
import { outcomeKindsBy, type StepOutcome } from '../../../contract/values.ts';
import { copyText } from '../../components/small.tsx';
import { outcomeWords } from '../../components/words.tsx';
import { hasPlan } from '../../state/call-store.ts';
import type { Desk } from '../../state/desk.ts';
import { plainText } from '../../text/plain-text.ts';
import type { Text } from '../../text/use-text.ts';
import { outcomeRequest } from '../guide/outcome-request.ts';
import { statusLooks } from '../journal/case-words.tsx';
import { openCase, showCallBacks } from '../journal/open-case.ts';
import type { RunCommand } from './use-commands.ts';

export interface Entry {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  /** What tells it from others of its group; never an identifier. */
  readonly detail?: string;
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

function commandEntries({ t }: Text, desk: Desk, run: RunCommand): Entry[] {
  const current = desk.call.getState().case;
  const inCall = current !== null;
  const guided = current !== null && hasPlan(current);
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
            run: () => outcomeRequest.dispatch({ index, by: 'name' }),
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
    { id: 'call-backs', label: t('call-back.title'), group: places, run: () => showCallBacks(desk) },
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

/** The steps of the plan on screen, the phone's first, as they stand. */
function stepEntries({ t, pick }: Text, { call, view }: Desk): Entry[] {
  const current = call.getState().case;
  if (current === null || !hasPlan(current) || call.getState().identifying) return [];
  return current.plan.steps.map(({ id, title, outcome }) => ({
    id: `step-${id}`,
    label: pick(title),
    detail: outcome === null ? t('plan.to-do') : t(outcomeWords[outcome.kind].key),
    group: t('palette.group.steps'),
    run: () => {
      view.getState().goTo('desk');
      call.getState().selectStep(id);
    },
  }));
}

/** Contacts of the guide that can be dialled or opened; the one that is chosen is copied. */
function contactEntries({ t, pick }: Text, { finder, view }: Desk): Entry[] {
  return finder.getState().contacts.flatMap(({ id, name, address }) =>
    address === null
      ? []
      : [
          {
            id: `contact-${id}`,
            label: pick(name),
            detail: address,
            group: t('palette.group.contacts'),
            run: async () => {
              if (await copyText(address)) view.getState().announce(t('palette.copied', { address }));
            },
          },
        ],
  );
}

function caseEntries({ t, shortDate }: Text, desk: Desk): Entry[] {
  return desk.finder.getState().cases.map(({ reference, status, adviserName, openedAt }) => ({
    id: `case-${reference}`,
    label: reference,
    detail: `${t(statusLooks[status].key)} · ${adviserName} · ${shortDate(openedAt)}`,
    group: t('palette.group.cases'),
    run: () => void openCase(desk, reference),
  }));
}

/**
 * @returns what fits the words of `query`, group by group; contacts only once something is typed. Cases are as the finder knows them:
 * it was asked for the same text.
 */
export function entriesFor(
  text: Text,
  desk: Desk,
  run: RunCommand,
  query: string,
): ReadonlyMap<string, readonly Entry[]> {
  const words = plainText(query).split(/\s+/).filter(Boolean);
  const contacts = words.length === 0 ? [] : contactEntries(text, desk);
  const named = [...commandEntries(text, desk, run), ...stepEntries(text, desk), ...contacts].filter((entry) => {
    const name = plainText(`${entry.group} ${entry.label} ${entry.detail ?? ''}`);
    return words.every((word) => name.includes(word));
  });
  return Map.groupBy([...named, ...caseEntries(text, desk)], ({ group }) => group);
}

/** Statistics for the supervisor: the period in local days, the journal's counts with names and titles, tables as CSV. */
import type { Bilingual, CallCounts, StatisticsView } from '../contract/values.ts';
import { utf8 } from '../core/bytes/bytes.ts';
import { VigieError } from '../core/errors.ts';
import type { CallCounts as JournalCallCounts } from '../core/journal/statistics.ts';
import type { AppContext, Handlers } from './context.ts';
import { csvText } from './csv.ts';
import { localDayStartMs } from './journal-handlers.ts';

type StatisticsChannels = 'readStatistics' | 'exportStatistics';
type Period = { readonly from: string; readonly to: string };
type Locale = keyof Bilingual;

/** As long as the journal can be kept. */
const longestPeriodDays = 3 * 366;

/** @returns the calendar dates of the period. @throws VigieError 'ipc-refused' { field } if it ends before it begins, or is too long */
function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = nextDay(day)) {
    days.push(day);
    if (days.length > longestPeriodDays) throw new VigieError('ipc-refused', { field: 'from' });
  }
  if (days.length === 0) throw new VigieError('ipc-refused', { field: 'to' });
  return days;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function callCounts({ medianCallMs, ...counts }: JournalCallCounts): CallCounts {
  const { calls, listed, notListed, couldNotCheck, withoutCheck } = counts;
  const medianCallSeconds = medianCallMs === null ? null : Math.round(medianCallMs / 1000);
  return { calls, listed, notListed, couldNotCheck, withoutCheck, medianCallSeconds };
}

export function statisticsHandlers(context: AppContext): Pick<Handlers, StatisticsChannels> {
  const { sessions, guide, options, preferences } = context;

  function read(period: Period): StatisticsView {
    const { journal, vault } = sessions.require();
    const days = daysOf(period);
    const starts = [...days, nextDay(period.to)].map((day) => localDayStartMs(day));
    const found = journal.statistics.read(starts);
    const titles = new Map(guide.steps.map(({ id, title }) => [id, title]));
    const names = new Map(vault.register.advisers.map(({ adviserId, name }) => [adviserId, name]));
    return {
      ...period,
      total: callCounts(found.total),
      days: found.days.map((counts, i) => ({ on: days[i] ?? '', ...callCounts(counts) })),
      incidents: found.incidents.map(({ incident: { id, title, status }, listed, asked }) => ({
        incidentId: id,
        title,
        status,
        listed,
        asked,
      })),
      refusedSteps: found.refusedSteps.map(({ stepId, refused }) => ({
        stepId,
        title: titles.get(stepId) ?? null,
        refused,
      })),
      outcomes: found.outcomes,
      advisers: found.advisers.map(({ adviserId, refusedSteps, checks, blocks, ...counts }) => ({
        adviserId,
        name: names.get(adviserId) ?? '',
        ...callCounts(counts),
        refusedSteps,
        checks,
        blocks,
      })),
      continued: found.continued,
      checks: found.checks,
      alarms: found.alarms,
    };
  }

  return {
    readStatistics: read,

    exportStatistics: async ({ from, to, table }) => {
      const session = sessions.require();
      const { locale } = preferences.current;
      const bytes = utf8(csvText(tables[table](read({ from, to }), locale), locale));
      const suggestedName = `vigie-${tableNames[table][locale]}-${from}-${to}.csv`;
      const path = await options.shell.saveFile({ suggestedName, bytes });
      if (path !== null && sessions.current === session) sessions.record('statistics-exported', { table, from, to });
      return { path };
    },
  };
}

const tableNames = {
  days: { fr: 'appels', en: 'calls' },
  incidents: { fr: 'incidents', en: 'incidents' },
  steps: { fr: 'etapes-refusees', en: 'refused-steps' },
  advisers: { fr: 'agents', en: 'advisers' },
} as const;

const countColumns: Readonly<Record<Locale, readonly string[]>> = {
  fr: [
    'appels',
    'figure dans un jeu',
    'ne figure pas',
    'vérification impossible',
    'sans vérification',
    'durée médiane (s)',
  ],
  en: ['calls', 'listed', 'not listed', 'could not check', 'without a check', 'median length (s)'],
};

type Cell = string | number | null;

const countCells = (counts: CallCounts): Cell[] => [
  counts.calls,
  counts.listed,
  counts.notListed,
  counts.couldNotCheck,
  counts.withoutCheck,
  counts.medianCallSeconds,
];

/** One table each, with its header line: what a spreadsheet opens without further ado. */
const tables = {
  days: (view, locale) => [
    [locale === 'fr' ? 'jour' : 'day', ...countColumns[locale]],
    ...view.days.map((day) => [day.on, ...countCells(day)]),
  ],
  incidents: (view, locale) => [
    locale === 'fr'
      ? ['identifiant', 'incident', 'statut', 'appelants qui y figurent', 'appelants qui l’évoquent']
      : ['id', 'incident', 'status', 'callers listed', 'callers asking'],
    ...view.incidents.map((each) => [each.incidentId, each.title[locale], each.status, each.listed, each.asked]),
  ],
  steps: (view, locale) => [
    locale === 'fr' ? ['identifiant', 'étape', 'refus'] : ['id', 'step', 'refused'],
    ...view.refusedSteps.map((each) => [each.stepId, each.title?.[locale] ?? null, each.refused]),
  ],
  advisers: (view, locale) => [
    [
      ...(locale === 'fr' ? ['agent'] : ['adviser']),
      ...countColumns[locale],
      ...(locale === 'fr' ? ['étapes refusées', 'vérifications', 'blocages'] : ['steps refused', 'checks', 'blocks']),
    ],
    ...view.advisers.map((each) => [each.name, ...countCells(each), each.refusedSteps, each.checks, each.blocks]),
  ],
} satisfies Record<string, (view: StatisticsView, locale: Locale) => Cell[][]>;

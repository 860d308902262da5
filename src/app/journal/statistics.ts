/** Statistics for the supervisor: the period in local days, the journal's counts with names and titles, tables as CSV. */
import type { statisticsChannels } from '../../contract/journal.ts';
import type { Bilingual, CallCounts, StatisticsView } from '../../contract/values.ts';
import { utf8 } from '../../core/bytes/bytes.ts';
import { civilDayStartMs } from '../../core/calendar.ts';
import { VigieError } from '../../core/errors.ts';
import { termsOf } from '../../core/guide/terms.ts';
import type { CallCounts as JournalCallCounts } from '../../core/journal/statistics.ts';
import type { AppContext } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { saveRecorded } from '../vault/recorded-save.ts';
import { csvText } from './csv.ts';

type Span = { readonly from: string; readonly to: string };
type Period = Span & { readonly by: StatisticsView['by'] };
type Locale = keyof Bilingual;

/** As long as the journal can be kept. */
const longestPeriodDays = 3 * 366;

/** @returns true if a new span begins with this calendar date */
const begins: Readonly<Record<Period['by'], (day: string) => boolean>> = {
  day: () => true,
  week: (day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1,
  month: (day) => day.endsWith('-01'),
};

/** @throws VigieError 'ipc-refused' { field } if the period ends before it begins, or is too long */
function spansOf({ from, to, by }: Period): Span[] {
  const spans: { from: string; to: string }[] = [];
  let dayCount = 0;
  for (let day = from; day <= to; day = nextDay(day)) {
    const last = spans.at(-1);
    if (last === undefined || begins[by](day)) spans.push({ from: day, to: day });
    else last.to = day;
    if (++dayCount > longestPeriodDays) throw new VigieError('ipc-refused', { field: 'from' });
  }
  if (dayCount === 0) throw new VigieError('ipc-refused', { field: 'to' });
  return spans;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function callCounts({ medianCallMs, ...counts }: JournalCallCounts): CallCounts {
  const medianCallSeconds = medianCallMs === null ? null : Math.round(medianCallMs / 1000);
  return { ...counts, medianCallSeconds };
}

export function statisticsHandlers(context: AppContext): HandlersOf<typeof statisticsChannels> {
  const { sessions, guide, options, preferences } = context;

  function read(period: Period): StatisticsView {
    const { journal, vault } = sessions.require();
    const spans = spansOf(period);
    const starts = [...spans.map((span) => span.from), nextDay(period.to)].map((day) => civilDayStartMs(day));
    const found = journal.statistics.read(starts);
    const terms = termsOf(guide.texts, 'general');
    const titles = new Map(guide.steps.map(({ id, title }) => [id, terms.both(title)]));
    const names = new Map(vault.register.advisers.map(({ adviserId, name }) => [adviserId, name]));
    return {
      ...period,
      total: callCounts(found.total),
      spans: spans.flatMap((span, i) => {
        const counts = found.spans[i];
        return counts === undefined ? [] : [{ ...span, ...callCounts(counts) }];
      }),
      incidents: found.incidents.map(({ incident: { id, toldBy, title, status }, listed, asked }) => ({
        incidentId: id,
        toldBy: { ...toldBy },
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

    exportStatistics: async ({ table, ...period }) => {
      const session = sessions.require();
      const { locale } = preferences.current;
      const bytes = utf8(csvText(tables[table](read(period), locale), locale));
      const { from, to } = period;
      const suggestedName = `vigie-${tableNames[table][locale]}-${from}-${to}.csv`;
      const details = { table, from, to };
      return await saveRecorded(options.shell, session, { suggestedName, bytes }, 'statistics-exported', { details });
    },
  };
}

const tableNames = {
  calls: { fr: 'appels', en: 'calls' },
  incidents: { fr: 'incidents', en: 'incidents' },
  steps: { fr: 'etapes-refusees', en: 'refused-steps' },
  advisers: { fr: 'agents', en: 'advisers' },
} as const;

const countColumns: Readonly<Record<Locale, readonly string[]>> = {
  fr: [
    'appels',
    'figure dans un fichier',
    'figure par un numéro seul',
    'ne figure pas',
    'ne se cherche pas ainsi',
    'vérification impossible',
    'sans vérification',
    'durée médiane (s)',
  ],
  en: [
    'calls',
    'listed',
    'listed by a number alone',
    'not listed',
    'not searchable that way',
    'could not check',
    'without a check',
    'median length (s)',
  ],
};

type Cell = string | number | null;

const countCells = (counts: CallCounts): Cell[] => [
  counts.calls,
  counts.listed,
  counts.listedNumber,
  counts.notListed,
  counts.notIndexed,
  counts.couldNotCheck,
  counts.withoutCheck,
  counts.medianCallSeconds,
];

/** One table each, with its header line: what a spreadsheet opens without further ado. */
const tables = {
  calls: (view, locale) => [
    [...(locale === 'fr' ? ['du', 'au'] : ['from', 'to']), ...countColumns[locale]],
    ...view.spans.map((span) => [span.from, span.to, ...countCells(span)]),
  ],
  incidents: (view, locale) => [
    locale === 'fr'
      ? ['identifiant', 'signataire', 'incident', 'statut', 'appelants qui y figurent', 'appelants qui l’évoquent']
      : ['id', 'signer', 'incident', 'status', 'callers listed', 'callers asking'],
    ...view.incidents.map((each) => [
      each.incidentId,
      each.toldBy.name,
      each.title[locale],
      each.status,
      each.listed,
      each.asked,
    ]),
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

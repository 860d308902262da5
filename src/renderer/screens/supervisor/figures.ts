/** How counts, shares, lengths and periods are said. */
import type { StatisticsView } from '../../../contract/values.ts';
import type { Text } from '../../text/use-text.ts';

/** @returns « 12,5 % », or a dash of nothing */
export function share({ locale }: Text, part: number, whole: number): string {
  if (whole === 0) return '–';
  const format = new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    style: 'percent',
    maximumFractionDigits: 1,
  });
  return format.format(part / whole);
}

/** @returns « 6 min 12 s », or a dash where no call ended */
export function length({ t }: Text, seconds: number | null): string {
  if (seconds === null) return '–';
  return t('stats.length', { minutes: Math.floor(seconds / 60), seconds: Math.round(seconds % 60) });
}

type Span = StatisticsView['spans'][number];

/** @returns the whole name of a span: a date, a month, or the first and last date */
export function spanName({ locale, shortDate }: Text, { from, to }: Span): string {
  const first = new Date(`${from}T12:00:00`);
  const lastOfMonth = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  if (from.endsWith('-01') && to === `${from.slice(0, 8)}${lastOfMonth}`) {
    const language = locale === 'fr' ? 'fr-FR' : 'en-GB';
    return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' }).format(first);
  }
  return from === to ? shortDate(from) : `${shortDate(from)} – ${shortDate(to)}`;
}

/** @returns what stands under a bar: day and month, or the month of a long period */
export function spanLabel({ locale }: Text, { from }: Span, by: StatisticsView['by']): string {
  const language = locale === 'fr' ? 'fr-FR' : 'en-GB';
  const options =
    by === 'month' ? ({ month: 'short', year: '2-digit' } as const) : ({ day: '2-digit', month: '2-digit' } as const);
  return new Intl.DateTimeFormat(language, options).format(new Date(`${from}T12:00:00`));
}

/** Calls over time by their answer, as stacked bars; how long they took, as a line. */

import { useId } from 'react';
import type { CallCounts, StatisticsView } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import type { TextKey } from '../../text/fr.ts';
import { useText } from '../../text/use-text.ts';
import { Chart, FigureTable } from './chart.tsx';
import { ChartCard } from './chart-card.tsx';
import { length, spanLabel, spanName } from './figures.ts';
import css from './supervisor.module.css';

type Answer = 'listed' | 'listedNumber' | 'notListed' | 'notIndexed' | 'couldNotCheck' | 'withoutCheck';

/** From the bottom of a bar to its top. Told apart by colour and by pattern. */
export const answers: readonly {
  readonly name: Answer;
  readonly key: TextKey;
  /** As a column's head. */
  readonly short: TextKey;
  readonly pattern: 'plain' | 'lines' | 'dots';
}[] = [
  { name: 'listed', key: 'stats.listed', short: 'stats.short.listed', pattern: 'plain' },
  { name: 'listedNumber', key: 'stats.listed-number', short: 'stats.short.listed-number', pattern: 'lines' },
  { name: 'notListed', key: 'stats.not-listed', short: 'stats.short.not-listed', pattern: 'plain' },
  { name: 'notIndexed', key: 'stats.not-indexed', short: 'stats.short.not-indexed', pattern: 'dots' },
  { name: 'couldNotCheck', key: 'stats.could-not-check', short: 'stats.short.could-not-check', pattern: 'lines' },
  { name: 'withoutCheck', key: 'stats.without-check', short: 'stats.short.without-check', pattern: 'dots' },
];

/** What there is none of in a period takes neither a place in the legend nor a column; the two answers of a check always do. */
function answersIn(total: CallCounts) {
  return answers.filter(({ name }) => name === 'listed' || name === 'notListed' || total[name] > 0);
}

const barShare = 0.72;
const widestBarPx = 44;

export function CallsChart({ statistics }: { readonly statistics: StatisticsView }) {
  const text = useText();
  const { t, number } = text;
  const { spans, by, total } = statistics;
  const present = answersIn(total);
  const id = useId();
  const title = t(`stats.by.${by}`);
  const describe = (index: number) => {
    const span = spans[index];
    if (span === undefined) return '';
    const parts = answers
      .filter(({ name }) => span[name] > 0)
      .map(({ name, key }) => t('stats.describe-answer', { label: t(key), count: number(span[name]) }));
    return [t('stats.describe', { span: spanName(text, span), calls: span.calls }), ...parts].join(' · ');
  };
  return (
    <ChartCard
      title={title}
      table="calls"
      chart={
        <>
          <Legend id={id} present={present} />
          <Chart
            label={`${title}. ${t('stats.chart-keys')}`}
            count={spans.length}
            max={Math.max(...spans.map((span) => span.calls))}
            labelOf={(index) => labelAt(spans, index, (span) => spanLabel(text, span, by))}
            describe={describe}
          >
            {(plot) =>
              spans.map((span, index) => {
                const { x, width } = plot.band(index);
                const barWidth = Math.min(widestBarPx, Math.max(1, width * barShare));
                return (
                  <g key={span.from}>
                    {stacked(span).map(({ name, pattern, from, to }) => (
                      <g key={name}>
                        {['plain', pattern].slice(0, pattern === 'plain' ? 1 : 2).map((fill) => (
                          <rect
                            key={fill}
                            className={fill === 'plain' ? css[name] : undefined}
                            fill={fill === 'plain' ? undefined : `url(#${id}-${fill})`}
                            x={x + (width - barWidth) / 2}
                            width={barWidth}
                            y={plot.y(to)}
                            height={Math.max(0, plot.y(from) - plot.y(to))}
                          />
                        ))}
                      </g>
                    ))}
                  </g>
                );
              })
            }
          </Chart>
        </>
      }
      figures={
        <FigureTable
          label={t('stats.table', { title })}
          columns={[t('stats.column.span'), t('stats.calls'), ...present.map(({ short }) => t(short))]}
          rows={spans.map((span) => ({
            key: span.from,
            head: spanName(text, span),
            cells: [number(span.calls), ...present.map(({ name }) => number(span[name]))],
          }))}
        />
      }
    />
  );
}

function labelAt<Span>(spans: readonly Span[], index: number, labelOf: (span: Span) => string): string {
  const span = spans[index];
  return span === undefined ? '' : labelOf(span);
}

/** The parts of a bar that are there, with the values between which each lies. */
function stacked(counts: CallCounts) {
  let from = 0;
  return answers.flatMap(({ name, pattern }) => {
    const part = { name, pattern, from, to: from + counts[name] };
    from = part.to;
    return counts[name] > 0 ? [part] : [];
  });
}

function Legend({ id, present }: { readonly id: string; readonly present: typeof answers }) {
  const { t } = useText();
  return (
    <ul className={css.legend}>
      {present.map(({ name, key, pattern }) => (
        <li key={name}>
          <svg width={14} height={14} aria-hidden="true">
            {name === 'listed' && (
              <defs>
                <pattern
                  id={`${id}-lines`}
                  width="6"
                  height="6"
                  patternUnits="userSpaceOnUse"
                  patternTransform="rotate(45)"
                >
                  <rect className={css.patternInk} width="2" height="6" />
                </pattern>
                <pattern id={`${id}-dots`} width="5" height="5" patternUnits="userSpaceOnUse">
                  <circle className={css.patternInk} cx="2.5" cy="2.5" r="1.2" />
                </pattern>
              </defs>
            )}
            <rect className={css[name]} width={14} height={14} rx={3} />
            {pattern !== 'plain' && <rect fill={`url(#${id}-${pattern})`} width={14} height={14} rx={3} />}
          </svg>
          {t(key)}
        </li>
      ))}
    </ul>
  );
}

export function LengthsChart({ statistics }: { readonly statistics: StatisticsView }) {
  const text = useText();
  const { t, number } = text;
  const { spans, by } = statistics;
  const minutes = spans.map(({ medianCallSeconds }) => (medianCallSeconds === null ? null : medianCallSeconds / 60));
  const title = t('stats.lengths');
  const describe = (index: number) => {
    const span = spans[index];
    if (span === undefined) return '';
    const said = span.medianCallSeconds === null ? t('stats.no-length') : length(text, span.medianCallSeconds);
    return t('stats.describe-length', { span: spanName(text, span), length: said });
  };
  return (
    <ChartCard
      title={title}
      table="calls"
      chart={
        <>
          <p className={card.footnote}>{t('stats.minutes-axis')}</p>
          <Chart
            label={`${title}. ${t('stats.chart-keys')}`}
            count={spans.length}
            max={Math.max(1, ...minutes.map((each) => each ?? 0))}
            labelOf={(index) => labelAt(spans, index, (span) => spanLabel(text, span, by))}
            describe={describe}
          >
            {(plot) => {
              const points = minutes.map((value, index) => {
                const { x, width } = plot.band(index);
                return value === null ? null : { index, x: x + width / 2, y: plot.y(value) };
              });
              return (
                <>
                  {unbroken(points).map((run) => (
                    <polyline
                      key={run[0]?.index}
                      className={css.line}
                      points={run.map(({ x, y }) => `${x},${y}`).join(' ')}
                    />
                  ))}
                  {points.flatMap((point) =>
                    point === null
                      ? []
                      : [
                          <circle
                            key={point.index}
                            className={css.point}
                            cx={point.x}
                            cy={point.y}
                            r={plot.cursor === point.index ? 5 : 3}
                          />,
                        ],
                  )}
                </>
              );
            }}
          </Chart>
        </>
      }
      figures={
        <FigureTable
          label={t('stats.table', { title })}
          columns={[t('stats.column.span'), t('stats.calls'), t('stats.median')]}
          rows={spans.map((span) => ({
            key: span.from,
            head: spanName(text, span),
            cells: [number(span.calls), length(text, span.medianCallSeconds)],
          }))}
        />
      }
    />
  );
}

/** A day without calls is a gap in the line, not a call of no length. */
function unbroken<Point>(points: readonly (Point | null)[]): Point[][] {
  const runs: Point[][] = [[]];
  for (const point of points) {
    if (point === null) runs.push([]);
    else runs.at(-1)?.push(point);
  }
  return runs.filter((run) => run.length > 1);
}

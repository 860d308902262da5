/**
 * One picture a finding, drawn by Vega-Lite without a browser. Colours are the page's own variables, so that one picture serves light,
 * dark and paper; texts are left to the page's font.
 */
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { AssessText } from '../text/text.ts';
import type { ReportedFinding } from './schema.ts';

type Chart = NonNullable<ReportedFinding['chart']>;

const barHeight = 22;
const chartWidth = 430;

/** @returns an SVG element; null where every bar is suppressed or empty */
export async function drawChart(chart: Chart, text: AssessText): Promise<string | null> {
  const total = chart.bars.reduce((sum, { count }) => sum + (count ?? 0), 0);
  if (total === 0) return null;
  const values = chart.bars.map(({ label, count, expected }) => ({
    label: text.labels[label] ?? label,
    count: count ?? 0,
    expected: expected === null ? null : expected * total,
  }));
  const spec: TopLevelSpec = {
    width: chartWidth,
    height: barHeight * values.length,
    background: 'transparent',
    padding: 4,
    data: { values },
    encoding: {
      y: { field: 'label', type: 'nominal', sort: null, axis: { title: null } },
      x: { type: 'quantitative', axis: { title: null, tickCount: 4, tickMinStep: 1, format: ',.0f' } },
    },
    layer: [
      { mark: { type: 'bar', color: 'var(--bar)' }, encoding: { x: { field: 'count' } } },
      {
        transform: [{ filter: 'isValid(datum.expected)' }],
        mark: { type: 'tick', color: 'var(--expected)', thickness: 3, size: barHeight - 4 },
        encoding: { x: { field: 'expected' } },
      },
    ],
    config: {
      font: 'inherit',
      locale: { number: numbersIn(text) },
      axis: {
        labelColor: 'currentColor',
        domainColor: 'var(--line)',
        tickColor: 'var(--line)',
        gridColor: 'var(--line)',
        labelFontSize: 12,
        labelLimit: 240,
      },
      view: { stroke: null },
    },
  };
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  try {
    return named(await view.toSVG(), text.charts[chart.name] ?? chart.name);
  } finally {
    view.finalize();
  }
}

function numbersIn({ locale }: AssessText) {
  const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
  const of = (type: 'decimal' | 'group') => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: of('decimal'), thousands: of('group'), grouping: [3], currency: ['', ''] as [string, string] };
}

/** A picture that a screen reader announces by its name; the table beside it has the numbers. */
function named(svg: string, name: string): string {
  return svg.replace('<svg ', `<svg role="img" aria-label="${name.replaceAll('"', '&quot;')}" `);
}

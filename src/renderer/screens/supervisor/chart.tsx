/**
 * The frame of a chart over time: axes, and a cursor that the arrow keys and the pointer move. To a screen reader it is a
 * slider whose value is said in words; the table beside it holds every figure.
 */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { labelEvery, ticksUpTo } from './scale.ts';
import css from './supervisor.module.css';

const heightPx = 220;
const left = 40;
const right = 8;
const top = 10;
const bottom = 26;
/** Room for « 31/12 » or « sept. 26 » and a gap. */
const labelPx = 58;

export interface Plot {
  /** Left edge and width of the band of a span, in pixels. */
  band(index: number): { readonly x: number; readonly width: number };
  /** Pixels from the top for a value. */
  y(value: number): number;
  readonly cursor: number | null;
}

export function Chart({ label, count, max, labelOf, describe, children }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [cursor, setCursor] = useState<number | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const at = cursor === null ? null : Math.min(cursor, count - 1);
  const plotWidth = Math.max(0, width - left - right);
  const bandWidth = plotWidth / Math.max(1, count);
  const ticks = ticksUpTo(max);
  const highest = ticks.at(-1) ?? 1;
  const plot: Plot = {
    band: (index) => ({ x: left + index * bandWidth, width: bandWidth }),
    y: (value) => top + (heightPx - top - bottom) * (1 - value / highest),
    cursor: at,
  };
  const every = labelEvery(count, plotWidth, labelPx);

  const onKeyDown = (event: KeyboardEvent) => {
    const here = at ?? 0;
    const target: Record<string, number> = {
      ArrowRight: at === null ? 0 : here + 1,
      ArrowLeft: at === null ? count - 1 : here - 1,
      Home: 0,
      End: count - 1,
    };
    const next = target[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setCursor(Math.min(count - 1, Math.max(0, next)));
  };
  const onPointerMove = (event: PointerEvent) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - left;
    if (x < 0 || x > plotWidth || bandWidth === 0) return setCursor(null);
    setCursor(Math.min(count - 1, Math.floor(x / bandWidth)));
  };
  return (
    <div>
      <div
        ref={frame}
        className={css.chart}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={count - 1}
        aria-valuenow={at ?? 0}
        aria-valuetext={describe(at ?? 0)}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setCursor(null)}
      >
        {width > 0 && (
          <svg width={width} height={heightPx} aria-hidden="true">
            {ticks.map((tick) => (
              <g key={tick}>
                <line className={css.grid} x1={left} x2={width - right} y1={plot.y(tick)} y2={plot.y(tick)} />
                <text className={css.axis} x={left - 8} y={plot.y(tick) + 4} textAnchor="end">
                  {tick}
                </text>
              </g>
            ))}
            {at !== null && (
              <rect
                className={css.cursor}
                x={plot.band(at).x}
                y={top}
                width={plot.band(at).width}
                height={heightPx - top - bottom}
              />
            )}
            {children(plot)}
            {Array.from({ length: count }, (_, index) => index)
              .filter((index) => index % every === 0)
              .map((index) => (
                <text
                  key={index}
                  className={css.axis}
                  x={plot.band(index).x + bandWidth / 2}
                  y={heightPx - 8}
                  textAnchor="middle"
                >
                  {labelOf(index)}
                </text>
              ))}
          </svg>
        )}
      </div>
      <p className={css.readout} aria-hidden="true">
        {at === null ? '\u00a0' : describe(at)}
      </p>
    </div>
  );
}
interface ChartProps {
  /** What the chart shows, for a screen reader. */
  readonly label: string;
  /** Number of spans, at least one. */
  readonly count: number;
  readonly max: number;
  readonly labelOf: (index: number) => string;
  /** The figures of a span in words. */
  readonly describe: (index: number) => string;
  readonly children: (plot: Plot) => ReactNode;
}

/** Every figure of a chart, scrolled within its card where it is long. */
export function FigureTable({ label, columns, rows }: FigureTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className={css.tableFrame} aria-label={label} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, cells }) => (
            <tr key={key}>
              <th scope="row">{head}</th>
              {cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
interface FigureTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly head: ReactNode;
    readonly cells: readonly ReactNode[];
  }[];
}

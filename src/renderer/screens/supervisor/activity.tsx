/** Activity of the workstation over a period: the five figures that matter, then each as a chart with its table. */
import { SegmentedControl } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { StatisticsView } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import { DayField } from '../../components/day-field.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { EmptyState } from '../../components/small.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { calendarDateIn } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { CallsChart, LengthsChart } from './calls-charts.tsx';
import { length, share } from './figures.ts';
import { AdvisersFiguresCard, IncidentsCard, RefusedCard } from './ranking-cards.tsx';
import css from './supervisor.module.css';

const presets = [7, 30, 90, 365] as const;
const firstShown = 30;

export function Activity() {
  const { t } = useText();
  const { reports, clock } = useDesk();
  const statistics = useDeskState('reports', (state) => state.statistics);
  const busy = useDeskState('reports', (state) => state.busy);
  const saved = useDeskState('reports', (state) => state.savedTable);
  const savedWords = saved === null ? null : t('stats.exported', { path: saved });
  useSpoken(savedWords);
  useEffect(() => {
    const { period, choosePeriod } = reports.getState();
    const today = new Date(clock());
    // Read again whenever the screen is opened: calls went on meanwhile.
    void choosePeriod(period?.from ?? calendarDateIn(1 - firstShown, today), period?.to ?? calendarDateIn(0, today));
  }, [reports, clock]);
  return (
    <>
      <PeriodBar />
      {savedWords !== null && <p className={card.good}>{savedWords}</p>}
      {statistics !== null && (
        <div className={css.figures} aria-busy={busy}>
          <Tiles statistics={statistics} />
          {statistics.total.calls === 0 ? (
            <EmptyState icon={<IconChartBar size={40} aria-hidden />} title={t('stats.none-title')}>
              {t('stats.none')}
            </EmptyState>
          ) : (
            <>
              <CallsChart statistics={statistics} />
              <LengthsChart statistics={statistics} />
              <div className={css.pair}>
                <IncidentsCard incidents={statistics.incidents} />
                <RefusedCard refusedSteps={statistics.refusedSteps} />
              </div>
              <AdvisersFiguresCard advisers={statistics.advisers} />
            </>
          )}
        </div>
      )}
    </>
  );
}

function PeriodBar() {
  const { t } = useText();
  const { reports, clock } = useDesk();
  const period = useDeskState('reports', (state) => state.period);
  const today = new Date(clock());
  const end = calendarDateIn(0, today);
  const preset = presets.find((days) => period?.to === end && period.from === calendarDateIn(1 - days, today));
  const choose = (from: string, to: string) => void reports.getState().choosePeriod(from, to);
  const backwards = period !== null && period.from !== '' && period.to !== '' && period.from > period.to;
  return (
    <div className={css.period}>
      <SegmentedControl
        withItemsBorders={false}
        aria-label={t('stats.period')}
        value={preset === undefined ? '' : String(preset)}
        onChange={(days) => choose(calendarDateIn(1 - Number(days), today), end)}
        data={presets.map((days) => ({ value: String(days), label: t('stats.last', { days: String(days) }) }))}
      />
      <DayField
        label={t('stats.from')}
        max={end}
        value={period?.from ?? ''}
        error={backwards && t('stats.period-wrong')}
        onChange={(day) => choose(day, period?.to ?? end)}
      />
      <DayField
        label={t('stats.to')}
        max={end}
        value={period?.to ?? ''}
        onChange={(day) => choose(period?.from ?? '', day)}
      />
      <p className={card.fine}>{t('stats.private')}</p>
    </div>
  );
}

function Tiles({ statistics }: { readonly statistics: StatisticsView }) {
  const text = useText();
  const { t, number } = text;
  const { total, outcomes, checks, continued } = statistics;
  const steps = outcomes.done + outcomes.refused + outcomes.later + outcomes.notApplicable;
  const tiles = [
    {
      name: t('stats.calls'),
      value: number(total.calls),
      more: [
        t('stats.checks', { count: checks.made }),
        ...(continued > 0 ? [t('stats.continued', { count: continued })] : []),
      ].join(' · '),
    },
    { name: t('stats.listed-share'), value: share(text, total.listed, total.calls), more: t('stats.of-calls') },
    { name: t('stats.median'), value: length(text, total.medianCallSeconds), more: '' },
    { name: t('stats.refused'), value: number(outcomes.refused), more: t('stats.of-steps', { total: steps }) },
    {
      name: t('stats.unchecked-share'),
      value: share(text, total.couldNotCheck, total.calls),
      more: t('stats.of-calls'),
    },
  ];
  return (
    <dl className={css.tiles}>
      {tiles.map(({ name, value, more }) => (
        <div key={name} className={css.tile}>
          <dt>{name}</dt>
          <dd>
            {value}
            {more !== '' && <small>{more}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

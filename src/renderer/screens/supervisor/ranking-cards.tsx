/** What is counted by name: incidents, refused steps, advisers. Bars within a table. */
import type { StatisticsView } from '../../../contract/values.ts';
import card from '../../components/card.module.css';
import { StatusChip } from '../../components/words.tsx';
import { useText } from '../../text/use-text.ts';
import { FigureTable } from './chart.tsx';
import { ChartCard, RowBar } from './chart-card.tsx';
import { length, share } from './figures.ts';
import css from './supervisor.module.css';

export function IncidentsCard({ incidents }: Pick<StatisticsView, 'incidents'>) {
  const { t, number, pick } = useText();
  const title = t('stats.incidents');
  const max = Math.max(0, ...incidents.map(({ listed, asked }) => listed + asked));
  return (
    <ChartCard
      title={title}
      table="incidents"
      chart={null}
      figures={
        incidents.length === 0 ? (
          <p className={css.nothing}>{t('stats.no-incident')}</p>
        ) : (
          <FigureTable
            label={t('stats.table', { title })}
            columns={[t('stats.column.incident'), t('stats.calls'), t('stats.column.listed'), t('stats.column.asked')]}
            rows={incidents.map(({ incidentId, toldBy, title: name, status, listed, asked }) => ({
              key: `${incidentId} ${toldBy.signer}`,
              head: (
                <span className={css.named}>
                  {pick(name)} <StatusChip status={status} />
                  {incidents.filter((each) => each.incidentId === incidentId).length > 1 && (
                    <span className={card.footnote}>{t('facts.told-by', { name: toldBy.name })}</span>
                  )}
                </span>
              ),
              cells: [
                <RowBar key="bar" value={listed + asked} max={max} className={css.listed ?? ''} />,
                number(listed),
                number(asked),
              ],
            }))}
          />
        )
      }
    />
  );
}

export function RefusedCard({ refusedSteps }: Pick<StatisticsView, 'refusedSteps'>) {
  const { t, number, pick } = useText();
  const title = t('stats.steps');
  const max = refusedSteps[0]?.refused ?? 0;
  return (
    <ChartCard
      title={title}
      table="steps"
      chart={null}
      figures={
        refusedSteps.length === 0 ? (
          <p className={css.nothing}>{t('stats.no-refusal')}</p>
        ) : (
          <FigureTable
            label={t('stats.table', { title })}
            columns={[t('stats.column.step'), t('stats.column.share'), t('stats.column.times')]}
            rows={refusedSteps.map(({ stepId, title: name, refused }) => ({
              key: stepId,
              head: name === null ? t('stats.unknown-step', { id: stepId }) : pick(name),
              cells: [
                <RowBar key="bar" value={refused} max={max} className={css.couldNotCheck ?? ''} />,
                number(refused),
              ],
            }))}
          />
        )
      }
    />
  );
}

export function AdvisersFiguresCard({ advisers }: Pick<StatisticsView, 'advisers'>) {
  const text = useText();
  const { t, number } = text;
  const title = t('stats.advisers');
  return (
    <ChartCard
      title={title}
      table="advisers"
      chart={null}
      figures={
        <FigureTable
          label={t('stats.table', { title })}
          columns={[
            t('stats.column.adviser'),
            t('stats.calls'),
            t('stats.listed-share'),
            t('stats.median'),
            t('stats.refused'),
            t('stats.column.checks'),
            t('stats.column.blocks'),
          ]}
          rows={advisers.map((each) => ({
            key: each.adviserId,
            head: each.name === '' ? t('stats.unknown-adviser') : each.name,
            cells: [
              number(each.calls),
              share(text, each.listed, each.calls),
              length(text, each.medianCallSeconds),
              number(each.refusedSteps),
              number(each.checks),
              number(each.blocks),
            ],
          }))}
        />
      }
    />
  );
}

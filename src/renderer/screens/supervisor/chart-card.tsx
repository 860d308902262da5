/** A chart with its table beside it, and the table as a file. */
import { IconTableExport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import type { StatisticsTable } from '../../state/reports-store.ts';
import { useText } from '../../text/use-text.ts';
import css from './supervisor.module.css';

export function ChartCard({ title, table, chart, figures }: ChartCardProps) {
  const { t } = useText();
  const { reports } = useDesk();
  const busy = useDeskState('reports', (state) => state.busy);
  return (
    <section className={css.card} aria-label={title}>
      <div className={css.cardHead}>
        <h2>{title}</h2>
        <Button
          data-size="compact"
          variant="default"
          leftSection={<IconTableExport size={17} aria-hidden />}
          disabled={busy}
          aria-label={`${t('stats.export')} : ${title}`}
          onClick={() => void reports.getState().exportTable(table)}
        >
          {t('stats.export')}
        </Button>
      </div>
      {chart === null ? (
        figures
      ) : (
        <div className={css.beside}>
          <div>{chart}</div>
          {figures}
        </div>
      )}
    </section>
  );
}
interface ChartCardProps {
  readonly title: string;
  readonly table: StatisticsTable;
  /** Null where the bars are in the table itself. */
  readonly chart: ReactNode;
  readonly figures: ReactNode;
}

/** A bar within a row of a table; its figure stands in the cell beside it. */
export function RowBar({
  value,
  max,
  className,
}: {
  readonly value: number;
  readonly max: number;
  readonly className: string;
}) {
  return (
    <svg className={css.rowBar} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect className={className} width={max === 0 ? 0 : (100 * value) / max} height={12} />
    </svg>
  );
}

/** Narrows the list of cases: status, days on which they were opened, adviser. All of them hold together. */
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { Button } from '../../components/button.tsx';
import { DayField } from '../../components/day-field.tsx';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { callBacks } from '../../state/cases-store.ts';
import { useText } from '../../text/use-text.ts';
import css from './cases.module.css';

const filters = ['all', 'open', 'interrupted', 'due', 'closed'] as const;
type Filter = (typeof filters)[number];

export function CaseFilters() {
  const { t } = useText();
  const { cases } = useDesk();
  const filter = useDeskState('cases', (state) => state.filter);
  const advisers = useDeskState('cases', (state) => state.advisers);
  const { setFilter } = cases.getState();
  const { from, to, adviserId, dueOnly, status } = filter;
  const shown = dueOnly ? 'due' : (filters.find((value) => value === status) ?? 'all');
  const choose = (value: Filter) =>
    void setFilter(value === 'due' ? callBacks : { dueOnly: false, status: value === 'all' ? null : value });
  const narrowed = from !== null || to !== null || adviserId !== null || shown !== 'all';
  return (
    <div className={css.tools}>
      <SegmentedControl
        withItemsBorders={false}
        aria-label={t('cases.filter')}
        value={shown}
        onChange={(value) => choose(value as Filter)}
        data={filters.map((value) => ({ value, label: t(`cases.filter.${value}`) }))}
      />
      {dueOnly && (
        <SegmentedControl
          withItemsBorders={false}
          aria-label={t('call-back.which')}
          value={status === 'closed' ? 'closed' : 'unclosed'}
          onChange={(value) => void setFilter({ status: value === 'closed' ? 'closed' : 'unclosed' })}
          data={(['unclosed', 'closed'] as const).map((value) => ({ value, label: t(`call-back.${value}`) }))}
        />
      )}
      <DayField
        className={css.day ?? ''}
        label={t('cases.from')}
        max={to ?? undefined}
        value={from ?? ''}
        onChange={(day) => void setFilter({ from: day || null })}
      />
      <DayField
        className={css.day ?? ''}
        label={t('cases.to')}
        min={from ?? undefined}
        value={to ?? ''}
        onChange={(day) => void setFilter({ to: day || null })}
      />
      {advisers.length > 1 && (
        <NativeSelect
          aria-label={t('cases.adviser')}
          value={adviserId ?? ''}
          onChange={(event) => void setFilter({ adviserId: event.currentTarget.value || null })}
          data={[
            { value: '', label: t('cases.adviser-all') },
            ...advisers.map(({ adviserId: value, name }) => ({ value, label: name })),
          ]}
        />
      )}
      {narrowed && (
        <Button
          variant="subtle"
          data-size="compact"
          onClick={() => void setFilter({ from: null, to: null, adviserId: null, dueOnly: false, status: null })}
        >
          {t('cases.clear')}
        </Button>
      )}
    </div>
  );
}

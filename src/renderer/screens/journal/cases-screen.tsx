/** All cases: found by reference or adviser, filtered, taken up again with Enter. Ten thousand rows cost one window. */
import { SegmentedControl, TextInput } from '@mantine/core';
import { IconFolderOpen, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import type { CaseRow } from '../../../contract/values.ts';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { EmptyState } from '../../components/small.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useText } from '../../text/use-text.ts';
import { CaseStatusChip, verdictKindKeys } from './case-words.tsx';
import css from './cases.module.css';

const rowHeightPx = 56;
const filters = ['all', 'open', 'interrupted', 'due', 'closed'] as const;
type Filter = (typeof filters)[number];

export function CasesScreen() {
  const { t } = useText();
  const { cases, call, view } = useDesk();
  const filter = useDeskState('cases', (state) => state.filter);
  const total = useDeskState('cases', (state) => state.total);
  const rows = useDeskState('cases', (state) => state.rows);
  const problem = useDeskState('cases', (state) => state.problem);
  const callProblem = useDeskState('call', (state) => state.problem);
  const search = useRef<HTMLInputElement>(null);

  useEffect(() => {
    void cases.getState().reload();
    search.current?.focus();
  }, [cases]);
  useEffect(() => {
    if (total !== null) view.getState().announce(t('cases.found', { count: total }));
  }, [total, t, view]);

  const onVisible = useCallback(
    (first: number, last: number) => void cases.getState().ensureRows(first, last),
    [cases],
  );
  const open = async (index: number) => {
    const row = rows.get(index);
    if (row === undefined) return;
    const current = call.getState().case;
    if (current !== null && current.reference !== row.reference) return view.getState().openDialog('leave-call');
    if (current !== null || (await call.getState().resume(row.reference))) view.getState().goTo('desk');
  };
  const shown: Filter = filter.dueOnly ? 'due' : (filter.status ?? 'all');
  const choose = (value: Filter) =>
    void cases
      .getState()
      .setFilter({ dueOnly: value === 'due', status: value === 'due' || value === 'all' ? null : value });
  const openFirst = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void open(0);
  };

  return (
    <div className={css.screen}>
      <div className={css.tools}>
        <TextInput
          ref={search}
          className={css.search ?? ''}
          aria-label={t('cases.search')}
          placeholder={t('cases.search')}
          leftSection={<IconSearch size={18} aria-hidden />}
          autoComplete="off"
          maxLength={64}
          value={filter.text}
          onChange={(event) => void cases.getState().setFilter({ text: event.currentTarget.value })}
          onKeyDown={openFirst}
        />
        <SegmentedControl
          withItemsBorders={false}
          aria-label={t('cases.filter')}
          value={shown}
          onChange={(value) => choose(value as Filter)}
          data={filters.map((value) => ({ value, label: t(`cases.filter.${value}`) }))}
        />
        <span className={css.count}>{total !== null && t('cases.found', { count: total })}</span>
      </div>
      {(problem ?? callProblem) !== null && (problem ?? callProblem) !== undefined && (
        <ProblemCard
          problem={(problem ?? callProblem) as NonNullable<typeof problem>}
          onClose={() => call.getState().dismissProblem()}
        />
      )}
      <div className={css.table}>
        <div className={css.head} aria-hidden="true">
          <span>{t('cases.column.reference')}</span>
          <span>{t('cases.column.status')}</span>
          <span>{t('cases.column.verdict')}</span>
          <span>{t('cases.column.steps')}</span>
          <span>{t('cases.column.due')}</span>
          <span>{t('cases.column.opened')}</span>
        </div>
        <div className={css.rows}>
          {total === 0 ? (
            <EmptyState icon={<IconFolderOpen size={40} aria-hidden />} title={t('cases.none-title')}>
              {t(filter.text === '' && shown === 'all' ? 'cases.none' : 'cases.none-found')}
            </EmptyState>
          ) : (
            <VirtualList
              count={total ?? 0}
              rowHeight={rowHeightPx}
              label={t('cases.title')}
              onVisible={onVisible}
              onOpen={(index) => void open(index)}
              renderRow={(index) => <Row row={rows.get(index)} />}
            />
          )}
        </div>
      </div>
    </div>
  );
}

function Row({ row }: { readonly row: CaseRow | undefined }) {
  const { t, shortDate, time } = useText();
  if (row === undefined) return <div className={css.line}>…</div>;
  return (
    <div className={css.line}>
      <strong>{row.reference}</strong>
      <span>
        <CaseStatusChip status={row.status} />
      </span>
      <span>{t(verdictKindKeys[row.verdictKind])}</span>
      <span>{t('cases.steps', { done: row.stepsDone, total: row.stepsTotal })}</span>
      <span>{row.nextDueOn === null ? '–' : shortDate(row.nextDueOn)}</span>
      <span className={css.opened}>
        {shortDate(row.openedAt)} {time(row.openedAt)}
        <small>{row.adviserName}</small>
      </span>
    </div>
  );
}

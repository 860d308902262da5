/**
 * All cases: found by reference or adviser, filtered, taken up again with Enter; and cases taken over from another
 * workstation, by file or by the code of a sheet. Ten thousand rows cost one window.
 */
import { TextInput } from '@mantine/core';
import { IconFileImport, IconFolderOpen, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { CaseRow } from '../../../contract/values.ts';
import { Button } from '../../components/button.tsx';
import card from '../../components/card.module.css';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { useFileDrop } from '../../components/file-drop.ts';
import { moveFocus } from '../../components/layers.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { EmptyState } from '../../components/small.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { type Arrival, isHandOverCode } from '../../state/hand-over-store.ts';
import { calendarDateIn } from '../../text/formats.ts';
import { useText } from '../../text/use-text.ts';
import { CaseFilters } from './case-filters.tsx';
import { CallBackLine, CaseLine, callBackColumns, columns } from './case-line.tsx';
import css from './cases.module.css';
import { HandedCaseDialog } from './handed-case-dialog.tsx';
import { openCase } from './open-case.ts';

const rowHeightPx = 56;

export function CasesScreen() {
  const text = useText();
  const { t } = text;
  const desk = useDesk();
  const { cases, call, handOver, view, clock } = desk;
  const filter = useDeskState('cases', (state) => state.filter);
  const { dueOnly } = filter;
  const total = useDeskState('cases', (state) => state.total);
  const rows = useDeskState('cases', (state) => state.rows);
  const listProblem = useDeskState('cases', (state) => state.problem);
  const callProblem = useDeskState('call', (state) => state.problem);
  const handOverProblem = useDeskState('handOver', (state) => state.problem);
  const offer = useDeskState('handOver', (state) => state.offer);
  const busy = useDeskState('handOver', (state) => state.busy);
  const search = useRef<HTMLInputElement>(null);
  // A code is not a search: it stays in the field until Enter, and no list is asked for it.
  const [code, setCode] = useState('');
  const [waiting, setWaiting] = useState<Arrival | null>(null);

  useEffect(() => void cases.getState().reload(), [cases]);
  useLayoutEffect(() => moveFocus(search.current), []);
  useEffect(() => {
    if (total !== null) view.getState().announce(t('cases.found', { count: total }), { topic: 'found' });
  }, [total, t, view]);

  const onVisible = useCallback(
    (first: number, last: number) => void cases.getState().ensureRows(first, last),
    [cases],
  );
  const today = calendarDateIn(0, new Date(clock()));
  const renderItem = useMemo(
    () => (row: CaseRow | undefined) =>
      dueOnly ? <CallBackLine row={row} text={text} today={today} /> : <CaseLine row={row} text={text} today={today} />,
    [dueOnly, text, today],
  );
  const open = (index: number) => {
    const row = rows.get(index);
    if (row !== undefined) void openCase(desk, row.reference);
  };
  const arrived = (arrival: Arrival) => {
    setCode('');
    handOver.getState().clear();
    if (call.getState().enterArrived(arrival)) return view.getState().goTo('desk');
    setWaiting(arrival);
    void cases.getState().reload();
  };
  const readCode = async () => {
    const arrival = await handOver.getState().readCode(code);
    if (arrival !== null) arrived(arrival);
  };
  const type = (typed: string) => {
    if (isHandOverCode(typed)) {
      setCode(typed);
      // Its first letters were a search until they were a code.
      if (filter.text !== '') void cases.getState().setFilter({ text: '' });
      return;
    }
    setCode('');
    void cases.getState().setFilter({ text: typed.slice(0, 64) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    if (code === '') open(0);
    else void readCode();
  };
  const fileDrop = useFileDrop((file) => void handOver.getState().offerDropped(file));
  const problem = listProblem ?? callProblem ?? (offer === null ? handOverProblem : null);

  return (
    <div className={css.screen} {...fileDrop}>
      <div className={css.tools}>
        <TextInput
          ref={search}
          className={css.search ?? ''}
          aria-label={t('cases.search')}
          aria-describedby={code === '' ? undefined : 'code-hint'}
          placeholder={t('cases.search')}
          leftSection={<IconSearch size={18} aria-hidden />}
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
          value={code === '' ? filter.text : code}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {code === '' ? (
          <span className={card.fine}>{total !== null && t('cases.found', { count: total })}</span>
        ) : (
          <>
            <span id="code-hint" className={card.fine}>
              {t('hand-over.code-hint')}
            </span>
            <Button loading={busy} onClick={() => void readCode()}>
              {t('hand-over.code-read')}
            </Button>
          </>
        )}
        <Button
          variant="default"
          title={t('hand-over.import-what')}
          leftSection={<IconFileImport size={20} aria-hidden />}
          disabled={busy}
          onClick={() => void handOver.getState().chooseFile()}
        >
          {t('hand-over.import')}
        </Button>
      </div>
      <CaseFilters />
      {problem !== null && (
        <ProblemCard
          problem={problem}
          onClose={() => {
            call.getState().dismissProblem();
            handOver.getState().dismissProblem();
            if (listProblem !== null) void cases.getState().reload();
          }}
        />
      )}
      {waiting !== null && (
        <p className={css.done} data-kind="saved">
          {t(`hand-over.arrived.${waiting.kind}`, { reference: waiting.case.reference })} {t('hand-over.busy-call')}
        </p>
      )}
      {offer !== null && <HandedCaseDialog offer={offer} onArrival={arrived} />}
      {dueOnly && filter.status !== 'closed' && (
        <p className={css.script}>
          <strong>{t('call-back.say-label')}</strong> {t('call-back.say')}
        </p>
      )}
      {dueOnly && filter.status === 'closed' && <p className={card.fine}>{t('call-back.closed-lead')}</p>}
      <div className={css.table}>
        <div className={css.head} aria-hidden="true">
          {(dueOnly ? callBackColumns : columns).map((column) => (
            <span key={column}>{t(`cases.column.${column}`)}</span>
          ))}
        </div>
        <div className={css.rows}>
          {total === 0 ? (
            <EmptyState icon={<IconFolderOpen size={40} aria-hidden />} title={t('cases.none-title')}>
              {t(filter.text === '' && filter.status === null && !dueOnly ? 'cases.none' : 'cases.none-found')}{' '}
              {t('hand-over.import-what')}
            </EmptyState>
          ) : (
            <VirtualList
              count={total ?? 0}
              rowHeight={rowHeightPx}
              label={t('cases.title')}
              items={rows}
              renderItem={renderItem}
              onVisible={onVisible}
              onOpen={open}
            />
          )}
        </div>
      </div>
    </div>
  );
}

/** The supervisor's place: activity, people and alarms, journal, settings of the workstation. Advisers never see it. */
import { SegmentedControl } from '@mantine/core';
import { useEffect } from 'react';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import type { SupervisorPart } from '../../state/reports-store.ts';
import { useText } from '../../text/use-text.ts';
import { AdvisersCard } from '../settings/advisers-card.tsx';
import { JournalCard } from '../settings/journal-card.tsx';
import { LimitsCard } from '../settings/limits-card.tsx';
import { WorkstationKeyCard } from '../settings/workstation-key-card.tsx';
import { Activity } from './activity.tsx';
import { AlarmsCard } from './alarms-card.tsx';
import { ContactsCard } from './contacts-card.tsx';
import { ExportKeyCard } from './export-key-card.tsx';
import { QuotasCard } from './quotas-card.tsx';
import css from './supervisor.module.css';

const parts: readonly SupervisorPart[] = ['activity', 'people', 'journal', 'workstation'];

export function SupervisorScreen() {
  const { t } = useText();
  const { reports, administration } = useDesk();
  const isSupervisor = useDeskState('session', (state) => state.app?.session?.role === 'supervisor');
  const part = useDeskState('reports', (state) => state.part);
  const problem = useDeskState('reports', (state) => state.problem);
  useEffect(() => {
    if (!isSupervisor) return;
    void administration.getState().load();
    if (part === 'people') void reports.getState().loadAlarms();
  }, [isSupervisor, part, administration, reports]);
  if (!isSupervisor) return null;
  return (
    <div className={css.screen}>
      <SegmentedControl
        className={css.parts ?? ''}
        withItemsBorders={false}
        aria-label={t('supervisor.parts')}
        value={part}
        onChange={(value) => reports.getState().showPart(value as SupervisorPart)}
        data={parts.map((value) => ({ value, label: t(`supervisor.part.${value}`) }))}
      />
      {problem !== null && <ProblemCard problem={problem} onClose={() => reports.getState().dismissProblem()} />}
      {part === 'activity' && <Activity />}
      {part === 'people' && (
        <div className={css.pair}>
          <div className={css.column}>
            <QuotasCard />
            <AdvisersCard />
          </div>
          <AlarmsCard />
        </div>
      )}
      {part === 'journal' && (
        <div className={css.pair}>
          <JournalCard />
          <ExportKeyCard />
        </div>
      )}
      {part === 'workstation' && (
        <div className={css.pair}>
          <LimitsCard />
          <div className={css.column}>
            <WorkstationKeyCard />
            <ContactsCard />
          </div>
        </div>
      )}
    </div>
  );
}

/**
 * All stores together, over one `VigieApi`. Locking clears each of them: no case, verdict or offer stays on a screen
 * that anybody may walk up to. No React.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { VigieApi } from '../../contract/channels.ts';
import { type AdministrationState, createAdministrationStore } from './administration-store.ts';
import { type CallState, createCallStore } from './call-store.ts';
import { type CasesState, createCasesStore } from './cases-store.ts';
import { type CoachState, createCoachStore } from './coach-store.ts';
import { createFinderStore, type FinderState } from './finder-store.ts';
import { createHandOverStore, type HandOverState } from './hand-over-store.ts';
import { createNoticesStore, type NoticesState } from './notices-store.ts';
import { createPacksStore, type PacksState } from './packs-store.ts';
import { createReportsStore, type ReportsState } from './reports-store.ts';
import { createSessionStore, type SessionState } from './session-store.ts';
import { createSheetStore, type SheetState } from './sheet-store.ts';
import { createViewStore, type ViewState } from './view-store.ts';
import { createWorkstationKeyStore, type WorkstationKeyState } from './workstation-key-store.ts';

/** The state behind each store, by the name under which screens ask for it. */
export interface DeskStates {
  readonly session: SessionState;
  readonly packs: PacksState;
  readonly notices: NoticesState;
  readonly call: CallState;
  readonly cases: CasesState;
  readonly handOver: HandOverState;
  readonly sheet: SheetState;
  readonly administration: AdministrationState;
  readonly reports: ReportsState;
  readonly workstationKey: WorkstationKeyState;
  readonly finder: FinderState;
  readonly coach: CoachState;
  readonly view: ViewState;
}

export type DeskStores = { readonly [Key in keyof DeskStates]: StoreApi<DeskStates[Key]> };

export type Desk = DeskStores & {
  readonly api: VigieApi;
  readonly clock: () => number;
};

export function createDesk(api: VigieApi, clock: () => number = Date.now): Desk {
  const desk: Desk = {
    api,
    clock,
    session: createSessionStore(api, clock),
    packs: createPacksStore(api),
    notices: createNoticesStore(api),
    call: createCallStore(api, clock),
    cases: createCasesStore(api),
    handOver: createHandOverStore(api),
    sheet: createSheetStore(api),
    administration: createAdministrationStore(api),
    reports: createReportsStore(api),
    workstationKey: createWorkstationKeyStore(api),
    finder: createFinderStore(api),
    coach: createCoachStore(),
    view: createViewStore(),
  };

  desk.session.subscribe((now, before) => {
    const was = before.app?.phase;
    const is = now.app?.phase;
    // What waits to be said is of the screen that went, or in the other language.
    if (was !== is || before.app?.locale !== now.app?.locale) desk.view.getState().hush();
    if (was === is) return;
    if (is === 'unlocked') {
      void desk.packs.getState().load();
      void desk.notices.getState().load();
      void desk.call.getState().readQuota();
      void desk.cases.getState().loadPending();
      // Whoever is stopped since the last supervisor was here is said at once.
      if (now.app?.session?.role === 'supervisor') void desk.administration.getState().load();
    } else if (was === 'unlocked') {
      const { packs, notices, call, cases, handOver, sheet, administration, reports, workstationKey, view, finder } =
        desk;
      const cleared = [
        packs,
        notices,
        call,
        cases,
        handOver,
        sheet,
        administration,
        reports,
        workstationKey,
        view,
        finder,
      ];
      for (const store of cleared) store.getState().clear();
    }
  });

  // The desk lists what is pending: it is read again whenever a call was left.
  desk.call.subscribe((now, before) => {
    if (before.case !== null && now.case === null && desk.session.getState().app?.phase === 'unlocked') {
      void desk.cases.getState().loadPending();
    }
  });

  const watch = () => {
    if (desk.session.getState().app?.demo == null) return;
    const { case: current, authenticated } = desk.call.getState();
    desk.coach.getState().observe({
      inCall: current !== null,
      authenticated,
      verdicts: current?.verdicts.length ?? 0,
      outcomes: current?.plan.steps.filter((step) => step.outcome !== null).length ?? 0,
      sheetOpen: desk.sheet.getState().reference !== null,
    });
  };
  desk.call.subscribe(watch);
  desk.sheet.subscribe(watch);

  return desk;
}

/**
 * All stores together, over one `VigieApi`. Locking clears each of them: no case, verdict or offer stays on a screen
 * that anybody may walk up to. No React.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { VigieApi } from '../../contract/channels.ts';
import { type CallState, createCallStore } from './call-store.ts';
import { type CasesState, createCasesStore } from './cases-store.ts';
import { createPacksStore, type PacksState } from './packs-store.ts';
import { createSessionStore, type SessionState } from './session-store.ts';
import { createSheetStore, type SheetState } from './sheet-store.ts';
import { createSupervisionStore, type SupervisionState } from './supervision-store.ts';
import { createViewStore, type ViewState } from './view-store.ts';

/** The state behind each store, by the name under which screens ask for it. */
export interface DeskStates {
  readonly session: SessionState;
  readonly packs: PacksState;
  readonly call: CallState;
  readonly cases: CasesState;
  readonly sheet: SheetState;
  readonly supervision: SupervisionState;
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
    call: createCallStore(api, clock),
    cases: createCasesStore(api),
    sheet: createSheetStore(api),
    supervision: createSupervisionStore(api),
    view: createViewStore(),
  };

  desk.session.subscribe((now, before) => {
    const was = before.app?.phase;
    const is = now.app?.phase;
    if (was === is) return;
    if (is === 'unlocked') {
      void desk.packs.getState().load();
      void desk.call.getState().readQuota();
      void desk.cases.getState().loadPending();
    } else if (was === 'unlocked') {
      for (const store of [desk.packs, desk.call, desk.cases, desk.sheet, desk.supervision, desk.view])
        store.getState().clear();
    }
  });

  // The desk lists what is pending: it is read again whenever a call was left.
  desk.call.subscribe((now, before) => {
    if (before.case !== null && now.case === null && desk.session.getState().app?.phase === 'unlocked') {
      void desk.cases.getState().loadPending();
    }
  });

  return desk;
}

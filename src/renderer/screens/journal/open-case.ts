/** From any screen to a case, by its reference, and to the cases in which somebody is to be called back. */
import { callBacks } from '../../state/cases-store.ts';
import type { Desk } from '../../state/desk.ts';

/** Shows the case on the desk. While another call is under way, asks first what becomes of it. */
export async function openCase({ call, view }: Desk, reference: string): Promise<void> {
  const current = call.getState().case;
  if (current !== null && current.reference !== reference) {
    if (current.status === 'closed') call.getState().leaveClosed();
    else return view.getState().openDialog('leave-call');
  }
  if (current?.reference === reference || (await call.getState().resume(reference))) view.getState().goTo('desk');
}

export function showCallBacks({ cases, view }: Desk): void {
  view.getState().goTo('cases');
  void cases.getState().setFilter(callBacks);
}

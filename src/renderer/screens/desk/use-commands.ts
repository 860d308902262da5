/** Runs commands, and binds the keyboard to them for as long as the desk is on screen. */
import { useEffect, useMemo } from 'react';
import { useDesk } from '../../components/desk-context.tsx';
import { topLayer } from '../../components/layers.ts';
import { hasPlan, unasked } from '../../state/call-store.ts';
import type { Desk } from '../../state/desk.ts';
import { type Command, commandFor } from '../../state/shortcuts.ts';
import { useText } from '../../text/use-text.ts';
import { answerRequest } from '../guide/answer-request.ts';
import { outcomeRequest } from '../guide/outcome-request.ts';

export type RunCommand = (command: Command) => void;

/** Places in `outcomeKindsBy`: what each is at the adviser's own steps has other words. */
const outcomeOf: Partial<Record<Command, number>> = {
  'outcome-done': 0,
  'outcome-refused': 1,
  'outcome-later': 2,
  'outcome-not-applicable': 3,
};

const answerOf: Partial<Record<Command, boolean | null>> = {
  'answer-yes': true,
  'answer-no': false,
  'answer-unknown': null,
};

function createRun({ session, call, view, sheet }: Desk, onTriageLeft: (unaskedCount: number) => void): RunCommand {
  return (command) => {
    const outcome = outcomeOf[command];
    if (outcome !== undefined) return outcomeRequest.dispatch({ index: outcome, by: 'key' });
    const answer = answerOf[command];
    if (answer !== undefined) return answerRequest.dispatch(answer);
    const { case: current, undoableStepId } = call.getState();
    switch (command) {
      case 'new-call':
        view.getState().goTo('desk');
        // A closed case on screen was only read: it makes place at once.
        if (current === null || current.status === 'closed') void call.getState().newCall();
        else view.getState().openDialog('leave-call');
        return;
      case 'authenticate':
        if (current !== null) call.getState().setAuthenticated(!call.getState().authenticated);
        return;
      case 'next-step':
        if (current === null || call.getState().identifying) return;
        // The first questions may be left: what was not asked is said, and stays in sight beside the steps.
        if (call.getState().triaging) onTriageLeft(unasked(current.plan.questions));
        call.getState().nextStep();
        return;
      case 'sheet':
        if (current === null || !hasPlan(current)) return;
        view.getState().openDialog('sheet');
        void sheet.getState().open(current.reference, current.person);
        return;
      case 'undo':
        if (undoableStepId !== null) void call.getState().undoOutcome(undoableStepId);
        return;
      case 'palette':
      case 'shortcuts':
        return view.getState().openDialog(command);
      case 'lock':
        void session.getState().lock();
    }
  };
}

const textInputTypes = new Set(['text', 'password', 'search', 'email', 'tel', 'number', 'date', 'time', 'url']);
function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return textInputTypes.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

// What still makes sense above a dialog: another dialog in its place, and the lock.
const overDialogs = new Set<Command>(['palette', 'shortcuts', 'lock', 'sheet']);

export function useCommands(): RunCommand {
  const desk = useDesk();
  const { t } = useText();
  const run = useMemo(() => {
    const announceLeft = (count: number) => {
      if (count > 0) desk.view.getState().announce(t('triage.left', { count }), { urgent: true });
    };
    return createRun(desk, announceLeft);
  }, [desk, t]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const command = commandFor({
        key: event.key,
        code: event.code,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        altKey: event.altKey,
        shiftKey: event.shiftKey,
        inTextField: isTextField(event.target),
        digitKeys: desk.session.getState().app?.digitKeys ?? true,
      });
      if (command === null) return;
      // Asked for or drawn: the state knows it first, and knows nothing of the dialogs that a screen keeps to itself.
      const dialogOpen = desk.view.getState().dialogs.length > 0 || topLayer() !== null;
      if (dialogOpen && !overDialogs.has(command)) return;
      // Also what the browser would do with the key: its own print dialog, help, address bar.
      event.preventDefault();
      if (!event.repeat) run(command);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [desk, run]);
  return run;
}

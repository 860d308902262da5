/** The note of the case. It is saved as it is written, unless it looks like it holds what must never be kept. */
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { memo, useEffect, useRef, useState } from 'react';
import { useDesk, useDeskState } from '../../components/desk-context.tsx';
import { useSpoken } from '../../components/use-spoken.ts';
import { useText } from '../../text/use-text.ts';
import css from './note-panel.module.css';

// A pause in typing, so that half a number is not judged.
const pauseMs = 700;

export const NotePanel = memo(function NotePanel() {
  const { t } = useText();
  const { call } = useDesk();
  const saved = useDeskState('call', (state) => state.case?.note ?? '');
  const state = useDeskState('call', (store) => store.note);
  const closed = useDeskState('call', (store) => store.case?.status === 'closed');
  const [note, setNote] = useState(saved);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const pending = useRef<string | null>(null);

  const flush = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (pending.current === null) return;
    const text = pending.current;
    pending.current = null;
    void call.getState().saveNote(text);
  };
  const flushLatest = useRef(flush);
  flushLatest.current = flush;
  useEffect(() => () => flushLatest.current(), []);

  const write = (text: string) => {
    setNote(text);
    pending.current = text;
    call.getState().markNoteUnsaved();
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => flushLatest.current(), pauseMs);
  };
  const refused = state.kind === 'refused';
  const refusal = refused
    ? t('note.refused', { what: state.suspects.map((suspect) => t(`suspect.${suspect}`)).join(', ') })
    : null;
  // That it was saved is seen; heard after each pause it would only disturb the call.
  useSpoken(refusal, true);
  return (
    <section className={css.note}>
      <label htmlFor="case-note">{t('note.title')}</label>
      <textarea
        id="case-note"
        maxLength={2000}
        readOnly={closed}
        value={note}
        aria-invalid={refused}
        aria-describedby="case-note-state"
        placeholder={t('note.placeholder')}
        onChange={(event) => write(event.currentTarget.value)}
        onBlur={flush}
      />
      <p id="case-note-state" className={css.noteState} data-refused={refused || undefined}>
        {refused && <IconAlertTriangle size={15} aria-hidden />}
        {state.kind === 'saved' && note !== '' && <IconCheck size={15} aria-hidden />}
        {refusal !== null
          ? refusal
          : state.kind === 'saved'
            ? t(note === '' ? 'note.empty' : 'note.saved')
            : t('note.saving')}
      </p>
    </section>
  );
});

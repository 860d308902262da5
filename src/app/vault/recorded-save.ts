/** Files that leave the workstation, each with its entry in the journal. */
import type { AuditKind } from '../../core/journal/audit-entry.ts';
import type { Shell } from '../shell/shell.ts';
import type { EntryAbout, Session } from './session.ts';

/**
 * Asks where to save, writes, and records that it was done in the session in which it was asked for.
 * @returns `path` is null if the person closed the dialog: nothing is then recorded
 * @throws VigieError 'disk-full' · 'read-only' · 'file-unwritable' · 'entries-exceeded', before anything is asked
 */
export async function saveRecorded(
  shell: Pick<Shell, 'saveFile'>,
  session: Session,
  file: { readonly suggestedName: string; readonly bytes: Uint8Array },
  kind: AuditKind,
  about: EntryAbout,
): Promise<{ path: string | null }> {
  return await session.recording(kind, async (enter) => {
    const path = await shell.saveFile(file);
    if (path !== null) enter(about);
    return { path };
  });
}

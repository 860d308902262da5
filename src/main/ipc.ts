/**
 * The one way in from the page. The sender is checked first: this window, its main frame, our origin. Anything else is
 * refused, never ignored; what passes is parsed by the application against the contract.
 */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { DroppedFiles } from '../app/shell/dropped-files.ts';
import { appUrl } from './hardening.ts';

export interface IpcTarget {
  invoke(channel: string, input: unknown): Promise<unknown>;
  /** Told of a call that was turned away because of who sent it: the journal keeps a trace. */
  noteRefusedCall(): void;
}

const refused = { ok: false, problem: { code: 'ipc-refused', details: {} } };

function isOurPage(event: IpcMainInvokeEvent, contents: WebContents): boolean {
  const frame = event.senderFrame;
  // Null once the frame has gone or navigated: nobody is there to be answered.
  return (
    frame !== null &&
    event.sender === contents &&
    frame.parent === null &&
    !frame.detached &&
    frame.url.startsWith(appUrl)
  );
}

/** @returns a function that closes the way in */
export function serveIpc(ipc: IpcMain, contents: WebContents, target: IpcTarget, dropped: DroppedFiles): () => void {
  ipc.handle('vigie:call', async (event, channel: unknown, input: unknown) => {
    if (!isOurPage(event, contents) || typeof channel !== 'string') {
      target.noteRefusedCall();
      return refused;
    }
    return await target.invoke(channel, input);
  });
  ipc.handle('vigie:dropped', (event, path: unknown) => {
    if (!isOurPage(event, contents)) {
      target.noteRefusedCall();
      return '';
    }
    // A file that a page made up has no path. An empty token is no token: the application answers `file-not-found` for it.
    if (typeof path !== 'string' || path === '') return '';
    return dropped.remember(path);
  });
  return () => {
    ipc.removeHandler('vigie:call');
    ipc.removeHandler('vigie:dropped');
  };
}

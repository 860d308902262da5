/**
 * Electron's preload script: the only code that sees both the page and Electron. Sandboxed, one CommonJS file, and it
 * requires nothing but `electron`. It checks and passes on; the main process parses.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type ContractNames, createVigieApi } from './api.ts';
import { denyDragOut } from './drag-out.ts';

/** Written in by the build from `src/contract`, so that the schemas themselves stay out of this file. */
declare const __VIGIE_CONTRACT__: ContractNames;

denyDragOut();
contextBridge.exposeInMainWorld(
  'vigie',
  createVigieApi(__VIGIE_CONTRACT__, {
    invoke: (channel, input) => ipcRenderer.invoke('vigie:call', channel, input),
    subscribe(event, listener) {
      const forward = (_: Electron.IpcRendererEvent, name: unknown, payload: unknown): void => {
        if (name === event) listener(payload);
      };
      ipcRenderer.on('vigie:event', forward);
      // In braces: the page would otherwise be handed what `removeListener` returns, which is `ipcRenderer` itself.
      return () => {
        ipcRenderer.removeListener('vigie:event', forward);
      };
    },
    tokenForDroppedFile: (file) => ipcRenderer.invoke('vigie:dropped', webUtils.getPathForFile(file)),
  }),
);

/**
 * An error that nothing caught. Electron would show its words and its stack, which may hold anything, in a box in English, and
 * go on, unlocked, in a state that nobody knows (lib/browser/init.ts). So the vault is locked at once, the person is told
 * without a word of the error, and the program ends: to vault and journal that is what a power cut is.
 */
import type { App, Dialog } from 'electron';
import { faultText } from './boxes.ts';

export interface FaultParts {
  readonly app: Pick<App, 'whenReady' | 'exit'>;
  readonly dialog: Pick<Dialog, 'showErrorBox'>;
  /** `process`: Electron leaves the error to whoever listens. */
  readonly events: { on(event: 'uncaughtException', listener: () => void): unknown };
}

export interface FaultGuard {
  /** What wipes the keys, once there are any. */
  lockBy(lock: () => void): void;
}

export function endOnFault({ app, dialog, events }: FaultParts): FaultGuard {
  let lock = (): void => {};
  let hasFailed = false;
  events.on('uncaughtException', () => {
    // What fails while the box is shown changes nothing: the program ends.
    if (hasFailed) return;
    hasFailed = true;
    try {
      lock();
    } catch {
      // The end of the process takes the keys with it.
    }
    // On Linux a box is seen by nobody before.
    void app.whenReady().then(() => {
      dialog.showErrorBox('Vigie', faultText);
      app.exit(1);
    });
  });
  return {
    lockBy(given) {
      lock = given;
    },
  };
}

/** The set-up and tear-down of an end-to-end file: one launched application for all its tests, and a picture of each failure. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { makeWorkspace } from './make-set.ts';
import { type LaunchChoices, type Launched, launch, picture, unlock } from './vigie.ts';

export interface LaunchedDesk extends Launched {
  /** Directory of this file's own; removed at the end. */
  readonly dir: string;
}

export interface DeskChoices extends LaunchChoices {
  /** Whether the tests begin at the desk; else at the gate. */
  readonly unlocked?: boolean;
}

/** To be called at the top of a file. What it returns can be read once the tests run. */
export function withLaunchedDesk({ unlocked = true, ...choices }: DeskChoices = {}): LaunchedDesk {
  const workspace = makeWorkspace();
  let launched: Launched | null = null;
  const running = (): Launched => {
    if (launched === null) throw new Error('the application is not launched yet');
    return launched;
  };
  beforeAll(async () => {
    launched = await launch(workspace.dir, choices);
    if (unlocked) await unlock(launched.page);
  });
  afterAll(async () => {
    await launched?.close();
    workspace.remove();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail' && launched !== null) await picture(launched.page, task.name);
  });
  return {
    dir: workspace.dir,
    get page() {
      return running().page;
    },
    get saveDir() {
      return running().saveDir;
    },
    get profileDir() {
      return running().profileDir;
    },
    get faults() {
      return running().faults;
    },
    chooseFile: (path) => running().chooseFile(path),
    close: () => running().close(),
  };
}

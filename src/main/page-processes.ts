/**
 * The processes that hold what the window shows, and their end. Chromium may end a process some time after the last page of it was
 * left, and may give it another page of the same site meanwhile; what was typed stays in its memory as long as it runs.
 */
import type { App, WebContents, WebFrameMain } from 'electron';
import { endsWithin } from '../files/process-running.ts';

export interface PageProcess {
  readonly pid: number;
  /** Milliseconds since 1970, as Electron has it; null where Electron does not list the process. */
  readonly creationTime: number | null;
}

export interface PageProcesses {
  /** @returns the process of each frame of the page: a frame of another site, or a sandboxed one, has one of its own */
  list(): readonly PageProcess[];
  /** Resolves once none of `processes` runs any more. One that goes on for long is killed. Never rejects. */
  awaitEnd(processes: readonly PageProcess[]): Promise<void>;
}

/** How long a process that holds no page any more may take to end by itself. */
const usualPatienceMs = 3_000;

export function watchPageProcesses(
  app: Pick<App, 'getAppMetrics'>,
  contents: WebContents,
  patienceMs = usualPatienceMs,
): PageProcesses {
  const creationTimeOf = (pid: number): number | null =>
    app.getAppMetrics().find((process) => process.pid === pid)?.creationTime ?? null;
  return {
    list: () =>
      [...new Set([contents.getOSProcessId(), ...framesOf(contents).map(pidOf)])]
        // A frame whose process has not been started, or has died, has the number 0.
        .filter((pid) => pid > 0)
        .map((pid) => ({ pid, creationTime: creationTimeOf(pid) })),
    async awaitEnd(processes) {
      const deadline = performance.now() + patienceMs;
      for (const process of processes) {
        if (await endsWithin(process.pid, deadline - performance.now())) continue;
        // The number may be another program's by now: only what Electron still lists as the same process is killed.
        if (process.creationTime === null || creationTimeOf(process.pid) !== process.creationTime) continue;
        kill(process.pid);
        await endsWithin(process.pid, patienceMs);
      }
    },
  };
}

/** Electron throws where a frame goes while it is looked at: the main frame's process is then known by the contents. */
function framesOf(contents: WebContents): readonly WebFrameMain[] {
  try {
    return contents.mainFrame.framesInSubtree;
  } catch {
    return [];
  }
}

function pidOf(frame: WebFrameMain): number {
  try {
    return frame.osProcessId;
  } catch {
    return 0;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

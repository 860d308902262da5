/** Whether a process runs, and until when. */

const pauseMs = 20;

/** True if a process of that number is running on this machine. One of another account may not be signalled, and is there. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** @returns true once the process has ended; false if it goes on for longer than `limitMs` */
export async function endsWithin(pid: number, limitMs: number): Promise<boolean> {
  for (const endMs = performance.now() + limitMs; isRunning(pid); ) {
    if (performance.now() >= endMs) return false;
    await new Promise((done) => setTimeout(done, pauseMs));
  }
  return true;
}

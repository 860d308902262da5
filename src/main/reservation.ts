/**
 * Why a profile cannot be reserved although nobody has it. `requestSingleInstanceLock` answers no where another process has the
 * profile, and just so where Electron cannot leave its own marks (`LOCK_ERROR` in shell/browser/api/electron_api_app.cc): on
 * Linux and macOS symbolic links beside the profile and a socket in a new directory for temporary files (`ProcessSingleton::Create`,
 * process_singleton_posix.cc), on Windows a file beside the profile. Only the same attempt tells the one from the other.
 */
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Obstacle {
  readonly dir: string;
  /** As the system names it: `ENOSPC`, `EROFS`, `EACCES`, … */
  readonly code: string;
}

/** @returns the first directory in which the marks cannot be left; null if they can */
export function findObstacle(
  userData: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Obstacle | null {
  const mark = join(userData, `reservation-${process.pid}`);
  const beside = obstacleOf(userData, () => {
    mkdirSync(userData, { recursive: true });
    if (platform === 'win32') writeFileSync(mark, '');
    else symlinkSync(String(process.pid), mark);
    rmSync(mark);
  });
  if (beside !== null || platform === 'win32') return beside;
  // As base::GetTempDir has it (base/files/file_util_posix.cc).
  const temporary = environment.TMPDIR || '/tmp';
  return obstacleOf(temporary, () => rmdirSync(mkdtempSync(join(temporary, 'vigie-'))));
}

function obstacleOf(dir: string, attempt: () => void): Obstacle | null {
  try {
    attempt();
    return null;
  } catch (error) {
    return { dir, code: (error as NodeJS.ErrnoException).code ?? 'unknown' };
  }
}

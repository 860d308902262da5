/** For each test of a file an Electron shell over the fake, with a user data directory of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { buildIfStale } from '../../scripts/lib/build.mjs';
import { type StartArguments, startShell } from './start-shell.ts';

export function shellOfEachTest() {
  let dir: string;
  let stop = (): void => {};
  beforeAll(() => buildIfStale(), 180_000);
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'vigie-start-'));
  });
  afterEach(() => {
    stop();
    rmSync(dir, { recursive: true });
  });
  return {
    /** @returns a path in the user data directory; without names, the directory itself */
    pathOf: (...names: string[]): string => join(dir, ...names),
    /** The one started last is ended by `stop`, and with the test. */
    async startWith(...[fakeOptions, options, whileStarting]: StartArguments) {
      const started = await startShell(dir, fakeOptions, options, whileStarting);
      stop = started.stop;
      return started;
    },
    stop: (): void => stop(),
  };
}

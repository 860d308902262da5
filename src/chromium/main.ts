/**
 * Starts the Chromium shell from the command line:
 * `node src/chromium/main.ts --browser PATH [--demo] [--profile DIR] [--save-dir DIR]`.
 * `scripts/start.mjs` calls it where Electron's binary is absent.
 */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { adminSettingsPath, readMachineSettings } from '../app/fleet/admin-settings.ts';
import { forbidCoreDumps, forbidErrorReports } from '../app/shell/core-dumps.ts';
import { readDemoProfile } from '../app/shell/demo-profile.ts';
import { isVigieError } from '../core/errors.ts';
import { openSystemLog } from '../files/system-log.ts';
import { type LaunchOptions, launchVigie } from './launch.ts';

const projectRoot = resolve(import.meta.dirname, '..', '..');

/** Where a person looks for documents; `VIGIE_SAVE_DIR` or `--save-dir` say otherwise. */
function defaultSaveDir(): string {
  return process.env.VIGIE_SAVE_DIR ?? join(homedir(), 'Documents', 'Vigie');
}

async function readOptions(): Promise<LaunchOptions> {
  const { values } = parseArgs({
    options: {
      browser: { type: 'string' },
      demo: { type: 'boolean', default: false },
      profile: { type: 'string' },
      'save-dir': { type: 'string' },
      headless: { type: 'boolean', default: false },
    },
  });
  if (values.browser === undefined) throw new Error('--browser PATH is needed');
  const demo = values.demo ? readDemoProfile(join(projectRoot, '.vigie', 'demo')) : null;
  return {
    browserPath: values.browser,
    headless: values.headless,
    rendererDir: join(projectRoot, 'out', 'renderer'),
    resourcesDir: join(projectRoot, 'resources'),
    saveDir: values['save-dir'] ?? defaultSaveDir(),
    administrator: readMachineSettings(process.platform, adminSettingsPath(process.platform)),
    systemLog: openSystemLog(),
    profileDir: values.profile ?? demo?.profileDir ?? join(projectRoot, '.vigie', 'profile'),
    ...(demo === null ? {} : { trustedKeysDir: demo.trustedKeysDir, demo: demo.demo }),
  };
}

forbidCoreDumps();
forbidErrorReports();
try {
  const vigie = await launchVigie(await readOptions());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void vigie.close());
  await vigie.closed;
} catch (error) {
  if (!isVigieError(error)) throw error;
  process.stderr.write(`error: vigie could not start (${error.code})\n`);
  process.exitCode = 1;
}

/**
 * Electron's entry point. Synchronous up to `whenReady`, because privileged schemes must be registered before it.
 *
 * The default export is the module itself: its parts are looked up when they are used. Named ones are copied when this
 * file is loaded, before `ready`, where a part that is there only afterwards would be missing for good.
 */
import { join } from 'node:path';
import electron from 'electron';
import { adminSettingsPath } from '../app/fleet/admin-settings.ts';
import { start } from './start.ts';

const outDir = join(import.meta.dirname, '..');
const { app } = electron;

void start(electron, {
  outDir,
  // Inside the package, and so under its integrity check: whoever could swap a signer's key could sign for us.
  resourcesDir: join(outDir, '..', 'resources'),
  demoDir: !app.isPackaged && app.commandLine.hasSwitch('demo') ? join(outDir, '..', '.vigie', 'demo') : null,
  adminSettingsPath: adminSettingsPath(process.platform),
  // Packaged, the program is the product; unpackaged, its folder comes first.
  arguments: process.argv.slice(app.isPackaged ? 1 : 2),
  environment: process.env,
  platform: process.platform,
});

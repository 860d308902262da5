/**
 * Electron's entry point. Synchronous up to `whenReady`, because privileged schemes must be registered before it.
 *
 * Electron's default export is imported because its parts are then looked up when they are used. Named imports are copied
 * when this file is loaded, before `ready`: a part that exists only after `ready` would stay undefined.
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
  events: process,
});

/** Electron's entry point. Synchronous up to `whenReady`, because privileged schemes must be registered before it. */
import { join } from 'node:path';
import * as electron from 'electron';
import { start } from './start.ts';

const outDir = join(import.meta.dirname, '..');
const { app } = electron;

void start(electron, {
  outDir,
  resourcesDir: app.isPackaged ? process.resourcesPath : join(outDir, '..', 'resources'),
  demoDir: !app.isPackaged && app.commandLine.hasSwitch('demo') ? join(outDir, '..', '.vigie', 'demo') : null,
  environment: process.env,
  platform: process.platform,
});

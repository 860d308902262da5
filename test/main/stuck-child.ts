/**
 * A first process that is in the middle of a call and then answers nothing any more. Arguments: user data directory, passphrase.
 * Prints the reference of its case.
 */
import { resolve } from 'node:path';
import type * as ElectronModule from 'electron';
import { start } from '../../src/main/start.ts';
import { tinyCost } from '../core/pack/memory-pack.ts';
import { createFakeElectron } from '../support/fake-electron.ts';

const [userData = '', passphrase = ''] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '..', '..');
const fake = createFakeElectron({ packaged: true, userData });
const starting = start(fake.electron as unknown as typeof ElectronModule, {
  outDir: resolve(root, 'out'),
  resourcesDir: resolve(root, 'resources'),
  demoDir: null,
  adminSettingsPath: null,
  arguments: [],
  platform: 'linux',
  environment: {},
  costs: { vault: tinyCost },
});
fake.becomeReady();
await starting;
const [window] = fake.windows;
if (window === undefined) throw new Error('no window was opened');
const call = (channel: string, input: object) => fake.invokeIpc(window, 'vigie:call', [channel, input]);
await call('createVault', { adviserName: 'Essai', passphrase });
const opened = (await call('openCase', {})) as { value: { reference: string } };
process.stdout.write(opened.value.reference, () => {
  // Blocked for good, at no cost.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});

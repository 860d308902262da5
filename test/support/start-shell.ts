/** The Electron shell over the fake `electron`, from `prepare` to a page that answers, for tests of the whole start. */
import { EventEmitter } from 'node:events';
import { join, resolve } from 'node:path';
import type * as ElectronModule from 'electron';
import { type StartOptions, start } from '../../src/main/start.ts';
import { tinyCost } from '../core/pack/memory-pack.ts';
import { createFakeElectron, type FakeElectron, type FakeOptions } from './fake-electron.ts';

const root = resolve(import.meta.dirname, '..', '..');

export type StartArguments = [
  fakeOptions?: FakeOptions,
  options?: Partial<StartOptions>,
  /** What happens before Electron is ready. */
  whileStarting?: (fake: FakeElectron) => void,
];

/** @param dir user data directory @returns among others `stop`, which ends the program as its last window does */
export async function startShell(
  dir: string,
  ...[fakeOptions = {}, options = {}, whileStarting = () => {}]: StartArguments
) {
  const { platform = 'linux', environment = {} } = options;
  /** Tells of errors that nothing caught, in the place of `process`. */
  const events = new EventEmitter();
  const fake = createFakeElectron({ packaged: true, userData: dir, platform, ...fakeOptions });
  const started = start(fake.electron as unknown as typeof ElectronModule, {
    outDir: join(root, 'out'),
    resourcesDir: join(root, 'resources'),
    demoDir: null,
    adminSettingsPath: null,
    arguments: [],
    platform,
    // What a passphrase costs, and what is left of it, has tests of its own.
    costs: { vault: tinyCost },
    cleanMemory: () => {},
    answerMs: 300,
    events,
    ...options,
    environment: fake.environmentOf(environment),
  });
  whileStarting(fake);
  fake.becomeReady();
  await started;
  const stop = () => void fake.electron.app.emit('will-quit');
  const [window] = fake.windows;
  const call = async (channel: string, input: object, sender: object = {}) => {
    if (window === undefined) throw new Error('no window was opened');
    return (await fake.invokeIpc(window, 'vigie:call', [channel, input], sender)) as { ok: boolean; value: never };
  };
  return { fake, window, call, stop, events };
}

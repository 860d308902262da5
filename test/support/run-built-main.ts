/**
 * Runs `out/main/index.js` under the fake `electron`, in a process of its own, and prints what came of it as JSON.
 * Arguments: user data directory, then `packaged` or `unpackaged`, then switches.
 */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createFakeElectron } from './fake-electron.ts';

const [userData = '', packaged, ...switches] = process.argv.slice(2);
// The build, or the same out of a package (test/packaging).
const outMain = process.env.VIGIE_BUILT_MAIN ?? resolve(import.meta.dirname, '..', '..', 'out', 'main', 'index.js');
const fake = createFakeElectron({ packaged: packaged === 'packaged', userData, switches });
const holder = globalThis as unknown as { fakeElectron: object };
holder.fakeElectron = fake.electron;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: 'fake:electron', shortCircuit: true } : next(specifier, context),
  load(url, context, next) {
    if (url !== 'fake:electron') return next(url, context);
    const names = Object.keys(fake.electron).join(', ');
    const source = `export const { ${names} } = globalThis.fakeElectron;\nexport default globalThis.fakeElectron;`;
    return { format: 'module', source, shortCircuit: true };
  },
});

await import(pathToFileURL(outMain).href);
// Electron becomes ready only after the entry point has run: what must come before it has come, or never will.
setTimeout(fake.becomeReady, 10);
const until = Date.now() + 120_000;
const isOver = () => fake.windows[0]?.page != null || fake.errorBoxes.length > 0 || fake.electron.app.exitCode !== null;
while (!isOver() && Date.now() < until) await new Promise((done) => setTimeout(done, 20));

const window = fake.windows[0];
const call = window === undefined ? null : await fake.invokeIpc(window, 'vigie:call', ['readAppState', {}]);
const preferences = window?.options.webPreferences;
const output = {
  log: fake.log,
  errorBoxes: fake.errorBoxes,
  exitCode: fake.electron.app.exitCode,
  schemes: Object.fromEntries(fake.schemes),
  preload: preferences?.preload ?? null,
  preferences: preferences === undefined ? null : { ...preferences, session: undefined },
  page: window?.page == null ? null : { ...window.page, headers: Object.fromEntries(window.page.headers) },
  isShown: window?.isShown ?? false,
  hasContentProtection: window?.hasContentProtection ?? false,
  call,
};
process.stdout.write(JSON.stringify(output), () => process.exit(0));

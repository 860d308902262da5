/**
 * A first process that is in the middle of a call and then answers nothing any more. Arguments: user data directory, passphrase.
 * Prints the reference of its case.
 */
import { startShell } from '../support/start-shell.ts';

const [userData = '', passphrase = ''] = process.argv.slice(2);
const { call } = await startShell(userData);
await call('createVault', { adviserName: 'Essai', passphrase });
const opened = (await call('openCase', {})) as unknown as { value: { reference: string } };
process.stdout.write(opened.value.reference, () => {
  // Blocked for good, at no cost.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});

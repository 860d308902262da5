/** Gives made-up passwords to one of the two Argon2 libraries, in a process whose memory is read: `argon2.test.ts`. */
import { writeSync } from 'node:fs';
import { deriveSlotKey, overwritePasswordCopies, stretch } from '../../src/core/crypto/argon2id.ts';
import { madeUpPassword } from './made-up-password.ts';

const [library = '', length = ''] = process.argv.slice(2);
const cost = { memoryKiB: 64, passes: 1, lanes: 1 };
const salt = new Uint8Array(16).fill(7);
for (let i = 0; i < 40; i++) {
  const password = madeUpPassword(i, Number(length));
  // A passphrase comes as a string, which stays until it is collected. Only what the library keeps is looked for, in bytes: so
  // the string begins with a character for which V8 keeps it in two bytes each.
  if (library === 'reference') await deriveSlotKey(String.fromCharCode(0x2713, ...password), salt, cost);
  else await stretch(password, salt, new Uint8Array(32), cost);
  password.fill(0);
}
writeSync(1, 'given\n');
process.stdin.once('data', () => {
  overwritePasswordCopies();
  writeSync(1, 'overwritten\n');
});

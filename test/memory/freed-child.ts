/** Derives keys from the passphrases on its standard input and cleans up as a lock does, in a process whose memory is read: `freed.test.ts`. */
import { writeSync } from 'node:fs';
import { cleanMemorySoon } from '../../src/app/vault/clean-memory.ts';
import { deriveSlotKey } from '../../src/core/crypto/argon2id.ts';

process.stdin.once('data', async (line) => {
  const passphrases = JSON.parse(String(line)) as readonly string[];
  const cost = { memoryKiB: 64, passes: 1, lanes: 1 };
  const keys = passphrases.map((passphrase) => deriveSlotKey(passphrase, new Uint8Array(16).fill(7), cost));
  for (const key of await Promise.all(keys)) key.fill(0);
  cleanMemorySoon();
  // What is due after a lock keeps no process alive, and the last of it comes 1.2 seconds later.
  setTimeout(() => writeSync(1, 'done\n'), 1500);
  process.stdin.on('data', () => process.exit(0));
});

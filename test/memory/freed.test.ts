/** What native code leaves of keys where it freed them, and what then overwrites it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deriveSlotKey } from '../../src/core/crypto/argon2id.ts';
import { scanMemory } from './scan.ts';

/** @returns how many halves of keys are found: an allocator writes over the first bytes of what it is given back */
async function halvesLeft(passphrases: readonly string[], keys: readonly Uint8Array[]): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'freed-child.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    child.stdin.write(`${JSON.stringify(passphrases)}\n`);
    await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve);
      child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
    });
    const halves = keys.flatMap((key) => [key.slice(0, 16), key.slice(16)]);
    return (
      scanMemory(
        child.pid ?? 0,
        halves.map((bytes) => ({ name: 'halves', bytes })),
      ).halves ?? 0
    );
  } finally {
    child.kill();
  }
}

describe.skipIf(process.platform !== 'linux')('of keys that were derived from passphrases', () => {
  // Which thread takes which place is chance: one run in some sixty leaves a place as it was. Without the overwriting every run does.
  it('nothing is left after a lock, on stacks of threads or where the library freed them', { retry: 2 }, async () => {
    // As long as the key that comes of them, for the C library's allocator.
    const passphrases = Array.from({ length: 40 }, (_, i) => `une phrase secrète numéro ${1000 + i}..`);
    const cost = { memoryKiB: 64, passes: 1, lanes: 1 };
    const derived = passphrases.map((passphrase) => deriveSlotKey(passphrase, new Uint8Array(16).fill(7), cost));
    expect(await halvesLeft(passphrases, await Promise.all(derived))).toBe(0);
  });
});

/** What the two Argon2 libraries keep of a password in memory: why passphrases go to one of them (docs/adr/0006). */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { passwordEnd } from './made-up-password.ts';
import { scanMemory } from './scan.ts';

/** @returns how many ends are found once the passwords were given, and after they were overwritten */
async function endsLeft(
  library: 'reference' | 'fast',
  length: number,
): Promise<{ given: number; overwritten: number }> {
  const words = [join(import.meta.dirname, 'argon2-child.ts'), library, String(length)];
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const found: number[] = [];
    for (const _ of ['given', 'overwritten']) {
      await new Promise((resolve, reject) => {
        child.stdout.once('data', resolve);
        child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
      });
      found.push(scanMemory(child.pid ?? 0, [{ name: 'ends', bytes: passwordEnd(length) }]).ends ?? 0);
      child.stdin.write('\n');
    }
    const [given = -1, overwritten = -1] = found;
    return { given, overwritten };
  } finally {
    child.kill();
  }
}

describe.skipIf(process.platform !== 'linux')('of the passwords that it was given', () => {
  it('the reference library keeps nothing', async () => {
    expect((await endsLeft('reference', 40)).given).toBe(0);
  });

  // 17 bytes are those of « nir: » and a NIR. The day on which nothing is found here, ADR 0006 can be looked at again.
  it.each([17, 30, 45, 120])('the fast one keeps most, of %d bytes, until they are overwritten', async (length) => {
    const { given, overwritten } = await endsLeft('fast', length);
    expect(given).toBeGreaterThan(10);
    expect(overwritten).toBe(0);
  });
});

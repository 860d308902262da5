/** A Windows machine without Microsoft's Visual C++ runtime, on which the fast library's addon does not load. */
import { expect, it, vi } from 'vitest';
import { toHex, utf8 } from '../../../src/core/bytes/bytes.ts';
import { stretch } from '../../../src/core/crypto/argon2id.ts';

vi.mock('../../../src/core/crypto/addons.ts', async (load) => ({
  ...(await load<object>()),
  loadFastLibrary: () => {
    throw new Error('The specified module could not be found.');
  },
}));

it('stretches all the same, to the same bytes', async () => {
  const [password, salt, pepper] = [
    utf8('nir:255081416802538'),
    new Uint8Array(16).fill(7),
    new Uint8Array(32).fill(9),
  ];
  const cost = { memoryKiB: 64, passes: 1, lanes: 1 };
  // By the fast library, in another process.
  const script = `const { hashRawSync } = require('@node-rs/argon2');
    const options = { algorithm: 2, version: 1, salt: Buffer.alloc(16, 7), secret: Buffer.alloc(32, 9), memoryCost: 64, timeCost: 1, parallelism: 1, outputLen: 32 };
    process.stdout.write(hashRawSync('nir:255081416802538', options).toString('hex'));`;
  const { execFileSync } = await import('node:child_process');
  const expected = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect(toHex(await stretch(password, salt, pepper, cost))).toBe(expected);
});

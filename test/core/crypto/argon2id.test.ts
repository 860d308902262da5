/** Argon2id: the RFC's vector, two libraries that must agree, and the bounds of FORMAT §6.2 at their edges. */
import { hashRawSync } from '@node-rs/argon2';
import argon2 from 'argon2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../src/core/bytes/bytes.ts';
import {
  type Argon2Cost,
  deriveSlotKey,
  normalisePassphrase,
  requireCostWithin,
  slotBounds,
  stretch,
  stretchBounds,
  stretchSync,
} from '../../../src/core/crypto/argon2id.ts';
import { isVigieError, VigieError } from '../../../src/core/errors.ts';

const cheapest: Argon2Cost = { memoryKiB: 64, passes: 1, lanes: 1 };
const bytes = (count: number, value: number) => Buffer.alloc(count, value);

/** The `argon2` package, with a secret: the yardstick for the other one. */
async function byOtherLibrary(password: Uint8Array, salt: Uint8Array, secret: Uint8Array, cost: Argon2Cost) {
  const raw = await argon2.hash(Buffer.from(password), {
    type: argon2.argon2id,
    version: 0x13,
    raw: true,
    salt: Buffer.from(salt),
    secret: Buffer.from(secret),
    memoryCost: cost.memoryKiB,
    timeCost: cost.passes,
    parallelism: cost.lanes,
    hashLength: 32,
  });
  return toHex(raw);
}

describe('argon2', () => {
  it('gives the tag of RFC 9106 §5.3, with secret and associated data', async () => {
    const tag = await argon2.hash(bytes(32, 1), {
      type: argon2.argon2id,
      version: 0x13,
      raw: true,
      salt: bytes(16, 2),
      secret: bytes(8, 3),
      associatedData: bytes(12, 4),
      memoryCost: 32,
      timeCost: 3,
      parallelism: 4,
      hashLength: 32,
    });
    expect(toHex(tag)).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659');
  });
});

describe('stretch', () => {
  const inputs = fc.record({
    password: fc.uint8Array({ minLength: 1, maxLength: 80 }),
    salt: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    pepper: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    cost: fc.record({
      memoryKiB: fc.integer({ min: 64, max: 300 }),
      passes: fc.integer({ min: 1, max: 3 }),
      lanes: fc.integer({ min: 1, max: 4 }),
    }),
  });

  it('gives the same bytes as the other library, on the pool and on the thread', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async ({ password, salt, pepper, cost }) => {
        const expected = await byOtherLibrary(password, salt, pepper, cost);
        expect(toHex(await stretch(password, salt, pepper, cost))).toBe(expected);
        expect(toHex(stretchSync(password, salt, pepper, cost))).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same bytes as the other library at the default production cost', async () => {
    const cost = { memoryKiB: 32_768, passes: 2, lanes: 1 };
    const [password, salt, pepper] = [utf8('nir:2550814168025'), bytes(16, 7), bytes(32, 9)];
    expect(toHex(await stretch(password, salt, pepper, cost))).toBe(await byOtherLibrary(password, salt, pepper, cost));
  });

  it('depends on each of its inputs', async () => {
    const base = [utf8('nir:2550814168025'), bytes(16, 7), bytes(32, 9), cheapest] as const;
    const seen = new Set<string>();
    seen.add(toHex(await stretch(...base)));
    seen.add(toHex(await stretch(utf8('email:2550814168025'), base[1], base[2], cheapest)));
    seen.add(toHex(await stretch(base[0], bytes(16, 8), base[2], cheapest)));
    seen.add(toHex(await stretch(base[0], base[1], bytes(32, 8), cheapest)));
    seen.add(toHex(await stretch(base[0], base[1], base[2], { ...cheapest, memoryKiB: 65 })));
    seen.add(toHex(await stretch(base[0], base[1], base[2], { ...cheapest, passes: 2 })));
    seen.add(toHex(await stretch(base[0], base[1], base[2], { ...cheapest, lanes: 2 })));
    expect(seen.size).toBe(7);
  });
});

describe('deriveSlotKey', () => {
  it('is Argon2id of the normalised passphrase without a secret, by either library', async () => {
    const salt = bytes(16, 5);
    const key = await deriveSlotKey('  Élan\u00a0 vital ', salt, { memoryKiB: 128, passes: 2, lanes: 2 });
    const other = hashRawSync(utf8('Élan vital'), {
      algorithm: 2,
      version: 1,
      salt,
      memoryCost: 128,
      timeCost: 2,
      parallelism: 2,
      outputLen: 32,
    });
    expect(toHex(key)).toBe(toHex(other));
  });

  it('takes the same words typed on another keyboard, and no other words', () => {
    const same = ['été à la ﬁn', 'e\u0301te\u0301 a\u0300 la fin', ' été\tà  la\u00a0fin\n', 'ｅ\u0301té à la fin'];
    expect(new Set(same.map(normalisePassphrase)).size).toBe(1);
    expect(normalisePassphrase('Été à la fin')).not.toBe(normalisePassphrase('été à la fin'));
    expect(normalisePassphrase('ete a la fin')).not.toBe(normalisePassphrase('été à la fin'));
  });
});

describe('the bounds of costs', () => {
  const codeAndField = (cost: Argon2Cost): string => {
    try {
      requireCostWithin(cost, stretchBounds);
      return 'within';
    } catch (error) {
      if (!isVigieError(error)) throw error;
      return `${error.code} ${error.details.field}`;
    }
  };

  it.each<['memoryKiB' | 'passes' | 'lanes', number, number]>([
    ['memoryKiB', 64, 1_048_576],
    ['passes', 1, 16],
    ['lanes', 1, 4],
  ])('keeps %s within %d and %d', (field, least, most) => {
    for (const [value, inside] of [
      [least - 1, false],
      [least, true],
      [least + 1, true],
      [most - 1, true],
      [most, true],
      [most + 1, false],
      [least + 0.5, false],
      [Number.NaN, false],
      [Number.POSITIVE_INFINITY, false],
      [-least, false],
    ] as const) {
      const expected = inside ? 'within' : `cost-out-of-range ${field}`;
      expect(codeAndField({ memoryKiB: 1024, passes: 2, lanes: 1, [field]: value }), String(value)).toBe(expected);
    }
  });

  it('are checked before any Argon2id runs', async () => {
    const tooMuch = { memoryKiB: 1_048_577, passes: 1, lanes: 1 };
    const expected = new VigieError('cost-out-of-range', { field: 'memoryKiB' });
    await expect(stretch(utf8('a'), bytes(16, 1), bytes(32, 1), tooMuch)).rejects.toEqual(expected);
    await expect(deriveSlotKey('a', bytes(16, 1), tooMuch)).rejects.toEqual(expected);
    expect(() => stretchSync(utf8('a'), bytes(16, 1), bytes(32, 1), tooMuch)).toThrow(expected);
    expect(slotBounds).toEqual(stretchBounds);
  });
});

/**
 * The two Argon2 libraries side by side, at the cost of a passphrase and at that of the stretch: what docs/adr/0006 weighs
 * against what each leaves in memory (test/memory/argon2.test.ts).
 */
import { loadFastLibrary, loadReferenceHash } from '../../src/core/crypto/addons.ts';
import { type Argon2Cost, slotCost } from '../../src/core/crypto/argon2id.ts';
import { randomBytes } from '../../src/core/crypto/symmetric.ts';
import { stretchCosts } from '../../src/core/pack/stretch-costs.ts';
import { type Figure, median, reported, takeTurns } from '../measure.ts';

export async function measureArgon2(): Promise<Figure[]> {
  return [
    ...(await besideEachOther('passphrase', slotCost, 7)),
    ...(await besideEachOther('default stretch', stretchCosts.default, 30)),
  ];
}

async function besideEachOther(label: string, cost: Argon2Cost, rounds: number): Promise<Figure[]> {
  const { hashRaw } = loadFastLibrary();
  const referenceHash = loadReferenceHash();
  const [password, salt] = [Buffer.from(randomBytes(32)), Buffer.from(randomBytes(16))];
  const [none, hashLength] = [Buffer.alloc(0), 32];
  const { memoryKiB: m, passes: t, lanes: p } = cost;
  const fastOptions = {
    algorithm: 2,
    version: 1,
    salt,
    memoryCost: m,
    timeCost: t,
    parallelism: p,
    outputLen: hashLength,
  };
  const ms = await takeTurns(rounds, {
    fast: () => hashRaw(password, fastOptions),
    reference: () =>
      referenceHash({ type: 2, version: 0x13, password, salt, secret: none, data: none, m, t, p, hashLength }),
  });
  const [fast, reference] = [median(ms.fast), median(ms.reference)];
  return [
    reported(`@node-rs/argon2 (${label})`, 1000 / fast, 'evaluations/s'),
    reported(`argon2 (${label})`, 1000 / reference, 'evaluations/s'),
    reported(`argon2 over @node-rs/argon2 (${label}), time`, reference / fast, 'ratio'),
  ];
}

/**
 * A whole check at the production stretch, and what it takes beyond its one bare Argon2id evaluation: of the same check, since
 * two evaluations differ by more than is to be measured. Beside it the least that could be: the same MACs, read, hash and decryption
 * with everything at hand, once after an evaluation, when the processor's caches hold nothing of them any more.
 */
import { join } from 'node:path';
import { checkIdentifier, type Lookup } from '../../src/core/check/check.ts';
import { stretch } from '../../src/core/crypto/argon2id.ts';
import { randomBytes } from '../../src/core/crypto/symmetric.ts';
import { identifierPassword } from '../../src/core/identifier/identifier.ts';
import { stretchCosts } from '../../src/core/pack/stretch-costs.ts';
import { atMost, type Figure, median, quantile, reported } from '../measure.ts';
import { nirOfRow } from '../support/leak-file.ts';
import { openPackFile, writeSyntheticPack } from '../support/packs.ts';
import { bareLoop } from './look-up.ts';

const checks = 300;
const warmUps = 10;

export async function measureCheck(directory: string): Promise<Figure[]> {
  const path = join(directory, 'default-stretch.vigie');
  await writeSyntheticPack({ path, entryCount: 100_000, cost: stretchCosts.default });
  const pack = await openPackFile(path);
  const { salt, pepper, cost } = pack.open.family;
  let bareMs = 0;
  const lookup: Lookup = {
    family: pack.open.family,
    requireKind: (kind) => pack.open.requireKind(kind),
    stretch: async (kind, canonical) => {
      const password = identifierPassword({ kind, canonical });
      const startedAt = performance.now();
      const stretched = await stretch(password, salt, pepper, cost);
      bareMs = performance.now() - startedAt;
      return stretched;
    },
    lookUpStretched: (stretched, signal) => pack.open.lookUpStretched(stretched, signal),
  };
  const floor = bareLoop(path, pack);
  const floors: number[] = [];
  const bare: number[] = [];
  const whole: number[] = [];
  for (let i = -warmUps; i < checks; i++) {
    const startedAt = performance.now();
    const verdict = await checkIdentifier([{ set: 'bench', lookup }], 'nir', nirOfRow(i + warmUps));
    const ms = performance.now() - startedAt;
    if (verdict.kind !== 'not-listed') throw new Error('a check gave a wrong answer');
    if (i < 0) continue;
    whole.push(ms);
    bare.push(bareMs);
    if (i % 3 !== 0) continue;
    const stretched = await stretch(randomBytes(20), salt, pepper, cost);
    const floorAt = performance.now();
    floor.read(stretched, i % (1 << pack.sealed.manifest.prefixBits));
    floors.push(performance.now() - floorAt);
  }
  floor.close();
  await pack.close();
  const beyond = whole.map((ms, i) => ms - (bare[i] ?? Number.NaN));
  return [
    // Not a share of the stretch: of a fast machine's it would be more, with nothing lost.
    atMost('check beyond its bare Argon2id (default stretch), p50', median(beyond), 0.15, 'ms'),
    reported('check beyond its bare Argon2id (default stretch), p95', quantile(beyond, 0.95), 'ms'),
    reported('bare MACs + read + SHA-256 + AES-GCM once after an Argon2id, p50', median(floors), 'ms'),
    reported('check (default stretch), p50', median(whole), 'ms'),
    reported('check (default stretch), p99', quantile(whole, 0.99), 'ms'),
    reported('bare Argon2id (default stretch), p50', median(bare), 'ms'),
  ];
}

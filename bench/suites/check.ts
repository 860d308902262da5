/** A whole check at the production stretch, against one bare Argon2id evaluation with the same parameters. */
import { join } from 'node:path';
import { checkIdentifier } from '../../src/core/check/check.ts';
import { stretch } from '../../src/core/crypto/argon2id.ts';
import { randomBytes } from '../../src/core/crypto/symmetric.ts';
import { identifierPassword } from '../../src/core/identifier/identifier.ts';
import { stretchCosts } from '../../src/core/pack/stretch-costs.ts';
import { atMost, type Figure, median, quantile, reported } from '../measure.ts';
import { nirOfRow } from '../support/leak-file.ts';
import { openPackFile, writeSyntheticPack } from '../support/packs.ts';

/** Two evaluations of the same password may differ by more than the whole limit: with a third of the pairs two runs did too. */
const pairs = 750;
const warmUps = 10;

export async function measureCheck(directory: string): Promise<Figure[]> {
  const path = join(directory, 'default-stretch.vigie');
  await writeSyntheticPack({ path, entryCount: 100_000, cost: stretchCosts.default });
  const pack = await openPackFile(path);
  const salt = randomBytes(16);
  const pepper = randomBytes(32);
  const bare: number[] = [];
  const whole: number[] = [];
  const more: number[] = [];
  for (let i = -warmUps; i < pairs; i++) {
    const canonical = nirOfRow(i + warmUps);
    const evaluate = async () => {
      const password = identifierPassword({ kind: 'nir', canonical });
      const startedAt = performance.now();
      await stretch(password, salt, pepper, stretchCosts.default);
      return performance.now() - startedAt;
    };
    const check = async () => {
      const startedAt = performance.now();
      const verdict = await checkIdentifier([{ set: 'bench', lookup: pack.open }], 'nir', canonical);
      const ms = performance.now() - startedAt;
      if (verdict.kind !== 'not-listed') throw new Error('a check gave a wrong answer');
      return ms;
    };
    // Whoever comes second finds memory warm.
    const [first, second] = i % 2 === 0 ? [evaluate, check] : [check, evaluate];
    const firstMs = await first();
    const secondMs = await second();
    if (i < 0) continue;
    const [bareMs, wholeMs] = i % 2 === 0 ? [firstMs, secondMs] : [secondMs, firstMs];
    bare.push(bareMs);
    whole.push(wholeMs);
    more.push(wholeMs - bareMs);
  }
  await pack.close();
  return [
    atMost('check, minus one bare Argon2id, over it (default stretch, p50)', median(more) / median(bare), 0.02),
    reported('check (default stretch), p50', median(whole), 'ms'),
    reported('check (default stretch), p99', quantile(whole, 0.99), 'ms'),
    reported('bare Argon2id (default stretch), p50', median(bare), 'ms'),
  ];
}

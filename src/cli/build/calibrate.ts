/** `vigie build --calibrate`: what each stretch costs on this machine, and how long the build would take, before it starts. */
import { availableParallelism } from 'node:os';
import { type Argon2Cost, stretch } from '../../core/crypto/argon2id.ts';
import { randomBytes } from '../../core/crypto/symmetric.ts';
import { stretchCosts } from '../../core/pack/stretch-costs.ts';
import type { CommandContext } from '../command.ts';
import { Progress, printResult } from '../terminal.ts';
import { fill, formatDuration, formatNumber } from '../text/text.ts';
import type { BuildPlan } from './plan.ts';
import { readRows, understand } from './read-rows.ts';

/** Long enough for a steady figure, short enough to wait for. */
const measuredMs = 1_500;

export async function calibrate(plan: BuildPlan, context: CommandContext): Promise<void> {
  const { text, language, signal } = context;
  const identifiers = await countIdentifiers(plan, context);
  const cores = availableParallelism();
  printResult(fill(text.labels.calibrateHeader, { cores }));
  const named: [string, Argon2Cost][] = Object.entries(stretchCosts);
  if (!named.some(([, cost]) => cost === plan.cost)) named.push(['--stretch', plan.cost]);
  for (const [name, cost] of named) {
    signal.throwIfAborted();
    const perSecond = await measureRate(cost, cores);
    printResult(
      fill(text.labels.calibrateBuild, {
        name,
        ms: formatNumber(language, (1000 * cores) / perSecond, 2),
        rate: formatNumber(language, perSecond),
        duration: formatDuration(identifiers / perSecond),
        entries: formatNumber(language, identifiers),
      }),
    );
  }
}

/** Distinct identifiers in the inputs, within a hundredth or so; of a pipe, each as often as it is there. */
async function countIdentifiers(plan: BuildPlan, { text, language, signal }: CommandContext): Promise<number> {
  const progress = new Progress(text.labels.reading, (perSecond) =>
    fill(text.labels.rateDone, { rate: formatNumber(language, perSecond) }),
  );
  try {
    const understood = await understand(plan, (fraction, count) => progress.update(fraction, count), signal);
    if (understood !== null) return understood.distinct;
    let count = 0;
    const counter = { add: () => ++count < 0, room: async () => {} };
    await readRows(plan, counter, null, () => progress.update(0, count), signal);
    return count;
  } finally {
    progress.end();
  }
}

/** Evaluations a second with every core busy, as in a build. */
async function measureRate(cost: Argon2Cost, cores: number): Promise<number> {
  const salt = randomBytes(16);
  const pepper = randomBytes(32);
  const password = randomBytes(20);
  let evaluations = 0;
  const startedAt = performance.now();
  const lane = async () => {
    do {
      await stretch(password, salt, pepper, cost);
      evaluations++;
    } while (performance.now() - startedAt < measuredMs);
  };
  await Promise.all(Array.from({ length: cores }, lane));
  return evaluations / ((performance.now() - startedAt) / 1000);
}

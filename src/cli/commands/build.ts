/** `vigie build`: from leaked files to a signed, encrypted pack, or to one shard of it. */
import { stat } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type { ContentKey } from '../../core/bytes/bytes.ts';
import { compareBytes, zeroBytes } from '../../core/bytes/bytes.ts';
import { VigieError } from '../../core/errors.ts';
import { asFileError } from '../../files/file-errors.ts';
import type { Arguments } from '../arguments.ts';
import { calibrate } from '../build/calibrate.ts';
import { Collector } from '../build/collector.ts';
import {
  deriveSlots,
  finishOptions,
  printBuildReport,
  readSigner,
  readSlots,
  requireFreeOutput,
  writePackFile,
} from '../build/finish.ts';
import { type BuildPlan, readBuildPlan, readDescription } from '../build/plan.ts';
import { type Randomness, readSeedFile, systemRandomness } from '../build/randomness.ts';
import { type ReadReport, readRows } from '../build/read-rows.ts';
import { inputsFingerprint, writeShard } from '../build/shard-file.ts';
import { type BuildKeys, fingerprintPlan, WorkDir } from '../build/work-dir.ts';
import type { Command, CommandContext } from '../command.ts';
import { Progress, printNote, printResult } from '../terminal.ts';
import { fill, formatDuration, formatNumber } from '../text/text.ts';

export const build: Command = {
  options: {
    ...finishOptions,
    in: 'many',
    incident: 'many',
    columns: 'text',
    stretch: 'text',
    work: 'text',
    shard: 'text',
    seed: 'text',
    calibrate: 'flag',
  },
  positionals: 'some',
  async run(given, context) {
    const plan = await readBuildPlan(given);
    const totalBytes = await sizeOf(plan);
    if (given.flag('calibrate')) {
      await calibrate(plan, totalBytes, context);
      return 0;
    }
    keepYoungGenerationSmall();
    const startedAt = performance.now();
    const path = await requireFreeOutput(given);
    const sharded = plan.shard.count > 1;
    if (sharded && given.text('seed') === null)
      throw new VigieError('usage', { reason: 'missing-option', option: '--seed' });
    const slotChoices = sharded ? null : await readSlots(given, context);
    const description = readDescription(given, plan.incidents);
    const needsSigner = !sharded || given.text('work') !== null;
    const signingKey = needsSigner ? await readSigner(given, context) : null;
    const seedPath = given.text('seed');
    const randomness = seedPath === null ? systemRandomness : await readSeedFile(seedPath);
    const work = await openWork(given, plan, signingKey?.deriveSecretSeed() ?? null, randomness, context.signal);
    const keys = work?.keys ?? freshKeys(randomness);
    const slots = slotChoices === null ? null : await deriveSlots(slotChoices, randomness, context);
    const collector = new Collector({
      ...keys,
      cost: plan.cost,
      shard: plan.shard,
      ...(work === null ? {} : { onStretched: (entryBytes: Uint8Array) => work.add(entryBytes) }),
    });
    try {
      if (work !== null) {
        const restored = await work.restore((digestAndKept) => collector.restore(digestAndKept));
        if (restored > 0)
          printNote(fill(context.text.labels.resumed, { entries: formatNumber(context.language, restored) }));
      }
      const report = await collect(plan, collector, totalBytes, work, context);
      await work?.settle();
      const { entries, exposureSets, kinds } = collector;
      const parts = { entries, exposureSets, kinds };
      if (slotChoices === null || slots === null || signingKey === null) {
        const { index, count } = plan.shard;
        await writeShard(
          path,
          keys.contentKey,
          { index, count, inputs: inputsFingerprint(report, plan), incidents: [...plan.incidents], cost: plan.cost },
          parts,
        );
        const shown = { index: index + 1, count, path, entries: formatNumber(context.language, entries.count) };
        printResult(fill(context.text.labels.shardWritten, shown));
      } else {
        const written = await writePackFile(
          path,
          { ...parts, ...keys, description, cost: plan.cost, slots, signingKey, randomness },
          context,
        );
        const seconds = (performance.now() - startedAt) / 1000;
        printBuildReport({ path, written, report, byKind: collector.distinctByKind, seconds }, slotChoices, context);
      }
      await work?.remove();
      return 0;
    } finally {
      await collector.close();
      await work?.close();
      slots?.close();
      zeroBytes(keys.contentKey);
      randomness.close();
    }
  },
};

/**
 * Rows are garbage as soon as they are digested, and V8 would let a hundred megabytes of them lie before it collects. The
 * flag that bounds the young generation outright is read at start-up only; this one stops its growth from here on.
 */
function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

async function sizeOf(plan: BuildPlan): Promise<number> {
  let totalBytes = 0;
  for (const { path } of plan.inputs) {
    try {
      totalBytes += (await stat(path)).size;
    } catch (cause) {
      throw asFileError(cause, 'read');
    }
  }
  return totalBytes;
}

export function freshKeys(randomness: Randomness): BuildKeys {
  return {
    contentKey: randomness.bytes('content-key', 32) as ContentKey,
    stretchSalt: randomness.bytes('stretch-salt', 16),
  };
}

async function openWork(
  given: Arguments,
  plan: BuildPlan,
  signerSeed: Uint8Array | null,
  randomness: Randomness,
  signal: AbortSignal,
): Promise<WorkDir | null> {
  const dir = given.text('work');
  if (dir === null || signerSeed === null) return null;
  const work = await WorkDir.open(dir, signerSeed, await fingerprintPlan(plan, signal), () => freshKeys(randomness));
  if (given.text('seed') === null) return work;
  // Begun with another seed, or with none: `merge` would refuse the shard in the end.
  const seeded = freshKeys(randomness);
  const same = compareBytes(seeded.contentKey, work.keys.contentKey) === 0;
  zeroBytes(seeded.contentKey);
  if (same) return work;
  await work.close();
  throw new VigieError('work-mismatch');
}

/**
 * Reads and stretches everything.
 * @throws VigieError 'work-mismatch' if the inputs are not those of the work directory · 'disk-full' · … as soon as partial
 *   results cannot be kept
 */
async function collect(
  plan: BuildPlan,
  collector: Collector,
  totalBytes: number,
  work: WorkDir | null,
  { text, language, signal }: CommandContext,
): Promise<ReadReport> {
  const progress = new Progress(text.labels.stretching, (perSecond, remaining) =>
    fill(text.labels.rate, { rate: formatNumber(language, perSecond), remaining: formatDuration(remaining) }),
  );
  try {
    const report = await readRows(
      plan,
      collector,
      totalBytes,
      (done, total) => progress.update(total > 0 ? Math.min(1, done / total) : 0, collector.stretchedCount),
      work === null ? signal : AbortSignal.any([signal, work.failed]),
      plan.shard.count > 1,
    );
    collector.addCanaries();
    await collector.finish();
    if (collector.unseenCount() > 0) throw new VigieError('work-mismatch');
    return report;
  } catch (error) {
    throw work?.failed.aborted === true ? work.failed.reason : error;
  } finally {
    progress.end();
  }
}

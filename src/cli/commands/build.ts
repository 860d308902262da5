/** `vigie build`: from leaked files to a signed, encrypted pack, or to one shard of it. */
import { toHex, zeroBytes } from '../../core/bytes/bytes.ts';
import { slotCost } from '../../core/crypto/argon2id.ts';
import type { SigningKey } from '../../core/crypto/signing.ts';
import { VigieError } from '../../core/errors.ts';
import { withReserved } from '../../core/pack/coverage.ts';
import { closeFamily, familyCommitment, type StretchFamily, sharesStretch } from '../../core/pack/family.ts';
import type { Arguments } from '../arguments.ts';
import { attachAssessments, requireSameInputs, requireWholeOrMarked } from '../assess/attach.ts';
import { calibrate } from '../build/calibrate.ts';
import { Collector } from '../build/collector.ts';
import { readDescription } from '../build/description.ts';
import { drawFamily, readFamily } from '../build/family.ts';
import {
  deriveSlots,
  finishOptions,
  printBuildReport,
  readingDigestOf,
  readSigner,
  readSlots,
  requireFreeOutput,
  writePackFile,
} from '../build/finish.ts';
import { KeepFile } from '../build/keep-file.ts';
import { type BuildPlan, readBuildPlan } from '../build/plan.ts';
import { type Randomness, readSeedFile, systemRandomness } from '../build/randomness.ts';
import { type ReadReport, readRows, type Understanding, understand } from '../build/read-rows.ts';
import { type ShardContent, type ShardHeader, shardSecret, writeShard } from '../build/shard-file.ts';
import { fingerprintPlan, WorkDir } from '../build/work-dir.ts';
import type { Command, CommandContext } from '../command.ts';
import { readingOptions } from '../leak/inputs.ts';
import { requireDecidedAndWhole } from '../leak/judge.ts';
import { printLook } from '../leak/print-look.ts';
import { askSecret, Progress, printNote, printRemark, printResult, readPassphraseFile } from '../terminal.ts';
import { fill, formatDuration, formatNumber } from '../text/text.ts';
import { keepYoungGenerationSmall } from '../young-generation.ts';

export const build: Command = {
  options: {
    ...finishOptions,
    in: 'many',
    incident: 'many',
    ...readingOptions,
    'accept-lost': 'text',
    assessment: 'many',
    stretch: 'text',
    work: 'text',
    shard: 'text',
    seed: 'text',
    family: 'text',
    'family-passphrase-file': 'text',
    keep: 'text',
    'keep-passphrase-file': 'text',
    calibrate: 'flag',
  },
  positionals: 'some',
  async run(given, context) {
    const known = await readFamily(given, context);
    const asked = await readBuildPlan(given);
    const { incidents, attached } = await attachAssessments(given, asked.incidents);
    const planned = { ...asked, incidents };
    const plan = known === null ? planned : { ...planned, cost: known.cost };
    if (given.flag('calibrate')) {
      await calibrate(plan, context);
      return 0;
    }
    keepYoungGenerationSmall();
    const startedAt = performance.now();
    const sharded = plan.shard.count > 1;
    if (sharded) requireNothingIgnored(given);
    const path = await requireFreeOutput(given);
    const seedPath = sharded ? given.required('seed') : given.text('seed');
    const slotChoices = sharded ? null : await readSlots(given, context);
    const description = sharded ? null : readDescription(given, plan.incidents);
    const signingKey = sharded ? null : await readSigner(given, context);
    const randomness = seedPath === null ? systemRandomness : await readSeedFile(seedPath);
    await requireSameInputs(attached, plan, context.signal);
    const understood = await lookFirst(plan, context);
    requireWholeOrMarked(attached, plan, understood?.inputs ?? []);
    const fresh = () => known ?? drawFamily(randomness, plan.cost);
    const work = await openWork(given, plan, signingKey, randomness, fresh, context.signal);
    const family = work?.family ?? fresh();
    const keep = await openKeep(given, known, context);
    const slots =
      slotChoices === null || description === null
        ? null
        : await deriveSlots(slotChoices, randomness, description, context);
    const collector = new Collector({
      family,
      shard: plan.shard,
      ...(work === null ? {} : { onStretched: (entryBytes: Uint8Array) => work.add(entryBytes) }),
    });
    try {
      if (work !== null) {
        const restored = await work.restore((digestAndStretched) => collector.restore(digestAndStretched));
        if (restored > 0)
          printNote(fill(context.text.labels.resumed, { entries: formatNumber(context.language, restored) }));
      }
      const reused = (await keep?.restore((digestAndStretched) => collector.restore(digestAndStretched))) ?? 0;
      const report = await collect(plan, collector, understood, work, keep, context);
      await work?.settle();
      if (keep !== null) await keepStretched(keep, collector, reused, context);
      const { entries, exposureSets, kinds } = collector;
      const made = { entries, exposureSets, kinds };
      const { inputs } = report;
      const coverage = withReserved(report.coverage, collector.reservedByKind);
      const recipe = readingDigestOf(plan);
      if (slotChoices === null || slots === null || signingKey === null || description === null) {
        await writeShardFile(path, plan, { inputs, coverage, recipe }, family, made, randomness);
        const { index, count } = plan.shard;
        const shown = { index: index + 1, count, path, entries: formatNumber(context.language, entries.count) };
        printResult(fill(context.text.labels.shardWritten, shown));
      } else {
        const written = await writePackFile(
          path,
          { ...made, family, inputs, coverage, recipe, description, slots, signingKey, randomness },
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
      keep?.close();
      closeFamily(family);
      if (known !== null) closeFamily(known);
      randomness.close();
    }
  },
};

/** @throws VigieError 'usage' · what `KeepFile.open` throws */
async function openKeep(
  given: Arguments,
  family: StretchFamily | null,
  { text, slotCost: testCost }: CommandContext,
): Promise<KeepFile | null> {
  const path = given.text('keep');
  if (path === null) return null;
  if (family === null) throw new VigieError('usage', { reason: 'keep-needs-family', option: '--keep' });
  if (given.text('shard') !== null) throw new VigieError('usage', { reason: 'keep-not-sharded', option: '--keep' });
  const file = given.text('keep-passphrase-file');
  const passphrase = file === null ? await askSecret(text.labels.keepPassphrase) : await readPassphraseFile(file);
  return await KeepFile.open(path, passphrase, testCost ?? slotCost);
}

/** Kept for the next build: who is in this one, and who was kept already. Then only those of this build are left. */
async function keepStretched(
  keep: KeepFile,
  collector: Collector,
  reused: number,
  { text, language }: CommandContext,
): Promise<void> {
  await keep.write(collector.entries);
  collector.dropUnseen();
  const counts = {
    kept: formatNumber(language, reused),
    stretched: formatNumber(language, collector.stretchedCount),
  };
  printNote(fill(text.labels.keepUsed, counts));
  printNote(`warning: ${text.labels.keepHeld}`);
}

/** What a shard does not hold: `merge` asks for it. Given here it would be ignored, and believed to count. */
const mergeOptions = [
  'signer',
  'passphrase-file',
  'slot',
  'slot-passphrase-file',
  'series',
  'sequence',
  'issuer',
  'data-as-of',
  'valid-until',
] as const;

/** @throws VigieError 'usage' naming the first option that a shard would ignore */
function requireNothingIgnored(given: Arguments): void {
  const ignored = mergeOptions.find((name) => given.text(name) !== null);
  const option = ignored ?? (given.all('recipient').length > 0 ? 'recipient' : null);
  if (option !== null) throw new VigieError('usage', { reason: 'belongs-to-merge', option: `--${option}` });
}

async function writeShardFile(
  path: string,
  { shard, incidents, cost }: BuildPlan,
  read: Pick<ShardHeader, 'inputs' | 'coverage' | 'recipe'>,
  family: StretchFamily,
  content: ShardContent,
  randomness: Randomness,
): Promise<void> {
  const { index, count } = shard;
  const about = { index, count, ...read, family: toHex(familyCommitment(family)), incidents: [...incidents], cost };
  const secret = shardSecret(randomness);
  try {
    await writeShard(path, secret, about, content);
  } finally {
    zeroBytes(secret);
  }
}

/**
 * Reads everything once, says what was understood, and refuses what would lose somebody before anything is paid for.
 * @returns null for inputs that can be read only once: they are judged at their end
 */
async function lookFirst(plan: BuildPlan, context: CommandContext): Promise<Understanding | null> {
  const { text, language, signal } = context;
  const progress = new Progress(text.labels.reading, (perSecond) =>
    fill(text.labels.rateDone, { rate: formatNumber(language, perSecond) }),
  );
  let understood: Understanding | null;
  try {
    understood = await understand(plan, (fraction, identifiers) => progress.update(fraction, identifiers), signal);
  } finally {
    progress.end();
  }
  if (understood === null) return null;
  printLook(understood.inputs, context, printRemark, false);
  requireDecidedAndWhole(understood.inputs, plan.acceptedLoss);
  return understood;
}

async function openWork(
  given: Arguments,
  plan: BuildPlan,
  signingKey: SigningKey | null,
  randomness: Randomness,
  fresh: () => StretchFamily,
  signal: AbortSignal,
): Promise<WorkDir | null> {
  const dir = given.text('work');
  if (dir === null) return null;
  const seeded = given.text('seed') !== null;
  const ownerSecret = seeded ? randomness.bytes('work', 32) : signingKey?.deriveSecretSeed();
  if (ownerSecret === undefined) return null;
  const work = await WorkDir.open(dir, ownerSecret, await fingerprintPlan(plan, signal), plan.cost, fresh);
  // Begun under another family, another seed, or none: what it stretched is of no use to this build.
  const wanted = given.text('family') === null && !seeded ? work.family : fresh();
  if (sharesStretch(work.family, wanted)) return work;
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
  understood: Understanding | null,
  work: WorkDir | null,
  keep: KeepFile | null,
  { text, language, signal }: CommandContext,
): Promise<ReadReport> {
  const progress = new Progress(text.labels.stretching, (perSecond, remaining) =>
    fill(text.labels.rate, { rate: formatNumber(language, perSecond), remaining: formatDuration(remaining) }),
  );
  try {
    // What costs is the stretching: its share of all that will be stretched here is the progress.
    const expected = (understood?.distinct ?? 0) / plan.shard.count;
    const show = () => {
      const done = collector.stretchedCount;
      progress.update(expected > 0 ? Math.min(1, done / expected) : 0, done);
    };
    const report = await readRows(
      plan,
      collector,
      understood,
      show,
      work === null ? signal : AbortSignal.any([signal, work.failed]),
    );
    await collector.finish();
    // What another build of the family kept may well be met in no row of this one.
    if (keep === null && collector.unseenCount() > 0) throw new VigieError('work-mismatch');
    return report;
  } catch (error) {
    throw work?.failed.aborted === true ? work.failed.reason : error;
  } finally {
    progress.end();
  }
}

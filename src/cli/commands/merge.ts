/** `vigie merge`: the shards of a distributed build, put together into the pack that one machine would have built. */
import { toHex, zeroBytes } from '../../core/bytes/bytes.ts';
import { type ErrorDetails, VigieError } from '../../core/errors.ts';
import { EntryTable } from '../../core/pack/entry-table.ts';
import { ExposureSets } from '../../core/pack/exposure-sets.ts';
import { closeFamily, familyCommitment, type StretchFamily } from '../../core/pack/family.ts';
import { type IdentifierKind, identifierKinds } from '../../core/vocabulary.ts';
import { readDescription } from '../build/description.ts';
import { drawFamily, readFamily } from '../build/family.ts';
import {
  type BuildSlots,
  deriveSlots,
  finishOptions,
  printBuildReport,
  readSigner,
  readSlots,
  requireFreeOutput,
  writePackFile,
} from '../build/finish.ts';
import { readSeedFile } from '../build/randomness.ts';
import { readShardInto, type ShardHeader, shardSecret } from '../build/shard-file.ts';
import type { Command } from '../command.ts';

export const merge: Command = {
  options: { ...finishOptions, seed: 'text', family: 'text', 'family-passphrase-file': 'text' },
  positionals: 'some',
  async run(given, context) {
    if (given.positionals.length === 0) throw new VigieError('usage', { reason: 'no-shards', option: '' });
    const startedAt = performance.now();
    const path = await requireFreeOutput(given);
    const slotChoices = await readSlots(given, context);
    const signingKey = await readSigner(given, context);
    const randomness = await readSeedFile(given.required('seed'));
    const secret = shardSecret(randomness);
    const content = { entries: new EntryTable(), exposureSets: new ExposureSets() };
    let family: StretchFamily | null = null;
    let slots: BuildSlots | null = null;
    try {
      const { first, kinds } = await readShards(given.positionals, secret, content);
      family = (await readFamily(given, context)) ?? drawFamily(randomness, first.cost);
      if (toHex(familyCommitment(family)) !== first.family) throw new VigieError('work-mismatch');
      const description = readDescription(given, first.incidents);
      slots = await deriveSlots(slotChoices, randomness, description, context);
      const { inputs, coverage, recipe } = first;
      const written = await writePackFile(
        path,
        { ...content, kinds, family, inputs, coverage, recipe, description, slots, signingKey, randomness },
        context,
      );
      const seconds = (performance.now() - startedAt) / 1000;
      printBuildReport({ path, written, report: null, byKind: {}, seconds }, slotChoices, context);
      return 0;
    } finally {
      content.entries.clear();
      slots?.close();
      if (family !== null) closeFamily(family);
      zeroBytes(secret);
      randomness.close();
    }
  },
};

/** What all shards of one build have in common, as text. */
function buildOf({ count, inputs, recipe, coverage, family, incidents, cost }: ShardHeader): string {
  const digests = inputs.map(({ incident, sha256 }) => `${incident}:${sha256}`).toSorted();
  return JSON.stringify({ count, digests, recipe, coverage, family, incidents, cost });
}

/**
 * @throws VigieError 'work-mismatch' for a shard of another build · 'shard-repeated' · 'shard-missing', naming them by number
 */
async function readShards(
  paths: readonly string[],
  secret: Uint8Array,
  content: { entries: EntryTable; exposureSets: ExposureSets },
): Promise<{ first: ShardHeader; kinds: IdentifierKind[] }> {
  let first: ShardHeader | null = null;
  const kinds = new Set<IdentifierKind>();
  const seen = new Set<number>();
  for (const path of paths) {
    await readShardInto(path, secret, content, (header) => {
      first ??= header;
      if (buildOf(header) !== buildOf(first)) throw ofFile('work-mismatch', path, {});
      if (seen.has(header.index)) throw ofFile('shard-repeated', path, { shard: header.index + 1 });
      seen.add(header.index);
      for (const kind of header.kinds) kinds.add(kind);
    });
  }
  const whole = first as ShardHeader | null;
  if (whole === null) throw new VigieError('work-mismatch');
  const missing = Array.from({ length: whole.count }, (_, i) => i).filter((index) => !seen.has(index));
  if (missing.length > 0) {
    throw new VigieError('shard-missing', { shards: missing.map((index) => index + 1).join(', '), count: whole.count });
  }
  return { first: whole, kinds: identifierKinds.filter((kind) => kinds.has(kind)) };
}

/** The path travels where the paths of the system's own errors do. */
function ofFile(code: 'work-mismatch' | 'shard-repeated', path: string, details: ErrorDetails): VigieError {
  return new VigieError(code, details, { cause: Object.assign(new Error(code), { path }) });
}

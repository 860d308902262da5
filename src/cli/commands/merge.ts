/** `vigie merge`: the shards of a distributed build, put together into the pack that one machine would have built. */
import { zeroBytes } from '../../core/bytes/bytes.ts';
import { VigieError } from '../../core/errors.ts';
import { EntryTable } from '../../core/pack/entry-table.ts';
import { ExposureSets } from '../../core/pack/exposure-sets.ts';
import type { IdentifierKind } from '../../core/vocabulary.ts';
import {
  deriveSlots,
  finishOptions,
  printBuildReport,
  readSigner,
  readSlots,
  requireFreeOutput,
  writePackFile,
} from '../build/finish.ts';
import { readDescription } from '../build/plan.ts';
import { readSeedFile } from '../build/randomness.ts';
import { readShardInto, type ShardHeader } from '../build/shard-file.ts';
import type { Command } from '../command.ts';
import { freshKeys } from './build.ts';

export const merge: Command = {
  options: { ...finishOptions, seed: 'text' },
  positionals: 'some',
  async run(given, context) {
    if (given.positionals.length === 0) throw new VigieError('usage', { reason: 'no-shards', option: '' });
    const startedAt = performance.now();
    const path = await requireFreeOutput(given);
    const slotChoices = await readSlots(given, context);
    const signingKey = await readSigner(given, context);
    const randomness = await readSeedFile(given.required('seed'));
    const keys = freshKeys(randomness);
    const slots = await deriveSlots(slotChoices, randomness, context);
    const content = { entries: new EntryTable(), exposureSets: new ExposureSets() };
    try {
      const { first, kinds } = await readShards(given.positionals, keys.contentKey, content);
      const description = readDescription(given, first.incidents);
      const written = await writePackFile(
        path,
        { ...content, kinds, ...keys, description, cost: first.cost, slots, signingKey, randomness },
        context,
      );
      const seconds = (performance.now() - startedAt) / 1000;
      printBuildReport({ path, written, report: null, byKind: {}, seconds }, slotChoices, context);
      return 0;
    } finally {
      content.entries.clear();
      slots.close();
      zeroBytes(keys.contentKey);
      randomness.close();
    }
  },
};

/** @throws VigieError 'work-mismatch' unless the shards are 1 … n of one build, each once */
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
      const alike =
        header.count === first.count &&
        header.inputs === first.inputs &&
        JSON.stringify(header.incidents) === JSON.stringify(first.incidents) &&
        JSON.stringify(header.cost) === JSON.stringify(first.cost);
      if (!alike || seen.has(header.index)) throw new VigieError('work-mismatch');
      seen.add(header.index);
      for (const kind of header.kinds) kinds.add(kind);
    });
  }
  const whole = first as ShardHeader | null;
  if (whole === null || seen.size !== whole.count) {
    throw new VigieError('work-mismatch', { shards: seen.size, expected: whole?.count ?? 0 });
  }
  return { first: whole, kinds: [...kinds] };
}

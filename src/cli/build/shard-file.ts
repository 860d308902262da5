/**
 * Shards of a distributed build: the entries whose digest falls in one residue class, sealed under a key from the build's
 * seed. `vigie merge` puts them together into the pack that one machine would have built (docs/sharding.md).
 */
import { z } from 'zod';
import { decodeUtf8, utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import { VigieError } from '../../core/errors.ts';
import { coverageSchema } from '../../core/pack/coverage.ts';
import { digestBytes, type EntryTable, entryBytes, stretchedBytes } from '../../core/pack/entry-table.ts';
import type { ExposureSets } from '../../core/pack/exposure-sets.ts';
import { incidentSchema } from '../../core/pack/incident.ts';
import { hexOf } from '../../core/pack/signed-text.ts';
import { type IdentifierKind, identifierKinds } from '../../core/vocabulary.ts';
import type { Randomness } from './randomness.ts';
import { readSealedStream, writeSealedStream } from './sealed-stream.ts';

const magic = 'VIGIESH1';
const entriesPerChunk = 65_536;

const headerSchema = z.strictObject({
  index: z.int().min(0),
  count: z.int().min(1),
  /** What was read, and how: shards of different inputs would each lack the others' people. */
  inputs: z.array(z.strictObject({ incident: z.int(), byteCount: z.int(), sha256: hexOf(32) })),
  recipe: hexOf(32),
  /** Of the whole: every shard reads everything. */
  coverage: coverageSchema,
  family: hexOf(32),
  incidents: z.array(incidentSchema).min(1),
  /** Kinds of identifiers in this shard; the pack indexes those of all. */
  kinds: z.array(z.enum(identifierKinds)),
  cost: z.strictObject({ memoryKiB: z.int(), passes: z.int(), lanes: z.int() }),
  /** Exposure sets by the numbers that the entries use. */
  exposureSets: z.array(z.array(z.tuple([z.int(), z.int()]))),
  entryCount: z.int().min(0),
});
export type ShardHeader = z.infer<typeof headerSchema>;

/** @returns 32 bytes that every shard of one seed is sealed under; the caller zeroes them */
export function shardSecret(randomness: Randomness): Uint8Array {
  return randomness.bytes('shard', 32);
}

export interface ShardContent {
  readonly entries: EntryTable;
  readonly exposureSets: ExposureSets;
  /** Kinds of identifiers that occur. */
  readonly kinds: readonly IdentifierKind[];
}

/** @throws VigieError 'disk-full' · 'read-only' · 'file-unwritable' */
export async function writeShard(
  path: string,
  secret: Uint8Array,
  about: Pick<ShardHeader, 'index' | 'count' | 'inputs' | 'recipe' | 'coverage' | 'family' | 'incidents' | 'cost'>,
  content: ShardContent,
): Promise<void> {
  const header: ShardHeader = {
    ...about,
    kinds: [...content.kinds],
    exposureSets: content.exposureSets.all().map((parts) => parts.map(([incident, mask]) => [incident, mask])),
    entryCount: content.entries.count,
  };
  await writeSealedStream(path, magic, secret, shardChunks(header, content.entries));
}

function* shardChunks(header: ShardHeader, entries: EntryTable): Generator<Uint8Array> {
  yield utf8(JSON.stringify(header));
  for (let first = 0; first < entries.count; first += entriesPerChunk) {
    const many = Math.min(entriesPerChunk, entries.count - first);
    const chunk = new Uint8Array(many * entryBytes);
    for (let i = 0; i < many; i++) chunk.set(entries.entryBytes(first + i), i * entryBytes);
    yield chunk;
  }
}

/**
 * Adds a shard's entries to `content`.
 * @param onHeader called before any entry is added, to refuse a shard that does not belong
 * @throws VigieError 'work-mismatch' if the shard is another build's, incomplete, or repeats an entry
 */
export async function readShardInto(
  path: string,
  secret: Uint8Array,
  content: Pick<ShardContent, 'entries' | 'exposureSets'>,
  onHeader: (header: ShardHeader) => void,
): Promise<void> {
  let header: ShardHeader | null = null;
  let setIds: number[] = [];
  let added = 0;
  for await (const chunk of readSealedStream(path, magic, secret)) {
    if (header === null) {
      header = parseHeader(chunk);
      onHeader(header);
      setIds = header.exposureSets.map((parts) => content.exposureSets.of(parts));
      continue;
    }
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at + entryBytes <= chunk.length; at += entryBytes) {
      const digest = chunk.subarray(at, at + digestBytes);
      if (content.entries.find(digest) >= 0) throw new VigieError('work-mismatch');
      const held = view.getUint32(at + entryBytes - 4, true);
      const entry = content.entries.add(digest, setIds[held] ?? 0);
      content.entries.setStretched(entry, chunk.subarray(at + digestBytes, at + digestBytes + stretchedBytes));
      added++;
    }
    zeroBytes(chunk);
  }
  if (header === null || added !== header.entryCount) throw new VigieError('work-mismatch');
}

function parseHeader(chunk: Uint8Array): ShardHeader {
  const text = decodeUtf8(chunk);
  const parsed = headerSchema.safeParse(text === null ? null : JSON.parse(text));
  if (!parsed.success) throw new VigieError('work-mismatch');
  return parsed.data;
}

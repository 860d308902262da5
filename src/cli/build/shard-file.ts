/**
 * Shards of a distributed build: the entries whose digest falls in one residue class, sealed under the build's content
 * key. `vigie merge` puts them together into the pack that one machine would have built (docs/sharding.md).
 */
import { z } from 'zod';
import { decodeUtf8, toHex, utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import { sha256 } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { EntryTable } from '../../core/pack/entry-table.ts';
import type { ExposureSets } from '../../core/pack/exposure-sets.ts';
import { incidentSchema } from '../../core/pack/incident.ts';
import { canaryMark } from '../../core/pack/writer.ts';
import { type IdentifierKind, identifierKinds } from '../../core/vocabulary.ts';
import type { BuildPlan } from './plan.ts';
import type { ReadReport } from './read-rows.ts';
import { readSealedStream, writeSealedStream } from './sealed-stream.ts';

const magic = 'VIGIESH1';
const entriesPerChunk = 65_536;
/** Digest, kept bytes of the stretch, exposure set. */
const entryBytes = 36;

const headerSchema = z.strictObject({
  index: z.int().min(0),
  count: z.int().min(1),
  /** SHA-256 of what was read, and how: shards of different inputs would each lack the others' people. */
  inputs: z.string().regex(/^[0-9a-f]{64}$/),
  incidents: z.array(incidentSchema).min(1),
  /** Kinds of identifiers in this shard; the pack indexes those of all. */
  kinds: z.array(z.enum(identifierKinds)),
  cost: z.strictObject({ memoryKiB: z.int(), passes: z.int(), lanes: z.int() }),
  /** Exposure sets by the numbers that the entries use. */
  exposureSets: z.array(z.array(z.tuple([z.int(), z.int()]))),
  entryCount: z.int().min(0),
});
export type ShardHeader = z.infer<typeof headerSchema>;

export interface ShardContent {
  readonly entries: EntryTable;
  readonly exposureSets: ExposureSets;
  /** Kinds of identifiers that occur. */
  readonly kinds: readonly IdentifierKind[];
}

/** Stands for the inputs' content and the columns named by hand; not for where the files lie, nor for their order. */
export function inputsFingerprint({ inputHashes }: ReadReport, { columns }: Pick<BuildPlan, 'columns'>): string {
  return toHex(sha256(utf8(JSON.stringify({ inputs: inputHashes.toSorted(), columns }))));
}

/** @throws VigieError 'disk-full' · 'read-only' · 'file-unwritable' */
export async function writeShard(
  path: string,
  secret: Uint8Array,
  about: Pick<ShardHeader, 'index' | 'count' | 'inputs' | 'incidents' | 'cost'>,
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
      const digest = chunk.subarray(at, at + 12);
      if (content.entries.find(digest) >= 0) throw new VigieError('work-mismatch');
      const held = view.getUint32(at + 32, true);
      const entry = content.entries.add(digest, held === canaryMark ? canaryMark : (setIds[held] ?? 0));
      content.entries.setStretched(entry, chunk.subarray(at + 12, at + 32));
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

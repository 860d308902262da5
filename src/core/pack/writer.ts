/**
 * Writing a pack (FORMAT §9) from sorted entries: buckets first, then the table, the manifest that commits to it, and
 * last the signature, so that a file cut short is never a valid one. Reads no files; writes through a sink.
 */
import type { ContentKey } from '../bytes/bytes.ts';
import { concatBytes, toHex, utf8, zeroBytes } from '../bytes/bytes.ts';
import type { Argon2Cost } from '../crypto/argon2id.ts';
import { rawPublicKey, type SigningKey } from '../crypto/signing.ts';
import { gcmTagBytes, prepareHmacSha256, sha256, sha256Bytes, startSha256 } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';
import { dataClasses, type IdentifierKind, identifierKinds } from '../vocabulary.ts';
import { paddingStream, sealBucket } from './bucket.ts';
import { canariesPerKind } from './canaries.ts';
import type { Coverage } from './coverage.ts';
import type { EntryTable, SortedEntries } from './entry-table.ts';
import type { ExposureSets } from './exposure-sets.ts';
import { familyCommitment, type StretchFamily } from './family.ts';
import type { Incident } from './incident.ts';
import {
  deriveBucketKey,
  deriveCommitment,
  derivePackId,
  derivePaddingKey,
  derivePrivateKey,
  deriveTagKey,
  signatureDomain,
} from './keys.ts';
import {
  canaryExposure,
  choosePrefixBits,
  encodeHeader,
  formatVersion,
  type Layout,
  layoutOf,
  maxManifestBytes,
  maxRecordsPerBucket,
  recordBytes,
  tagBytes,
} from './layout.ts';
import { decodeManifest, decodeSlots, encodeManifest, type KeySlot, type Manifest } from './manifest.ts';
import { encodePrivatePart, type InputDigest, sealPrivatePart } from './private-part.ts';
import { sealRecipientSlot } from './recipients.ts';
import { type DerivedSlot, deriveSlot, requireSlotFloor, sealSlot } from './slots.ts';

/** Where a pack's bytes go. Positions are absolute; all of the file is written, in no promised order. */
export interface PackSink {
  write(offset: number, bytes: Uint8Array): Promise<void>;
}

export interface PackDescription {
  readonly series: string;
  readonly sequence: number;
  /** ISO 8601 instant. */
  readonly createdAt: string;
  /** ISO 8601 date of the data in it. */
  readonly dataAsOf: string;
  /** ISO 8601 date after which « not listed » carries a caution; null: until the next of the series. */
  readonly validUntil: string | null;
  readonly issuer: string;
  readonly incidents: readonly Incident[];
}

export interface NewPassphraseSlot {
  readonly label: string;
  readonly passphrase: string;
  readonly cost: Argon2Cost;
}
export interface NewRecipientSlot {
  /** 32 bytes: a workstation's public key. */
  readonly recipientKey: Uint8Array;
}
/** A slot derived beforehand stays its owner's, who zeroes its key; one given as a passphrase is derived on the way. */
export type NewSlot = DerivedSlot | NewPassphraseSlot | NewRecipientSlot;

export interface PackToWrite {
  readonly description: PackDescription;
  readonly contentKey: ContentKey;
  /** Zeroed by its owner. */
  readonly family: StretchFamily;
  /** As they were stretched, canaries included, as `canaryMark`. They are cut for this pack, and serve no other. */
  readonly entries: EntryTable;
  readonly exposureSets: ExposureSets;
  /** Those that occur, in the order of the vocabulary: of the others the pack can say nothing. */
  readonly kinds: readonly IdentifierKind[];
  readonly coverage: Coverage;
  readonly inputs: readonly InputDigest[];
  readonly slots: readonly NewSlot[];
  readonly signingKey: SigningKey;
  /** Chosen from the number of entries where not given; test vectors give it, to have many buckets of few records. */
  readonly prefixBits?: number;
  /** Salts and nonces: `label` names the use, so that a seeded source is reproducible. */
  readonly randomBytes: (label: string, byteCount: number) => Uint8Array;
}

export interface WrittenPack {
  readonly manifest: Manifest;
  readonly layout: Layout;
}

/** The exposure set of a canary in the entry table; `ExposureSets` never gives it out. */
export const canaryMark = 0xffff_ffff;

type Draft = Omit<Manifest, 'packId' | 'tableSha256' | 'privateSha256' | 'slots' | 'commitment'>;

/**
 * @param onProgress called with buckets written and buckets in all
 * @throws VigieError 'too-many-exposures' · 'too-many-entries' · 'manifest-too-long' · 'cancelled', and what the sink throws
 */
export async function writePack(
  pack: PackToWrite,
  sink: PackSink,
  onProgress: (doneBuckets: number, bucketCount: number) => void = () => {},
  signal?: AbortSignal,
): Promise<WrittenPack> {
  const { entries, contentKey, family } = pack;
  const prefixBits = pack.prefixBits ?? choosePrefixBits(entries.count);
  await cutEntries(pack, signal);
  const sorted = entries.sort(prefixBits);
  if (sorted.largestBucket > maxRecordsPerBucket) throw new VigieError('too-many-entries', { entries: entries.count });
  const { exposures, indexOfId } = pack.exposureSets.number(usedSets(entries));
  const exposureOf = (entry: number): number => {
    const id = entries.exposureSet(entry);
    return id === canaryMark ? canaryExposure : (indexOfId[id] ?? 0);
  };
  const privatePlain = encodePrivatePart(family, { exposures, inputs: sortedInputs(pack.inputs) });
  const draft = draftManifest(pack, prefixBits, sorted.largestBucket, privatePlain.length + gcmTagBytes);
  const packId = derivePackId(contentKey, family.salt, {
    records: digestRecords(entries, sorted, exposureOf),
    privatePart: sha256(privatePlain),
    draft: sha256(utf8(JSON.stringify(draft))),
  });
  const slots = await sealSlots(pack, packId);
  const bucketKey = deriveBucketKey(contentKey, packId);
  const paddingKey = derivePaddingKey(contentKey, packId);
  const privateKey = derivePrivateKey(contentKey, packId);
  try {
    const privatePart = sealPrivatePart(privateKey, packId, privatePlain);
    const manifestWith = (tableSha256: string): Manifest => ({
      ...draft,
      packId: toHex(packId),
      tableSha256,
      privateSha256: toHex(sha256(privatePart)),
      slots,
      commitment: toHex(deriveCommitment(contentKey, packId)),
    });
    // The table's hash has a fixed length: the layout is known before the table is.
    const manifestBytes = encodeManifest(manifestWith('0'.repeat(sha256Bytes * 2))).length;
    if (manifestBytes > maxManifestBytes) throw new VigieError('manifest-too-long', { manifestBytes });
    const layout = layoutOf(manifestBytes, draft);
    const table = await writeBuckets(
      { entries, sorted, exposureOf, bucketKey, paddingKey, packId, layout },
      sink,
      onProgress,
      signal,
    );
    const manifest = manifestWith(toHex(sha256(table)));
    // A file that every reader would refuse is found out here, and not after it was published.
    requireSlotFloor(manifest, decodeSlots(decodeManifest(encodeManifest(manifest))));
    await sink.write(layout.privateOffset, padTo(privatePart, layout.bucketsOffset - layout.privateOffset));
    await sink.write(layout.tableOffset, padTo(table, layout.privateOffset - layout.tableOffset));
    await sink.write(0, encodeStart(manifest, layout, pack.signingKey));
    return { manifest, layout };
  } finally {
    zeroBytes(bucketKey, paddingKey, privateKey, privatePlain);
  }
}

/** Entries cut between two looks at whether the build was cancelled: some hundredths of a second. */
const cutAtOnce = 16_384;

/** Prefix and tag of each entry, in the place of its stretched identifier. */
async function cutEntries({ entries, contentKey, family }: PackToWrite, signal: AbortSignal | undefined) {
  const tagKey = deriveTagKey(contentKey, family.salt);
  const prefix = prepareHmacSha256(family.prefixKey);
  const tag = prepareHmacSha256(tagKey);
  try {
    for (let first = 0; first < entries.count; first += cutAtOnce) {
      if (signal?.aborted) throw new VigieError('cancelled');
      entries.cut(first, Math.min(cutAtOnce, entries.count - first), prefix.mac, tag.mac);
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    zeroBytes(tagKey, ...prefix.pads, ...tag.pads);
  }
}

/** In an order that depends on nothing but themselves, each once: shards read them in any order. */
function sortedInputs(inputs: readonly InputDigest[]): InputDigest[] {
  const byText = new Map(inputs.map((input) => [`${String(input.incident).padStart(3, '0')}:${input.sha256}`, input]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, input]) => input);
}

function usedSets(entries: EntryTable): Set<number> {
  const used = new Set<number>();
  for (let entry = 0; entry < entries.count; entry++) used.add(entries.exposureSet(entry));
  used.delete(canaryMark);
  return used;
}

function draftManifest(pack: PackToWrite, prefixBits: number, recordsPerBucket: number, privateBytes: number): Draft {
  const { series, sequence, createdAt, dataAsOf, validUntil, issuer, incidents } = pack.description;
  const kinds = identifierKinds.filter((kind) => pack.kinds.includes(kind));
  const { salt, cost } = pack.family;
  return {
    format: formatVersion,
    series,
    sequence,
    createdAt,
    dataAsOf,
    validUntil,
    issuer,
    incidents: [...incidents],
    dataClasses: [...dataClasses],
    identifierKinds: kinds,
    coverage: [...pack.coverage],
    entryCount: pack.entries.count - kinds.length * canariesPerKind,
    prefixBits,
    recordsPerBucket,
    stretch: { ...cost, salt: toHex(salt), commitment: toHex(familyCommitment(pack.family)) },
    privateBytes,
  };
}

/** SHA-256 over every record without its padding, bucket by bucket: what the pack id stands for. */
function digestRecords(entries: EntryTable, sorted: SortedEntries, exposureOf: (entry: number) => number): Uint8Array {
  const running = startSha256();
  const batch = new Uint8Array(4096 * recordBytes);
  let at = 0;
  for (const entry of sorted.order) {
    putRecord(batch, at, entries.tag(entry), exposureOf(entry));
    at += recordBytes;
    if (at === batch.length) {
      running.update(batch);
      at = 0;
    }
  }
  running.update(batch.subarray(0, at));
  return running.digest();
}

function putRecord(target: Uint8Array, at: number, tag: Uint8Array, exposureIndex: number): void {
  target.set(tag, at);
  target[at + tagBytes] = exposureIndex & 0xff;
  target[at + tagBytes + 1] = exposureIndex >>> 8;
}

async function sealSlots(pack: PackToWrite, packId: Uint8Array): Promise<KeySlot[]> {
  const slots: KeySlot[] = [];
  for (const [slotIndex, slot] of pack.slots.entries()) {
    // The pack id is part of the label: under one seed, another content never reuses a nonce.
    const use = `slot/${toHex(packId)}/${slotIndex}`;
    if ('recipientKey' in slot) {
      // So is the recipient: under one seed, another recipient at the same place has another ephemeral key.
      const whose = `${use}/${toHex(slot.recipientKey)}`;
      const ephemeral = {
        privateKey: pack.randomBytes(`${whose}/ephemeral`, 32),
        nonce: pack.randomBytes(`${whose}/nonce`, 12),
      };
      slots.push(sealRecipientSlot(pack.contentKey, slot.recipientKey, { packId, slotIndex }, ephemeral));
      continue;
    }
    const nonce = pack.randomBytes(`${use}/nonce`, 12);
    const derived = 'slotKey' in slot ? slot : await deriveSlot(slot, pack.randomBytes(`${use}/salt`, 16));
    try {
      slots.push(sealSlot(pack.contentKey, derived, { packId, slotIndex, nonce }));
    } finally {
      if (derived !== slot) zeroBytes(derived.slotKey);
    }
  }
  return slots;
}

interface BucketsToWrite {
  readonly entries: EntryTable;
  readonly sorted: SortedEntries;
  readonly exposureOf: (entry: number) => number;
  readonly bucketKey: Uint8Array;
  readonly paddingKey: Uint8Array;
  readonly packId: Uint8Array;
  readonly layout: Layout;
}

/** Bytes gathered before one write to the sink. */
const writeBatchBytes = 4 * 1024 * 1024;

/** @returns the bucket table */
async function writeBuckets(
  work: BucketsToWrite,
  sink: PackSink,
  onProgress: (doneBuckets: number, bucketCount: number) => void,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const { layout } = work;
  const table = new Uint8Array(layout.tableBytes);
  const perBatch = Math.max(1, Math.floor(writeBatchBytes / layout.bucketBytes));
  for (let first = 0; first < layout.bucketCount; first += perBatch) {
    if (signal?.aborted) throw new VigieError('cancelled');
    const many = Math.min(perBatch, layout.bucketCount - first);
    const batch = new Uint8Array(many * layout.bucketBytes);
    for (let i = 0; i < many; i++) {
      const records = bucketRecords(work, first + i);
      const sealed = sealBucket(work.bucketKey, work.packId, first + i, records);
      zeroBytes(records);
      table.set(sha256(sealed), (first + i) * sha256Bytes);
      batch.set(sealed, i * layout.bucketBytes);
    }
    await sink.write(layout.bucketsOffset + first * layout.bucketBytes, batch);
    onProgress(first + many, layout.bucketCount);
  }
  return table;
}

/** The bucket's entries and its padding, sorted together by tag: nothing tells one from the other. */
function bucketRecords(work: BucketsToWrite, bucketIndex: number): Uint8Array {
  const { entries, sorted, layout } = work;
  const from = sorted.starts[bucketIndex] ?? 0;
  const to = sorted.starts[bucketIndex + 1] ?? 0;
  const recordCount = (layout.bucketBytes - 16) / recordBytes;
  const paddingCount = recordCount - (to - from);
  const stream = paddingStream(work.paddingKey, bucketIndex, paddingCount * tagBytes);
  const padding: Buffer[] = [];
  for (let i = 0; i < paddingCount; i++) {
    padding.push(Buffer.from(stream.buffer, stream.byteOffset + i * tagBytes, tagBytes));
  }
  padding.sort(Buffer.compare);
  const records = new Uint8Array(recordCount * recordBytes);
  let nextPadding = 0;
  let nextEntry = from;
  for (let at = 0; at < records.length; at += recordBytes) {
    const entry = nextEntry < to ? (sorted.order[nextEntry] ?? 0) : -1;
    const filler = padding[nextPadding];
    if (entry >= 0 && (filler === undefined || Buffer.compare(entries.tag(entry), filler) <= 0)) {
      putRecord(records, at, entries.tag(entry), work.exposureOf(entry));
      nextEntry++;
    } else if (filler !== undefined) {
      putRecord(records, at, filler, 0);
      nextPadding++;
    }
  }
  return records;
}

/** Header, manifest and zeroes up to the table. */
function encodeStart(manifest: Manifest, layout: Layout, signingKey: SigningKey): Uint8Array {
  const manifestBytes = encodeManifest(manifest);
  const header = encodeHeader({
    manifestBytes: manifestBytes.length,
    signature: signingKey.sign(concatBytes(signatureDomain, manifestBytes)),
    signerKey: rawPublicKey(signingKey),
  });
  return padTo(concatBytes(header, manifestBytes), layout.tableOffset);
}

function padTo(bytes: Uint8Array, byteCount: number): Uint8Array {
  const padded = new Uint8Array(byteCount);
  padded.set(bytes, 0);
  return padded;
}

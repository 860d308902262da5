/**
 * What is thrown at the parser: arbitrary bytes, mutated packs, rightly signed manifests of any content, lengths beyond
 * reason. Whatever comes in, out comes an answer or a coded error, and no read is larger than the format's bounds.
 * The unit tests run it for a moment, `npm run fuzz` for as long as one likes.
 */
import fc from 'fast-check';
import { type ContentKey, concatBytes, fromHex, toHex } from '../../../src/core/bytes/bytes.ts';
import { rawPublicKey, type SigningKey } from '../../../src/core/crypto/signing.ts';
import { sha256 } from '../../../src/core/crypto/symmetric.ts';
import { type ErrorCode, errorCodes } from '../../../src/core/error-codes.ts';
import { isVigieError, VigieError } from '../../../src/core/errors.ts';
import { parseIdentifier, readTyped } from '../../../src/core/identifier/identifier.ts';
import { openBucket, sealBucket } from '../../../src/core/pack/bucket.ts';
import { parseIncident } from '../../../src/core/pack/incident.ts';
import { deriveBucketKey, signatureDomain } from '../../../src/core/pack/keys.ts';
import {
  encodeHeader,
  headerBytes,
  layoutOf,
  maxManifestBytes,
  maxPrefixBits,
  maxRecordsPerBucket,
  recordBytes,
} from '../../../src/core/pack/layout.ts';
import { OpenPack } from '../../../src/core/pack/open-pack.ts';
import { readSealedPack, verifyBuckets } from '../../../src/core/pack/reader.ts';
import { openSlots } from '../../../src/core/pack/slots.ts';
import type { RandomAccessSource } from '../../../src/core/pack/source.ts';
import { buildMemoryPack, claimedIncident, newSigningKey, testPassphrase } from './memory-pack.ts';

export interface FuzzMaterial {
  readonly pack: Uint8Array;
  readonly signingKey: SigningKey;
  readonly contentKey: ContentKey;
}

export async function makeFuzzMaterial(): Promise<FuzzMaterial> {
  const signingKey = newSigningKey();
  const entries = [
    { kind: 'nir', canonical: '2550814168025', exposures: [{ incident: 0, classes: ['nir'] }] },
    { kind: 'email', canonical: 'jean@exemple.fr', exposures: [{ incident: 1, classes: ['email'] }] },
  ] as const;
  const { bytes, contentKey } = await buildMemoryPack({ entries, signingKey });
  return { pack: bytes, signingKey, contentKey };
}

export interface FuzzTarget {
  readonly name: string;
  /** `fast-check` runs it; it throws where the promise of this file is broken. */
  readonly property: fc.IAsyncProperty<[unknown]>;
}

/** Tells how often each code came out, so that a target that always fails at the first check is seen. */
export type Tally = Map<ErrorCode | 'none', number>;

export function fuzzTargets({ pack, signingKey, contentKey }: FuzzMaterial, tally: Tally = new Map()): FuzzTarget[] {
  const count = (code: ErrorCode | 'none') => tally.set(code, (tally.get(code) ?? 0) + 1);
  const readAll = (file: Uint8Array) => expectCoded(() => readToTheEnd(boundedSource(file)), count);
  const target = <T>(name: string, arbitrary: fc.Arbitrary<T>, check: (value: T) => Promise<void>): FuzzTarget => ({
    name,
    property: fc.asyncProperty(arbitrary, check) as fc.IAsyncProperty<[unknown]>,
  });
  return [
    target('arbitrary bytes', arbitraryFile(pack), readAll),
    target('mutated pack', mutations(pack.length), (edits) => readAll(applyEdits(pack, edits))),
    target('signed manifest of any content', manifestEdits, (edits) => readAll(resigned(pack, signingKey, edits))),
    target('sealed records of any content', recordEdits, (edits) =>
      readAll(resealed(pack, signingKey, contentKey, edits)),
    ),
    target('lengths beyond reason', headerNumbers, async ({ manifestBytes, fileBytes }) => {
      const header = encodeHeader({
        manifestBytes,
        signature: pack.slice(12, 76),
        signerKey: rawPublicKey(signingKey),
      });
      await expectCoded(() => readToTheEnd(boundedSource(header, fileBytes)), count);
    }),
    target('incident of any content', fc.oneof(fc.jsonValue(), incidentEdits), async (json) => {
      await expectCoded(async () => parseIncident(json), count);
    }),
    target('identifier of any characters', fc.oneof(fc.string(), fc.string({ unit: 'binary' })), async (text) => {
      const parsed = parseIdentifier(text);
      if (parsed.kind === 'invalid' && parsed.problems.length === 0) throw new RangeError('invalid without a problem');
      readTyped(text);
    }),
  ];
}

/** The whole way of a reader. */
async function readToTheEnd(source: RandomAccessSource): Promise<void> {
  const sealed = await readSealedPack(source, 'any');
  await verifyBuckets(sealed);
  const opened = new OpenPack(sealed, await openSlots(sealed.manifest, testPassphrase));
  await opened.requireCanaries();
  await opened.lookUp('nir', '2550814168025');
  await opened.lookUp('nir', '1840175056000');
}

async function expectCoded(work: () => Promise<unknown>, count: (code: ErrorCode | 'none') => void): Promise<void> {
  try {
    await work();
    count('none');
  } catch (error) {
    if (!isVigieError(error) || error.code === 'internal' || !errorCodes.includes(error.code)) throw error;
    count(error.code);
  }
}

/** FORMAT §8.2: the largest thing that a reader may ask for at once is the table; `verify` reads 4 MiB, or one bucket. */
const largestRead = Math.max(maxManifestBytes, 32 * 2 ** maxPrefixBits, maxRecordsPerBucket * recordBytes + 16);

/** A source that refuses reads outside of itself, and larger than any reader may make. Zeroes follow `bytes` up to `byteLength`. */
function boundedSource(bytes: Uint8Array, byteLength: number = bytes.length): RandomAccessSource {
  return {
    byteLength,
    read: async (offset, byteCount) => {
      if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(byteCount) || offset < 0 || byteCount < 0) {
        throw new RangeError(`read(${offset}, ${byteCount})`);
      }
      if (byteCount > largestRead) throw new RangeError(`read of ${byteCount} bytes`);
      if (offset + byteCount > byteLength) throw new VigieError('pack-truncated', { offset });
      const read = new Uint8Array(byteCount);
      read.set(bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + byteCount, bytes.length)), 0);
      return read;
    },
    close: async () => {},
  };
}

function arbitraryFile(pack: Uint8Array): fc.Arbitrary<Uint8Array> {
  const noise = fc.uint8Array({ maxLength: 9000, size: 'max' });
  return fc
    .tuple(noise, fc.constantFrom(0, 3, 8, 12, 76, headerBytes))
    .map(([bytes, kept]) => concatBytes(pack.subarray(0, kept), bytes));
}

type Edit =
  | { readonly kind: 'set'; readonly at: number; readonly value: number }
  | { readonly kind: 'cut' | 'repeat' | 'zero'; readonly at: number; readonly byteCount: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array };

function mutations(packBytes: number): fc.Arbitrary<Edit[]> {
  // Edges of the sections are where mistakes live.
  const at = fc.oneof(
    fc.nat({ max: packBytes - 1 }),
    fc.constantFrom(0, 7, 8, 11, 12, 75, 76, 107, 108, 4095, 4096, 8191, 8192),
  );
  const byteCount = fc.integer({ min: 1, max: 5000 });
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), at, value: fc.nat({ max: 255 }) }),
    fc.record({ kind: fc.constantFrom('cut' as const, 'repeat' as const, 'zero' as const), at, byteCount }),
    fc.record({ kind: fc.constant('insert' as const), at, bytes: fc.uint8Array({ minLength: 1, maxLength: 200 }) }),
  );
  return fc.array(edit, { minLength: 1, maxLength: 4 });
}

function applyEdits(pack: Uint8Array, edits: readonly Edit[]): Uint8Array {
  let file: Uint8Array = pack.slice();
  for (const edit of edits) {
    const before = file.subarray(0, edit.at);
    const rest = file.subarray(edit.at);
    if (edit.kind === 'set') file = concatBytes(before, new Uint8Array([edit.value]), rest.subarray(1));
    else if (edit.kind === 'insert') file = concatBytes(before, edit.bytes, rest);
    else if (edit.kind === 'cut') file = concatBytes(before, rest.subarray(edit.byteCount));
    else if (edit.kind === 'repeat') file = concatBytes(before, rest.subarray(0, edit.byteCount), rest);
    else
      file = concatBytes(before, new Uint8Array(Math.min(edit.byteCount, rest.length)), rest.subarray(edit.byteCount));
  }
  return file;
}

interface ManifestEdit {
  /** Which of the manifest's values, in the order of a walk; taken modulo their number. */
  readonly place: number;
  readonly value: unknown;
}

/** Numbers at the edges of every bound, texts of the wrong length, and anything that JSON can hold. */
const strangeValue = fc.oneof(
  fc.constantFrom(
    -1,
    0,
    0.5,
    1,
    2,
    16,
    17,
    20,
    21,
    63,
    64,
    255,
    65_535,
    65_536,
    65_537,
    1_048_577,
    2 ** 31,
    2 ** 53,
    1e300,
  ),
  fc.constantFrom('', '00', 'ff'.repeat(16), 'FF'.repeat(16), '00'.repeat(32), '00'.repeat(48), null, true, [], {}),
  fc.string(),
  fc.jsonValue(),
);
const edits = fc.array(fc.record({ place: fc.nat(), value: strangeValue }), { minLength: 1, maxLength: 3 });
const manifestEdits: fc.Arbitrary<ManifestEdit[]> = edits;
const incidentEdits: fc.Arbitrary<unknown> = edits.map((list) => {
  const incident = structuredClone(claimedIncident) as unknown;
  for (const edit of list) replaceValue(incident, edit);
  return incident;
});

/** A manifest edited anywhere and signed rightly: what only the schema stands against. */
function resigned(pack: Uint8Array, signingKey: SigningKey, list: readonly ManifestEdit[]): Uint8Array {
  const { manifest, layout, table, privatePart, buckets } = partsOf(pack);
  for (const edit of list) replaceValue(manifest, edit);
  sparePatience(manifest);
  return assembled(manifest, layout, { table, privatePart, buckets }, signingKey);
}

/** Record bytes set to anything, in the one bucket of the pack. */
const recordEdits = fc.array(
  fc.record({
    record: fc.nat({ max: 5 }),
    // The tag, and the exposure index in the last two bytes, which is where a wrong number would tell of other people.
    at: fc.oneof(fc.nat({ max: recordBytes - 1 }), fc.constantFrom(recordBytes - 2, recordBytes - 1)),
    value: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 1, 2, 254, 255)),
  }),
  { minLength: 1, maxLength: 4 },
);

/** A bucket edited under its seal, its hash and the signature made again: what only the look-up stands against. */
function resealed(
  pack: Uint8Array,
  signingKey: SigningKey,
  contentKey: ContentKey,
  list: readonly { readonly record: number; readonly at: number; readonly value: number }[],
): Uint8Array {
  const { manifest, layout, table, privatePart, buckets } = partsOf(pack);
  const packId = fromHex(manifest.packId, 16);
  if (packId === null) throw new RangeError('packId');
  const bucketKey = deriveBucketKey(contentKey, packId);
  const records = openBucket(bucketKey, packId, 0, buckets, table);
  for (const { record, at, value } of list) records[record * recordBytes + at] = value;
  const sealed = sealBucket(bucketKey, packId, 0, records);
  const newTable = sha256(sealed);
  manifest.tableSha256 = toHex(sha256(newTable));
  return assembled(manifest, layout, { table: newTable, privatePart, buckets: sealed }, signingKey);
}

function partsOf(pack: Uint8Array) {
  const manifestBytes = new DataView(pack.buffer, pack.byteOffset).getUint32(8, true);
  const manifest = JSON.parse(Buffer.from(pack.subarray(headerBytes, headerBytes + manifestBytes)).toString('utf8'));
  const layout = layoutOf(manifestBytes, manifest);
  const table = pack.subarray(layout.tableOffset, layout.tableOffset + layout.tableBytes);
  const privatePart = pack.subarray(layout.privateOffset, layout.privateOffset + layout.privateBytes);
  return { manifest, layout, table, privatePart, buckets: pack.subarray(layout.bucketsOffset) };
}

/** The parts behind a manifest of whatever length, with the header and the signature that fit it. */
function assembled(
  manifest: unknown,
  before: ReturnType<typeof layoutOf>,
  { table, privatePart, buckets }: { table: Uint8Array; privatePart: Uint8Array; buckets: Uint8Array },
  signingKey: SigningKey,
): Uint8Array {
  const edited = Buffer.from(JSON.stringify(manifest), 'utf8');
  const header = encodeHeader({
    manifestBytes: edited.length,
    signature: signingKey.sign(concatBytes(signatureDomain, edited)),
    signerKey: rawPublicKey(signingKey),
  });
  const prefixBits = before.bucketCount.toString(2).length - 1;
  const recordsPerBucket = (before.bucketBytes - 16) / recordBytes;
  const after = layoutOf(edited.length, { prefixBits, recordsPerBucket, privateBytes: before.privateBytes });
  const whole = new Uint8Array(after.fileBytes);
  whole.set(header, 0);
  whole.set(edited, headerBytes);
  whole.set(table, after.tableOffset);
  whole.set(privatePart, after.privateOffset);
  whole.set(buckets, after.bucketsOffset);
  return whole;
}

function replaceValue(root: unknown, edit: ManifestEdit): void {
  const places: [Record<string, unknown>, string][] = [];
  const walk = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [name, inner] of Object.entries(value)) {
      places.push([value as Record<string, unknown>, name]);
      walk(inner);
    }
  };
  walk(root);
  const [holder, name] = places[edit.place % Math.max(1, places.length)] ?? [{}, ''];
  holder[name] = edit.value;
}

/** Costs within the bounds but of minutes would stop the fuzzer, not the reader. */
function sparePatience(manifest: Record<string, unknown>): void {
  const slots = Array.isArray(manifest.slots) ? manifest.slots : [];
  for (const cost of [manifest.stretch, ...slots]) {
    if (cost === null || typeof cost !== 'object') continue;
    const { memoryKiB, passes } = cost as Record<string, unknown>;
    if (typeof memoryKiB === 'number' && memoryKiB > 4096 && memoryKiB <= 1_048_576)
      Object.assign(cost, { memoryKiB: 64 });
    if (typeof passes === 'number' && passes > 4 && passes <= 16) Object.assign(cost, { passes: 1 });
  }
}

const headerNumbers = fc.record({
  manifestBytes: fc.oneof(
    fc.nat({ max: 0xffff_ffff }),
    fc.constantFrom(0, 1, maxManifestBytes - 1, maxManifestBytes, maxManifestBytes + 1, 0x7fff_ffff, 0xffff_ffff),
  ),
  fileBytes: fc.oneof(fc.maxSafeNat(), fc.constantFrom(headerBytes, headerBytes + 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1)),
});

/**
 * Argon2id (RFC 9106) for two uses: `deriveSlotKey` turns a passphrase into a slot key, `stretch` makes each guess at an
 * identifier expensive. Two libraries: the first forgets the passphrase that it was given, the second does not and is two to
 * four times as fast (docs/adr/0006). A test proves that both give the same bytes.
 */
import { type SlotKey, type StretchedIdentifier, takeSecret, zeroBytes } from '../bytes/bytes.ts';
import { VigieError } from '../errors.ts';
import { type FastLibrary, loadFastLibrary, loadReferenceHash, type ReferenceHash } from './addons.ts';

export interface Argon2Cost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

export interface CostBounds {
  readonly memoryKiB: readonly [number, number];
  readonly passes: readonly [number, number];
  readonly lanes: readonly [number, number];
}

/** What format version 1 lets a reader accept (FORMAT §6): from a test's cost to what a small machine survives. */
export const stretchBounds: CostBounds = { memoryKiB: [64, 1_048_576], passes: [1, 16], lanes: [1, 4] };
export const slotBounds: CostBounds = { memoryKiB: [64, 1_048_576], passes: [1, 16], lanes: [1, 4] };

/** OWASP Password Storage Cheat Sheet (2023): 19 MiB, t = 2 is the floor; a production stretch never goes below. */
export const productionFloor: Argon2Cost = { memoryKiB: 19_456, passes: 2, lanes: 1 };

/** Between RFC 9106 §4's second choice (64 MiB, t = 3) and its first (2 GiB, t = 1): half a second on an office machine. */
export const slotCost: Argon2Cost = { memoryKiB: 262_144, passes: 3, lanes: 1 };

/** RFC 9106 §4, second recommended option: no slot of a pack in production is cheaper. */
export const slotFloor: Argon2Cost = { memoryKiB: 65_536, passes: 3, lanes: 1 };

// RFC 9106 §3.1: type 2 is Argon2id; version 0x13 is the current one (`Version.V0x13` = 1 in @node-rs/argon2).
const argon2idType = 2;
const nodeRsVersion13 = 1;
const outputBytes = 32;

/** @throws VigieError 'cost-out-of-range' with the field's name. Checked before a cost read from a file is used. */
export function requireCostWithin(cost: Argon2Cost, bounds: CostBounds): void {
  for (const field of ['memoryKiB', 'passes', 'lanes'] as const) {
    const value = cost[field];
    const [low, high] = bounds[field];
    if (!Number.isInteger(value) || value < low || value > high) throw new VigieError('cost-out-of-range', { field });
  }
  // RFC 9106 §3.1: at least 8 KiB a lane.
  if (cost.memoryKiB < 8 * cost.lanes) throw new VigieError('cost-out-of-range', { field: 'memoryKiB' });
}

/** FORMAT §5.2: NFKC, outer space trimmed, inner runs of white space made one U+0020: the same words typed on another keyboard. */
export function normalisePassphrase(passphrase: string): string {
  return passphrase.normalize('NFKC').trim().replace(/\s+/gu, ' ');
}

/**
 * @param salt 16 bytes or more
 * @returns 32 bytes; the caller zeroes them
 * @throws VigieError 'cost-out-of-range'
 */
export async function deriveSlotKey(passphrase: string, salt: Uint8Array, cost: Argon2Cost): Promise<SlotKey> {
  requireCostWithin(cost, slotBounds);
  const password = Buffer.from(normalisePassphrase(passphrase), 'utf8');
  try {
    const key = takeSecret(await hash(password, salt, cost, null)) as SlotKey;
    // The library's own copy was freed a moment ago, on this thread: whoever takes places of its length now gets that one first.
    for (let i = 0; i < 4; i++) void takePlaces(outputBytes);
    return key;
  } finally {
    zeroBytes(password);
  }
}

let referenceHash: ReferenceHash | null = null;

/** The reference library, on libuv's pool. */
async function hash(password: Uint8Array, salt: Uint8Array, cost: Argon2Cost, secret: Uint8Array | null) {
  // Loaded when it is needed: the builder's worker threads only stretch, and need not carry this addon.
  referenceHash ??= loadReferenceHash();
  return await referenceHash({
    type: argon2idType,
    version: 0x13,
    password: viewOf(password),
    salt: viewOf(salt),
    secret: secret === null ? Buffer.alloc(0) : viewOf(secret),
    data: Buffer.alloc(0),
    m: cost.memoryKiB,
    t: cost.passes,
    p: cost.lanes,
    hashLength: outputBytes,
  });
}

/** The same bytes, not a copy: what the caller zeroes is all there is. */
function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

let fastLibrary: FastLibrary | null | undefined;

/** @returns null where the fast library's addon does not load; asked for once, because a failed load is slow */
function fastLibraryIfThere(): FastLibrary | null {
  if (fastLibrary === undefined) {
    try {
      fastLibrary = loadFastLibrary();
    } catch {
      fastLibrary = null;
    }
  }
  return fastLibrary;
}

function stretchOptions(salt: Uint8Array, pepper: Uint8Array, cost: Argon2Cost) {
  return {
    algorithm: argon2idType,
    version: nodeRsVersion13,
    salt,
    secret: pepper,
    memoryCost: cost.memoryKiB,
    timeCost: cost.passes,
    parallelism: cost.lanes,
    outputLen: outputBytes,
  };
}

/**
 * The stretch of FORMAT §6, on libuv's pool. Slower, and the same bytes, where the fast library does not load.
 * @param password UTF-8 of `<kind>:<canonical identifier>`; the caller zeroes it
 * @returns 32 bytes
 */
export async function stretch(
  password: Uint8Array,
  salt: Uint8Array,
  pepper: Uint8Array,
  cost: Argon2Cost,
): Promise<StretchedIdentifier> {
  requireCostWithin(cost, stretchBounds);
  const fast = fastLibraryIfThere();
  if (fast === null) return takeSecret(await hash(password, salt, cost, pepper)) as StretchedIdentifier;
  try {
    return takeSecret(await fast.hashRaw(password, stretchOptions(salt, pepper, cost))) as StretchedIdentifier;
  } finally {
    lengthsLeft.add(Math.ceil(password.length / placeBytes) * placeBytes);
  }
}

/** Lengths of the passwords of which the fast library's memory may hold copies, rounded up: places are multiples of 8 bytes. */
const lengthsLeft = new Set<number>();
const placeBytes = 8;

/**
 * The fast library copies each password and gives the copy back to its allocator as it is, but for the first eight bytes: of a
 * NIR the last nine digits stay. The allocator fills a page before it takes a place again, so that as many passwords of the
 * same length as the page has places overwrite them. Takes some 20 ms a length on the calling thread.
 */
export function overwritePasswordCopies(): void {
  const fast = fastLibraryIfThere();
  if (fast === null) return;
  const options = stretchOptions(new Uint8Array(16), new Uint8Array(0), leastCost);
  for (const length of lengthsLeft) {
    const zeroes = new Uint8Array(length);
    for (let i = 0; i < placesInPage; i++) fast.hashRawSync(zeroes, options);
  }
  lengthsLeft.clear();
}

/**
 * The reference library clears passwords, and leaves the derived key in two places:
 *
 * - on the stack of the thread of libuv's pool that made it, until that thread computes again;
 * - in the C library's memory, freed as it is. The place belongs to the pool's thread and is freed by the thread that asked: it
 *   ends among the free places of either, alone or grown together with its neighbours, and stayed there for minutes. So places of
 *   each length are taken, the longest first: on the pool's threads for results, on the calling thread for inputs. What counts is how
 *   many are held at once, and a result is given back when the calling thread takes it: hence that thread waits.
 */
export async function overwriteDerivedKeys(): Promise<void> {
  if (referenceHash === null) return;
  const taken = overwritten.flatMap(([byteCount, places]) =>
    Array.from({ length: places }, () => takePlaces(byteCount)),
  );
  const evaluations = Array.from({ length: 128 }, () => hash(new Uint8Array(8), new Uint8Array(16), leastCost, null));
  Atomics.wait(neverWoken, 0, 0, heldForMs);
  await Promise.all([...taken, ...evaluations]);
}

/** Lengths of places and how many are taken, in pairs. A thread's part of the C library's memory has some two megabytes. */
const overwritten: readonly (readonly [byteCount: number, places: number])[] = [
  [65_536, 256],
  [8192, 256],
  [1024, 256],
  [256, 256],
  [120, 256],
  [88, 256],
  [56, 256],
  [outputBytes, 512],
];
/** Above this, inputs are left empty: whoever takes long places does it for what has grown together, on the pool's threads. */
const longestInput = 1024;
/** As long as the pool's threads need for their part on a machine that does other things as well: with 30 ms some keys stayed, one time in twelve. */
const heldForMs = 150;
const neverWoken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/**
 * Takes four places of that length on this thread, now, and one on a thread of the pool, all filled with zeroes. Nothing is
 * computed: no pass is asked for, which the library refuses once it has them.
 */
async function takePlaces(byteCount: number): Promise<void> {
  const zeroes = Buffer.alloc(byteCount <= longestInput ? byteCount : 0);
  const refused = referenceHash?.({
    type: argon2idType,
    version: 0x13,
    password: zeroes,
    salt: zeroes,
    secret: zeroes,
    data: zeroes,
    m: leastCost.memoryKiB,
    t: 0,
    p: leastCost.lanes,
    hashLength: byteCount,
  });
  await refused?.catch(() => undefined);
}

/** The least that RFC 9106 §3.1 allows. */
const leastCost: Argon2Cost = { memoryKiB: 8, passes: 1, lanes: 1 };

/** Twice what was enough for 40 passwords of 17 to 120 bytes; held to by test/memory/argon2.test.ts. */
const placesInPage = 600;

/** The same on the calling thread, for the builder's workers. @throws Error where the fast library does not load */
export function stretchSync(
  password: Uint8Array,
  salt: Uint8Array,
  pepper: Uint8Array,
  cost: Argon2Cost,
): StretchedIdentifier {
  requireCostWithin(cost, stretchBounds);
  fastLibrary ??= loadFastLibrary();
  return takeSecret(fastLibrary.hashRawSync(password, stretchOptions(salt, pepper, cost))) as StretchedIdentifier;
}

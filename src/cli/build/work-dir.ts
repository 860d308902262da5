/**
 * `--work`: what a killed build leaves to the next one. The build's stretch family and each stretch already paid for, sealed
 * under the signer's key, or under the seed where there is one, so that the signer's key stays on one machine; no
 * identifier. The inputs are read again: only the stretching, which is the cost, is not done twice.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { concatBytes, utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import type { Argon2Cost } from '../../core/crypto/argon2id.ts';
import { hkdfSha256, sha256 } from '../../core/crypto/symmetric.ts';
import { isVigieError, VigieError } from '../../core/errors.ts';
import { digestBytes, stretchedBytes } from '../../core/pack/entry-table.ts';
import type { StretchFamily } from '../../core/pack/family.ts';
import { asFileError } from '../../files/file-errors.ts';
import { acquireLock, type HeldLock } from '../../files/lock-file.ts';
import { familyBytes, packFamily, unpackFamily } from './family.ts';
import { hashPieces } from './hash-file.ts';
import type { BuildPlan } from './plan.ts';
import { readSealedStream, writeSealedStream } from './sealed-stream.ts';

const keysMagic = 'VIGIEWK1';
const partMagic = 'VIGIEWP1';
const keysFile = 'keys.sealed';
/** Held while a build uses the directory; the kernel drops it when the build dies. */
const lockFile = 'lock';
const restoredBytes = digestBytes + stretchedBytes;
/** At most this much paid work is lost by a kill. */
const flushAfterMs = 5_000;
const flushAfterEntries = 32_768;

/**
 * 32 bytes that stand for the inputs' content and whatever shapes the entries.
 * @throws VigieError 'usage' for a pipe, of which nothing would be left to read · 'file-not-found' · 'file-unreadable' ·
 *   'cancelled'
 */
export async function fingerprintPlan(plan: BuildPlan, signal: AbortSignal): Promise<Uint8Array> {
  const hashes: string[] = [];
  for (const { paths, incidentIndex } of plan.inputs) {
    for (const path of paths) {
      if (path === '-' || !(await stat(path)).isFile()) {
        throw new VigieError('usage', { reason: 'work-needs-files', option: '--work' });
      }
    }
    hashes.push(`${incidentIndex}:${(await hashPieces(paths, signal)).sha256}`);
  }
  const { incidents, inputs, cost, shard } = plan;
  const settings = inputs.map(({ path: _, paths: __, ...said }) => said);
  return sha256(utf8(JSON.stringify({ hashes, incidents, settings, cost, shard })));
}

export class WorkDir {
  readonly family: StretchFamily;
  readonly #dir: string;
  readonly #secret: Uint8Array;
  readonly #lock: HeldLock;
  readonly #failing = new AbortController();
  #nextPart: number;
  #pending: Uint8Array[] = [];
  #flushedAt: number = performance.now();
  #writing: Promise<void> = Promise.resolve();

  private constructor(dir: string, lock: HeldLock, secret: Uint8Array, family: StretchFamily, nextPart: number) {
    this.#dir = dir;
    this.#lock = lock;
    this.#secret = secret;
    this.family = family;
    this.#nextPart = nextPart;
  }

  /**
   * Opens the directory, or makes it with `freshFamily`.
   * @param ownerSecret 32 bytes of the signer's key or of the build's seed; zeroed here
   * @throws VigieError 'work-mismatch' if it belongs to other inputs, options or another signer · 'usage' if another build is
   *   using it
   */
  static async open(
    dir: string,
    ownerSecret: Uint8Array,
    fingerprint: Uint8Array,
    cost: Argon2Cost,
    freshFamily: () => StretchFamily,
  ): Promise<WorkDir> {
    // Another build, another secret: what it left does not open.
    const secret = hkdfSha256(ownerSecret, fingerprint, 'vigie/build/v1/work');
    zeroBytes(ownerSecret);
    let lock: HeldLock | null = null;
    try {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      // Two builds would write over each other's parts, and remove them.
      lock = lockDir(dir);
      const parts = await partNumbers(dir);
      const path = join(dir, keysFile);
      if (!existsSync(path)) {
        if (parts.length > 0) throw new VigieError('work-mismatch');
        const family = freshFamily();
        const bytes = packFamily(family);
        await writeSealedStream(path, keysMagic, secret, [bytes]).finally(() => zeroBytes(bytes));
        return new WorkDir(dir, lock, secret, family, 1);
      }
      const held = await firstChunk(readSealedStream(path, keysMagic, secret));
      if (held.length !== familyBytes) throw new VigieError('work-mismatch');
      return new WorkDir(dir, lock, secret, unpackFamily(held, cost), (parts.at(-1) ?? 0) + 1);
    } catch (cause) {
      lock?.release();
      throw asFileError(cause, 'write');
    }
  }

  /** Hands over every stretch of earlier runs. @returns how many. @throws VigieError 'work-mismatch' */
  async restore(take: (digestAndStretched: Uint8Array) => void): Promise<number> {
    let count = 0;
    for (const part of await partNumbers(this.#dir)) {
      for await (const chunk of readSealedStream(join(this.#dir, partName(part)), partMagic, this.#secret)) {
        for (let at = 0; at + restoredBytes <= chunk.length; at += restoredBytes) {
          take(chunk.subarray(at, at + restoredBytes));
          count++;
        }
        zeroBytes(chunk);
      }
    }
    return count;
  }

  /** @param entryBytes an entry as the table holds it; copied */
  add(entryBytes: Uint8Array): void {
    this.#pending.push(entryBytes.slice(0, restoredBytes));
    const now = performance.now();
    if (this.#pending.length < flushAfterEntries && now - this.#flushedAt < flushAfterMs) return;
    this.#flushedAt = now;
    this.#flush();
  }

  /** Writes what is pending and waits until all is on disk. @throws VigieError 'disk-full' · … */
  async settle(): Promise<void> {
    this.#flush();
    await this.#writing;
    if (this.failed.aborted) throw this.failed.reason;
  }

  /** Aborted with its error once a part could not be written: hours of work that nothing keeps are no use to go on with. */
  get failed(): AbortSignal {
    return this.#failing.signal;
  }

  /** After a build that succeeded: nothing is left to continue. */
  async remove(): Promise<void> {
    for (const part of await partNumbers(this.#dir)) await rm(join(this.#dir, partName(part)), { force: true });
    await rm(join(this.#dir, keysFile), { force: true });
    // While it is held, so that no other build's is taken away; Windows only removes what nobody has open.
    await rm(join(this.#dir, lockFile), { force: true }).catch(() => {});
  }

  /** Waits for what is being written, and lets the next build in. */
  async close(): Promise<void> {
    await this.#writing;
    zeroBytes(this.#secret);
    this.#lock.release();
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    const chunk = concatBytes(...this.#pending);
    for (const entry of this.#pending) zeroBytes(entry);
    this.#pending = [];
    const path = join(this.#dir, partName(this.#nextPart++));
    this.#writing = this.#writing
      .then(() => writeSealedStream(path, partMagic, this.#secret, [chunk]))
      .catch((error) => this.#failing.abort(error))
      .finally(() => zeroBytes(chunk));
  }
}

function lockDir(dir: string): HeldLock {
  try {
    return acquireLock(join(dir, lockFile));
  } catch (cause) {
    if (!isVigieError(cause) || cause.code !== 'vault-in-use') throw cause;
    throw new VigieError('usage', { reason: 'work-in-use', option: '--work' }, { cause });
  }
}

function partName(part: number): string {
  return `part-${String(part).padStart(6, '0')}.sealed`;
}

async function partNumbers(dir: string): Promise<number[]> {
  const files = await readdir(dir).catch((cause) => {
    throw asFileError(cause, 'read');
  });
  const numbers = files.map((file) => Number(/^part-(\d+)\.sealed$/.exec(file)?.[1] ?? 0));
  return numbers.filter((number) => number > 0).sort((a, b) => a - b);
}

async function firstChunk(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  for await (const chunk of chunks) return chunk;
  throw new VigieError('work-mismatch');
}

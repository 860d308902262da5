/**
 * `--keep`: what a build stretched, for the next build of the same family (FORMAT §17.2). Whoever opens it has the leak, so
 * it is sealed under a random key that comes from nothing and is in no pack; that key lies in a file of its own, sealed under
 * a passphrase at the cost of a slot. Destroying that one small file erases what was kept.
 */
import { existsSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { compareBytes, concatBytes, u32le, utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import { type Argon2Cost, deriveSlotKey, requireCostWithin, slotBounds } from '../../core/crypto/argon2id.ts';
import {
  gcmNonceBytes,
  gcmTagBytes,
  keyBytes,
  openAesGcm,
  randomBytes,
  sealAesGcm,
} from '../../core/crypto/symmetric.ts';
import { isVigieError, VigieError } from '../../core/errors.ts';
import { digestBytes, type EntryTable, stretchedBytes } from '../../core/pack/entry-table.ts';
import { asFileError } from '../../files/file-errors.ts';
import { stageFile } from '../../files/staged-file.ts';
import { readSealedStream, writeSealedStream } from './sealed-stream.ts';

const streamMagic = 'VIGIEKP1';
const slotMagic = utf8('VIGIEKS1');
const saltBytes = 16;
const costBytes = 12;
const associatedBytes = slotMagic.length + costBytes + saltBytes;
const slotFileBytes = associatedBytes + gcmNonceBytes + keyBytes + gcmTagBytes;
const keptBytes = digestBytes + stretchedBytes;
const entriesPerChunk = 65_536;

export function keepSlotPath(path: string): string {
  return `${path}.slot`;
}

export class KeepFile {
  readonly #path: string;
  readonly #key: Uint8Array;
  readonly #isNew: boolean;
  readonly #slot: Uint8Array;

  private constructor(path: string, key: Uint8Array, slot: Uint8Array, isNew: boolean) {
    this.#path = path;
    this.#key = key;
    this.#slot = slot;
    this.#isNew = isNew;
  }

  /**
   * Opens what is kept, or begins it where there is neither file.
   * @throws VigieError 'slot-no-match' for another passphrase · 'work-mismatch' if one of the two files is missing or is no such file
   */
  static async open(path: string, passphrase: string, cost: Argon2Cost): Promise<KeepFile> {
    const slotPath = keepSlotPath(path);
    if (existsSync(path) !== existsSync(slotPath)) throw new VigieError('work-mismatch');
    if (!existsSync(path)) {
      const key = randomBytes(keyBytes);
      return new KeepFile(path, key, await sealSlotFile(key, passphrase, cost), true);
    }
    const slot = new Uint8Array(await readFile(slotPath));
    return new KeepFile(path, await openSlotFile(slot, passphrase), slot, false);
  }

  /** @param take is given digest and stretched identifier of each. @returns how many. @throws VigieError 'work-mismatch' */
  async restore(take: (digestAndStretched: Uint8Array) => void): Promise<number> {
    if (this.#isNew) return 0;
    let count = 0;
    for await (const chunk of readSealedStream(this.#path, streamMagic, this.#key)) {
      for (let at = 0; at + keptBytes <= chunk.length; at += keptBytes, count++) {
        take(chunk.subarray(at, at + keptBytes));
      }
      zeroBytes(chunk);
    }
    return count;
  }

  /** Replaces what is kept by what `entries` holds, which was not cut yet. @throws VigieError 'disk-full' · … */
  async write(entries: EntryTable): Promise<void> {
    if (this.#isNew) {
      // The slot first: a kept file that nothing opens is rubbish, one that anybody opened would be the leak.
      const staged = await stageFile(keepSlotPath(this.#path), 0o600);
      try {
        await staged.write(0, this.#slot);
        await staged.commit({ overwrite: false });
      } finally {
        await staged.discard();
      }
    }
    await writeSealedStream(this.#path, streamMagic, this.#key, chunksOf(entries));
  }

  close(): void {
    zeroBytes(this.#key);
  }
}

function* chunksOf(entries: EntryTable): Generator<Uint8Array> {
  for (let first = 0; first < entries.count; first += entriesPerChunk) {
    const many = Math.min(entriesPerChunk, entries.count - first);
    const chunk = new Uint8Array(many * keptBytes);
    for (let i = 0; i < many; i++) chunk.set(entries.entryBytes(first + i).subarray(0, keptBytes), i * keptBytes);
    yield chunk;
  }
}

async function sealSlotFile(key: Uint8Array, passphrase: string, cost: Argon2Cost): Promise<Uint8Array> {
  const salt = randomBytes(saltBytes);
  const costs = [cost.memoryKiB, cost.passes, cost.lanes].map(u32le);
  const associated = concatBytes(slotMagic, ...costs, salt);
  const nonce = randomBytes(gcmNonceBytes);
  const slotKey = await deriveSlotKey(passphrase, salt, cost);
  try {
    return concatBytes(associated, nonce, sealAesGcm(slotKey, nonce, key, associated));
  } finally {
    zeroBytes(slotKey);
  }
}

async function openSlotFile(bytes: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const isSlot = bytes.length === slotFileBytes && compareBytes(bytes.subarray(0, slotMagic.length), slotMagic) === 0;
  if (!isSlot) throw new VigieError('work-mismatch');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (index: number) => view.getUint32(slotMagic.length + 4 * index, true);
  const cost = { memoryKiB: number(0), passes: number(1), lanes: number(2) };
  try {
    requireCostWithin(cost, slotBounds);
  } catch (cause) {
    throw isVigieError(cause) ? new VigieError('work-mismatch') : cause;
  }
  const slotKey = await deriveSlotKey(passphrase, bytes.slice(slotMagic.length + costBytes, associatedBytes), cost);
  const nonceEnd = associatedBytes + gcmNonceBytes;
  const nonce = bytes.subarray(associatedBytes, nonceEnd);
  const key = openAesGcm(slotKey, nonce, bytes.subarray(nonceEnd), bytes.subarray(0, associatedBytes));
  zeroBytes(slotKey);
  if (key === null) throw new VigieError('slot-no-match', { slots: 1 });
  return key;
}

/**
 * Erases what was kept: the slot is overwritten on the disk, then both files are removed. On disks that write elsewhere than
 * they are told to (SSDs, snapshots) an old slot may stay; its passphrase is then what protects it.
 * @throws VigieError 'file-not-found' · 'file-unwritable'
 */
export async function destroyKeep(path: string): Promise<void> {
  const slotPath = keepSlotPath(path);
  try {
    const file = await open(slotPath, 'r+');
    try {
      await file.write(randomBytes(slotFileBytes), 0, slotFileBytes, 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await rm(slotPath);
    await rm(path, { force: true });
  } catch (cause) {
    throw asFileError(cause, 'write');
  }
}

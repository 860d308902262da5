/** Worker thread of the stretch pool: batches of passwords in, stretched identifiers out. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Argon2Cost, stretchSync } from '../../core/crypto/argon2id.ts';
import { stretchedBytes } from '../../core/pack/entry-table.ts';

export interface StretchSetup {
  readonly salt: Uint8Array;
  readonly pepper: Uint8Array;
  readonly cost: Argon2Cost;
}

export interface StretchBatch {
  readonly batchId: number;
  /** Passwords one after the other. */
  readonly passwords: Uint8Array<ArrayBuffer>;
  /** Length in bytes of each. */
  readonly lengths: Uint16Array<ArrayBuffer>;
}

export interface StretchedBatch {
  readonly batchId: number;
  /** `stretchedBytes` bytes each, in the order of the batch. */
  readonly stretched: Uint8Array<ArrayBuffer>;
}

const setup = workerData as StretchSetup;

/**
 * Work is done outside the message handler: while messages keep coming, the handler's own loop does not give way to the
 * event loop (a thousand messages long), which is what frees the results that Argon2id's addon hands over. A million of
 * them would be kept, 300 bytes each.
 */
parentPort?.on('message', (batch: StretchBatch) => setImmediate(stretchBatch, batch));

function stretchBatch(batch: StretchBatch): void {
  const all = new Uint8Array(batch.lengths.length * stretchedBytes);
  let at = 0;
  for (const [i, byteCount] of batch.lengths.entries()) {
    const stretched = stretchSync(batch.passwords.subarray(at, at + byteCount), setup.salt, setup.pepper, setup.cost);
    all.set(stretched, i * stretchedBytes);
    stretched.fill(0);
    at += byteCount;
  }
  batch.passwords.fill(0);
  parentPort?.postMessage({ batchId: batch.batchId, stretched: all } satisfies StretchedBatch, [all.buffer]);
}

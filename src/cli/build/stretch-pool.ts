/**
 * All cores busy in Argon2id: one worker thread a core, batches of about fifty milliseconds, and a bound on what waits,
 * so that reading never runs ahead of stretching.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Argon2Cost } from '../../core/crypto/argon2id.ts';
import { VigieError } from '../../core/errors.ts';
import type { StretchBatch, StretchedBatch, StretchSetup } from './stretch-worker.ts';

/** Called on the main thread with the stretched identifiers of one batch, which are overwritten afterwards. */
export type BatchDone = (stretched: Uint8Array) => void;

/** Batches waiting for each worker: one runs, three are ready, should this thread wait its turn on a busy machine. */
const queuedPerWorker = 4;

/**
 * A worker makes nothing but short-lived results. Left to itself V8 lets fifty megabytes of them lie in each worker
 * before it looks.
 */
const workerLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 };

export class StretchPool {
  readonly #workers: Worker[] = [];
  readonly #load = new Map<Worker, number>();
  readonly #waiting = new Map<number, { worker: Worker; done: BatchDone }>();
  #nextBatchId = 0;
  #failure: Error | null = null;
  #wake: (() => void)[] = [];

  constructor(setup: StretchSetup, workerCount: number = availableParallelism()) {
    for (let i = 0; i < workerCount; i++) {
      const worker = new Worker(new URL('./stretch-worker.ts', import.meta.url), {
        workerData: setup,
        resourceLimits: workerLimits,
      });
      worker.on('message', (result: StretchedBatch) => this.#finish(result));
      worker.on('error', (error) => this.#fail(error));
      worker.on('exit', (code) => {
        if (code !== 0) this.#fail(new Error(`stretch worker ended with ${code}`));
      });
      this.#workers.push(worker);
      this.#load.set(worker, 0);
    }
  }

  /** Passwords a batch should hold at this cost: 50 ms of work, measured at 0.4 µs a KiB and pass on one core. */
  static batchLength(cost: Argon2Cost): number {
    const estimatedMs = 0.02 + cost.memoryKiB * cost.passes * 0.0004;
    return Math.min(1024, Math.max(1, Math.round(50 / estimatedMs)));
  }

  /** True while another batch may be handed over at once. */
  get hasRoom(): boolean {
    return this.#waiting.size < this.#workers.length * queuedPerWorker;
  }

  /** Takes ownership of the arrays. */
  submit(passwords: Uint8Array<ArrayBuffer>, lengths: Uint16Array<ArrayBuffer>, done: BatchDone): void {
    this.#throwFailure();
    let chosen: Worker | undefined;
    for (const worker of this.#workers) {
      if (chosen === undefined || (this.#load.get(worker) ?? 0) < (this.#load.get(chosen) ?? 0)) chosen = worker;
    }
    if (chosen === undefined) throw new VigieError('internal', { pool: 'empty' });
    const batchId = this.#nextBatchId++;
    this.#waiting.set(batchId, { worker: chosen, done });
    this.#load.set(chosen, (this.#load.get(chosen) ?? 0) + 1);
    chosen.postMessage({ batchId, passwords, lengths } satisfies StretchBatch, [passwords.buffer, lengths.buffer]);
  }

  /** Resolves as soon as there is room. @throws VigieError 'internal' if a worker died */
  async room(): Promise<void> {
    while (!this.hasRoom) await this.#nextEvent();
    this.#throwFailure();
  }

  /** Resolves when nothing is waiting. */
  async drain(): Promise<void> {
    while (this.#waiting.size > 0) await this.#nextEvent();
    this.#throwFailure();
  }

  /** Stops the workers, finished or not. */
  async close(): Promise<void> {
    const workers = this.#workers.splice(0);
    for (const worker of workers) worker.removeAllListeners();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #nextEvent(): Promise<void> {
    this.#throwFailure();
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  #finish(result: StretchedBatch): void {
    const waiting = this.#waiting.get(result.batchId);
    if (waiting === undefined) return;
    this.#waiting.delete(result.batchId);
    this.#load.set(waiting.worker, (this.#load.get(waiting.worker) ?? 1) - 1);
    waiting.done(result.stretched);
    result.stretched.fill(0);
    this.#wakeAll();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wakeAll();
  }

  #wakeAll(): void {
    const woken = this.#wake;
    this.#wake = [];
    for (const wake of woken) wake();
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw new VigieError('internal', { pool: 'worker' }, { cause: this.#failure });
  }
}

/** The bare Argon2id pool: as many worker threads as cores, each doing nothing but evaluations, as fast as they come. */
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Argon2Cost, stretchSync } from '../../src/core/crypto/argon2id.ts';
import { randomBytes } from '../../src/core/crypto/symmetric.ts';

interface Share {
  readonly cost: Argon2Cost;
  readonly evaluations: number;
}

if (!isMainThread) {
  const { cost, evaluations } = workerData as Share;
  const salt = randomBytes(16);
  const pepper = randomBytes(32);
  const password = randomBytes(20);
  const run = (many: number) => {
    for (let i = 0; i < many; i++) stretchSync(password, salt, pepper, cost);
  };
  run(Math.ceil(evaluations / 50));
  parentPort?.once('message', () => {
    run(evaluations);
    parentPort?.postMessage('done');
  });
  parentPort?.postMessage('ready');
}

/** @returns evaluations a second, all cores together; starting the threads is not counted */
export async function argon2PoolRate(cost: Argon2Cost, seconds: number, estimatedPerSecond: number): Promise<number> {
  const cores = availableParallelism();
  const evaluations = Math.max(8, Math.round((seconds * estimatedPerSecond) / cores));
  const workers = Array.from(
    { length: cores },
    () => new Worker(new URL(import.meta.url), { workerData: { cost, evaluations } satisfies Share }),
  );
  const nextMessages = () =>
    Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));
  await nextMessages();
  const startedAt = performance.now();
  const done = nextMessages();
  for (const worker of workers) worker.postMessage('go');
  await done;
  const elapsed = (performance.now() - startedAt) / 1000;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return (cores * evaluations) / elapsed;
}

/** Starts a process that acknowledges what it has written, line by line, and kills it in the middle of the next change. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';

/** What is run, and when it dies. */
export interface Killing {
  /** Script and arguments. */
  readonly words: readonly string[];
  readonly compileCache: string;
  /** Acknowledgements before the clock starts. */
  readonly afterLines: number;
  /** Killed at a random moment of these milliseconds. */
  readonly withinMs: number;
}

/** @returns the lines it acknowledged, without `ready` */
export async function workAndKill({ words, compileCache, afterLines, withinMs }: Killing): Promise<string[]> {
  const worker = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
  let output = '';
  let killing = false;
  worker.stdout.setEncoding('utf8');
  worker.stdout.on('data', (text: string) => {
    output += text;
    if (killing || output.split('\n').length <= afterLines) return;
    killing = true;
    setTimeout(() => worker.kill('SIGKILL'), Math.random() * withinMs);
  });
  const [code, signal] = (await once(worker, 'close')) as [number | null, string | null];
  expect([code, signal]).toEqual([null, 'SIGKILL']);
  return output.split('\n').filter((line) => line !== '' && line !== 'ready');
}

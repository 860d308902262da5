/**
 * `vigie` at test cost, kept running: one command after the other in a process that has its modules loaded, since the
 * start of a process is most of what a short command costs. A command gets what it would get in a process of its own:
 * directory, environment, standard input; what it prints is caught. Started by `run-vigie.ts`, and ends with it.
 */
import { Readable } from 'node:stream';
import { runVigie } from '../../src/cli/main.ts';

export interface WarmRequest {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
}

export interface WarmAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Kinds of what the command left open, such as `Timeout`: a process of its own would not have ended. */
  readonly leftOpen: readonly string[];
}

const slotCost = { memoryKiB: 64, passes: 1, lanes: 1 };
const home = process.cwd();

function catchWrites(stream: NodeJS.WriteStream): { restore(): string } {
  const write = stream.write;
  const pieces: Buffer[] = [];
  stream.write = (piece: string | Uint8Array, ...rest: unknown[]): boolean => {
    pieces.push(Buffer.from(piece as string));
    const done = rest.at(-1);
    if (typeof done === 'function') setImmediate(done as () => void);
    return true;
  };
  return {
    restore() {
      stream.write = write;
      return Buffer.concat(pieces).toString('utf8');
    },
  };
}

/** What holds a process open and was not there before. */
function newlyOpen(before: readonly string[]): string[] {
  const left = [...before];
  return process.getActiveResourcesInfo().filter((kind) => {
    const known = left.indexOf(kind);
    if (known >= 0) left.splice(known, 1);
    return known < 0;
  });
}

/** Threads and files that were closed a moment ago are still counted: they get a second. */
async function leftOpenAfter(before: readonly string[]): Promise<string[]> {
  for (let wait = 0; wait < 100; wait += 1) {
    if (newlyOpen(before).length === 0) return [];
    await new Promise((resolve) => setTimeout(resolve, wait === 0 ? 0 : 10));
  }
  return newlyOpen(before);
}

async function run({ words, cwd, env, input }: WarmRequest): Promise<WarmAnswer> {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  const before = process.getActiveResourcesInfo();
  const stdin = Readable.from(input === '' ? [] : [Buffer.from(input)]);
  Object.defineProperty(process, 'stdin', { configurable: true, value: stdin });
  const out = catchWrites(process.stdout);
  const errors = catchWrites(process.stderr);
  try {
    const code = await runVigie(words, { slotCost });
    const leftOpen = await leftOpenAfter(before);
    return { code, leftOpen, stdout: out.restore(), stderr: errors.restore() };
  } finally {
    process.chdir(home);
  }
}

process.on('message', async (request: WarmRequest) => {
  process.send?.(await run(request));
});
process.on('disconnect', () => process.exit());

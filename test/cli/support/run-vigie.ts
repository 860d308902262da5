/** The real command line in a child process, and a directory to work in. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WarmAnswer, WarmRequest } from '../../support/warm-vigie.ts';

const root = join(import.meta.dirname, '../../..');
/** What people start, and the same with delivery passphrases that cost next to nothing to derive. */
const programs = {
  real: join(root, 'bin/vigie.mjs'),
  test: join(root, 'test/support/vigie-at-test-cost.ts'),
} as const;
/** Where the command itself keeps what it compiled: half of the start-up time. */
const compileCache = join(root, 'node_modules/.cache/vigie');
const vectors = join(import.meta.dirname, '../../vectors/pack');

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `stderr` without the progress that a slow machine shows. */
  readonly said: string;
  /** `said` without what was understood of the files. */
  readonly remarks: string;
}

const progressLine = /^(?:reading|stretching|writing|verifying|generating) +\d+ % .*\n/gm;

/** A line for the file, indented ones for its columns and accounts. */
const understoodReport = /^\S.* · .* · .*\n(?: {2}.*\n)+/gm;

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `real`: start what people start, at the cost that they pay for a passphrase. */
  readonly cost?: keyof typeof programs;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

/** Starts `vigie`. English unless `env` says otherwise; never a terminal, so that nothing is asked. */
export function startVigie(
  words: readonly string[],
  options: RunOptions = {},
): { child: ChildProcess; done: Promise<Ran> } {
  const child = spawn(process.execPath, [...(options.node ?? []), programs[options.cost ?? 'test'], ...words], {
    cwd: options.cwd,
    env: environmentOf(options),
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // A command that reads no input may be gone before it is written.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const done = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(asRan({ code, signal, stdout, stderr })));
  });
  return { child, done };
}

function environmentOf(options: RunOptions): Record<string, string> {
  return { PATH: process.env.PATH ?? '', VIGIE_LANG: 'en', NODE_COMPILE_CACHE: compileCache, ...options.env };
}

function asRan(ended: Pick<Ran, 'code' | 'signal' | 'stdout' | 'stderr'>): Ran {
  const said = ended.stderr.replace(progressLine, '');
  return { ...ended, said, remarks: said.replace(understoodReport, '') };
}

/** Processes that wait for a command. A test that starts two at once gets two. */
const idle: ChildProcess[] = [];

function startWarm(): ChildProcess {
  const host = fork(join(root, 'test/support/warm-vigie.ts'), {
    cwd: root,
    env: environmentOf({}),
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  // The test file ends when its tests have: no waiting for a process that waits for it.
  host.unref();
  host.channel?.unref();
  return host;
}

/** Runs one command to its end. Where its process matters (signals, options of Node, real costs): `startVigie`. */
export async function vigie(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  if (options.node !== undefined || options.cost === 'real') return startVigie(words, options).done;
  const host = idle.pop() ?? startWarm();
  const request: WarmRequest = {
    words,
    cwd: options.cwd ?? process.cwd(),
    env: environmentOf(options),
    input: options.input ?? '',
  };
  host.ref();
  host.channel?.ref();
  const answer = await new Promise<WarmAnswer>((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`vigie ended its process with ${code}`));
    host.once('exit', onExit);
    host.once('message', (message) => {
      host.off('exit', onExit);
      resolve(message as WarmAnswer);
    });
    host.send(request);
  });
  host.unref();
  host.channel?.unref();
  idle.push(host);
  const { code, stdout, stderr, leftOpen } = answer;
  if (leftOpen.length > 0) throw new Error(`vigie ${words[0]} left open: ${leftOpen.join(', ')}`);
  return asRan({ code, signal: null, stdout, stderr });
}

/** A directory with a signer, two incidents and a delivery passphrase, for the tests of one file. */
export interface Workshop {
  readonly dir: string;
  path(name: string): string;
  write(name: string, content: string | Uint8Array): string;
  read(name: string): Buffer;
  /** Names in the directory, hidden ones too. */
  list(name?: string): string[];
  run(words: readonly string[], options?: RunOptions): Promise<Ran>;
  remove(): void;
}

export const deliveryPassphrase = 'abaisser abandon abdiquer abeille';

/** The workshop's own key has no passphrase. */
export const unencryptedKeyWarning =
  'warning: the key signer.pem is not encrypted\nhint: encrypt it: openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY.pem -out ENCRYPTED-KEY.pem\n';

/** The workshop's signer and passphrase: what a build needs where its stretch comes from elsewhere, or is another one. */
export const signedBuild = [
  ...['--signer', 'signer.pem', '--issuer', 'Essai', '--slot', 'essai', '--slot-passphrase-file', 'delivery.txt'],
];

/** What most builds share: the same, at the cheapest stretch. */
export const usualBuild = [...signedBuild, '--stretch', '64,1,1'];

export function openWorkshop(): Workshop {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-cli-'));
  const path = (name: string) => join(dir, name);
  const write = (name: string, content: string | Uint8Array) => {
    mkdirSync(join(path(name), '..'), { recursive: true });
    // Of one's own, as the command line wants its secrets.
    writeFileSync(path(name), content, { mode: 0o600 });
    return path(name);
  };
  for (const name of ['signer.pem', 'signer.pub.pem', 'stranger.pem', 'stranger.pub.pem']) {
    write(name, readFileSync(join(vectors, 'keys', name)));
  }
  write('pack.vigie', readFileSync(join(vectors, 'packs/sister.vigie')));
  write('delivery.txt', `${deliveryPassphrase}\n`);
  write('confirmed.json', JSON.stringify(incidentFile('essai-confirme', 'confirmed')));
  write('claimed.json', JSON.stringify(incidentFile('essai-pretendu', 'claimed')));
  return {
    dir,
    path,
    write,
    read: (name) => readFileSync(path(name)),
    list: (name = '.') => readdirSync(path(name)).sort(),
    run: (words, options = {}) => vigie(words, { cwd: dir, ...options }),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function incidentFile(id: string, status: 'confirmed' | 'claimed') {
  const text = { fr: 'Essai.', en: 'Test.' };
  const confirmed = status === 'confirmed';
  return {
    id,
    title: text,
    occurredOn: null,
    disclosedOn: confirmed ? '2022-03-17' : '2022-06-23',
    status,
    source: 'Essai',
    dataClasses: confirmed
      ? { everyone: ['civil-status'], some: ['nir', 'phone'], claimed: ['iban'] }
      : { everyone: [], some: [], claimed: ['ameli-login', 'nir'] },
    statement: text,
    verification: confirmed ? { by: 'CSIRT', on: '2022-03-17', method: text } : null,
  };
}

export interface CheckAnswer {
  readonly line: number;
  readonly kind: string;
  readonly identifierKind: string | null;
  readonly masked: string | null;
  readonly exposures: readonly {
    incident: string;
    own: string[];
    tied: string[];
    others: string[];
    claimedInRow: string[];
    claimed: string[];
  }[];
  readonly reason: string | null;
}

/** Asks `vigie check` about each identifier. */
export async function check(shop: Workshop, pack: string, identifiers: readonly string[]): Promise<CheckAnswer[]> {
  const ran = await shop.run(
    ['check', pack, '--trust', 'signer.pub.pem', '--slot-passphrase-file', 'delivery.txt', '--json'],
    { input: identifiers.map((identifier) => `${identifier}\n`).join('') },
  );
  if (ran.stderr !== '') throw new Error(ran.stderr);
  return ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as CheckAnswer);
}

/** Distinct ordinary numbers without key, from `first`. Month 01–12 and department 75 keep them valid. */
export function numbers(count: number, first = 0): string[] {
  return Array.from({ length: count }, (_, i) => {
    const n = first + i;
    const month = String(1 + (n % 12)).padStart(2, '0');
    const order = String(Math.floor(n / 12) % 1_000_000).padStart(6, '0');
    const year = String(30 + Math.floor(n / 12_000_000)).padStart(2, '0');
    return `1${year}${month}75${order}`;
  });
}

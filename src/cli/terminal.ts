/**
 * What the command line says and asks. Results go to standard output; everything else (progress, prompts, errors) to
 * standard error, so that a pipe only ever carries results. The only file of the command line that writes to either.
 */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { decodeUtf8 } from '../core/bytes/bytes.ts';
import { jsonText } from '../core/bytes/misleading.ts';
import { VigieError } from '../core/errors.ts';
import { asFileError } from '../files/file-errors.ts';
import { requirePrivateFile } from './secret-files.ts';

// `vigie … | head`: nobody reads any more. What was begun is finished all the same, without a stack trace.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** Result, on standard output. */
export function printResult(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Result for a program, on standard output, as one line of JSON that is safe to look at on a terminal. */
export function printJson(value: unknown): void {
  printResult(jsonText(value));
}

let quiet = false;

/** Once, from the command line: `--quiet` leaves results, warnings and errors. */
export function setQuiet(wanted: boolean): void {
  quiet = wanted;
}

/** Something to read while one waits, on standard error: not with `--quiet`. */
export function printRemark(line: string): void {
  if (!quiet) printNote(line);
}

/** Remark, on standard error. */
export function printNote(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** True where results go to a person's terminal, which may be coloured. */
export function onTerminal(): boolean {
  return process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '';
}

/** True where a person can be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks without showing what is typed. @throws VigieError 'usage' where there is nobody to ask · 'cancelled' on Ctrl+C */
export async function askSecret(question: string): Promise<string> {
  if (!canAsk()) throw new VigieError('usage', { reason: 'passphrase-needed' });
  process.stderr.write(`${question} `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  const interrupted = new Promise<never>((_, reject) => {
    reader.once('SIGINT', () => reject(new VigieError('cancelled')));
  });
  try {
    return await Promise.race([reader.question(''), interrupted]);
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}

/**
 * First line of a file, without its line end, nor the byte order mark that Windows likes to write.
 * @throws VigieError 'file-too-open' · 'file-not-found' · 'file-unreadable' · 'passphrase-weak' if empty · 'input-malformed' if it
 *   is no UTF-8: what PowerShell's `>` writes (UTF-16) would seal a pack under a passphrase that nobody can type
 */
export async function readPassphraseFile(path: string): Promise<string> {
  await requirePrivateFile(path);
  let text: string | null;
  try {
    text = decodeUtf8(await readFile(path));
  } catch (cause) {
    throw asFileError(cause, 'read');
  }
  if (text === null || text.includes('\0')) {
    // The path travels where the paths of the system's own errors do.
    throw new VigieError(
      'input-malformed',
      { reason: 'binary' },
      { cause: Object.assign(new Error('not UTF-8'), { path }) },
    );
  }
  const line = text.replace(/^\u{feff}/u, '').split(/\r?\n/, 1)[0] ?? '';
  if (line.trim() === '') throw new VigieError('passphrase-weak', { reason: 'empty' });
  return line;
}

/** Plain lines are at least this far apart, so that a log stays readable. */
const plainLineMs = 5_000;
const barRedrawMs = 100;
const barCells = 28;

/** Progress of one long piece of work: a bar on a terminal, now and then a plain line elsewhere. */
export class Progress {
  readonly #label: string;
  readonly #rateText: (perSecond: number, remainingSeconds: number) => string;
  readonly #startedAt: number = performance.now();
  #lastDrawnAt: number = performance.now();
  #drawn = false;

  constructor(label: string, rateText: (perSecond: number, remainingSeconds: number) => string) {
    this.#label = label;
    this.#rateText = rateText;
  }

  /** @param fraction 0 … 1 of the work; @param counted items done, for the rate */
  update(fraction: number, counted: number): void {
    if (quiet) return;
    const now = performance.now();
    const onTerminal = process.stderr.isTTY === true;
    if (now - this.#lastDrawnAt < (onTerminal ? barRedrawMs : plainLineMs)) return;
    this.#lastDrawnAt = now;
    const elapsedSeconds = (now - this.#startedAt) / 1000;
    const perSecond = elapsedSeconds > 0 ? counted / elapsedSeconds : 0;
    const remaining = fraction > 0 ? (elapsedSeconds * (1 - fraction)) / fraction : Number.NaN;
    const percent = `${Math.floor(fraction * 100)} %`.padStart(5);
    const line = `${this.#label} ${percent}  ${this.#rateText(perSecond, remaining)}`;
    if (onTerminal) {
      const full = Math.min(barCells, Math.round(fraction * barCells));
      process.stderr.write(`\r\u001b[2K${'█'.repeat(full)}${'░'.repeat(barCells - full)} ${line}`);
      this.#drawn = true;
    } else {
      printNote(line);
    }
  }

  /** Takes the bar away. */
  end(): void {
    if (this.#drawn) process.stderr.write('\r\u001b[2K');
    this.#drawn = false;
  }
}

/** Reads inputs one after another through the leak's reader: for `look`, for the reading before a build, and for the build itself. */
import { stat } from 'node:fs/promises';
import { VigieError } from '../../core/errors.ts';
import type { TakenIdentifier } from '../../leak/meaning/people.ts';
import { type LeakOptions, type MemberReport, readLeak } from '../../leak/read-leak.ts';
import type { FileSettings } from './inputs.ts';

export interface ReadInput {
  readonly path: string;
  readonly members: readonly MemberReport[];
  /** Why the file was left out, under `--skip-bad-files`. */
  readonly skipped: VigieError | null;
}

export interface ReadingHooks {
  /** Each identifier of each record, once a record. A promise is waited for before more is read. */
  readonly onIdentifier: (identifier: TakenIdentifier, inputIndex: number) => Promise<void> | null;
  /** Bytes read from the disk, of all inputs. */
  readonly onProgress?: (doneBytes: number) => void;
  /** Each record of every input, as `LeakOptions.onRecord`. */
  readonly onRecord?: LeakOptions['onRecord'];
  readonly onBytes?: ((bytes: Uint8Array, inputIndex: number) => void) | undefined;
}

/** Faults of a file, as against those of the machine or of the person at it. */
const ofTheFile: ReadonlySet<string> = new Set([
  'input-empty',
  'input-malformed',
  'input-no-identifier-column',
  'input-column-unknown',
]);

export interface ReadingRules {
  /** A file that cannot be read is left out and named, rather than the end. */
  readonly skipBad: boolean;
  /** A file that gives nobody cannot be read. */
  readonly wantsPeople: boolean;
}

/**
 * @throws VigieError what `readLeak` throws, with the path in its cause · 'cancelled'
 */
export async function readInputs(
  inputs: readonly FileSettings[],
  hooks: ReadingHooks,
  signal: AbortSignal,
  { skipBad, wantsPeople }: ReadingRules,
): Promise<ReadInput[]> {
  const read: ReadInput[] = [];
  let earlierBytes = 0;
  for (const [index, settings] of inputs.entries()) {
    let bytesRead = 0;
    const reading = readLeak({
      ...settings,
      signal,
      onRecord: hooks.onRecord,
      onProgress: (bytes) => {
        bytesRead = bytes;
        hooks.onProgress?.(earlierBytes + bytesRead);
      },
      onBytes: hooks.onBytes === undefined ? undefined : (bytes) => hooks.onBytes?.(bytes, index),
    });
    try {
      for await (const batch of reading.batches) {
        for (const identifier of batch) {
          const waiting = hooks.onIdentifier(identifier, index);
          if (waiting !== null) await waiting;
        }
        if (signal.aborted) throw new VigieError('cancelled');
      }
      if (wantsPeople) requireSomebody(reading.members);
      read.push({ path: settings.path, members: reading.members, skipped: null });
    } catch (error) {
      const named = withPath(error, settings.path);
      if (!skipBad || !(named instanceof VigieError) || !ofTheFile.has(named.code)) throw named;
      read.push({ path: settings.path, members: [], skipped: named });
    }
    earlierBytes += bytesRead;
  }
  return read;
}

/** A file that gave nobody answers « not listed » to all who are in it. */
function requireSomebody(members: readonly MemberReport[]): void {
  const taken = members.reduce(
    (sum, { people }) => sum + Object.values(people.counts.taken).reduce((a, b) => a + b, 0),
    0,
  );
  if (taken > 0) return;
  const hashed = members.some(({ people }) => people.counts.hashedIdentifiers > 0);
  throw new VigieError('input-malformed', { reason: hashed ? 'hashed-identifiers' : 'no-good-row' });
}

function withPath(error: unknown, path: string): unknown {
  if (!(error instanceof VigieError) || error.cause !== undefined || error.code === 'cancelled') return error;
  return new VigieError(error.code, error.details, { cause: Object.assign(new Error(error.code), { path }) });
}

/** Whether every input can be read twice: files can, pipes cannot. */
export async function canReadTwice(inputs: readonly FileSettings[]): Promise<boolean> {
  for (const path of inputs.flatMap(({ paths }) => paths)) {
    if (path === '-' || (await stat(path).catch(() => null))?.isFile() !== true) return false;
  }
  return true;
}

/** Bytes of all inputs on the disk; 0 for what has no length. */
export async function sizeOfInputs(inputs: readonly FileSettings[]): Promise<number> {
  let total = 0;
  for (const path of inputs.flatMap(({ paths }) => paths))
    total += path === '-' ? 0 : ((await stat(path).catch(() => null))?.size ?? 0);
  return total;
}

/** Looks for bytes in the memory of a running process (Linux): every mapping that can be read and is no file of code. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const pieceBytes = 1024 * 1024;

export interface Needle {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @returns how often each needle was found, by its name; those that were not found are left out */
export function scanMemory(pid: number, needles: readonly Needle[]): Record<string, number> {
  const longest = Math.max(...needles.map(({ bytes }) => bytes.length));
  const found: Record<string, number> = {};
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const piece = Buffer.alloc(pieceBytes + longest);
  const zeroes = Buffer.alloc(piece.length);
  try {
    for (const [from, to] of writableMappings(pid)) {
      for (let at = from; at < to; at += pieceBytes) {
        const wanted = Math.min(pieceBytes + longest - 1, to - at);
        const got = readQuietly(memory, piece, wanted, at);
        const bytes = piece.subarray(0, got);
        // Much of a mapping was never written.
        if (bytes.equals(zeroes.subarray(0, got))) continue;
        for (const needle of needles) {
          const count = countIn(bytes, Buffer.from(needle.bytes), pieceBytes);
          if (count > 0) found[needle.name] = (found[needle.name] ?? 0) + count;
        }
      }
    }
  } finally {
    closeSync(memory);
    piece.fill(0);
  }
  return found;
}

function writableMappings(pid: number): [number, number][] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line): [number, number][] => {
      const parts = /^([0-9a-f]+)-([0-9a-f]+) rw.. /.exec(line);
      return parts === null ? [] : [[Number.parseInt(parts[1] ?? '', 16), Number.parseInt(parts[2] ?? '', 16)]];
    });
}

/** A mapping may go while it is read. */
function readQuietly(memory: number, into: Buffer, wanted: number, at: number): number {
  try {
    return readSync(memory, into, 0, wanted, at);
  } catch {
    return 0;
  }
}

/** Those that begin before `limit`: what begins after belongs to the next piece. */
function countIn(bytes: Buffer, needle: Buffer, limit: number): number {
  let count = 0;
  for (let at = bytes.indexOf(needle); at >= 0 && at < limit; at = bytes.indexOf(needle, at + 1)) count++;
  return count;
}

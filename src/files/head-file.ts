/**
 * The file of the journal's head: two slots that are written in turn, so that a power cut in the middle of a write leaves the
 * slot before it whole. Nothing is renamed and the file never grows: a head costs one flush instead of two, and that one runs
 * beside whatever comes next (docs/adr/0015-two-slot-head.md).
 */
import { closeSync, fdatasync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import type { HeadSlot, HeadStore } from '../core/journal/head.ts';
import { asWriteFailure, readFileIfThere, writeFileAtomic } from './atomic-write.ts';

/** What disks write at once or not at all: the two slots never share a sector. */
const slotBytes = 4096;
const lengthBytes = 2;

/** @returns what the slots hold, whole or not; none if there is no file. @throws VigieError 'file-unreadable' */
export function readHeadFile(path: string): readonly Uint8Array[] {
  const file = readFileIfThere(path);
  if (file === null) return [];
  return [0, slotBytes].flatMap((start) => {
    const slot = file.subarray(start, start + slotBytes);
    const length = slot.length < lengthBytes ? 0 : new DataView(slot.buffer, slot.byteOffset).getUint16(0);
    return length === 0 ? [] : [slot.slice(lengthBytes, lengthBytes + length)];
  });
}

/** Nothing is opened before the first write, and nothing is held after `close()`. */
export function headFile(path: string): HeadStore {
  let open: OpenHeadFile | null = null;
  return {
    read: () => readHeadFile(path),
    write(sealed, slot) {
      open ??= new OpenHeadFile(path);
      open.write(sealed, slot);
    },
    flush: () => open?.flush(),
    close() {
      open?.close();
      open = null;
    },
  };
}

class OpenHeadFile {
  readonly #file: number;
  /** Written since the last flush that ended well. */
  #isDirty = false;
  #flushing = false;
  #closed = false;
  #fault: Error | null = null;

  constructor(path: string) {
    if (readFileIfThere(path)?.length !== 2 * slotBytes) writeFileAtomic(path, new Uint8Array(2 * slotBytes));
    try {
      this.#file = openSync(path, 'r+');
    } catch (cause) {
      throw asWriteFailure(cause);
    }
  }

  write(sealed: Uint8Array, slot: HeadSlot): void {
    if (sealed.length > slotBytes - lengthBytes) throw new RangeError('head');
    const bytes = new Uint8Array(slotBytes);
    new DataView(bytes.buffer).setUint16(0, sealed.length);
    bytes.set(sealed, lengthBytes);
    try {
      let written = 0;
      while (written < bytes.length) {
        written += writeSync(this.#file, bytes, written, bytes.length - written, slot * slotBytes + written);
      }
    } catch (cause) {
      throw asWriteFailure(cause);
    }
    this.#isDirty = true;
    if (!this.#flushing) this.#flushBehind();
  }

  /** A fault is kept for `flush`: a system tells it once, and a flush after it may succeed without what was lost. */
  #flushBehind(): void {
    this.#flushing = true;
    this.#isDirty = false;
    fdatasync(this.#file, (fault) => {
      this.#flushing = false;
      if (fault !== null) this.#fault = fault;
      // Written again meanwhile.
      else if (this.#isDirty) return this.#flushBehind();
      if (this.#closed) closeSync(this.#file);
    });
  }

  flush(): void {
    const fault = this.#fault;
    this.#fault = null;
    if (fault !== null) throw asWriteFailure(fault);
    if (!this.#isDirty && !this.#flushing) return;
    try {
      fdatasyncSync(this.#file);
    } catch (cause) {
      throw asWriteFailure(cause);
    }
    this.#isDirty = false;
  }

  close(): void {
    this.#closed = true;
    // A descriptor that is closed under a flush could be another file's by then.
    if (!this.#flushing) closeSync(this.#file);
  }
}

/**
 * The head's two slots. A power cut is simulated by what it may do: a write that was not flushed is lost, or is there in part,
 * while SQLite's commits, which are flushed before `write` returns, are there.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headFile } from '../../../src/files/head-file.ts';
import { failureOf, JournalDirectory } from './support.ts';

const slotBytes = 4096;
let directory: JournalDirectory;
beforeEach(() => {
  directory = new JournalDirectory();
  const journal = directory.open({ create: true });
  entries(journal, 5);
  journal.close();
});
afterEach(() => directory.dispose());

function entries(
  journal: { write(entries: readonly { atMs: number; adviserId: string; kind: 'check' }[]): void },
  count: number,
) {
  for (let i = 0; i < count; i++) journal.write([{ atMs: Date.UTC(2026, 10, 21) + i, adviserId: '', kind: 'check' }]);
}

const head = () => readFileSync(directory.headPath);

/** Index of the slot in which two states of the file differ. */
function changedSlot(before: Buffer, after: Buffer): 0 | 1 {
  return before.subarray(0, slotBytes).equals(after.subarray(0, slotBytes)) ? 1 : 0;
}

describe('the head after a power cut', () => {
  it('that lost its last write is one commit behind, and nothing is lost', () => {
    const journal = directory.open();
    const before = head();
    entries(journal, 1);
    const { lastSeq } = journal;
    journal.close();
    expect(head().equals(before)).toBe(false);
    writeFileSync(directory.headPath, before);
    const again = directory.open();
    expect(again.lastSeq).toBe(lastSeq);
    again.close();
  });

  it.each([0, 1, 60, 2048, 4095])('in the middle of a write, after %i bytes, leaves the other slot', (bytes) => {
    const journal = directory.open();
    const before = head();
    entries(journal, 1);
    const { lastSeq } = journal;
    const after = head();
    journal.close();
    const slot = changedSlot(before, after);
    const torn = Buffer.from(before);
    after.copy(torn, slot * slotBytes, slot * slotBytes, slot * slotBytes + bytes);
    // What a disk leaves in the sector that it was writing.
    torn.fill(0xa5, slot * slotBytes + bytes, (slot + 1) * slotBytes);
    writeFileSync(directory.headPath, torn);
    const again = directory.open();
    expect(again.lastSeq).toBe(lastSeq);
    again.close();
  });

  it('two commits behind is of another day', () => {
    const journal = directory.open();
    const before = head();
    entries(journal, 2);
    journal.close();
    writeFileSync(directory.headPath, before);
    expect(failureOf(() => directory.open().close())).toBe('profile-put-back');
  });

  it('with neither slot whole is none', () => {
    const spoilt = head();
    for (const slot of [0, 1]) spoilt.fill(0x5a, slot * slotBytes + 2, slot * slotBytes + 40);
    writeFileSync(directory.headPath, spoilt);
    expect(failureOf(() => directory.open().close())).toBe('journal-damaged head');
  });

  it('ahead of its database, because an older one was put there, is refused whichever slot is spoilt', () => {
    directory.copyTo('older');
    const journal = directory.open();
    entries(journal, 3);
    journal.close();
    directory.restore('older', (file) => file !== 'journal.head');
    const later = head();
    for (const slot of [null, 0, 1]) {
      const spoilt = Buffer.from(later);
      if (slot !== null) spoilt.fill(0, slot * slotBytes, (slot + 1) * slotBytes);
      writeFileSync(directory.headPath, spoilt);
      expect(
        failureOf(() => directory.open().close()),
        `slot ${slot}`,
      ).toBe('journal-damaged truncated');
    }
  });
});

it('never grows, and is written in turn', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-head-'));
  const path = join(folder, 'journal.head');
  const store = headFile(path);
  try {
    expect(store.read()).toEqual([]);
    for (const n of [1, 2, 3]) store.write(new Uint8Array(60).fill(n), n % 2 === 0 ? 0 : 1);
    store.flush();
    expect(statSync(path).size).toBe(2 * slotBytes);
    expect(store.read().map(([first]) => first)).toEqual([2, 3]);
    expect(() => store.write(new Uint8Array(slotBytes), 0)).toThrow(RangeError);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

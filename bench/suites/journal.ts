/**
 * A journal of 100 000 cases and a million entries: unlocking it beside the Argon2id evaluation that an unlock costs anyway,
 * finding cases, statistics of a year, and how fast it is verified. Asked as the screen asks, over the contract.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { deriveSlotKey, slotCost } from '../../src/core/crypto/argon2id.ts';
import { randomBytes } from '../../src/core/crypto/symmetric.ts';
import { vaultFiles } from '../../src/files/vault-directory.ts';
import { atMost, type Figure, median, note, reported, takeTurns, timeMs } from '../measure.ts';
import { JournalProfile, journalPassphrase, makeJournalProfile } from '../support/journal-profile.ts';

const searchRounds = 25;
const unlockRounds = 5;
const everyCase = { text: '', status: null, dueOnly: false, offset: 0, limit: 100 } as const;
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const dayMs = 86_400_000;

export async function measureJournal(directory: string, caseCount: number): Promise<Figure[]> {
  const profileDir = join(directory, 'journal-profile');
  let made = { entries: 0 };
  const makingMs = await timeMs(async () => {
    made = await makeJournalProfile(profileDir, caseCount);
  });
  const megabytes = statSync(vaultFiles(profileDir).journal).size / 1e6;
  note(
    `journal of ${made.entries} entries and ${caseCount} cases written in ${(makingMs / 1000).toFixed(0)} s, ${megabytes.toFixed(0)} MB`,
  );
  const label = `${caseCount / 1000}k cases, ${made.entries / 1e6}M entries`;
  const profile = new JournalProfile(profileDir);
  try {
    const salt = randomBytes(16);
    const unlocks = await takeTurns(unlockRounds, {
      argon2id: () => deriveSlotKey(journalPassphrase, salt, slotCost),
      unlock: async () => {
        const answer = await profile.call('unlock', { passphrase: journalPassphrase });
        if (answer.kind !== 'unlocked') throw new Error('the vault did not open');
        // Locked outside the time that is taken would be fairer still; it costs one entry.
        await profile.call('lock', {});
      },
    });
    await profile.call('unlock', { passphrase: journalPassphrase });
    const { rows } = await profile.call('listCases', { ...everyCase, offset: Math.floor(caseCount / 2), limit: 1 });
    const reference = rows[0]?.reference ?? '';
    const today = Date.now();
    const searches = {
      'most recent': everyCase,
      'whole reference': { ...everyCase, text: reference },
      'four characters': { ...everyCase, text: reference.slice(3, 7) },
      'two characters': { ...everyCase, text: reference.slice(3, 5) },
      'adviser by name': { ...everyCase, text: 'amina' },
      'one day': { ...everyCase, text: isoDay(today - 100 * dayMs) },
      'a month of an adviser': {
        ...everyCase,
        adviserId: 'b'.repeat(32),
        from: isoDay(today - 100 * dayMs),
        to: isoDay(today - 70 * dayMs),
      },
      interrupted: { ...everyCase, status: 'interrupted' as const },
      'to be called back': { ...everyCase, dueOnly: true },
      'last page': { ...everyCase, offset: caseCount - 100 },
    };
    const found = await takeTurns(
      searchRounds,
      Object.fromEntries(
        Object.entries(searches).map(([name, query]) => [name, () => profile.call('listCases', query)]),
      ),
    );
    const year = { from: isoDay(today - 365 * dayMs), to: isoDay(today), by: 'day' as const };
    const statistics = await takeTurns(searchRounds, { year: () => profile.call('readStatistics', year) });
    const quota = await takeTurns(searchRounds, { quota: () => profile.call('readQuota', {}) });
    let verified = { intact: false, entryCount: 0 };
    const verifyMs = await timeMs(async () => {
      verified = await profile.call('verifyJournal', {});
    });
    if (!verified.intact) throw new Error('the journal does not verify');
    return [
      atMost(`unlocking (${label})`, median(unlocks.unlock) / median(unlocks.argon2id), 1.5, '× Argon2id'),
      ...Object.entries(found).map(([name, ms]) => atMost(`search: ${name} (${label})`, median(ms), 100, 'ms')),
      atMost(`statistics of a year (${label})`, median(statistics.year), 300, 'ms'),
      reported(`quota of an adviser (${label})`, median(quota.quota), 'ms'),
      reported('verification of a journal', verified.entryCount / (verifyMs / 1000), 'entries/s'),
      reported(`verification (${label})`, verifyMs / 1000, 's'),
      reported('journal on disk, per entry', (megabytes * 1e6) / made.entries, 'bytes'),
    ];
  } finally {
    profile.dispose();
  }
}

/**
 * A workstation in a process of its own, for `keys.test.ts`: a session with checks, notes, a sheet, a PDF and hand-overs. It is told
 * what to do next on its standard input, and says when it was done.
 */
import { createInterface } from 'node:readline';
import { absentNir, Harness, listedNir, otherPassphrase, passphrase } from '../app/harness.ts';

const [profileDir = '', recipient = '', packFile = ''] = process.argv.slice(2);
const desk = new Harness({ profileDir, cleansMemory: true });

/** The first day of a workstation: a vault is made, a set imported with its delivery passphrase. */
async function create(): Promise<void> {
  await desk.createDesk(packFile);
  await desk.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: otherPassphrase });
  await desk.call('replaceRecoveryWords', {});
  await desk.call('readExportKey', {});
}

async function work(): Promise<void> {
  await desk.unlock(passphrase);
  const reference = await desk.openCase();
  for (let i = 0; i < 4; i++) await desk.check(reference, i === 0 ? listedNir : absentNir);
  await desk.call('saveNote', { reference, note: 'Passera en agence demain.' });
  await desk.call('saveSheet', { reference, edition: 'standard' });
  await desk.call('exportCase', { reference, to: { kind: 'recipient', recipient } });
  await desk.call('exportCase', {
    reference,
    to: { kind: 'passphrase', passphrase: 'quatre chevaux gris sous la pluie 31' },
  });
  await desk.call('exportJournal', { format: 'jsonl' });
  await desk.call('verifyJournal', {});
}

/** Unlocks that a lock meets, each a little later than the last. */
async function meet(): Promise<void> {
  for (let afterMs = 0; afterMs < 16; afterMs++) {
    const unlocking = desk.result('unlock', { passphrase });
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await desk.call('lock', {});
    if ((await unlocking).ok) await desk.call('lock', {});
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'create') await create();
  if (line === 'work') await work();
  if (line === 'meet') await meet();
  if (line === 'lock') await desk.call('lock', {});
  process.stdout.write(`${line}\n`);
}
desk.app.dispose();
process.exit(0);

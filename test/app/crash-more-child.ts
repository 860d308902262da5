/**
 * A process that does one kind of work over and over until it is killed (`crash-more.test.ts`). Each line of its standard
 * output acknowledges what is on disk.
 */
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { testPassphrase } from '../core/pack/memory-pack.ts';
import { Harness, passphrase } from './harness.ts';

flushCompileCache();
const [work = '', profileDir = '', ...files] = process.argv.slice(2);
const acknowledge = (line: string) => writeSync(1, `${line}\n`);
const desk = new Harness({ profileDir });
const month = 31 * 86_400_000;

async function importAndRemove(): Promise<void> {
  for (let round = 0; ; round++) {
    desk.shell.pick = files[round % files.length] ?? null;
    const { offer } = await desk.call('choosePack', {});
    const offerId = offer?.offerId ?? '';
    const imported = await desk.result('importPack', { offerId, passphrase: testPassphrase, forceOlder: true });
    // The very same set is there already: the next one then.
    if (!imported.ok) continue;
    const { pack } = imported.value;
    acknowledge(`imported ${pack.packId}`);
    if (round % 3 !== 2) continue;
    acknowledge('removing');
    await desk.call('removeSet', { packId: pack.packId });
    acknowledge('removed');
  }
}

async function purge(): Promise<void> {
  for (;;) {
    desk.clock.advance(month);
    await desk.unlock();
    const reference = await desk.openCase();
    await desk.call('saveNote', { reference, note: `mois ${Math.round(desk.clock.ms / month)}` });
    acknowledge(`case ${reference} ${Math.round(desk.clock.ms / month)} ${desk.clock.ms}`);
    await desk.call('purgeJournal', {});
    acknowledge(`purged ${desk.clock.ms}`);
  }
}

async function handOver(): Promise<void> {
  const [code = '', ...cases] = files;
  for (let round = 0; ; round++) {
    desk.shell.pick = cases[round % cases.length] ?? null;
    const { offer } = await desk.call('chooseCaseFile', {});
    const taken = await desk.call('importCase', { offerId: offer?.offerId ?? '', passphrase });
    acknowledge(`case ${taken.case.reference} ${taken.case.note}`);
    await desk.call('readHandOverCode', { text: code });
    await desk.call('replaceWorkstationKey', {});
    acknowledge(`key ${(await desk.call('readWorkstationKey', {})).recipient}`);
    const { recoveryWords } = await desk.call('replaceRecoveryWords', {});
    acknowledge(`words ${recoveryWords.join(' ')}`);
    const reference = await desk.openCase();
    await desk.call('closeCase', { reference, interrupted: false });
    acknowledge(`closed ${reference}`);
  }
}

if (work === 'create') {
  acknowledge('ready');
  const words = await desk.createVault();
  acknowledge(`created ${words.join(' ')}`);
  setInterval(() => {}, 1_000);
} else {
  await desk.unlock();
  acknowledge('ready');
  const works = new Map([
    ['import', importAndRemove],
    ['purge', purge],
    ['hand-over', handOver],
  ]);
  await works.get(work)?.();
}

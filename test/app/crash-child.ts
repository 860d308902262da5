/**
 * A process that works until it is killed, in the middle of whatever it is doing. Each line it writes to its standard
 * output acknowledges one durable change; the parent then looks for every one of them.
 */
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { Harness, passphrase } from './harness.ts';

// Who is killed leaves no cache behind unless it was written before.
flushCompileCache();
const [profileDir = ''] = process.argv.slice(2);
const acknowledge = (line: string) => writeSync(1, `${line}\n`);

const desk = new Harness({ profileDir });
await desk.unlock();
const { advisers } = await desk.call('listAdvisers', {});
const bruno = advisers.find((adviser) => adviser.name === 'Bruno')?.adviserId ?? '';
acknowledge('ready');
for (let round = 0; ; round++) {
  const reference = await desk.openCase();
  acknowledge(`case ${reference}`);
  await desk.call('saveNote', { reference, note: `note ${round}` });
  acknowledge(`note ${reference} note ${round}`);
  const role = round % 2 === 0 ? 'supervisor' : 'adviser';
  await desk.call('setAdviserRole', { adviserId: bruno, role });
  acknowledge(`role ${role}`);
  await desk.call('resetAdviserPassphrase', { adviserId: bruno, passphrase: `phare ${reference}` });
  acknowledge(`passphrase ${reference}`);
  if (round % 7 === 3) {
    await desk.call('lock', {});
    await desk.unlock(passphrase);
  }
}

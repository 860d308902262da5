/** How many cases an adviser can begin: not each of them is looked up, and the journal keeps every one. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newCaseReference } from '../../../src/core/journal/case-reference.ts';
import { encodeHandOverCode } from '../../../src/core/journal/hand-over-code.ts';
import { Harness } from '../harness.ts';

const refused = { problem: { code: 'quota-exceeded', details: { reason: 'cases-day' } } };

it('a journal is not filled by opening cases without end', async () => {
  const desk = new Harness();
  await desk.createVault();
  await desk.call('setSettings', { ...(await desk.call('readSettings', {})), checksPerDay: 10, checksPerHour: 6 });
  for (let i = 0; i < 30; i++) await desk.openCase();
  expect(await desk.result('openCase', {})).toMatchObject(refused);
  desk.clock.advance(86_400_001);
  await desk.unlock();
  expect(await desk.codeOf('openCase', {})).toBe('ok');
  desk.dispose();
});

/** Anybody can make the code of a sheet, and a file that is sealed to this workstation's public key. */
it('nor by codes of sheets and files that bring cases from elsewhere', async () => {
  const [desk, other] = [new Harness(), new Harness()];
  await desk.createVault();
  await other.createVault();
  const few = { checksPerDay: 10, checksPerHour: 6 };
  await desk.call('setSettings', { ...(await desk.call('readSettings', {})), ...few });
  const { recipient } = await desk.call('readWorkstationKey', {});
  const code = () => {
    const nothing = { confirmed: [], claimed: [], incidentStatuses: [] };
    return encodeHandOverCode({ reference: newCaseReference(), ...nothing, outcomes: new Map() });
  };
  const bring = async () => {
    await other.call('exportCase', { reference: await other.openCase(), to: { kind: 'recipient', recipient } });
    desk.shell.pick = join(desk.profileDir, 'brought.vigie-case');
    writeFileSync(desk.shell.pick, other.shell.saved.at(-1)?.bytes ?? '');
    const { offer } = await desk.call('chooseCaseFile', {});
    return desk.result('importCase', { offerId: offer?.offerId ?? '', passphrase: null });
  };
  for (let i = 0; i < 10; i++) {
    for (let n = 0; n < 2; n++) expect(await desk.codeOf('readHandOverCode', { text: code() })).toBe('ok');
    expect((await bring()).ok).toBe(true);
  }
  expect(await desk.result('readHandOverCode', { text: code() })).toMatchObject(refused);
  expect(await bring()).toMatchObject(refused);
  expect(await desk.result('openCase', {})).toMatchObject(refused);
  // Checks wait too, until a supervisor has looked.
  expect(await desk.call('readQuota', {})).toMatchObject({ state: 'blocked', reason: 'cases-day' });
  for (const each of [desk, other]) each.dispose();
});

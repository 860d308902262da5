/** How many cases an adviser can open: not each of them is looked up, and the journal keeps every one. */
import { expect, it } from 'vitest';
import { Harness } from '../harness.ts';

it('a journal is not filled by opening cases without end', async () => {
  const desk = new Harness();
  await desk.createVault();
  await desk.call('setSettings', { ...(await desk.call('readSettings', {})), checksPerDay: 10, checksPerHour: 6 });
  for (let i = 0; i < 30; i++) await desk.openCase();
  expect(await desk.result('openCase', {})).toMatchObject({
    problem: { code: 'quota-exceeded', details: { reason: 'cases-day' } },
  });
  desk.clock.advance(86_400_001);
  await desk.unlock();
  expect(await desk.codeOf('openCase', {})).toBe('ok');
  desk.dispose();
});

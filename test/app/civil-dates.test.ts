/** Between midnight and two in France it is still yesterday in UTC: whatever is a date is one of the workstation's zone. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { retentionStartMs } from '../../src/app/vault/retention.ts';
import { civilDate } from '../../src/core/calendar.ts';
import { isContactOutdated } from '../../src/core/guide/contacts.ts';
import { Harness, listedNir, shippedGuideDir } from './harness.ts';

const zoneBefore = process.env.TZ;
let desk: Harness;
beforeEach(async () => {
  process.env.TZ = 'Europe/Paris';
  desk = new Harness();
  desk.clock.ms = Date.parse('2026-11-21T23:30:00Z');
  await desk.createDesk();
});
afterEach(() => {
  desk.dispose();
  if (zoneBefore === undefined) delete process.env.TZ;
  else process.env.TZ = zoneBefore;
});

describe('half past midnight in Paris, on 22 November', () => {
  it('is the 22nd on the sheet, in the statistics, in the list and in the name of an export', async () => {
    const reference = await desk.openCase();
    await desk.check(reference, listedNir);
    const { text } = await desk.call('readSheetText', { reference, edition: 'standard' });
    expect(text).toMatch(/22\s+novembre\s+2026/);
    const onDay = async (day: string) =>
      (await desk.call('readStatistics', { from: day, to: day, by: 'day' })).total.calls;
    expect(await onDay('2026-11-22')).toBe(1);
    expect(await onDay('2026-11-21')).toBe(0);
    const page = { text: '', status: null, dueOnly: false, offset: 0, limit: 10 };
    expect((await desk.call('listCases', { ...page, from: '2026-11-22' })).total).toBe(1);
    expect((await desk.call('listCases', { ...page, text: '22/11/2026' })).total).toBe(1);
    expect((await desk.call('listCases', { ...page, to: '2026-11-21' })).total).toBe(0);
    await desk.call('exportJournal', { format: 'jsonl' });
    expect(desk.shell.saved.at(-1)?.name).toBe('vigie-journal-2026-11-22.jsonl');
  });

  it('is the day by which the screen says that a contact has grown too old', async () => {
    const guideDir = join(desk.profileDir, 'dated-guide');
    cpSync(shippedGuideDir, guideDir, { recursive: true });
    const path = join(guideDir, 'contacts.json');
    const contacts = readFileSync(path, 'utf8').replaceAll('"checkedOn": null', '"checkedOn": "2025-11-21"');
    writeFileSync(path, contacts);
    const dated = new Harness({ guideDir });
    try {
      dated.clock.ms = Date.parse('2026-11-21T12:00:00Z');
      await dated.createDesk();
      expect((await dated.call('readSettings', {})).contactMaxAgeDays).toBe(365);
      const reference = await dated.openCase();
      await dated.check(reference, listedNir);
      const contactsOnScreen = async () => {
        const { plan } = await dated.call('readCase', { reference });
        return plan.steps.flatMap((step) => step.contacts).filter(({ address }) => address !== null);
      };
      const atNoon = await contactsOnScreen();
      expect(atNoon.length).toBeGreaterThan(0);
      expect(atNoon.filter(({ stale }) => stale)).toEqual([]);
      dated.clock.ms = desk.clock.ms;
      await dated.unlock();
      expect((await contactsOnScreen()).filter(({ stale }) => !stale)).toEqual([]);
    } finally {
      dated.dispose();
    }
  });

  it('is a day on which a contact has grown too old, which it was not at noon', () => {
    const contact = { checkedOn: '2025-11-21', address: '3646', hours: null, price: null };
    const isOld = (iso: string) => isContactOutdated(contact, civilDate(Date.parse(iso)), 365);
    expect(isOld('2026-11-21T12:00:00Z')).toBe(false);
    expect(isOld('2026-11-21T23:30:00Z')).toBe(true);
    // Nobody knows when it was checked: for the editor to mend, not for an adviser in a call.
    expect(isContactOutdated({ ...contact, checkedOn: null }, '2026-11-21', 365)).toBe(false);
  });
});

describe('the retention', () => {
  it('ends on the last day of a short month', () => {
    const start = (now: string, months: number) => new Date(retentionStartMs(Date.parse(now), months)).toISOString();
    expect(start('2026-08-31T10:00:00Z', 6)).toBe('2026-02-28T10:00:00.000Z');
    expect(start('2028-08-31T10:00:00Z', 6)).toBe('2028-02-29T10:00:00.000Z');
    expect(start('2026-11-21T10:00:00Z', 12)).toBe('2025-11-21T10:00:00.000Z');
  });
});

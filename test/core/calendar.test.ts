import { afterEach, describe, expect, it } from 'vitest';
import { civilDate, civilDayStartMs } from '../../src/core/calendar.ts';

const zoneBefore = process.env.TZ;
afterEach(() => {
  if (zoneBefore === undefined) delete process.env.TZ;
  else process.env.TZ = zoneBefore;
});

/** Node reads the zone anew at each change of `TZ`. */
function inZone<T>(zone: string, work: () => T): T {
  process.env.TZ = zone;
  return work();
}

describe('civilDate', () => {
  it.each([
    ['Europe/Paris', '2026-11-20T22:59:59Z', '2026-11-20'],
    ['Europe/Paris', '2026-11-20T23:00:00Z', '2026-11-21'],
    ['Europe/Paris', '2026-07-20T22:00:00Z', '2026-07-21'],
    ['Indian/Reunion', '2026-11-20T20:00:00Z', '2026-11-21'],
    ['America/Martinique', '2026-11-21T03:59:00Z', '2026-11-20'],
    ['Pacific/Noumea', '2026-12-31T13:00:00Z', '2027-01-01'],
    ['Pacific/Tahiti', '2027-01-01T09:59:00Z', '2026-12-31'],
    ['UTC', '2026-11-21T00:30:00Z', '2026-11-21'],
  ])('in %s at %s is %s', (zone, instant, date) => {
    expect(inZone(zone, () => civilDate(Date.parse(instant)))).toBe(date);
  });

  it.each(['Europe/Paris', 'America/Cayenne', 'Pacific/Noumea', 'UTC'])('begins in %s where its day begins', (zone) => {
    inZone(zone, () => {
      for (const day of ['2026-03-29', '2026-10-25', '2026-11-21', '2028-02-29']) {
        const start = civilDayStartMs(day);
        expect(civilDate(start)).toBe(day);
        expect(civilDate(start - 1) < day).toBe(true);
        expect(civilDate(civilDayStartMs(day, 1) - 1)).toBe(day);
      }
    });
  });
});

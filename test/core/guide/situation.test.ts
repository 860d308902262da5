import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactAgeDays, isContactStale } from '../../../src/core/guide/contacts.ts';
import { situationOf } from '../../../src/core/guide/situation.ts';
import { dataClasses, incidentStatuses } from '../../../src/core/vocabulary.ts';

describe('situationOf', () => {
  it('takes a class for exposed only in an incident that is confirmed at least in part', () => {
    const exposures = [
      { status: 'partly-confirmed' as const, confirmed: ['nir' as const], claimed: ['iban' as const, 'nir' as const] },
      { status: 'claimed' as const, confirmed: ['card' as const], claimed: [] },
      { status: 'refuted' as const, confirmed: ['email' as const], claimed: ['phone' as const] },
    ];
    expect(situationOf({ exposures, asked: [] })).toEqual({
      confirmed: ['nir'],
      claimed: ['iban', 'card'],
      incidentStatuses: ['partly-confirmed', 'claimed', 'refuted'],
    });
  });

  it('takes nothing for exposed of an incident that was only asked about, whatever its status', () => {
    const incident = fc.record({
      status: fc.constantFrom(...incidentStatuses),
      confirmed: fc.subarray([...dataClasses]),
      claimed: fc.subarray([...dataClasses]),
    });
    fc.assert(
      fc.property(fc.array(incident, { maxLength: 3 }), (asked) => {
        expect(situationOf({ exposures: [], asked }).confirmed).toEqual([]);
      }),
    );
  });
});

describe('isContactStale', () => {
  const contact = { address: '3646', hours: null, price: null, checkedOn: '2025-11-21' };

  it('counts days at the edge', () => {
    expect(isContactStale(contact, '2026-11-21', 365)).toBe(false);
    expect(isContactStale(contact, '2026-11-22', 365)).toBe(true);
  });

  it('counts a year alone from its first day, and an unknown date as stale', () => {
    expect(contactAgeDays({ checkedOn: '2026' }, '2026-01-11')).toBe(10);
    expect(isContactStale({ ...contact, checkedOn: null }, '2026-11-21', 10_000)).toBe(true);
  });

  it('finds nothing stale where nothing is stated', () => {
    expect(isContactStale({ ...contact, address: null, checkedOn: null }, '2026-11-21', 1)).toBe(false);
  });
});

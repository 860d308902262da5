import { describe, expect, it } from 'vitest';
import { dayAfter, parseDay, parseTime, spellDay } from '../../../src/renderer/text/typed.ts';

describe('a typed date', () => {
  it.each([
    ['24/11/2026', '2026-11-24'],
    ['4/1/2026', '2026-01-04'],
    ['04.01.2026', '2026-01-04'],
    ['04-01-26', '2026-01-04'],
    ['24 11 2026', '2026-11-24'],
    [' 24112026 ', '2026-11-24'],
    ['2026-11-24', '2026-11-24'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is %s: the day comes before the month', (typed, day) => {
    expect(parseDay(typed)).toBe(day);
  });

  it.each([
    '',
    '24',
    '24/11',
    '31/02/2026',
    '29/02/2026',
    '13/13/2026',
    '00/11/2026',
    '11/24/2026',
    '24/11/0026',
    'demain',
  ])('%j is none', (typed) => {
    expect(parseDay(typed)).toBeNull();
  });

  it('is written back as it is read', () => {
    expect(spellDay('2026-01-04')).toBe('04/01/2026');
    expect(spellDay('')).toBe('');
    expect(parseDay(spellDay('2026-11-24'))).toBe('2026-11-24');
  });

  it('moves by a day over the end of a month and the change of the clocks', () => {
    expect(dayAfter('2026-02-28', 1)).toBe('2026-03-01');
    expect(dayAfter('2026-10-25', 1)).toBe('2026-10-26');
    expect(dayAfter('2026-01-01', -1)).toBe('2025-12-31');
  });
});

describe('a typed time', () => {
  it.each([
    ['14:05', '14:05'],
    ['14h05', '14:05'],
    ['9 h 30', '09:30'],
    ['9h', '09:00'],
    ['1405', '14:05'],
    ['00:00', '00:00'],
  ])('%s is %s', (typed, time) => {
    expect(parseTime(typed)).toBe(time);
  });

  it.each(['', '14', '24:00', '12:60', '12:5', '14h5', '25:00', 'midi'])('%j is none', (typed) => {
    expect(parseTime(typed)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { calendarDateIn, createFormats } from '../../../src/renderer/text/formats.ts';

const fr = createFormats('fr');

describe('formats', () => {
  it('keep a calendar date on its day, whatever the time zone', () => {
    expect(fr.date('2026-11-21')).toBe('21 novembre 2026');
    expect(fr.shortDate('2026-01-01')).toBe('01/01/2026');
    expect(createFormats('en').date('2026-11-21')).toBe('21 November 2026');
  });

  it('write the first of a month as French printing does', () => {
    expect(fr.date('2026-11-01')).toBe('1er novembre 2026');
    expect(fr.date('2026-11-11')).toBe('11 novembre 2026');
    expect(createFormats('en').date('2026-11-01')).toBe('1 November 2026');
  });

  it('give back what is no date', () => {
    expect(fr.date('inconnue')).toBe('inconnue');
  });

  it('write sizes in decimal units', () => {
    expect(fr.fileSize(999)).toBe('999\u00a0o');
    expect(fr.fileSize(1000)).toBe('1\u00a0ko');
    expect(fr.fileSize(2_400_000)).toBe('2,4\u00a0Mo');
    expect(createFormats('en').fileSize(1_234_567_890)).toBe('1.2\u00a0GB');
  });

  it('count a call in minutes and seconds', () => {
    expect(fr.stopwatch(0)).toBe('0:00');
    expect(fr.stopwatch(187_999)).toBe('3:07');
    expect(fr.stopwatch(-5)).toBe('0:00');
  });

  it('count days over the end of a month and of a year', () => {
    expect(calendarDateIn(3, new Date(2026, 10, 29))).toBe('2026-12-02');
    expect(calendarDateIn(1, new Date(2026, 11, 31))).toBe('2027-01-01');
  });
});

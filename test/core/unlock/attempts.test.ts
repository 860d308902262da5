import { describe, expect, it } from 'vitest';
import {
  type Attempts,
  countAttempt,
  delayAfter,
  noAttempts,
  parseAttempts,
  serialiseAttempts,
  waitMs,
} from '../../../src/core/unlock/attempts.ts';

function failed(times: number, atMs: number): Attempts {
  let attempts = noAttempts;
  for (let i = 0; i < times; i++) attempts = countAttempt(attempts, atMs);
  return attempts;
}

describe('the delay after failed unlocks', () => {
  it('is nothing for two slips, then grows to a quarter of an hour', () => {
    expect([0, 1, 2, 3, 4, 5, 10, 11, 1000].map(delayAfter)).toEqual([
      0, 0, 0, 5_000, 10_000, 20_000, 640_000, 900_000, 900_000,
    ]);
  });

  it('bounds what a robot at the keyboard can try in a day', () => {
    let nowMs = 0;
    let attempts = noAttempts;
    let tried = 0;
    while (nowMs < 86_400_000) {
      nowMs += waitMs(attempts, nowMs);
      attempts = countAttempt(attempts, nowMs);
      tried++;
    }
    expect(tried).toBeLessThanOrEqual(107);
  });

  it('runs out with time, and not by turning the clock back', () => {
    const attempts = failed(4, 1_000_000);
    expect(waitMs(attempts, 1_000_000)).toBe(10_000);
    expect(waitMs(attempts, 1_004_000)).toBe(6_000);
    expect(waitMs(attempts, 1_010_000)).toBe(0);
    expect(waitMs(attempts, 0)).toBe(10_000);
  });

  it('survives being written, and costs more when the file is gone or damaged', () => {
    const attempts = failed(4, 1_000_000);
    expect(parseAttempts(serialiseAttempts(attempts), 0)).toEqual({ attempts, tampered: false });
    for (const damaged of [null, new Uint8Array(), new TextEncoder().encode('{"version":1}')]) {
      const read = parseAttempts(damaged, 1_000_000);
      expect(read.tampered).toBe(true);
      expect(waitMs(read.attempts, 1_000_000)).toBe(20_000);
    }
  });

  it('keeps the instants that the journal has not been told yet, up to a hundred', () => {
    expect(failed(3, 7).unreportedMs).toEqual([7, 7, 7]);
    expect(failed(150, 7).unreportedMs).toHaveLength(100);
    expect(failed(150, 7).failedCount).toBe(150);
  });
});

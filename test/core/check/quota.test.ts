import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockToleranceMs,
  evaluateQuota,
  isClockBehind,
  type QuotaCounters,
  quotaLimits,
  windowMs,
} from '../../../src/core/check/quota.ts';
import { defaultSettings } from '../../../src/core/unlock/register.ts';

const limits = quotaLimits(defaultSettings);
const nowMs = 1_000_000_000;
const none = { counts: { 'ten-minutes': 0, hour: 0, day: 0 }, oldestInTenMinutesMs: null };

function counters(change: Partial<QuotaCounters> = {}): QuotaCounters {
  return {
    adviser: none,
    workstation: none,
    checksWithoutStep: 0,
    notListedRun: 0,
    sequenceSuspicions: 0,
    standingBlock: null,
    highWaterMs: nowMs,
    ...change,
  };
}
const used = (tenMinutes: number, hour: number, day: number) => ({
  counts: { 'ten-minutes': tenMinutes, hour, day },
  oldestInTenMinutesMs: tenMinutes > 0 ? nowMs - 60_000 : null,
});
const decide = (change?: Partial<QuotaCounters>, at: number = nowMs) => evaluateQuota(counters(change), limits, at);

describe('quotas', () => {
  it('starts free, with the narrowest window shown', () => {
    expect(decide()).toEqual({ state: 'free', remaining: 12, window: 'ten-minutes', freeAtMs: null, reason: null });
    expect(limits.workstation).toEqual({ 'ten-minutes': 18, hour: 60, day: 240 });
  });

  it('warns from four fifths on, at the edge', () => {
    expect(decide({ adviser: used(9, 9, 9) }).state).toBe('free');
    expect(decide({ adviser: used(10, 10, 10) })).toMatchObject({
      state: 'warned',
      remaining: 2,
      reason: 'adviser-ten-minutes',
    });
    expect(decide({ adviser: used(0, 31, 31) }).state).toBe('free');
    expect(decide({ adviser: used(0, 32, 32) })).toMatchObject({ state: 'warned', reason: 'adviser-hour' });
    expect(decide({ checksWithoutStep: 10 })).toMatchObject({ state: 'warned', reason: 'no-step' });
  });

  it('pauses after ten minutes’ worth, and ends by itself', () => {
    expect(decide({ adviser: used(11, 11, 11) }).state).toBe('warned');
    expect(decide({ adviser: used(12, 12, 12) })).toEqual({
      state: 'blocked',
      remaining: 0,
      window: 'ten-minutes',
      freeAtMs: nowMs - 60_000 + windowMs['ten-minutes'],
      reason: 'adviser-ten-minutes',
    });
  });

  it('blocks for a supervisor at the hour, the day, a run, a sequence and a standing block', () => {
    const cases: [Partial<QuotaCounters>, string][] = [
      [{ adviser: used(0, 40, 40) }, 'adviser-hour'],
      [{ adviser: used(0, 0, 160) }, 'adviser-day'],
      [{ adviser: used(12, 40, 160) }, 'adviser-day'],
      [{ workstation: used(0, 60, 60) }, 'workstation-hour'],
      [{ workstation: used(0, 0, 240) }, 'workstation-day'],
      [{ checksWithoutStep: 25 }, 'no-step'],
      [{ notListedRun: 120 }, 'not-listed-run'],
      [{ sequenceSuspicions: 6 }, 'sequence'],
      [{ standingBlock: 'adviser-hour' }, 'adviser-hour'],
    ];
    for (const [change, reason] of cases) {
      expect(decide(change), reason).toMatchObject({ state: 'blocked', reason, freeAtMs: null, remaining: 0 });
    }
  });

  it('blocks while the clock is behind what the journal has seen, beyond what a time service corrects', () => {
    expect(isClockBehind(nowMs, nowMs - clockToleranceMs)).toBe(false);
    expect(isClockBehind(nowMs, nowMs - clockToleranceMs - 1)).toBe(true);
    expect(decide({}, nowMs - 3_600_000)).toMatchObject({
      state: 'blocked',
      reason: 'clock-moved-back',
      freeAtMs: null,
    });
  });

  it('never lets more checks through for higher counts', () => {
    const rank = { free: 0, warned: 1, blocked: 2 } as const;
    const small = fc.nat({ max: 300 });
    fc.assert(
      fc.property(small, small, small, small, small, fc.nat({ max: 20 }), (ten, hour, day, steps, run, sequence) => {
        const at = (more: number) =>
          rank[
            decide({
              adviser: used(ten + more, hour + more, day + more),
              checksWithoutStep: steps + more,
              notListedRun: run + more,
              sequenceSuspicions: sequence,
            }).state
          ];
        expect(at(1)).toBeGreaterThanOrEqual(at(0));
      }),
    );
  });
});

/**
 * Quotas: what keeps a stolen account and a robot from enumerating people, as in March 2022. Check step; pure over
 * counters that the journal keeps, so that a restart changes nothing.
 *
 * - Ten minutes: pauses the adviser until the window has passed (a rush of calls is no attack).
 * - Hour, day, runs and sequences: block until a supervisor has looked and lifts the block with a reason.
 */
import type { QuotaReason } from '../vocabulary.ts';

export const quotaWindows = ['ten-minutes', 'hour', 'day'] as const;
export type QuotaWindow = (typeof quotaWindows)[number];

export const windowMs: Readonly<Record<QuotaWindow, number>> = {
  'ten-minutes': 600_000,
  hour: 3_600_000,
  day: 86_400_000,
};

export type WindowCounts = Readonly<Record<QuotaWindow, number>>;

/** Counts of one scope since its last lift by a supervisor. */
export interface WindowCounters {
  readonly counts: WindowCounts;
  /** Instant of the oldest check of the ten-minute window; null if there is none. */
  readonly oldestInTenMinutesMs: number | null;
}

export interface QuotaCounters {
  readonly adviser: WindowCounters;
  readonly workstation: WindowCounters;
  /** Checks since the adviser last recorded a step, an answer, a note or a sheet. */
  readonly checksWithoutStep: number;
  /** Answers "not listed" since the last "listed". */
  readonly notListedRun: number;
  /** Checks of the last day whose identifier was a neighbour of an earlier one. */
  readonly sequenceSuspicions: number;
  /** Reason of a block that no supervisor has lifted yet; null if there is none. */
  readonly standingBlock: QuotaReason | null;
  /** Latest instant that the journal has seen: time never counts as earlier than that. */
  readonly highWaterMs: number;
}

export interface QuotaLimits {
  readonly adviser: WindowCounts;
  readonly workstation: WindowCounts;
  readonly checksWithoutStep: { readonly warn: number; readonly block: number };
  readonly notListedRun: { readonly warn: number; readonly block: number };
  readonly sequenceSuspicions: { readonly warn: number; readonly block: number };
}

export interface QuotaDecision {
  readonly state: 'free' | 'warned' | 'blocked';
  /** Remaining checks in the narrowest window. */
  readonly remaining: number;
  readonly window: QuotaWindow;
  /** Instant at which the pause ends by itself; null if free, or if only a supervisor can lift it. */
  readonly freeAtMs: number | null;
  readonly reason: QuotaReason | null;
}

/** Advisers take turns on a workstation: together half as much again as one of them. */
const workstationShare = 1.5;

/**
 * Limits for honest work: a call lasts six to eight minutes, which makes ten calls an hour, and with several identifiers a call
 * twenty to thirty checks. Most callers are not listed, so a run of « not listed » warns early and blocks late.
 */
export function quotaLimits(settings: {
  readonly checksPerTenMinutes: number;
  readonly checksPerHour: number;
  readonly checksPerDay: number;
}): QuotaLimits {
  const adviser = {
    'ten-minutes': settings.checksPerTenMinutes,
    hour: settings.checksPerHour,
    day: settings.checksPerDay,
  };
  return {
    adviser,
    workstation: {
      'ten-minutes': Math.ceil(adviser['ten-minutes'] * workstationShare),
      hour: Math.ceil(adviser.hour * workstationShare),
      day: Math.ceil(adviser.day * workstationShare),
    },
    checksWithoutStep: { warn: 10, block: 25 },
    notListedRun: { warn: 40, block: 120 },
    sequenceSuspicions: { warn: 3, block: 6 },
  };
}

/** Soft warning from four fifths of a limit on. */
const warningShare = 0.8;
/** Time services step a clock by seconds; two minutes is no attempt at anything. */
export const clockToleranceMs = 120_000;

interface WindowState {
  readonly scope: 'adviser' | 'workstation';
  readonly window: QuotaWindow;
  readonly limit: number;
  readonly remaining: number;
}

function windowStates(counters: QuotaCounters, limits: QuotaLimits): WindowState[] {
  return (['adviser', 'workstation'] as const).flatMap((scope) =>
    quotaWindows.map((window) => {
      const limit = limits[scope][window];
      return { scope, window, limit, remaining: Math.max(0, limit - counters[scope].counts[window]) };
    }),
  );
}

/** @returns true if the clock shows a time before what the journal has seen, beyond what a time service corrects */
export function isClockBehind(highWaterMs: number, nowMs: number): boolean {
  return nowMs < highWaterMs - clockToleranceMs;
}

/**
 * May one more check be made now?
 * @param nowMs wall clock; where it is behind the journal's high-water mark, the answer is blocked
 */
export function evaluateQuota(counters: QuotaCounters, limits: QuotaLimits, nowMs: number): QuotaDecision {
  const states = windowStates(counters, limits);
  const narrowest = states.reduce((least, next) => (next.remaining < least.remaining ? next : least));
  const common = { remaining: narrowest.remaining, window: narrowest.window };
  const blocked = (reason: QuotaReason, freeAtMs: number | null = null): QuotaDecision => ({
    ...common,
    state: 'blocked',
    remaining: 0,
    freeAtMs,
    reason,
  });

  if (isClockBehind(counters.highWaterMs, nowMs)) return blocked('clock-moved-back');
  if (counters.standingBlock !== null) return blocked(counters.standingBlock);
  const spent = states.filter((state) => state.remaining === 0);
  const longest = spent.findLast((state) => state.window !== 'ten-minutes');
  if (longest !== undefined) return blocked(`${longest.scope}-${longest.window}`);
  for (const [run, reason] of runs) {
    if (counters[run] >= limits[run].block) return blocked(reason);
  }
  const pause = spent[0];
  if (pause !== undefined) {
    const oldest = counters[pause.scope].oldestInTenMinutesMs ?? nowMs;
    return blocked(`${pause.scope}-ten-minutes`, oldest + windowMs['ten-minutes']);
  }

  const tight = states.find((state) => state.remaining <= Math.floor(state.limit * (1 - warningShare) + 1e-9));
  const warning = tight ? (`${tight.scope}-${tight.window}` as const) : runWarning(counters, limits);
  return { ...common, state: warning === null ? 'free' : 'warned', freeAtMs: null, reason: warning };
}

const runs = [
  ['sequenceSuspicions', 'sequence'],
  ['checksWithoutStep', 'no-step'],
  ['notListedRun', 'not-listed-run'],
] as const;

function runWarning(counters: QuotaCounters, limits: QuotaLimits): QuotaReason | null {
  return runs.find(([run]) => counters[run] >= limits[run].warn)?.[1] ?? null;
}

/** @returns true if a block for this reason stands until a supervisor lifts it */
export function needsSupervisor(reason: QuotaReason): boolean {
  return reason !== 'adviser-ten-minutes' && reason !== 'workstation-ten-minutes';
}

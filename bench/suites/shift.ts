/**
 * A shift of five hundred calls in one window: whether memory, nodes, listeners and file descriptors grow with them, and
 * whether the last fifty calls are as quick as the first. The costs are those of production.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { CDPSession } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { buildIfStale } from '../../scripts/lib/build.mjs';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { launchVigie } from '../../src/chromium/launch.ts';
import { atMost, type Figure, median, note, reported } from '../measure.ts';
import { deskPassphrase, makeDeskProfiles } from '../support/desk-profile.ts';
import { beginCall, endCall, skipQuestions, timeStep, timeUnlock, timeVerdict } from '../support/drive-page.ts';

const calls = 500;
const compared = 50;
/** Of a call of three minutes, and one that comes a minute later: below every quota. */
const betweenCallsMs = 240_000;
/** What the interface puts off until after an answer has begun by then; a whole settling would take the shift ten minutes. */
const afterKeyMs = 30;
/** A step shows most of what a call holds in memory; all of them would triple the time. */
const stepsPerCall = 2;

interface Held {
  readonly pageHeapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly appHeapBytes: number;
  readonly descriptors: number;
}

const megabyte = 1_000_000;

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}

/** @returns what is held once everything that nobody needs any more was collected */
async function readHeld(devTools: CDPSession): Promise<Held> {
  await devTools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devTools.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  collectGarbage();
  return {
    pageHeapBytes: metric('JSHeapUsedSize'),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    appHeapBytes: process.memoryUsage().heapUsed,
    descriptors: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
  };
}

/** @param directory temporary */
export async function measureShift(directory: string): Promise<Figure[]> {
  await buildIfStale(note);
  const browserPath = findBrowser();
  if (browserPath === null) throw new Error('no browser: set VIGIE_BROWSER');
  const profiles = await makeDeskProfiles(directory, 0, calls);
  const clock = {
    ms: Date.now(),
    nowMs(): number {
      return this.ms;
    },
  };
  const { page, close } = await launchVigie({
    browserPath,
    headless: true,
    rendererDir: join(projectRoot, 'out', 'renderer'),
    resourcesDir: join(projectRoot, 'resources'),
    trustedKeysDir: profiles.trustedKeysDir,
    profileDir: profiles.one,
    saveDir: join(directory, 'saved'),
    clock,
    onUnexpectedError: (error) => {
      throw error;
    },
  });
  try {
    page.setDefaultTimeout(60_000);
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Performance.enable');
    await timeUnlock(page, deskPassphrase);
    const verdict: number[] = [];
    const step: number[] = [];
    let early: Held | null = null;
    for (let call = 0; call < calls; call++) {
      await beginCall(page, profiles.listed[call % profiles.listed.length] ?? '');
      verdict.push((await timeVerdict(page, afterKeyMs)).painted);
      await skipQuestions(page);
      for (let n = 0; n < stepsPerCall; n++) step.push((await timeStep(page, afterKeyMs)).painted);
      await endCall(page);
      clock.ms += betweenCallsMs;
      // By then every sort of thing that is made once has been made.
      if (call === compared - 1) early = await readHeld(devTools);
    }
    const late = await readHeld(devTools);
    if (early === null) throw new Error('the shift was too short');
    return figuresOf(early, late, verdict, step);
  } finally {
    await close();
  }
}

function figuresOf(early: Held, late: Held, verdict: readonly number[], step: readonly number[]): Figure[] {
  const grown = (what: keyof Held) => late[what] / early[what];
  const slowed = (taken: readonly number[], perCall: number) =>
    median(taken.slice(-compared * perCall)) / median(taken.slice(0, compared * perCall));
  const after = `after ${calls} calls over after ${compared}`;
  return [
    atMost(`heap of the page, ${after}`, grown('pageHeapBytes'), 1.25),
    atMost(`nodes of the page, ${after}`, grown('nodes'), 1.1),
    atMost(`listeners of the page, ${after}`, grown('listeners'), 1.1),
    atMost(`heap of the application, ${after}`, grown('appHeapBytes'), 1.25),
    atMost(`file descriptors more, ${after}`, late.descriptors - early.descriptors, 2, 'descriptors'),
    atMost(`key → verdict, last ${compared} calls over first ${compared}`, slowed(verdict, 1), 1.3),
    atMost(`key → next step, last ${compared} calls over first ${compared}`, slowed(step, stepsPerCall), 1.3),
    reported(`heap of the page after ${calls} calls`, late.pageHeapBytes / megabyte, 'MB'),
    reported(`heap of the application after ${calls} calls`, late.appHeapBytes / megabyte, 'MB'),
    reported(`nodes of the page after ${calls} calls`, late.nodes, 'nodes'),
    reported(`file descriptors after ${calls} calls`, late.descriptors, 'descriptors'),
  ];
}

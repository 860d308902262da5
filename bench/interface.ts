/**
 * The interface as a person waits for it, in the real browser on the production build: from a key press to what it asked
 * for being painted, from a cold start to the first field that takes a key, and a long list while it is scrolled.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findBrowser } from '../scripts/find-browser.mjs';
import { buildIfStale } from '../scripts/lib/build.mjs';
import { projectRoot } from '../scripts/lib/project.mjs';
import { type OpenedDesk, openDesk, prepareDesk } from '../scripts/pictures/desk.ts';
import { systemClock } from '../src/app/shell/options.ts';
import { appUrl } from '../src/chromium/browser.ts';
import { launchVigie } from '../src/chromium/launch.ts';
import type { VigieApi } from '../src/contract/channels.ts';
import { stretch } from '../src/core/crypto/argon2id.ts';
import { randomBytes } from '../src/core/crypto/symmetric.ts';
import { stretchCosts } from '../src/core/pack/stretch-costs.ts';
import { fr } from '../src/renderer/text/fr.ts';
import { atMost, type Figure, median, note, quantile, reported, timeMs } from './measure.ts';
import { beginCall, endCall, skipQuestions, timeStep, timeUnlock, timeVerdict } from './support/drive-page.ts';
import { journalPassphrase, makeJournalProfile } from './support/journal-profile.ts';
import { type Answered, settleMs } from './support/page-timing.ts';

const calls = 10;
/** The first one runs code that has never run: reported apart, as an adviser meets it once a day. */
const coldCalls = 1;
const starts = 7;
const listCases = 10_000;
const scrollRuns = 3;

/** The highest limits that a supervisor may set: the quota is not what is measured. */
async function raiseQuota(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { vigie } = window as unknown as { vigie: VigieApi };
    const read = await vigie.call('readSettings', {});
    if (!read.ok) throw new Error(read.problem.code);
    const { lockedByAdministrator: _locked, ...settings } = read.value;
    await vigie.call('setSettings', { ...settings, checksPerTenMinutes: 30, checksPerHour: 120, checksPerDay: 480 });
  });
}

async function measureCalls({
  page,
  listed,
  passphrase,
  advance,
}: OpenedDesk): Promise<Record<'cold' | 'verdict' | 'step', Answered[]>> {
  const taken = { cold: [] as Answered[], verdict: [] as Answered[], step: [] as Answered[] };
  await timeUnlock(page, passphrase);
  await page.getByText(fr['packs.state.ready']).first().waitFor();
  await raiseQuota(page);
  for (let call = 0; call < calls; call++) {
    await beginCall(page, listed[call % listed.length] ?? '');
    await page.waitForTimeout(settleMs);
    (call < coldCalls ? taken.cold : taken.verdict).push(await timeVerdict(page));
    await skipQuestions(page);
    for (let step = 0; step < 6; step++) taken.step.push(await timeStep(page));
    await endCall(page);
    await advance(4 * 60_000);
  }
  return taken;
}

/** Milliseconds from the start of navigation until the field has the focus and was painted. */
async function measureStarts(page: Page): Promise<number[]> {
  await page.addInitScript(() => {
    const look = () => {
      if (!(document.activeElement instanceof HTMLInputElement)) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        document.documentElement.dataset.usableAt = String(performance.now());
      };
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
  const taken: number[] = [];
  for (let start = 0; start < starts; start++) {
    // Neither the code nor the page of the start before.
    await page.goto('about:blank');
    await page.goto(appUrl, { waitUntil: 'commit' });
    const usableAt = await page.waitForFunction(() => document.documentElement.dataset.usableAt);
    taken.push(Number(await usableAt.jsonValue()));
  }
  return taken;
}

/** The longest frame, in milliseconds, while the list is scrolled from its top to its end and through its middle. */
async function longestFrame(page: Page): Promise<number> {
  return await page.evaluate(
    () =>
      new Promise<number>((done) => {
        const list = document.querySelector('[role=listbox]');
        if (list === null) throw new Error('no list');
        list.scrollTop = 0;
        const frames = 240;
        const end = list.scrollHeight - list.clientHeight;
        let frame = -10;
        let before = 0;
        let longest = 0;
        const turn = (now: number) => {
          if (frame > 0) longest = Math.max(longest, now - before);
          before = now;
          frame += 1;
          if (frame > frames) return done(longest);
          // As fast as a wheel goes, then from one end to the other as the bar is dragged.
          if (frame > 0)
            list.scrollTop = frame <= frames / 2 ? frame * 120 : (end * (frame - frames / 2)) / (frames / 2);
          requestAnimationFrame(turn);
        };
        requestAnimationFrame(turn);
      }),
  );
}

async function measureList(directory: string): Promise<number[]> {
  const browserPath = findBrowser();
  if (browserPath === null) throw new Error('no browser: set VIGIE_BROWSER');
  const profileDir = join(directory, 'interface');
  await makeJournalProfile(profileDir, listCases);
  const { page, close } = await launchVigie({
    browserPath,
    headless: true,
    rendererDir: join(projectRoot, 'out', 'renderer'),
    resourcesDir: join(projectRoot, 'resources'),
    profileDir,
    saveDir: join(directory, 'saved'),
    clock: systemClock,
  });
  try {
    page.setDefaultTimeout(30_000);
    await timeUnlock(page, journalPassphrase);
    await page.getByRole('button', { name: fr['nav.cases'], exact: true }).click();
    await page.getByRole('option').first().waitFor();
    await page.waitForTimeout(1000);
    const taken: number[] = [];
    for (let run = 0; run < scrollRuns; run++) taken.push(await longestFrame(page));
    return taken;
  } finally {
    await close();
  }
}

const painted = (all: readonly Answered[]) => all.map((one) => one.painted);
const presented = (all: readonly Answered[]) => all.map((one) => one.presented);

/** @param directory temporary */
export async function measureInterface(directory: string): Promise<Figure[]> {
  await buildIfStale(note);
  const prepared = await prepareDesk();
  try {
    const desk = await openDesk(prepared, { locale: 'fr', theme: 'light', fixedTime: false });
    try {
      const starts = await measureStarts(desk.page);
      const { cold, verdict, step } = await measureCalls(desk);
      const [salt, pepper] = [randomBytes(16), randomBytes(32)] as const;
      const bare: number[] = [];
      for (let i = 0; i < 20; i++) {
        const password = new TextEncoder().encode(`nir:255081416802${i}`);
        bare.push(
          await timeMs(() => stretch(password, salt, pepper as Parameters<typeof stretch>[2], stretchCosts.light)),
        );
      }
      const bareMs = median(bare);
      const frames = await measureList(directory);
      return [
        reported('bare stretch of the demonstration', bareMs, 'ms'),
        atMost('key press to verdict painted, less the stretch, median', median(painted(verdict)) - bareMs, 50, 'ms'),
        reported(
          'key press to verdict painted, less the stretch, p95',
          quantile(painted(verdict), 0.95) - bareMs,
          'ms',
        ),
        reported('the same, the very first of the day', median(painted(cold)) - bareMs, 'ms'),
        reported(
          'key press to verdict on the screen, less the stretch, median',
          median(presented(verdict)) - bareMs,
          'ms',
        ),
        reported('key press to next step painted, median', median(painted(step)), 'ms'),
        atMost('key press to next step painted, p95', quantile(painted(step), 0.95), 50, 'ms'),
        reported('key press to next step on the screen, median', median(presented(step)), 'ms'),
        atMost('start of the page to first usable field, median', median(starts), 800, 'ms'),
        // What another process takes from the browser is no frame of ours: the quietest of three runs.
        atMost(
          `worst frame while ${listCases} cases scroll, best of ${scrollRuns} runs`,
          Math.min(...frames),
          50,
          'ms',
        ),
        reported(`worst frame while ${listCases} cases scroll, worst of ${scrollRuns} runs`, Math.max(...frames), 'ms'),
      ];
    } finally {
      await desk.close();
    }
  } finally {
    await prepared.remove();
  }
}

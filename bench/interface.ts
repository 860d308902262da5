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
import { systemClock } from '../src/app/options.ts';
import { appUrl } from '../src/chromium/browser.ts';
import { launchVigie } from '../src/chromium/launch.ts';
import type { VigieApi } from '../src/contract/channels.ts';
import { stretch } from '../src/core/crypto/argon2id.ts';
import { randomBytes } from '../src/core/crypto/symmetric.ts';
import { stretchCosts } from '../src/core/pack/stretch-costs.ts';
import { fr } from '../src/renderer/text/fr.ts';
import { atMost, type Figure, median, note, quantile, reported, timeMs } from './measure.ts';
import { journalPassphrase, makeJournalProfile } from './support/journal-profile.ts';

const calls = 8;
const starts = 7;
const listCases = 10_000;
const scrollRuns = 3;

/** What the measuring script leaves on the page's window. */
interface Measured {
  /** Milliseconds from the last key press to the paint that follows the first time `isThere` holds. */
  paintedAfterKey?: Promise<number>;
}

/** Arms the page: the next press of `key` is timed until `selector` shows something else than it does now. */
async function armKey(page: Page, key: string, selector: string): Promise<void> {
  await page.evaluate(
    ([expectedKey, query]) => {
      const before = document.querySelector(query)?.textContent ?? null;
      (window as Measured).paintedAfterKey = new Promise((done) => {
        window.addEventListener(
          'keydown',
          function pressed(event) {
            if (event.key !== expectedKey) return;
            window.removeEventListener('keydown', pressed, true);
            const look = () => {
              const now = document.querySelector(query)?.textContent ?? null;
              if (now === null || now === before) return requestAnimationFrame(look);
              // A message is taken after the frame that this callback belongs to has been painted.
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => done(performance.now() - event.timeStamp);
              port2.postMessage(null);
            };
            requestAnimationFrame(look);
          },
          true,
        );
      });
    },
    [key, selector] as const,
  );
}

async function timeKey(page: Page, key: string, selector: string): Promise<number> {
  await armKey(page, key, selector);
  await page.keyboard.press(key);
  return await page.evaluate(() => (window as Measured).paintedAfterKey ?? Number.NaN);
}

async function unlock(page: Page, passphrase: string): Promise<void> {
  const field = page.getByLabel(fr['unlock.passphrase'], { exact: true });
  await field.fill(passphrase);
  await field.press('Enter');
  await page.getByRole('heading', { name: fr['home.title'] }).waitFor();
}

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
}: OpenedDesk): Promise<Record<'verdict' | 'step', number[]>> {
  const taken = { verdict: [] as number[], step: [] as number[] };
  await unlock(page, passphrase);
  await page.getByText(fr['packs.state.ready']).first().waitFor();
  await raiseQuota(page);
  for (let call = 0; call < calls; call++) {
    await page.keyboard.press('F2');
    const field = page.getByLabel(fr['identifier.label'], { exact: true });
    await field.waitFor();
    await page.keyboard.press('F3');
    await field.fill(listed[call % listed.length] ?? '');
    await page.waitForTimeout(300);
    taken.verdict.push(await timeKey(page, 'Enter', '[data-verdict] h2'));
    await page.waitForTimeout(300);
    for (let step = 0; step < 6; step++) {
      taken.step.push(await timeKey(page, '1', '[data-verdict] ~ div section h2[tabindex="-1"]'));
      await page.waitForTimeout(150);
    }
    await page.keyboard.press('F2');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: fr['home.title'] }).waitFor();
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
    await unlock(page, journalPassphrase);
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

/** @param directory temporary */
export async function measureInterface(directory: string): Promise<Figure[]> {
  await buildIfStale(note);
  const prepared = await prepareDesk();
  try {
    const desk = await openDesk(prepared, { locale: 'fr', theme: 'light', fixedTime: false });
    try {
      const cold = await measureStarts(desk.page);
      const { verdict, step } = await measureCalls(desk);
      const [salt, pepper] = [randomBytes(16), randomBytes(32)] as const;
      const bare: number[] = [];
      for (let i = 0; i < 20; i++) {
        const password = new TextEncoder().encode(`nir:255081416802${i}`);
        bare.push(
          await timeMs(() => stretch(password, salt, pepper as Parameters<typeof stretch>[2], stretchCosts.light)),
        );
      }
      const frames = await measureList(directory);
      return [
        reported('bare stretch of the demonstration', median(bare), 'ms'),
        atMost('key press to verdict painted, less the stretch, median', median(verdict) - median(bare), 50, 'ms'),
        reported('key press to verdict painted, less the stretch, p95', quantile(verdict, 0.95) - median(bare), 'ms'),
        reported('key press to next step painted, median', median(step), 'ms'),
        atMost('key press to next step painted, p95', quantile(step, 0.95), 50, 'ms'),
        atMost('start of the page to first usable field, median', median(cold), 800, 'ms'),
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
    prepared.remove();
  }
}

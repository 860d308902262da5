/**
 * One column of the table of slow desks: what a person waits for in the real application, started anew a few times on one
 * profile. Run in a process of its own (`desk-child.ts`), so that what slows it slows the whole of it and nothing else.
 */
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { systemClock } from '../../src/app/shell/options.ts';
import { appUrl } from '../../src/chromium/browser.ts';
import { launchVigie } from '../../src/chromium/launch.ts';
import { deriveSlotKey, slotCost } from '../../src/core/crypto/argon2id.ts';
import { randomBytes } from '../../src/core/crypto/symmetric.ts';
import { timeMs } from '../measure.ts';
import { deskPassphrase } from './desk-profile.ts';
import {
  beginCall,
  closeSheet,
  endCall,
  skipQuestions,
  timePreview,
  timeSave,
  timeStep,
  timeUnlock,
  timeVerdict,
} from './drive-page.ts';
import { settleMs } from './page-timing.ts';

export interface ColumnWork {
  readonly profileDir: string;
  readonly trustedKeysDir: string;
  readonly saveDir: string;
  readonly listed: readonly string[];
  /** How much slower the page's own thread runs; 1 for as it is. */
  readonly pageSlowdown: number;
  readonly starts: number;
  /** After the first one, which comes right after the unlock. */
  readonly callsPerStart: number;
  readonly stepsPerCall: number;
}

/** Milliseconds, one for each time that it was done. */
export interface ColumnTimes {
  readonly verdict: number[];
  readonly firstCheck: number[];
  readonly step: number[];
  readonly unlock: number[];
  /** The same Argon2id evaluation alone, in the same process. */
  readonly argon2id: number[];
  readonly start: number[];
  readonly preview: number[];
  readonly save: number[];
}

/** What the measuring script leaves on the page's window. */
interface Started {
  /** Milliseconds since 1970: when the field of the passphrase had the focus and was painted. */
  usableAt?: number;
}

/**
 * What must be in place before the page's first load: the slowdown, and the look-out for the field. The browser is opened by
 * the product's own code, so this steps in where the driver hands it over.
 */
function prepareEachBrowser(pageSlowdown: number): void {
  const launch = chromium.launchPersistentContext.bind(chromium);
  chromium.launchPersistentContext = async (...words) => {
    const context = await launch(...words);
    for (const page of context.pages()) await slowDown(context, page, pageSlowdown);
    context.on('page', (page) => void slowDown(context, page, pageSlowdown));
    await context.addInitScript((url) => {
      if (location.href !== url) return;
      const look = () => {
        if (!(document.activeElement instanceof HTMLInputElement)) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          (window as Started).usableAt = performance.timeOrigin + performance.now();
        };
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    }, appUrl);
    return context;
  };
}

async function slowDown(context: BrowserContext, page: Page, rate: number): Promise<void> {
  if (rate === 1) return;
  const devTools = await context.newCDPSession(page);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate });
}

export async function measureColumn(work: ColumnWork): Promise<ColumnTimes> {
  const { listed, stepsPerCall } = work;
  const times: ColumnTimes = {
    verdict: [],
    firstCheck: [],
    step: [],
    unlock: [],
    argon2id: [],
    start: [],
    preview: [],
    save: [],
  };
  prepareEachBrowser(work.pageSlowdown);
  let asked = 0;
  const next = () => listed[asked++ % listed.length] ?? '';
  for (let start = 0; start < work.starts; start++) {
    times.argon2id.push(await timeMs(() => deriveSlotKey(deskPassphrase, randomBytes(16), slotCost)));
    const { page, startMs, close } = await launchDesk(work);
    times.start.push(startMs);
    try {
      times.unlock.push((await timeUnlock(page, deskPassphrase)).painted);
      await beginCall(page, next());
      times.firstCheck.push((await timeVerdict(page)).painted);
      for (let call = 0; call < work.callsPerStart; call++) {
        await endCall(page);
        await page.waitForTimeout(settleMs);
        await beginCall(page, next());
        await page.waitForTimeout(settleMs);
        times.verdict.push((await timeVerdict(page)).painted);
        await skipQuestions(page);
        for (let step = 0; step < stepsPerCall; step++) times.step.push((await timeStep(page)).painted);
      }
      times.preview.push((await timePreview(page)).painted);
      // Its file is made while the sheet is read.
      await page.waitForTimeout(2000);
      times.save.push((await timeSave(page)).painted);
      await closeSheet(page);
    } finally {
      await close();
    }
  }
  return times;
}

/** The application of production in a browser, until the unlock screen can be typed in. */
async function launchDesk({ profileDir, trustedKeysDir, saveDir }: ColumnWork) {
  const browserPath = findBrowser();
  if (browserPath === null) throw new Error('no browser: set VIGIE_BROWSER');
  const startedAt = performance.timeOrigin + performance.now();
  const { page, close } = await launchVigie({
    browserPath,
    headless: true,
    rendererDir: join(projectRoot, 'out', 'renderer'),
    resourcesDir: join(projectRoot, 'resources'),
    trustedKeysDir,
    profileDir,
    saveDir,
    clock: systemClock,
    onUnexpectedError: (error) => {
      throw error;
    },
  });
  page.setDefaultTimeout(60_000);
  const usableAt = await page.waitForFunction(() => (window as Started).usableAt);
  return { page, startMs: Number(await usableAt.jsonValue()) - startedAt, close };
}

/**
 * The application as pictures and layout tests need it: the real one, in a headless browser, over a copy of a prepared
 * profile, at a fixed time of the clock, in Paris. Only references, drawn at random, differ from one run to the next.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { readDemoProfile } from '../../src/app/shell/demo-profile.ts';
import { launchVigieIn, openWindowBrowser } from '../../src/chromium/launch.ts';
import type { Press } from '../../src/chromium/print-page.ts';
import type { AppState } from '../../src/contract/values.ts';
import { type DemoMaking, prepareDemo } from '../demo/prepare.ts';
import { findBrowser } from '../find-browser.mjs';
import { projectRoot } from '../lib/project.mjs';

/** The command line as tests run it: no picture shows what a passphrase costs. */
export const vigieAtTestCost = join(projectRoot, 'test', 'support', 'vigie-at-test-cost.ts');
/** The least that the vault and the packs allow: a desk is unlocked dozens of times. */
export const testCost = { vault: { memoryKiB: 64, passes: 1, lanes: 1 } } as const;

/** Enough entries that a bucket looks as it should. */
const pictureMaking: DemoMaking = {
  entries: 600,
  vigieProgram: vigieAtTestCost,
  costs: testCost,
};

export interface PreparedDesk {
  /** The demonstration as `scripts/demo` makes it. */
  readonly demoDir: string;
  /** The browser in which every desk opens, started at the first of them. */
  browser(): Promise<Press>;
  /** Closes the browser as well. */
  remove(): Promise<void>;
}

/** @param rendererDir another build of the renderer than the product's */
export async function prepareDesk(rendererDir = join(projectRoot, 'out', 'renderer')): Promise<PreparedDesk> {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-pictures-'));
  let press: Promise<Press> | null = null;
  const remove = async () => {
    await (await press)?.browser.close();
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await prepareDemo(join(dir, 'demo'), pictureMaking);
    return {
      demoDir: join(dir, 'demo'),
      browser() {
        press ??= openWindowBrowser({ browserPath: usableBrowser(), headless: true, rendererDir, profileDir: dir });
        return press;
      },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function usableBrowser(): string {
  const browserPath = findBrowser();
  if (browserPath === null) throw new Error('no browser: set VIGIE_BROWSER');
  // The browser takes its time zone from here.
  process.env.TZ = 'Europe/Paris';
  return browserPath;
}

export interface DeskLook {
  readonly locale: AppState['locale'];
  readonly theme: AppState['theme'];
  readonly viewport?: { readonly width: number; readonly height: number };
  /** False where time itself is measured: a page whose clock stands still has no frames of its own either. */
  readonly fixedTime?: boolean;
  /** Called with the page once it is loaded, before anything is done in it. */
  readonly onOpened?: (page: Page) => Promise<void>;
}

/** What a rare state starts from, where it is not the prepared profile as it is. */
export interface DeskStart {
  /** Used in place, not copied: the caller made it, and removes it. */
  readonly profileDir?: string;
  readonly trustedKeysDir?: string;
  /** Directory that holds `guide`: another edition of it. */
  readonly resourcesDir?: string;
  /** Shows the demonstration as such: its banner and its guided first call. */
  readonly demo?: boolean;
  readonly daysLater?: number;
}

export interface OpenedDesk {
  readonly page: Page;
  readonly passphrase: string;
  readonly listed: readonly string[];
  readonly absent: readonly string[];
  readonly profileDir: string;
  readonly saveDir: string;
  /** Lets minutes pass for the application and for the page. */
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** The first quarter past nine in Paris that comes after the profile was made: a clock that goes back stops all checks. */
function pictureTimeMs(daysLater: number): number {
  const time = new Date(Date.now() + (1 + daysLater) * 24 * 3_600_000);
  time.setUTCHours(8, 12, 0, 0);
  return time.getTime();
}

/** @param profile 'empty' for a workstation that was never set up */
export async function openDesk(
  { demoDir, browser }: PreparedDesk,
  look: DeskLook,
  profile: 'prepared' | 'empty' = 'prepared',
  start: DeskStart = {},
): Promise<OpenedDesk> {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-picture-'));
  const made = readDemoProfile(demoDir);
  const profileDir = start.profileDir ?? join(dir, 'profile');
  if (profile === 'prepared' && start.profileDir === undefined)
    cpSync(made.profileDir, profileDir, { recursive: true });
  const clock = {
    ms: pictureTimeMs(start.daysLater ?? 0),
    nowMs(): number {
      return this.ms;
    },
  };
  const press = await browser();
  const page = await press.browser.context.newPage();
  if (look.viewport !== undefined) await page.setViewportSize(look.viewport);
  const { app, close } = await launchVigieIn(
    press,
    page,
    {
      browserPath: usableBrowser(),
      headless: true,
      resourcesDir: start.resourcesDir ?? join(projectRoot, 'resources'),
      trustedKeysDir:
        start.trustedKeysDir ?? (profile === 'prepared' ? made.trustedKeysDir : join(dir, 'no-trusted-keys')),
      profileDir,
      saveDir: join(dir, 'saved'),
      ...(start.demo === true ? { demo: made.demo } : {}),
      clock,
      costs: testCost,
    },
    () => page.close(),
  );
  // The vault's own cost, on a machine that does other things as well.
  page.setDefaultTimeout(40_000);
  await app.invoke('setPreferences', { locale: look.locale, theme: look.theme });
  const { fixedTime = true } = look;
  if (fixedTime) await page.clock.setFixedTime(clock.ms);
  await page.reload();
  await look.onOpened?.(page);
  const known = (expected: string) =>
    made.demo.identifiers.filter((one) => one.expected === expected).map(({ text }) => text);
  return {
    page,
    passphrase: made.demo.passphrase,
    listed: known('listed'),
    absent: known('not-listed'),
    profileDir,
    saveDir: join(dir, 'saved'),
    async advance(ms) {
      clock.ms += ms;
      if (fixedTime) await page.clock.setFixedTime(clock.ms);
    },
    async close() {
      await close();
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * What every end-to-end test starts from: the real application over a real set, in the real browser, or in Electron
 * where `VIGIE_SHELL=electron` says so. Argon2id is the real one, at a small cost where a person would wait for it.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { inject } from 'vitest';
import { findBrowser } from '../../../scripts/find-browser.mjs';
import { projectRoot } from '../../../scripts/lib/project.mjs';
import {
  type LaunchOptions,
  launchVigie,
  launchVigieIn,
  openWindowBrowser,
  type RunningVigie,
} from '../../../src/chromium/launch.ts';
import type { Press } from '../../../src/chromium/print-page.ts';
import type { CallResult, Channel, Input, Output, VigieApi } from '../../../src/contract/channels.ts';
import { en } from '../../../src/renderer/text/en.ts';
import { fr } from '../../../src/renderer/text/fr.ts';
import { answerOpenDialog, answerSaveDialogs, startElectron } from './electron.ts';

export type TextKey = keyof typeof fr;

/** The words of the interface, by key, as a locator matches them. */
export function words(key: TextKey, locale: 'fr' | 'en' = 'fr'): string {
  return (locale === 'fr' ? fr : en)[key];
}

/** Which shell the suite drives. What needs a clock of its own is skipped on Electron, whose clock is the machine's. */
export const shellName = process.env.VIGIE_SHELL === 'electron' ? 'electron' : 'chromium';

const vaultCost = { memoryKiB: 64, passes: 1, lanes: 1 };

export interface Launched {
  readonly page: Page;
  readonly saveDir: string;
  readonly profileDir: string;
  /** Errors that the page or the application raised and nobody expected. */
  readonly faults: string[];
  /** The next file dialog is answered with `path`. */
  chooseFile(path: string): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchChoices
  extends Partial<Pick<LaunchOptions, 'browserPath' | 'headless' | 'clock' | 'trustedKeysDir' | 'resourcesDir'>> {
  /** A browser that nothing else was shown in, for what is asked of the browser itself; else that of the files before. */
  readonly ownBrowser?: boolean;
  /** Starts from a copy of the profile on which the set is installed; else from nothing. */
  readonly prepared?: boolean;
  /** Makes the profile that it starts from, under the passphrase of the prepared one. */
  readonly makeProfile?: (profileDir: string) => Promise<unknown>;
}

async function placeProfile(profileDir: string, { prepared = false, makeProfile }: LaunchChoices): Promise<void> {
  if (makeProfile === undefined && !prepared) return;
  mkdirSync(dirname(profileDir), { recursive: true });
  if (makeProfile === undefined) cpSync(inject('prepared').profileDir, profileDir, { recursive: true });
  else await makeProfile(profileDir);
}

function watchFaults(page: Page, faults: string[]): void {
  // Generous: other work on the machine is no fault of the application.
  page.setDefaultTimeout(40_000);
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} ${JSON.stringify(message.location())}`);
  });
}

/** Opens the application on a profile inside `dir`. */
export async function launch(dir: string, choices: LaunchChoices = {}): Promise<Launched> {
  return shellName === 'electron' ? await launchElectron(dir, choices) : await launchChromium(dir, choices);
}

let shared: Promise<Press> | null = null;

/** Starting a browser is half of what a short file costs: one serves all files that this process runs, and ends with it. */
function sharedBrowser(options: Parameters<typeof openWindowBrowser>[0]): Promise<Press> {
  shared ??= openWindowBrowser(options);
  return shared;
}

async function launchChromium(dir: string, choices: LaunchChoices): Promise<Launched> {
  const browserPath = findBrowser();
  if (browserPath === null) throw new Error('no browser: set VIGIE_BROWSER');
  const { prepared: _prepared, makeProfile: _makeProfile, ownBrowser = false, ...chosen } = choices;
  const saveDir = join(dir, 'saved');
  const profileDir = join(dir, 'profile');
  await placeProfile(profileDir, choices);
  const faults: string[] = [];
  const options: LaunchOptions = {
    browserPath,
    headless: true,
    rendererDir: join(projectRoot, 'out', 'renderer'),
    resourcesDir: join(projectRoot, 'resources'),
    profileDir,
    saveDir,
    costs: { vault: vaultCost },
    onUnexpectedError: (error, channel) => faults.push(`${channel}: ${error instanceof Error ? error.stack : error}`),
    ...chosen,
  };
  const { page, close } = ownBrowser ? await launchVigie(options) : await launchInShared(options);
  watchFaults(page, faults);
  return {
    page,
    saveDir,
    profileDir,
    faults,
    async chooseFile(path) {
      page.once('filechooser', (chooser) => void chooser.setFiles(path));
    },
    close,
  };
}

async function launchInShared(options: LaunchOptions): Promise<RunningVigie> {
  const press = await sharedBrowser(options);
  const page = await press.browser.context.newPage();
  return await launchVigieIn(press, page, options, () => page.close());
}

async function launchElectron(dir: string, choices: LaunchChoices): Promise<Launched> {
  const userDir = join(dir, 'user');
  await placeProfile(join(userDir, 'profile'), choices);
  const { app, profileDir } = await startElectron(userDir);
  const page = await app.firstWindow();
  const saveDir = join(dir, 'saved');
  const faults: string[] = [];
  watchFaults(page, faults);
  await answerSaveDialogs(app, saveDir);
  return {
    page,
    saveDir,
    profileDir,
    faults,
    chooseFile: (path) => answerOpenDialog(app, path),
    close: () => app.close(),
  };
}

/** Calls the contract as the page's own code would, past the screens. */
export async function callFromPage<C extends Channel>(
  page: Page,
  channel: C,
  input: Input<C>,
): Promise<CallResult<Output<C>>> {
  const call = ([name, value]: readonly [Channel, string]) =>
    (window as unknown as { vigie: VigieApi }).vigie.call(name, JSON.parse(value));
  return (await page.evaluate(call, [channel, JSON.stringify(input)] as const)) as CallResult<Output<C>>;
}

/** Drops a real file on the middle of the window, as the desktop would. */
export async function dropFile(page: Page, path: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { width, height } = await page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }));
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
  }
  await devtools.detach();
}

/** Types the passphrase of the prepared profile and opens the desk. */
export async function unlock(page: Page, passphrase: string = inject('prepared').passphrase): Promise<void> {
  const field = page.getByLabel(words('unlock.passphrase'), { exact: true });
  await hasFocus(field);
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: words('home.title') }).waitFor();
}

/** From the desk to a verdict and past the first questions, with the keyboard. @param heading of the verdict that is expected */
export async function check(page: Page, identifier: string, heading: TextKey): Promise<void> {
  await checkAndStay(page, identifier, heading);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('region', { name: words('triage.title') }).waitFor({ state: 'detached' });
}

/** The same, and stays at the first questions. */
export async function checkAndStay(page: Page, identifier: string, heading: TextKey): Promise<void> {
  await page.keyboard.press('F2');
  await hasFocus(page.getByLabel(words('identifier.label')));
  await page.keyboard.type(identifier);
  await page.keyboard.press('F3');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: words(heading) }).waitFor();
}

/** Answers each of the first questions by one key, until the first step comes. */
export async function answerFirstQuestions(page: Page, key: 'o' | 'n' | '?' = 'n'): Promise<number> {
  const card = page.getByRole('region', { name: words('triage.title') });
  let answered = 0;
  for (; (await card.count()) > 0; answered++) {
    const question = await card.locator('h2').textContent();
    await page.keyboard.press(key);
    await page.waitForFunction(
      ([label, before]) => {
        const shown = document.querySelector(`section[aria-label="${label}"] h2`);
        return shown === null || shown.textContent !== before;
      },
      [words('triage.title'), question] as const,
    );
  }
  return answered;
}

/** Presses Tab until `target` has the focus: a person without a mouse gets there, or the test fails. */
export async function tabTo(page: Page, target: Locator, limit = 60): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let presses = 0; presses <= limit; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reached with ${limit} presses of Tab: ${target}`);
}

/** Waits until `target` has the focus without anybody pressing a key. */
export async function hasFocus(target: Locator): Promise<void> {
  const deadline = Date.now() + 40_000;
  while (!(await target.evaluate((element) => element === document.activeElement))) {
    if (Date.now() > deadline) throw new Error(`never got the focus: ${target}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

/** Leaves a picture of a failure in `test-results/`. */
export async function picture(page: Page, name: string): Promise<void> {
  const file = name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60);
  await page.screenshot({ path: join(projectRoot, 'test-results', `${file}.png`) }).catch(() => undefined);
}

/** All files under `dir`, with their bytes. */
export function readTree(dir: string): { readonly name: string; readonly bytes: Buffer }[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((name) => {
      try {
        return [{ name, bytes: readFileSync(name) }];
      } catch (error) {
        // A browser at work took it away meanwhile: it holds nothing any more.
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
        throw error;
      }
    });
}

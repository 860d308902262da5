/**
 * What every end-to-end test starts from: a set made by the real command line, and the real application in the real
 * browser over it. Argon2id is the real one at a small cost where a person would wait for it.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { findBrowser } from '../../../scripts/find-browser.mjs';
import { projectNode, projectRoot, run } from '../../../scripts/lib/project.mjs';
import { type LaunchOptions, launchVigie, type RunningVigie } from '../../../src/chromium/launch.ts';
import { fr } from '../../../src/renderer/text/fr.ts';

/** The French words of the interface, by key, as a locator matches them. */
export function words(key: keyof typeof fr): string {
  return fr[key];
}

export interface Known {
  readonly listed: readonly string[];
  readonly absent: readonly string[];
}

export interface MadeSet {
  readonly packFile: string;
  readonly slotPassphrase: string;
  /** Eight groups of four hexadecimal digits. */
  readonly fingerprint: readonly string[];
  readonly trustedKeysDir: string;
  readonly known: Known;
  /** Every identifier of the leak file as it is written there. */
  readonly leakFile: string;
}

/** A directory of its own for a test file; removed by `remove`. */
export function makeWorkspace(): { readonly dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-e2e-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Runs the `vigie` command line. @returns what it printed @throws Error with that if it fails */
export async function vigieCommand(...args: string[]): Promise<string> {
  const { code, output } = await run(projectNode(), [join(projectRoot, 'bin', 'vigie.mjs'), ...args], {
    capture: true,
  });
  if (code !== 0) throw new Error(`vigie ${args[0]} ended with ${code}\n${output}`);
  return output;
}

/** A synthetic leak, a signer and a pack, as the security team would make them. */
export async function makeSet(dir: string, entries = 400): Promise<MadeSet> {
  const at = (...names: string[]) => join(dir, 'set', ...names);
  mkdirSync(at('trusted-keys'), { recursive: true });
  const slotPassphrase = 'sept bateaux rentrent au port ce soir';
  writeFileSync(at('slot'), `${slotPassphrase}\n`, { mode: 0o600 });
  writeFileSync(at('signer'), 'phrase du signataire de test\n', { mode: 0o600 });
  await vigieCommand('demo', '--entries', String(entries), '--out', at('leak'));
  const keygen = await vigieCommand('keygen', '--out', at(), '--name', 'cellule', '--passphrase-file', at('signer'));
  await vigieCommand(
    'build',
    ...['--in', at('leak', 'leak.csv'), '--incident', at('leak', 'incident.json')],
    ...['--signer', at('cellule.pem'), '--passphrase-file', at('signer')],
    ...['--slot', 'agence', '--slot-passphrase-file', at('slot'), '--stretch', '64,1,1', '--out', at('set.vigie')],
  );
  const fingerprint = /(?:[0-9a-f]{4}[ -]){7}[0-9a-f]{4}/i.exec(keygen)?.[0].split(/[ -]/) ?? [];
  if (fingerprint.length !== 8) throw new Error('keygen printed no fingerprint');
  return {
    packFile: at('set.vigie'),
    slotPassphrase,
    fingerprint,
    trustedKeysDir: at('trusted-keys'),
    known: JSON.parse(readFileSync(at('leak', 'known.json'), 'utf8')),
    leakFile: at('leak', 'leak.csv'),
  };
}

const vaultCost = { memoryKiB: 64, passes: 1, lanes: 1 };

export interface Launched extends RunningVigie {
  readonly saveDir: string;
  /** Errors that the page or the application raised and nobody expected. */
  readonly faults: string[];
}

/** Opens the application on `dir/profile`. */
export async function launch(dir: string, options: Partial<LaunchOptions> = {}): Promise<Launched> {
  const browserPath = findBrowser();
  if (browserPath === null) throw new Error('no browser: set VIGIE_BROWSER');
  const saveDir = join(dir, 'saved');
  const faults: string[] = [];
  const running = await launchVigie({
    browserPath,
    headless: true,
    rendererDir: join(projectRoot, 'out', 'renderer'),
    resourcesDir: join(projectRoot, 'resources'),
    profileDir: join(dir, 'profile'),
    saveDir,
    costs: { vault: vaultCost },
    onUnexpectedError: (error, channel) => faults.push(`${channel}: ${error instanceof Error ? error.stack : error}`),
    ...options,
  });
  running.page.setDefaultTimeout(10_000);
  running.page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  running.page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} ${JSON.stringify(message.location())}`);
  });
  return { ...running, saveDir, faults };
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
  await expect.poll(() => target.evaluate((element) => element === document.activeElement)).toBe(true);
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
    .map((name) => ({ name, bytes: readFileSync(name) }));
}

/** The machine's Chromium for tests that print. Absent browser: an error that says what to do, never a skipped test. */
import { type Browser, chromium } from 'playwright-core';
import { findBrowser, howToGetBrowser } from '../../scripts/find-browser.mjs';
import { disableFeaturesSwitch } from '../../src/chromium/browser.ts';

const quietFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  disableFeaturesSwitch,
];

/** @param env added to the environment of the browser. The caller closes it. */
export async function launchTestBrowser(env: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error(howToGetBrowser());
  return await chromium.launch({ executablePath, args: quietFlags, env: { ...process.env, ...env } });
}

/**
 * The shell that `npm start` falls back to, in a process of its own whose memory is read (`main.ts`): the built pages in a real browser, at
 * the costs of production. It is told what to do next on its standard input, and says when it was done.
 */
import { createInterface } from 'node:readline';
import { launchVigie } from '../../src/chromium/launch.ts';
import { fr } from '../../src/renderer/text/fr.ts';
import { findBrowser } from '../find-browser.mjs';
import { projectRoot } from '../lib/project.mjs';

const [profileDir = '', trustedKeysDir = '', saveDir = '', identifier = ''] = process.argv.slice(2);
const browserPath = findBrowser();
if (browserPath === null) throw new Error('no browser: set VIGIE_BROWSER');
const { page, app, close } = await launchVigie({
  browserPath,
  headless: true,
  rendererDir: `${projectRoot}/out/renderer`,
  resourcesDir: `${projectRoot}/resources`,
  trustedKeysDir,
  profileDir,
  saveDir,
});
page.setDefaultTimeout(60_000);

const passphraseField = () => page.getByLabel(fr['unlock.passphrase'], { exact: true });
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** As somebody who types the passphrase at the gate and presses Enter. */
async function startUnlock(passphrase: string): Promise<void> {
  await passphraseField().fill(passphrase);
  await passphraseField().press('Enter');
}

async function atDesk(): Promise<void> {
  await page.getByRole('heading', { name: fr['home.title'] }).waitFor();
}

/** One check, from the desk to a verdict that is shown. */
async function checkOne(): Promise<void> {
  await page.keyboard.press('F2');
  const field = page.getByLabel(fr['identifier.label'], { exact: true });
  await field.waitFor();
  await page.keyboard.press('F3');
  await field.fill(identifier);
  await page.keyboard.press('Enter');
  await page.locator('[data-verdict] h2').waitFor();
}

const acts: Readonly<Record<string, (passphrase: string, afterMs: number) => Promise<void>>> = {
  unlock: async (passphrase) => {
    await startUnlock(passphrase);
    await atDesk();
  },
  check: () => checkOne(),
  // As when the screen of the system is locked.
  lock: async () => app.lock('screen-locked'),
  meet: async (passphrase, afterMs) => {
    await startUnlock(passphrase);
    await later(afterMs);
    app.lock('screen-locked');
  },
  // Another page has come, or the unlock was refused because of the lock: the gate can be typed into again.
  gate: () => passphraseField().fill(''),
};

for await (const line of createInterface({ input: process.stdin })) {
  const {
    act,
    passphrase = '',
    afterMs = 0,
  } = JSON.parse(line) as {
    act: string;
    passphrase?: string;
    afterMs?: number;
  };
  if (act === 'end') break;
  await acts[act]?.(passphrase, afterMs);
  process.stdout.write('done\n');
}
await close();
process.exit(0);

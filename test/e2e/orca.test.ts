/**
 * What a blind adviser hears, by the real Orca over the real Chromium on a display: the verdict with its caution, then the
 * question, then the step. Skipped where Orca is not installed (Debian: orca xvfb dbus at-spi2-core).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { makeCallProfile, people, withKey } from './support/call-people.ts';
import { hearableBrowser, missingForOrca, type RunningOrca, startOrca } from './support/orca.ts';
import { hasFocus, type Launched, launch, shellName, unlock, words } from './support/vigie.ts';

const missing = missingForOrca();
const plain = (text: string) => text.replace(/\s/g, ' ');

describe.skipIf(missing.length > 0 || shellName === 'electron')(
  missing.length > 0 ? `the real Orca (not installed: ${missing.join(', ')})` : 'the real Orca',
  () => {
    // On the disk: with its home in memory, Orca was never ready.
    let dir = '';
    let orca: RunningOrca | null = null;
    let desk: Launched;
    const usualEnv = { ...process.env };

    beforeAll(async () => {
      dir = mkdtempSync('/tmp/vigie-orca-');
      orca = await startOrca(dir);
      Object.assign(process.env, orca.env);
      desk = await launch(dir, {
        makeProfile: makeCallProfile,
        ownBrowser: true,
        headless: false,
        browserPath: hearableBrowser(dir, findBrowser() ?? ''),
      });
    });
    afterAll(async () => {
      await desk?.close();
      orca?.stop();
      // Other files run in this process.
      for (const name of Object.keys(orca?.env ?? {})) {
        if (usualEnv[name] === undefined) delete process.env[name];
        else process.env[name] = usualEnv[name];
      }
      if (dir !== '') rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    });

    const spoken = () => orca?.spoken() ?? [];
    /** Waits until Orca says it, after what it has said before. @returns the place after it among what was said */
    const heard = async (text: string, from = 0): Promise<number> => {
      await expect
        .poll(() => spoken().slice(from), { interval: 200 })
        .toContainEqual(expect.stringContaining(plain(text)));
      return spoken().findIndex((said, at) => at >= from && said.includes(plain(text))) + 1;
    };

    it('says the verdict with its caution, then the question, then the step', async () => {
      const { page } = desk;
      // Each screen is waited for as Orca knows it: it forgets what was said while it still takes a page in.
      await heard(words('unlock.passphrase'));
      await unlock(page);
      const home = await heard(words('home.new-call'));
      await page.keyboard.press('F2');
      await hasFocus(page.getByLabel(words('identifier.label')));
      await heard(words('identifier.label'), home);
      await page.keyboard.type(withKey(people.withCard));
      await page.keyboard.press('F3');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: words('verdict.listed') }).waitFor();
      const verdict = await heard(`${words('verdict.listed')}. ${words('verdict.listed-sub')}`);
      const first = await heard('De l’argent est-il parti sans votre accord ?', verdict);
      await page.keyboard.press('n');
      const second = await heard('Avez-vous donné votre carte', first);
      await page.keyboard.press('Control+Enter');
      await heard('Faire opposition à la carte', second);
    });
  },
);

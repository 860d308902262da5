/**
 * The guided tour for a machine without a display: the demonstration profile in a headless browser, the main job done
 * by keyboard as an adviser would, a picture of each moment and the sheet as PDF in `demo-output/`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { readDemoProfile } from '../../src/app/shell/demo-profile.ts';
import { launchVigie } from '../../src/chromium/launch.ts';
import { en } from '../../src/renderer/text/en.ts';
import { fr } from '../../src/renderer/text/fr.ts';
import { projectRoot } from '../lib/project.mjs';

const { values } = parseArgs({ options: { browser: { type: 'string' } } });
if (values.browser === undefined) throw new Error('--browser PATH is needed');
const isEnglish = /^en/i.test(process.env.VIGIE_LANG ?? process.env.LC_ALL ?? process.env.LANG ?? '');
const say = (french: string, english: string) => console.log(isEnglish ? english : french);

const outputDir = join(projectRoot, 'demo-output');
const made: { file: string; what: string }[] = [];

async function picture(page: Page, name: string, french: string, english: string): Promise<void> {
  const file = join(outputDir, `${String(made.length + 1).padStart(2, '0')}-${name}.png`);
  await page.screenshot({ path: file });
  made.push({ file, what: isEnglish ? english : french });
}

/** Types an identifier into a new call, authenticates the caller, checks. @param title key of the expected verdict */
async function checkInNewCall(
  page: Page,
  identifier: string,
  title: 'verdict.listed' | 'verdict.absent',
): Promise<void> {
  await page.keyboard.press('F2');
  const field = page.getByLabel(words('identifier.label'));
  await field.waitFor();
  await page.keyboard.type(identifier);
  await page.keyboard.press('F3');
  await field.focus();
  if (title === 'verdict.listed') {
    await picture(page, 'read-back', 'L’identifiant relu par groupes', 'The identifier, read back in groups');
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: words(title) }).waitFor();
}

async function leaveCall(page: Page): Promise<void> {
  await page.keyboard.press('F2');
  // The dialog takes the focus a moment after it is seen; a person is slower than that, a script is not.
  await page.getByRole('button', { name: words('leave.close'), exact: true }).press('Enter');
  await page.getByRole('heading', { name: words('home.title') }).waitFor();
}

const words = (key: keyof typeof fr): string => (isEnglish ? en : fr)[key];

const profile = readDemoProfile(join(projectRoot, '.vigie', 'demo'));
rmSync(outputDir, { recursive: true, force: true });
mkdirSync(outputDir, { recursive: true });
const vigie = await launchVigie({
  ...profile,
  browserPath: values.browser,
  headless: true,
  rendererDir: join(projectRoot, 'out', 'renderer'),
  resourcesDir: join(projectRoot, 'resources'),
  saveDir: outputDir,
});
const { page } = vigie;
try {
  page.setDefaultTimeout(20_000);
  await vigie.app.invoke('setPreferences', { locale: isEnglish ? 'en' : 'fr' });
  await page.reload();
  const passphrase = page.getByLabel(words('unlock.passphrase'), { exact: true });
  await passphrase.waitFor();
  await picture(page, 'unlock', 'L’ouverture du poste', 'Unlocking the workstation');
  await passphrase.fill(profile.demo.passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: words('home.title') }).waitFor();
  await page.getByText(words('packs.state.ready')).first().waitFor();
  await picture(page, 'desk', 'Le bureau entre deux appels', 'The desk between two calls');

  const listed = profile.demo.identifiers.find(({ expected }) => expected === 'listed');
  const absent = profile.demo.identifiers.find(({ expected }) => expected === 'not-listed');
  if (listed === undefined || absent === undefined) throw new Error('the demonstration has no identifiers to try');
  await checkInNewCall(page, listed.text, 'verdict.listed');
  await picture(page, 'listed', 'Le verdict et la première étape', 'The verdict and the first step');
  // The first two steps are done, the third is put off: the sheet then shows both.
  for (const key of ['1', '1']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(400);
  }
  await page.keyboard.press('3');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(400);
  await picture(page, 'steps', 'Les étapes, une touche pour chacune', 'The steps, one key for each');

  await page.keyboard.press('Control+p');
  const save = page.getByRole('dialog').getByRole('button', { name: words('sheet.save') });
  await save.waitFor();
  // The sheet is printed once to be fitted to its page before it is shown.
  await page.getByRole('dialog').locator('iframe').waitFor();
  await page.waitForTimeout(800);
  await picture(page, 'sheet', 'L’aperçu de la fiche', 'The preview of the sheet');
  await save.press('Enter');
  await page.getByRole('dialog').getByText(outputDir).waitFor();
  await page.keyboard.press('Escape');

  await leaveCall(page);
  await checkInNewCall(page, absent.text, 'verdict.absent');
  await picture(page, 'not-listed', 'Un identifiant absent du fichier', 'An identifier that the set does not hold');
  await leaveCall(page);
} finally {
  await vigie.close();
}

for (const { file, what } of made) console.log(`  ${relative(projectRoot, file).padEnd(32)} ${what}`);
say(`Images et fiche PDF : ${outputDir}`, `Pictures and the sheet as PDF: ${outputDir}`);

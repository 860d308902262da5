/**
 * A walk through the states that are rare or should never be: what nobody verified, what comes from elsewhere, what is out
 * of reach, and what is damaged. Each is reached as it would be: by a real set, a real server, a real fault in a file.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { appUrl } from '../../src/chromium/browser.ts';
import type { VigieApi } from '../../src/contract/channels.ts';
import type { TextKey } from '../../src/renderer/text/fr.ts';
import { type DeskStart, type OpenedDesk, openDesk, type PreparedDesk } from './desk.ts';
import * as faults from './faults.ts';
import { serveFile } from './range-server.ts';
import { type RareSets, rareSets } from './rare-sets.ts';
import { checkIdentifier, leaveCall, type Walker } from './walk.ts';

interface Rare extends Walker {
  readonly prepared: PreparedDesk;
  readonly sets: RareSets;
}

export async function walkRare(prepared: PreparedDesk, walker: Walker): Promise<void> {
  const rare: Rare = { ...walker, prepared, sets: await rareSets(prepared) };
  const dir = mkdtempSync(join(tmpdir(), 'vigie-rare-'));
  try {
    await demonstration(rare);
    const caseFile = await unverified(rare, join(dir, 'profile'));
    await daysLater(rare, join(dir, 'profile'));
    await elsewhere(rare, caseFile);
    await oversight(rare);
    await served(rare);
    await otherGuide(rare, dir);
    await unreadableSet(rare);
    await fullDisk(rare);
    await damagedJournal(rare);
    await lostKeystore(rare, join(dir, 'foreign'));
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A desk for as long as `use` takes. */
async function withDesk<T>(
  { prepared, look, sets }: Rare,
  start: DeskStart,
  use: (desk: OpenedDesk) => Promise<T>,
): Promise<T> {
  const desk = await openDesk(prepared, look, 'prepared', { trustedKeysDir: sets.trustedKeysDir, ...start });
  try {
    return await use(desk);
  } finally {
    await desk.close();
  }
}

async function unlock({ page, passphrase }: Pick<OpenedDesk, 'page' | 'passphrase'>, { words }: Walker): Promise<void> {
  const field = page.getByLabel(words('unlock.passphrase'), { exact: true });
  await field.waitFor();
  await field.fill(passphrase);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: words('home.title') }).waitFor();
}

const button = (page: Page, { words }: Walker, key: TextKey) =>
  page.getByRole('button', { name: words(key), exact: true });
const heading = (page: Page, { words }: Walker, key: TextKey) =>
  page.getByRole('heading', { name: words(key) }).first();
const chooseNext = (page: Page, path: string) => page.once('filechooser', (chooser) => void chooser.setFiles(path));
/** A problem in words. */
const problem = (page: Page) => page.locator('[data-problem]').first();
const toSets = (page: Page, walker: Walker) => button(page, walker, 'nav.packs').click();

/** The demonstration as a newcomer sees it, with the guided first call. */
async function demonstration(rare: Rare): Promise<void> {
  await withDesk(rare, { demo: true }, async (desk) => {
    await unlock(desk, rare);
    await desk.page.locator('main').getByText(rare.words('packs.state.ready')).first().waitFor();
    await rare.visit('demonstration', desk.page);
  });
}

/**
 * A set that nobody verified, notices, a caller who only mentions a leak, and a case handed over.
 * @returns the path of the case file
 */
async function unverified(rare: Rare, profileDir: string): Promise<string> {
  const { words, visit, sets, prepared } = rare;
  faults.copyProfile(prepared, profileDir);
  return await withDesk(rare, { profileDir }, async (desk) => {
    const { page } = desk;
    const dialog = page.getByRole('dialog');
    await unlock(desk, rare);
    await toSets(page, rare);
    await offerFile(page, rare, sets.claimedPack);
    await page.getByLabel(words('offer.passphrase'), { exact: true }).fill(sets.slotPassphrase);
    await button(page, rare, 'offer.import').click();
    await page.locator('[data-focus-home]').first().waitFor();
    await offerFile(page, rare, sets.olderPack);
    await page.getByLabel(words('offer.force-older')).waitFor();
    await visit('jeu-plus-ancien', page);
    await button(page, rare, 'common.cancel').click();

    for (const notice of [sets.notice, sets.shortNotice]) {
      chooseNext(page, notice);
      await button(page, rare, 'notices.import').click();
      await heading(page, rare, 'notices.offer-title').waitFor();
      if (notice === sets.shortNotice) await visit('avis-propose', page);
      await button(page, rare, 'notices.do-import').click();
      await page.getByText(words('notices.imported')).first().waitFor();
    }

    await page.keyboard.press('F2');
    await button(page, rare, 'ask.open').click();
    await dialog.getByRole('listitem').first().waitFor();
    await visit('incidents-connus', page);
    await dialog
      .getByRole('button', { name: /Fichier à vendre|File for sale/ })
      .first()
      .click();
    await dialog.waitFor({ state: 'hidden' });
    await page.locator('[data-verdict]').waitFor();
    await visit('fuite-alleguee', page);
    await page.locator('[data-verdict] button').last().click();
    await checkIdentifier(desk, words, sets.claimed);
    await heading(page, rare, 'verdict.claimed').waitFor();
    await visit('fichier-non-verifie', page);

    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(300);
    await page.keyboard.press('1');
    await page.waitForTimeout(400);
    const recipient = await ownKey(page);
    await command(page, words('hand-over.export'));
    await dialog.getByLabel(words('hand-over.key')).fill(recipient);
    await dialog.getByRole('button', { name: words('hand-over.key-read') }).click();
    await dialog.getByRole('button', { name: words('hand-over.save') }).waitFor();
    await visit('confier', page);
    // For a desk that has no key of this one: under a passphrase.
    await dialog.getByText(words('hand-over.to-passphrase'), { exact: true }).click();
    await dialog.getByLabel(words('hand-over.passphrase'), { exact: true }).fill(agreed);
    await dialog.getByRole('button', { name: words('hand-over.save') }).click();
    await dialog.getByText(/vigie-case/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await leaveCall(page, words);
    const name = readdirSync(desk.saveDir).find((each) => each.endsWith('.vigie-case')) ?? '';
    return faults.keepBeside(join(desk.saveDir, name), profileDir);
  });
}

const agreed = 'trois phares gardent la rade de nuit';

async function offerFile(page: Page, rare: Rare, path: string): Promise<void> {
  chooseNext(page, path);
  await button(page, rare, 'packs.import').click();
  await heading(page, rare, 'offer.title').waitFor();
}

async function ownKey(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const { vigie } = window as unknown as { vigie: VigieApi };
    const read = await vigie.call('readWorkstationKey', {});
    if (!read.ok) throw new Error(read.problem.code);
    return read.value.recipient;
  });
}

/** Runs a command of the palette by its words. */
async function command(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(label);
  await page.keyboard.press('Enter');
}

/** Two days after: one of the notices no longer holds. */
async function daysLater(rare: Rare, profileDir: string): Promise<void> {
  await withDesk(rare, { profileDir, daysLater: 3 }, async (desk) => {
    const { page } = desk;
    await unlock(desk, rare);
    await toSets(page, rare);
    const notices = page.getByRole('region', { name: rare.words('notices.title') });
    await notices.getByRole('article').nth(1).waitFor();
    await notices.scrollIntoViewIfNeeded();
    await notices.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await rare.visit('avis', page);
  });
}

/** The case at another desk; the sheet of many pages; the digits turned off. */
async function elsewhere(rare: Rare, caseFile: string): Promise<void> {
  const { words, visit } = rare;
  await withDesk(rare, {}, async (desk) => {
    const { page } = desk;
    const dialog = page.getByRole('dialog');
    await unlock(desk, rare);
    await button(page, rare, 'nav.cases').click();
    chooseNext(page, caseFile);
    await button(page, rare, 'hand-over.import').click();
    await dialog.getByLabel(words('hand-over.passphrase'), { exact: true }).fill(agreed);
    await visit('reprendre', page);
    await dialog.getByRole('button', { name: words('hand-over.open') }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.locator('[data-verdict]').waitFor();
    await visit('repris', page);
    await page.keyboard.press('Control+p');
    await dialog.locator('iframe').waitFor();
    await dialog.getByText(words('edition.easy-to-read'), { exact: true }).click();
    await page.waitForTimeout(2500);
    // Between the first page and the second.
    await page.locator('iframe').evaluate((frame) => {
      const desk = frame.parentElement?.parentElement;
      desk?.scrollTo(0, (frame.parentElement?.clientWidth ?? 0) * 1.05);
    });
    await visit('fiche-facile', page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await button(page, rare, 'nav.settings').click();
    const digits = page.getByLabel(words('settings.digit-keys'));
    // Its tick goes once the preference is written.
    await digits.click();
    await digits.and(page.locator(':not(:checked)')).waitFor();
    await page.keyboard.press('F1');
    await dialog.waitFor();
    await visit('touches-desactivees', page);
  });
}

/** The other parts of the supervisor's place; then the sets as an adviser sees them. */
async function oversight(rare: Rare): Promise<void> {
  const { words, visit } = rare;
  const passphrase = 'trois bouleaux devant un phare gris';
  await withDesk(rare, {}, async (desk) => {
    const { page } = desk;
    await unlock(desk, rare);
    await addAdviser(page, passphrase);
    await button(page, rare, 'nav.supervisor').click();
    const showPart = async (key: TextKey) => {
      // The radio button itself is not drawn: a person clicks on its words.
      await page.locator('label').getByText(words(key), { exact: true }).click();
      await page.waitForTimeout(400);
    };
    await showPart('supervisor.part.people');
    await visit('pilotage-agents', page);
    await showPart('supervisor.part.journal');
    await visit('pilotage-journal', page);
    await showPart('supervisor.part.workstation');
    await button(page, rare, 'key.show').click();
    await page.locator('code').waitFor();
    await visit('pilotage-poste', page);
    await lock(page, rare);
    await unlock({ page, passphrase }, rare);
    await toSets(page, rare);
    await page.locator('main').getByText(words('packs.state.ready')).first().waitFor();
    await visit('jeux-agent', page);
  });
}

/** Another page comes in the place of the one that was locked, and is to look as that one did. */
async function lock(page: Page, { look }: Walker): Promise<void> {
  const isBack = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame() && frame.url() === appUrl);
  await page.keyboard.press('Control+l');
  await isBack;
  await page.waitForLoadState();
  await look.onOpened?.(page);
}

async function addAdviser(page: Page, passphrase: string): Promise<void> {
  await page.evaluate(async (chosen) => {
    const { vigie } = window as unknown as { vigie: VigieApi };
    const added = await vigie.call('addAdviser', { name: 'Bruno', role: 'adviser', passphrase: chosen });
    if (!added.ok) throw new Error(added.problem.code);
  }, passphrase);
}

/** A set on a server: while the server makes one wait, and once it is gone. */
async function served(rare: Rare): Promise<void> {
  const { words, visit, sets } = rare;
  const server = await serveFile(sets.claimedPack);
  try {
    await withDesk(rare, {}, async (desk) => {
      const { page } = desk;
      await unlock(desk, rare);
      await toSets(page, rare);
      await page.getByText(words('packs.address-title')).click();
      await page.getByLabel(words('packs.address')).fill(server.url);
      await button(page, rare, 'packs.address-read').click();
      await heading(page, rare, 'offer.title').waitFor();
      const passphrase = page.getByLabel(words('offer.passphrase'), { exact: true });
      /** A server that makes one wait is given up after twelve seconds: the offer is then there again by itself. */
      const stopImport = async () => {
        if (await heading(page, rare, 'import.title').isVisible()) await button(page, rare, 'common.cancel').click();
        await passphrase.waitFor();
      };
      const beginImport = async () => {
        await passphrase.fill(sets.slotPassphrase);
        await button(page, rare, 'offer.import').click();
        await heading(page, rare, 'import.title').waitFor();
        await page.locator('li[data-state=now]').getByText(words('import.canaries')).waitFor();
      };
      server.holds = true;
      await beginImport();
      await visit('import-en-cours', page, async () => {
        await stopImport();
        await beginImport();
      });
      await stopImport();
      server.holds = false;
      await passphrase.fill(sets.slotPassphrase);
      await button(page, rare, 'offer.import').click();
      await page.getByText(words('packs.online')).first().waitFor();

      await server.close();
      await page.keyboard.press('F2');
      await checkIdentifier(desk, words, desk.absent[0] ?? '');
      await heading(page, rare, 'verdict.fault').waitFor();
      await visit('serveur-injoignable', page);
      await leaveCall(page, words);
      await visit('hors-ligne', page);
    });
  } finally {
    await server.close().catch(() => undefined);
  }
}

/** A case begun under one edition of the guide, taken up again under the next. */
async function otherGuide(rare: Rare, dir: string): Promise<void> {
  const { words, visit, prepared } = rare;
  const profileDir = join(dir, 'guide-profile');
  faults.copyProfile(prepared, profileDir);
  const firstStep = await withDesk(rare, { profileDir }, async (desk) => {
    const { page } = desk;
    await unlock(desk, rare);
    await page.keyboard.press('F2');
    await checkIdentifier(desk, words, desk.listed.find((text) => /^[12]/.test(text)) ?? '');
    await heading(page, rare, 'verdict.listed').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(300);
    await page.keyboard.press('1');
    await page.waitForTimeout(500);
    await page.keyboard.press('F2');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: words('leave.interrupted') }).click();
    await dialog.waitFor({ state: 'hidden' });
    return await doneStep(page);
  });
  const resourcesDir = faults.resourcesWithout(firstStep, join(dir, 'resources'));
  await withDesk(rare, { profileDir, resourcesDir, daysLater: 1 }, async (desk) => {
    const { page } = desk;
    await unlock(desk, rare);
    await page.getByRole('main').getByRole('button', { name: /VG-/ }).first().click();
    await page.locator('[data-verdict]').waitFor();
    await visit('guide-mis-a-jour', page);
  });
}

/** @returns the id of the step with an outcome, in the only case */
async function doneStep(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const { vigie } = window as unknown as { vigie: VigieApi };
    const everything = { text: '', status: null, dueOnly: false, offset: 0, limit: 1 };
    const list = await vigie.call('listCases', everything);
    const reference = list.ok ? (list.value.rows[0]?.reference ?? '') : '';
    const read = await vigie.call('readCase', { reference });
    const done = read.ok ? read.value.plan.steps.find((step) => step.outcome !== null) : undefined;
    if (done === undefined) throw new Error('no step is done');
    return done.id;
  });
}

async function unreadableSet(rare: Rare): Promise<void> {
  await withDesk(rare, {}, async (desk) => {
    faults.cutPack(desk.profileDir);
    await unlock(desk, rare);
    await toSets(desk.page, rare);
    await desk.page.getByText(rare.words('packs.state.unusable')).first().waitFor();
    await rare.visit('jeu-illisible', desk.page);
  });
}

async function fullDisk(rare: Rare): Promise<void> {
  const { words, visit, prepared } = rare;
  const disk = faults.mountSmallDisk(8);
  if (disk === null) return;
  try {
    const profileDir = join(disk.dir, 'profile');
    faults.copyProfile(prepared, profileDir);
    await withDesk(rare, { profileDir }, async (desk) => {
      const { page } = desk;
      await unlock(desk, rare);
      await page.keyboard.press('F2');
      await checkIdentifier(desk, words, desk.listed[0] ?? '');
      await heading(page, rare, 'verdict.listed').waitFor();
      disk.fill();
      const alert = problem(page);
      // What the journal had room for is still written.
      for (let tries = 0; tries < 20 && (await alert.count()) === 0; tries++) {
        await page.keyboard.press('Control+Enter');
        await page.waitForTimeout(300);
        await page.keyboard.press('1');
        await page.waitForTimeout(400);
      }
      await alert.waitFor();
      await visit('disque-plein', page);
    });
  } finally {
    disk.remove();
  }
}

async function damagedJournal(rare: Rare): Promise<void> {
  await withDesk(rare, {}, async (desk) => {
    faults.damageJournal(desk.profileDir);
    const { page } = desk;
    await page.getByLabel(rare.words('unlock.passphrase'), { exact: true }).fill(desk.passphrase);
    await page.keyboard.press('Enter');
    await problem(page).waitFor();
    await rare.visit('journal-abime', page);
  });
}

async function lostKeystore(rare: Rare, profileDir: string): Promise<void> {
  await faults.makeForeignProfile(profileDir, agreed);
  await withDesk(rare, { profileDir }, async ({ page }) => {
    await page.getByLabel(rare.words('unlock.passphrase'), { exact: true }).fill(agreed);
    await page.keyboard.press('Enter');
    await problem(page).waitFor();
    await rare.visit('coffre-perdu', page);
  });
}

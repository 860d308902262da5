/**
 * A walk through every state of the interface, in the order in which a person meets them, by the keyboard. What is done
 * in each state (a picture, a search for clipped text) is the caller's.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { VigieApi } from '../../src/contract/channels.ts';
import type { TextKey } from '../../src/renderer/text/fr.ts';
import { type DeskLook, type OpenedDesk, openDesk, type PreparedDesk } from './desk.ts';
import { canFillADisk, damageBuckets, installedSetView } from './faults.ts';

/** Every state of a first start and of an ordinary day, by the name of its picture. */
export const firstRunStates = [
  'premiere-ouverture',
  'mots-de-secours',
  'aucun-jeu',
  'signataire-inconnu',
  'comparer-empreinte',
] as const;
export const dayStates = [
  'deverrouillage',
  'phrase-fausse',
  'bureau',
  'appelant',
  'cle-fausse',
  'premieres-questions',
  'pour-qui',
  'appel',
  'etape-plus-tard',
  'commandes',
  'raccourcis',
  'fiche',
  'conclure',
  'quitter',
  'absent',
  'autre-identifiant',
  'impossible',
  'dossiers',
  'recherche-vide',
  'jeux',
  'pilotage',
  'reglages',
  'quota',
] as const;
/** What is rare, or should never be (`walk-rare.ts`). */
export const rareStates = [
  'demonstration',
  'jeu-plus-ancien',
  'avis-propose',
  'incidents-connus',
  'fuite-alleguee',
  'fichier-non-verifie',
  'confier',
  'avis',
  'reprendre',
  'repris',
  'fiche-facile',
  'touches-desactivees',
  'pilotage-agents',
  'pilotage-journal',
  'pilotage-poste',
  'jeux-agent',
  'import-en-cours',
  'serveur-injoignable',
  'hors-ligne',
  'guide-mis-a-jour',
  'jeu-illisible',
  'disque-plein',
  'journal-abime',
  'coffre-perdu',
] as const;
export type StateName = (typeof firstRunStates | typeof dayStates | typeof rareStates)[number];

/** Every state that can be reached on this machine: not every one lets a disk be filled. */
export const stateNames: readonly StateName[] = [
  ...firstRunStates,
  ...dayStates,
  ...rareStates.filter((state) => state !== 'disque-plein' || canFillADisk()),
];

export interface Walker {
  readonly look: DeskLook;
  /** The words on screen, by key. */
  readonly words: (key: TextKey) => string;
  /**
   * @param renew enters the state once more, for one that ends by itself after some seconds: whoever looks for longer calls it
   *   between two looks, with the page in the language of the walk
   */
  readonly visit: (state: StateName, page: Page, renew?: () => Promise<void>) => Promise<void>;
}

const minuteMs = 60_000;

/** Invented. The demonstration's set has none of its kind. */
const rppsNumber = '10101010105';

/** First start, up to the signer of a set that nobody has compared yet. */
export async function walkFirstRun(prepared: PreparedDesk, { look, words, visit }: Walker): Promise<void> {
  const desk = await openDesk(prepared, look, 'empty');
  const { page } = desk;
  try {
    const passphrase = page.getByLabel(words('first-run.passphrase'), { exact: true });
    await passphrase.waitFor();
    await page.getByLabel(words('first-run.name')).fill('Dominique');
    await passphrase.fill('Trois goélands 47');
    await page.waitForTimeout(600);
    await visit('premiere-ouverture', page);
    await page.getByLabel(words('first-run.again')).fill('Trois goélands 47');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: words('recovery.title') }).waitFor();
    await visit('mots-de-secours', page);
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: words('recovery.continue') }).click();
    await page.getByRole('heading', { name: words('home.title') }).waitFor();
    await page.getByRole('button', { name: words('nav.packs'), exact: true }).click();
    await page.getByRole('heading', { name: words('packs.none-title') }).waitFor();
    await visit('aucun-jeu', page);

    page.once('filechooser', (chooser) => void chooser.setFiles(installedSetView(join(prepared.demoDir, 'profile'))));
    await page.getByRole('button', { name: words('packs.import') }).click();
    await page.getByRole('heading', { name: words('offer.title') }).waitFor();
    await visit('signataire-inconnu', page);
    await page.getByRole('button', { name: words('offer.compare') }).click();
    await page.getByRole('dialog').waitFor();
    await visit('comparer-empreinte', page);
  } finally {
    await desk.close();
  }
}

/** A working day: unlocking, calls of each answer, and every screen beside them. */
export async function walkDay(prepared: PreparedDesk, { look, words, visit }: Walker): Promise<void> {
  const desk = await openDesk(prepared, look);
  const { page } = desk;
  const heading = (key: TextKey) => page.getByRole('heading', { name: words(key) }).first();
  try {
    const passphrase = page.getByLabel(words('unlock.passphrase'), { exact: true });
    await passphrase.waitFor();
    await visit('deverrouillage', page);
    await passphrase.fill('une autre phrase');
    await page.keyboard.press('Enter');
    await page.getByText(words('unlock.wrong')).first().waitFor();
    await visit('phrase-fausse', page);
    await passphrase.fill(desk.passphrase);
    await page.keyboard.press('Enter');
    await heading('home.title').waitFor();
    await page.locator('main').getByText(words('packs.state.ready')).first().waitFor();

    await listedCall(desk, { words, visit });
    await visit('bureau', page);

    await page.keyboard.press('F2');
    await checkIdentifier(desk, words, desk.absent[0] ?? '');
    await heading('verdict.absent').waitFor();
    await visit('absent', page);
    await page.locator('[data-verdict] button').last().click();
    await checkIdentifier(desk, words, rppsNumber);
    await heading('verdict.not-indexed').waitFor();
    await visit('autre-identifiant', page);
    await leaveCall(page, words);

    await page.getByRole('button', { name: words('nav.cases'), exact: true }).click();
    await page.getByRole('option').first().waitFor();
    await visit('dossiers', page);
    await page.getByLabel(words('cases.search')).fill('VG-0000');
    await page.getByText(words('cases.none-found')).waitFor();
    await visit('recherche-vide', page);
    await page.getByRole('button', { name: words('nav.packs'), exact: true }).click();
    await page.locator('main').getByText(words('packs.state.ready')).first().waitFor();
    await visit('jeux', page);
    await page.getByRole('button', { name: words('nav.supervisor'), exact: true }).click();
    await page
      .getByRole('heading', { name: words('supervisor.title') })
      .first()
      .waitFor();
    await page.waitForTimeout(600);
    await visit('pilotage', page);
    await page.getByRole('button', { name: words('nav.settings'), exact: true }).click();
    await page.getByRole('heading', { name: words('settings.display') }).waitFor();
    await visit('reglages', page);

    damageBuckets(desk.profileDir);
    await page.keyboard.press('F2');
    await checkIdentifier(desk, words, desk.listed[1] ?? '');
    await heading('verdict.fault').waitFor();
    await visit('impossible', page);
    await lowerQuota(page);
    for (let checks = 0; checks < 6; checks++) {
      if ((await page.getByText(words('quota.blocked')).count()) > 0) break;
      await page.locator('[data-verdict] button').last().click();
      await checkIdentifier(desk, words, desk.listed[checks % 2] ?? '');
      await page.getByText(words('quota.blocked')).or(page.locator('[data-verdict]')).first().waitFor();
    }
    await page.getByText(words('quota.blocked')).first().waitFor();
    await visit('quota', page);
  } finally {
    await desk.close();
  }
}

/** The least that a supervisor may set, so that few checks reach it. */
async function lowerQuota(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { vigie } = window as unknown as { vigie: VigieApi };
    const read = await vigie.call('readSettings', {});
    if (!read.ok) throw new Error(read.problem.code);
    const { lockedByAdministrator: _locked, ...settings } = read.value;
    const written = await vigie.call('setSettings', { ...settings, checksPerTenMinutes: 3 });
    if (!written.ok) throw new Error(written.problem.code);
  });
}

export async function checkIdentifier({ page }: OpenedDesk, words: Walker['words'], identifier: string): Promise<void> {
  const field = page.getByLabel(words('identifier.label'), { exact: true });
  await field.waitFor();
  await field.fill(identifier);
  const authenticated = page.getByRole('checkbox');
  if (!(await authenticated.isChecked())) await page.keyboard.press('F3');
  await field.press('Enter');
}

export async function leaveCall(page: Page, words: Walker['words']): Promise<void> {
  await page.keyboard.press('F2');
  // Not Enter: on a busy machine it may come before the dialog has moved the focus.
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words('leave.close') })
    .click();
  await page.getByRole('heading', { name: words('home.title') }).waitFor();
}

/** One call of a listed caller from F2 to its end, with what opens above it. */
async function listedCall(desk: OpenedDesk, { words, visit }: Pick<Walker, 'words' | 'visit'>): Promise<void> {
  const { page } = desk;
  const dialog = page.getByRole('dialog');
  const listed = desk.listed.find((text) => /^[12]/.test(text)) ?? '';
  await page.keyboard.press('F2');
  const field = page.getByLabel(words('identifier.label'), { exact: true });
  await field.waitFor();
  await page.keyboard.press('F3');
  await field.fill(listed);
  await page.getByText(words('identifier.key.valid')).waitFor();
  await visit('appelant', page);
  // The last digit of the key, off by one.
  await field.fill(listed.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)));
  await page.getByText(words('identifier.suggestions')).waitFor({ state: 'attached' });
  await visit('cle-fausse', page);

  await checkIdentifier(desk, words, listed);
  await page.getByRole('heading', { name: words('verdict.listed') }).waitFor();
  await desk.advance(2 * minuteMs + 7_000);
  await page.keyboard.press('o');
  await page.waitForTimeout(600);
  await page.keyboard.press('n');
  await page.waitForTimeout(600);
  await visit('premieres-questions', page);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: words('person.more') }).click();
  await dialog.waitFor();
  await visit('pour-qui', page);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.waitForTimeout(600);
  await visit('appel', page);
  // The bank, then what the adviser does: a step of the adviser's own cannot be put off.
  for (const done of ['1', '1']) {
    await page.keyboard.press(done);
    await page.waitForTimeout(400);
  }
  await page.keyboard.press('3');
  await page.locator('form input').first().waitFor();
  await visit('etape-plus-tard', page);
  // Whoever looks may have changed the language, and with it where the focus is.
  await page.locator('form input').first().press('Enter');
  await page.locator('form').first().waitFor({ state: 'detached' });

  await page.keyboard.press('Control+k');
  await dialog.waitFor();
  await visit('commandes', page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await dialog.waitFor();
  await visit('raccourcis', page);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+p');
  await dialog.locator('iframe').waitFor();
  await page.waitForTimeout(1500);
  await visit('fiche', page);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  await page.keyboard.press('F2');
  await dialog.waitFor();
  await visit('quitter', page);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await desk.advance(4 * minuteMs);
  const wrap = page.getByRole('heading', { name: words('wrap.title') });
  for (let steps = 0; steps < 40 && !(await wrap.isVisible()); steps++) {
    await page.keyboard.press('1');
    await page.waitForTimeout(250);
  }
  await wrap.waitFor();
  await visit('conclure', page);
  await leaveCall(page, words);
}

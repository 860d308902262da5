/**
 * The main job with the keyboard alone: first start, import of a set whose signer is not yet known, a listed and an
 * absent identifier, the checklist, the sheet as PDF. And nothing of what was typed is left on the disk.
 */
import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { heardGroups } from '../support/heard-groups.ts';
import { accessibilityFaults } from './support/accessibility.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { pdfInfo, pdfText } from './support/pdf.ts';
import { answerFirstQuestions, hasFocus, readTree, tabTo, words } from './support/vigie.ts';

const vaultPassphrase = 'Trois goélands 47 sur la jetée';
const adviser = 'Dominique';

const { set } = inject('prepared');
const desk = withLaunchedDesk({ trustedKeysDir: set.trustedKeysDir, unlocked: false });
let page: Page;
let listed = '';
let absent = '';

beforeAll(() => {
  page = desk.page;
  listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';
  absent = set.known.absent.find((text) => /^[12]/.test(text)) ?? '';
});

const type = (text: string) => page.keyboard.type(text);
const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const button = (key: Parameters<typeof words>[0]) => page.getByRole('button', { name: words(key) });
const heading = (key: Parameters<typeof words>[0]) => page.getByRole('heading', { name: words(key) });

/** Each state of the interface is audited as it is met. */
const expectAccessible = async () => expect(await accessibilityFaults(page)).toEqual([]);

// Each test goes on where the one before it stopped: after a failure, the rest would only repeat it.
let isBroken = false;
beforeEach(({ skip }) => skip(isBroken, 'an earlier step failed'));
afterEach(({ task }) => {
  if (task.result?.state === 'fail') isBroken = true;
});

describe('the main job, with the keyboard alone', () => {
  it('starts by choosing a passphrase', async () => {
    await hasFocus(page.getByLabel(words('first-run.name')));
    await expectAccessible();
    await type(adviser);
    await tabTo(page, page.getByLabel(words('first-run.passphrase'), { exact: true }));
    await type(vaultPassphrase);
    await tabTo(page, page.getByLabel(words('first-run.again')));
    await type(vaultPassphrase);
    await press('Enter');
    await heading('recovery.title').waitFor();
    await expectAccessible();
    expect(
      await page
        .getByRole('list', { name: words('recovery.title') })
        .getByRole('listitem')
        .count(),
    ).toBe(24);
    await tabTo(page, page.getByRole('checkbox'));
    await press('Space');
    await tabTo(page, button('recovery.continue'));
    await press('Enter');
    await heading('home.title').waitFor();
    await expectAccessible();
  });

  it('imports a set, its signer compared first', async () => {
    await desk.chooseFile(set.packFile);
    await press('Control+k');
    await hasFocus(page.getByRole('combobox'));
    await expectAccessible();
    await type(words('packs.import'));
    await press('Enter');
    await heading('offer.title').waitFor();
    await expectAccessible();
    expect(await page.getByLabel(words('offer.passphrase'), { exact: true }).isDisabled()).toBe(true);
    await tabTo(page, button('offer.compare'));
    await press('Enter');
    await hasFocus(page.getByLabel(words('trust.heard')));
    await expectAccessible();
    await type(heardGroups(set.fingerprint));
    await press('Enter');
    await heading('offer.signer-trusted').waitFor();
    await tabTo(page, page.getByLabel(words('offer.passphrase'), { exact: true }));
    await type(set.slotPassphrase);
    await press('Enter');
    await page.locator('main').getByText(words('packs.state.ready')).first().waitFor();
    await expectAccessible();
  });

  it('finds a listed identifier, once the caller was authenticated', async () => {
    await press('F2');
    const field = page.getByLabel(words('identifier.label'));
    await hasFocus(field);
    await type(listed);
    await page.getByText(words('identifier.key.valid')).waitFor();
    await expectAccessible();
    await press('Enter');
    expect(await field.inputValue()).toBe(listed);
    await press('F3');
    await tabTo(page, field);
    await press('Enter');
    await heading('verdict.listed').waitFor();
    await expectAccessible();
    expect(await answerFirstQuestions(page)).toBe(5);
    expect(await page.content()).not.toContain(listed);
  });

  it('goes through the checklist, one key for each step', async () => {
    for (let steps = 0; steps < 40; steps++) {
      if (await heading('wrap.title').isVisible()) break;
      const title = await page.locator('h2[tabindex="-1"]').last().textContent();
      await press('1');
      await expect
        .poll(
          async () =>
            (await page.locator('h2[tabindex="-1"]').last().textContent()) !== title ||
            (await heading('wrap.title').isVisible()),
        )
        .toBe(true);
    }
    await heading('wrap.title').waitFor();
    await expectAccessible();
  });

  it('saves the sheet as a tagged PDF that holds no identifier', async () => {
    await press('Control+p');
    await page.getByRole('dialog').waitFor();
    await expect.poll(() => page.frames().length).toBe(2);
    await expectAccessible();
    await tabTo(page, page.getByRole('dialog').getByRole('button', { name: words('sheet.save') }));
    await press('Enter');
    await expect.poll(() => (existsSync(desk.saveDir) ? readTree(desk.saveDir) : [])).toHaveLength(1);
    const [file] = readTree(desk.saveDir);
    const path = file?.name ?? '';
    const text = pdfText(path);
    expect(text).toMatch(/VG-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(text.replace(/\D/g, '')).not.toContain(listed.replace(/\D/g, '').slice(0, 13));
    expect(pdfInfo(path)).toMatchObject({ Tagged: 'yes' });
    await press('Escape');
  });

  it('says of an absent identifier that it is not listed, and never that it is safe', async () => {
    await press('F2');
    await page.getByRole('dialog').waitFor();
    await expectAccessible();
    await press('Enter');
    await heading('home.title').waitFor();
    await press('F2');
    await hasFocus(page.getByLabel(words('identifier.label')));
    await type(absent);
    await press('F3');
    await tabTo(page, page.getByLabel(words('identifier.label')));
    await press('Enter');
    await heading('verdict.absent').waitFor();
    expect(await answerFirstQuestions(page)).toBe(5);
    await page.getByText(words('verdict.absent-caution')).first().waitFor();
    await expectAccessible();
  });

  it('locks with one key, and opens again', async () => {
    await press('Control+l');
    await hasFocus(page.getByLabel(words('unlock.passphrase'), { exact: true }));
    await expectAccessible();
    await type(vaultPassphrase);
    await press('Enter');
    await heading('home.title').or(heading('verdict.absent')).first().waitFor();
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

describe('what is left on the disk', () => {
  it('holds nothing of what was typed, in any encoding', async () => {
    await desk.close();
    const typed = [listed, absent, vaultPassphrase, set.slotPassphrase];
    const compact = typed.map((text) => text.replace(/\s/g, ''));
    // Without its key a number is as good as whole.
    const inputs = [...typed, ...compact, ...compact.slice(0, 2).map((text) => text.slice(0, 13))];
    const files = [...readTree(desk.profileDir), ...readTree(desk.saveDir)];
    expect(files.length).toBeGreaterThan(4);
    for (const { name, bytes } of files) {
      for (const input of inputs) {
        const found = (['utf8', 'utf16le', 'hex', 'base64'] as const).filter((encoding) =>
          encoding === 'hex' || encoding === 'base64'
            ? bytes.includes(Buffer.from(Buffer.from(input).toString(encoding)))
            : bytes.includes(Buffer.from(input, encoding)),
        );
        expect([name, found]).toEqual([name, []]);
      }
    }
  });
});

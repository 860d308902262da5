/** What a call needs in sight, by the rectangles of the real browser: the read-back, what is proposed, what is written down, and room at 400 %. */
import type { Locator } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { sidewaysScroll, unreachableControls } from './support/layout.ts';
import { runCommand } from './support/palette.ts';
import { answerFirstQuestions, check, hasFocus, words } from './support/vigie.ts';

const { set } = inject('prepared');
const listed = set.known.listed[0] ?? '';
const desk = withLaunchedDesk({ prepared: true });

const small = { width: 1024, height: 700 };
/** What 1280 × 800 leaves at 400 %. */
const quadrupled = { width: 320, height: 200 };

const field = () => desk.page.getByLabel(words('identifier.label'));
const groups = () => desk.page.getByRole('list', { name: words('identifier.read-back') });
const readBack = () => groups().locator('b').allTextContents();

/** @returns groups and words of the read-back that stand on more than one line, or out of their list */
async function splitTexts(list: Locator): Promise<string[]> {
  return await list.evaluate((element) => {
    const outer = element.getBoundingClientRect();
    const faults: string[] = [];
    for (const piece of element.querySelectorAll('b, span span')) {
      const range = document.createRange();
      range.selectNodeContents(piece);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      const { left, right } = range.getBoundingClientRect();
      const box = piece.closest('li')?.getBoundingClientRect();
      const isOut = box === undefined || left < box.left - 1 || right > box.right + 1 || box.right > outer.right + 1;
      if (lines.size !== 1 || isOut) faults.push(`${piece.textContent} on ${lines.size}${isOut ? ', out' : ''}`);
    }
    return faults;
  });
}

describe('a mistyped domain', () => {
  it('is proposed, and neither corrected nor checked in passing', async () => {
    await desk.page.keyboard.press('F2');
    await hasFocus(field());
    await desk.page.keyboard.press('F3');
    await desk.page.keyboard.type('jean.dupont@gmial.com');
    const proposal = desk.page.getByRole('button', { name: /jean\.dupont@gmail\.com/ });
    await proposal.waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText(words('identifier.slip-stops')).first().waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    expect((await readBack()).join('')).toBe('jean.dupont@gmial.com');
    expect(await field().inputValue()).toBe('jean.dupont@gmial.com');
  });

  it('is accepted by its key, read back corrected, and not checked yet', async () => {
    await desk.page.keyboard.press('Alt+1');
    await expect.poll(async () => (await readBack()).join('')).toBe('jean.dupont@gmail.com');
    await hasFocus(field());
    expect(await field().inputValue()).toBe('jean.dupont@gmail.com');
    expect(await desk.page.locator('[data-proposals]').count()).toBe(0);
  });

  it('is checked as it is by Enter twice', async () => {
    await field().fill('jean.dupont@gmial.com');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText(words('identifier.slip-stops')).first().waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: words('verdict.absent') }).waitFor();
    await desk.page.getByRole('button', { name: words('check.by.nir') }).click();
    await hasFocus(field());
  });
});

describe('the read-back at 1024 × 700', () => {
  it.each([
    ['2 98 10 97 198 199 97', 'quatre-vingt-dix-neuf'],
    ['1 91 12 2A 791 197 93', 'deux A'],
    ['+33 6 91 92 93 97', 'quatre-vingt-onze'],
    ['O6 12 34 56 78', 'O6 12 34 56 78'],
    ['jean-christophe.dupontdelamottepicquet1987@messagerie-professionnelle.example.org', 'arobase'],
    ['anticonstitutionnellementmonadresse.anne@nom-de-domaine-particulier.fr', 'point'],
  ])('%s: no group and no word is split', async (typed, said) => {
    await desk.page.setViewportSize(small);
    await field().fill(typed);
    await groups().getByText(said).first().waitFor();
    expect(await splitTexts(groups())).toEqual([]);
    expect(await sidewaysScroll(desk.page)).toEqual([]);
  });
});

describe('the block of a card', () => {
  const inputs = () => desk.page.locator('[data-evidence] input');

  it.each([{ width: 1280, height: 800 }, small])(
    'has its number, date and hour in sight at $width × $height',
    async (viewport) => {
      await desk.page.setViewportSize(viewport);
      if ((await desk.page.locator('[data-evidence]').count()) === 0) {
        await field().fill(listed);
        await desk.page.keyboard.press('Enter');
        await desk.page.getByRole('heading', { name: words('verdict.listed') }).waitFor();
        await answerFirstQuestions(desk.page, 'o');
        await desk.page.getByRole('button', { name: /Faire opposition à la carte/ }).click();
      }
      await expect.poll(() => inputs().count()).toBe(3);
      const hidden = await inputs().evaluateAll((elements) =>
        elements.flatMap((element) => {
          const { left, top, width, height } = element.getBoundingClientRect();
          const ends = [top + 2, top + height - 2].map((y) => document.elementFromPoint(left + width / 2, y));
          return ends.every((met) => met === element) ? [] : [element.id];
        }),
      );
      expect(hidden).toEqual([]);
      // And the sentence that is said meanwhile is whole.
      const cut = await desk.page.locator('blockquote').evaluate((sentence) => {
        const region = sentence.closest('section')?.getBoundingClientRect();
        return sentence.getBoundingClientRect().bottom - (region?.bottom ?? 0);
      });
      expect(cut).toBeLessThanOrEqual(0);
      expect(
        await desk.page
          .getByRole('button', { name: words('outcome.done') })
          .first()
          .isVisible(),
      ).toBe(true);
    },
  );

  it('keeps an hour that cannot be read in its field, says so, and records nothing', async () => {
    const typed = '14h5';
    const hour = inputs().nth(2);
    await hour.fill(typed);
    await desk.page.keyboard.press('Tab');
    await desk.page.getByText(words('time.unreadable')).waitFor();
    await desk.page
      .getByRole('button', { name: words('outcome.done') })
      .first()
      .click();
    await hasFocus(hour);
    expect(await hour.inputValue()).toBe(typed);
    expect(await hour.getAttribute('aria-invalid')).toBe('true');
    expect(await accessibilityFaults(desk.page)).toEqual([]);
  });

  it('takes the hour as people write it', async () => {
    const hour = inputs().nth(2);
    await hour.fill('14h05');
    await desk.page.keyboard.press('Tab');
    await expect.poll(() => hour.inputValue()).toBe('14:05');
  });
});

describe('the palette', () => {
  const box = () => desk.page.getByRole('combobox');
  const group = (key: Parameters<typeof words>[0]) => desk.page.getByRole('group', { name: words(key) });
  const open = async (typed: string) => {
    await desk.page.keyboard.press('Control+k');
    await hasFocus(box());
    await desk.page.keyboard.type(typed);
  };

  it('finds a step of the plan, and shows it', async () => {
    await desk.page.setViewportSize(small);
    await open('garder les preuves');
    await group('palette.group.steps').getByRole('option').waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: 'Garder les preuves' }).waitFor();
  });

  it('finds a contact, and copies it', async () => {
    await open('3646');
    await expect.poll(() => group('palette.group.contacts').getByRole('option').count()).toBeGreaterThan(0);
    await desk.page.keyboard.press('Enter');
    await box().waitFor({ state: 'detached' });
    const note = desk.page.getByLabel(words('note.title'));
    await note.focus();
    await desk.page.keyboard.press('Control+v');
    await expect.poll(() => note.inputValue()).toBe('3646');
    await note.fill('');
  });

  it('opens the case whose reference is typed at one go, and nothing for an identifier', async () => {
    const reference = /VG-\w{4}-\w{4}/.exec((await desk.page.locator('header').textContent()) ?? '')?.[0] ?? '';
    await desk.page.keyboard.press('F2');
    await desk.page.getByRole('dialog').waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: words('home.title') }).waitFor();
    await open(listed.replace(/ /g, ''));
    await desk.page.getByText(words('palette.none')).last().waitFor();
    await desk.page.keyboard.press('Enter');
    expect(await box().count()).toBe(1);
    await desk.page.keyboard.press('Escape');
    await open(reference.toLowerCase());
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText(words('case.closed')).first().waitFor();
    expect(await desk.page.locator('header').textContent()).toContain(reference);
  });
});

describe('the people of one call', () => {
  const bandTitle = () => desk.page.locator('[data-verdict] h2');
  const bar = () => desk.page.getByRole('region', { name: words('person.title') });
  const person = (at: number) => bar().getByRole('button').nth(at);

  it('have each their own screen: the verdict takes the focus, and nothing of one is left unfolded for the other', async () => {
    const { page } = desk;
    await check(page, listed, 'verdict.listed');
    await page.getByText(words('facts.statement')).first().click();
    expect(await page.locator('details[open]').count()).toBe(1);
    await bar()
      .getByRole('button', { name: words('person.more') })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('person.add') })
      .click();
    // Where the work goes on has the focus, although the dialog still lay over it when it came.
    await hasFocus(field());
    await page.keyboard.press('F3');
    await field().fill(listed);
    await page.keyboard.press('Enter');
    await bandTitle().waitFor();
    await answerFirstQuestions(page, 'n');
    expect(await page.locator('details[open]').count()).toBe(0);
    for (const at of [0, 1, 0]) {
      await person(at).click();
      // The same words as before, of another person.
      await hasFocus(bandTitle());
    }
  });

  it('are all counted where the call is wrapped up and where it is left', async () => {
    const { page } = desk;
    await runCommand(page, words('wrap.title'));
    const other = page.getByRole('button', { name: /^2\. Son enfant mineur · \d+ étapes sans issue/ });
    await other.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const ofTheOther = Number(/· (\d+) étape/.exec((await other.textContent()) ?? '')?.[1]);
    await page.keyboard.press('F2');
    const said = (await page.getByRole('dialog').textContent()) ?? '';
    expect(said).toContain(words('leave.people').replace('{count}', '2'));
    expect(Number(/(\d+) étapes sont sans issue/.exec(said)?.[1])).toBeGreaterThan(ofTheOther);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('are not taken for one another: to change who a person is removes the verdict, with a word, and asks anew', async () => {
    const { page } = desk;
    await person(1).click();
    await hasFocus(bandTitle());
    await person(1).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[value="deceased"]').check();
    await dialog.getByText(/Changer de personne les retire/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: words('person.replace') }).click();
    await field().waitFor();
    expect(await page.locator('[data-verdict]').count()).toBe(0);
    expect(await page.getByRole('checkbox').isChecked()).toBe(false);
    await page.getByText(words('auth.label.deceased')).waitFor();
    await person(0).click();
    await hasFocus(bandTitle());
    await page.keyboard.press('F2');
    await page.getByRole('button', { name: words('leave.close') }).click();
    await page.getByRole('heading', { name: words('home.title') }).waitFor();
  });
});

describe('a call back that was promised', () => {
  it('waits in its queue with its day and its owner, opens with what is said, and is apart once closed', async () => {
    const { page } = desk;
    await check(page, listed, 'verdict.listed');
    await page.locator('button:has([data-urgency="2"])').first().click();
    await page.keyboard.press('3');
    await page.getByLabel(words('guide.later-date')).fill('04/01/2031');
    await page.keyboard.press('Enter');
    await page.getByText(words('outcome.later')).first().waitFor();
    await page.keyboard.press('F2');
    await page.getByRole('button', { name: words('leave.interrupted') }).click();
    await page.getByRole('heading', { name: words('home.title') }).waitFor();

    await page.getByRole('button', { name: words('call-back.title') }).click();
    await page.getByText(words('call-back.say')).waitFor();
    const line = page.getByRole('option').first();
    await line.waitFor();
    expect(await line.textContent()).toMatch(/04\/01\/2031.*Amina.*VG-/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await line.click();
    await page.getByRole('complementary', { name: words('call-back.say-label') }).waitFor();
    await page.keyboard.press('F2');
    await page.getByRole('button', { name: words('leave.close') }).click();
    await page.getByRole('heading', { name: words('home.title') }).waitFor();
    await page.getByRole('button', { name: words('call-back.title') }).click();
    await page.getByRole('heading', { name: words('cases.none-title') }).waitFor();
    await page.getByText(words('call-back.closed'), { exact: true }).click();
    await page.getByText(words('call-back.closed-lead')).waitFor();
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    await page.getByRole('option').first().click();
    await page.getByText(words('case.closed')).first().waitFor();
  });
});

describe('at 400 %', () => {
  it('rail and header scroll away, and everything stays within reach', async () => {
    await desk.page.setViewportSize(quadrupled);
    const seen = await desk.page.evaluate(() => {
      const blockquote = document.querySelector('blockquote');
      blockquote?.scrollIntoView({ block: 'start', behavior: 'instant' });
      const bars = [...document.querySelectorAll('header, nav')].map((bar) => bar.getBoundingClientRect());
      return {
        barsInSight: bars.filter(({ top, bottom }) => bottom > 0 && top < window.innerHeight).length,
        sentenceAt: Math.abs(Math.round(blockquote?.getBoundingClientRect().top ?? -1)),
      };
    });
    expect(seen).toEqual({ barsInSight: 0, sentenceAt: 0 });
    expect(await sidewaysScroll(desk.page)).toEqual([]);
    expect(await unreachableControls(desk.page)).toEqual([]);
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

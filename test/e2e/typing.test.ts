/** What is typed during a call: dates day first whatever the browser's language, and digits that may be turned off. */
import { describe, expect, inject, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { runCommand } from './support/palette.ts';
import { callFromPage, check, hasFocus, tabTo, words } from './support/vigie.ts';

const { set } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';
const desk = withLaunchedDesk({ prepared: true });

async function outcomes() {
  const list = await callFromPage(desk.page, 'listCases', {
    text: '',
    status: null,
    dueOnly: false,
    offset: 0,
    limit: 1,
  });
  const read = await callFromPage(desk.page, 'readCase', {
    reference: list.ok ? (list.value.rows[0]?.reference ?? '') : '',
  });
  if (!read.ok) throw new Error(read.problem.code);
  return read.value.plan.steps.flatMap(({ outcome }) => (outcome === null ? [] : [outcome]));
}

describe('a date', () => {
  it('is asked day first, with the day after tomorrow and one more proposed', async () => {
    await check(desk.page, listed, 'verdict.listed');
    // What is urgent is put off to today without a question.
    await desk.page.locator('button:has([data-urgency="2"])').first().click();
    await desk.page.keyboard.press('3');
    const field = desk.page.getByLabel(words('guide.later-date'));
    await hasFocus(field);
    const soon = new Date();
    soon.setDate(soon.getDate() + 3);
    expect(await field.inputValue()).toBe(soon.toLocaleDateString('fr-FR'));
  });

  it.each([
    ['31/02/2027', 'day.unreadable'],
    ['demain', 'day.unreadable'],
    ['01/01/2020', 'day.before'],
  ] as const)('%s is refused with the reason, and nothing is recorded', async (typed, reason) => {
    const field = desk.page.getByLabel(words('guide.later-date'));
    await field.fill(typed);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText(words(reason).split('{')[0] ?? '').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    expect(await outcomes()).toEqual([]);
  });

  it('is recorded as it is meant, and moved by the arrows', async () => {
    const field = desk.page.getByLabel(words('guide.later-date'));
    await field.fill('4/1/2031');
    await desk.page.keyboard.press('Tab');
    await expect.poll(() => field.inputValue()).toBe('04/01/2031');
    await field.focus();
    await desk.page.keyboard.press('ArrowUp');
    await expect.poll(() => field.inputValue()).toBe('05/01/2031');
    await desk.page.keyboard.press('Enter');
    await expect
      .poll(async () => (await outcomes()).map(({ kind, dueOn }) => [kind, dueOn]))
      .toEqual([['later', '2031-01-05']]);
  });
});

describe('the digits 1 to 4', () => {
  it('do nothing once they are turned off, and leave the buttons', async () => {
    await runCommand(desk.page, words('settings.title'));
    const box = desk.page.getByLabel(words('settings.digit-keys'));
    await tabTo(desk.page, box);
    await desk.page.keyboard.press('Space');
    await expect.poll(() => box.isChecked()).toBe(false);
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.page.getByRole('button', { name: words('nav.call'), exact: true }).click();
    const done = desk.page.getByRole('button', { name: words('outcome.done'), exact: true });
    await done.waitFor();
    const before = await outcomes();
    for (const digit of ['1', '2', '3', '4']) await desk.page.keyboard.press(digit);
    await desk.page.waitForTimeout(400);
    expect(await outcomes()).toEqual(before);
    expect(await accessibilityFaults(desk.page)).toEqual([]);
  });

  it('are not needed: the palette and Tab record outcomes', async () => {
    const before = (await outcomes()).length;
    await runCommand(desk.page, words('palette.outcome').replace('{outcome}', words('outcome.done')));
    await expect.poll(async () => (await outcomes()).length).toBe(before + 1);
    const refused = desk.page.getByRole('button', { name: words('outcome.refused'), exact: true });
    await tabTo(desk.page, refused, 90);
    await desk.page.keyboard.press('Enter');
    await expect.poll(async () => (await outcomes()).length).toBe(before + 2);
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

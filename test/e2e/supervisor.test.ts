/**
 * The supervisor's place in the real browser: reached by keyboard, kept from advisers. axe reads each of its parts in every
 * theme in `states-day.test.ts` and `states-rare.test.ts`.
 */
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { withLaunchedDesk } from './support/desk.ts';
import { callFromPage, check, readTree, type TextKey, tabTo, unlock, words } from './support/vigie.ts';

const { set } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';
const adviserPassphrase = 'trois bouleaux devant un phare gris';

const desk = withLaunchedDesk({ prepared: true });
beforeAll(() => check(desk.page, listed, 'verdict.listed'));

const heading = (key: TextKey) => desk.page.getByRole('heading', { name: words(key) }).first();
/** The radio button itself is not drawn: a person clicks on its words. */
const showPart = (key: TextKey) => desk.page.locator('label').getByText(words(key), { exact: true }).click();

describe('the supervisor’s place', () => {
  it('is reached, read and exported from with the keyboard alone', async () => {
    await tabTo(desk.page, desk.page.getByRole('button', { name: words('nav.supervisor'), exact: true }));
    await desk.page.keyboard.press('Enter');
    await heading('supervisor.title').waitFor();
    await heading('stats.by.day').waitFor();

    const chart = desk.page.getByRole('slider').first();
    await tabTo(desk.page, chart);
    await desk.page.keyboard.press('End');
    // Today's call, said as a sentence and written in the table beside the chart.
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/1 appel/);
    expect(await desk.page.getByRole('table').first().getByRole('row').count()).toBe(31);

    await tabTo(
      desk.page,
      desk.page.getByRole('button', { name: `${words('stats.export')} : ${words('stats.by.day')}` }),
    );
    await desk.page.keyboard.press('Enter');
    await desk.page
      .getByText(words('stats.exported').split('{')[0] ?? '')
      .first()
      .waitFor();
    const tables = readTree(desk.saveDir).filter(({ name }) => name.endsWith('.csv'));
    expect(tables).toHaveLength(1);
    expect(tables[0]?.bytes.toString('utf8').trimEnd().split('\r\n')).toHaveLength(31);
  });

  it('shows the key that signs exports, and verifies the journal', async () => {
    await showPart('supervisor.part.journal');
    const answer = await callFromPage(desk.page, 'readExportKey', {});
    const [first = ''] = answer.ok ? answer.value.fingerprint : [];
    await desk.page.getByText(first, { exact: true }).first().waitFor();
    await desk.page.getByRole('button', { name: words('journal.verify') }).click();
    await desk.page.getByText(words('journal.intact')).first().waitFor();
  });

  it('is not there for an adviser', async () => {
    await callFromPage(desk.page, 'addAdviser', { name: 'Bruno', role: 'adviser', passphrase: adviserPassphrase });
    await desk.page.keyboard.press('Control+l');
    await unlock(desk.page, adviserPassphrase);
    expect(await desk.page.getByRole('button', { name: words('nav.supervisor'), exact: true }).count()).toBe(0);
    const period = { from: '2026-11-01', to: '2026-11-21', by: 'day' as const };
    expect(await callFromPage(desk.page, 'readStatistics', period)).toMatchObject({
      problem: { code: 'role-required' },
    });
    expect(desk.faults).toEqual([]);
  });
});

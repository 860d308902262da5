/** An adviser who is no supervisor: everything that a call needs, nothing that only a supervisor may, on screen and behind it. */
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Channel } from '../../src/contract/channels.ts';
import { outcomeKindsBy } from '../../src/contract/values.ts';
import { accessibilityFaults } from './support/accessibility.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { runCommand } from './support/palette.ts';
import {
  answerFirstQuestions,
  callFromPage,
  check,
  checkAndStay,
  dropFile,
  hasFocus,
  type TextKey,
  unlock,
  words,
} from './support/vigie.ts';

const { set } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';
const passphrase = 'trois bouleaux devant un phare gris';
const desk = withLaunchedDesk({ prepared: true });

beforeAll(async () => {
  const added = await callFromPage(desk.page, 'addAdviser', { name: 'Bruno', role: 'adviser', passphrase });
  if (!added.ok) throw new Error(added.problem.code);
  await desk.page.keyboard.press('Control+l');
  await unlock(desk.page, passphrase);
});

const buttons = (key: TextKey) => desk.page.getByRole('button', { name: words(key), exact: true });

describe('an adviser', () => {
  it('makes a call from identifier to outcome', async () => {
    await check(desk.page, listed, 'verdict.listed');
    await desk.page.keyboard.press('1');
    await desk.page.keyboard.press('F2');
    await desk.page.getByRole('dialog').waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: words('home.title') }).waitFor();
  });

  it('records at steps of its own what these can come to, by the palette and by a key, and finds it counted at the end', async () => {
    await checkAndStay(desk.page, listed, 'verdict.listed');
    await answerFirstQuestions(desk.page, 'o');
    const own = desk.page
      .getByRole('region', { name: words('plan.title') })
      .getByRole('button')
      .filter({ hasText: new RegExp(`^${words('guide.own')} ·`) });
    await own.nth(0).click();
    await desk.page.keyboard.press('Control+k');
    await desk.page.getByRole('combobox').fill(words('palette.outcome').replace('{outcome}', ''));
    const named = (kind: (typeof outcomeKindsBy.adviser)[number]) =>
      words('palette.outcome').replace('{outcome}', words(`outcome.${kind}`));
    const offered = await desk.page.getByRole('option').locator('[data-label]').allTextContents();
    expect(offered.map((text) => text.replace(/\s/g, ' '))).toEqual(outcomeKindsBy.adviser.map(named));
    await desk.page
      .getByRole('option')
      .filter({ hasText: named('requested') })
      .click();
    await own.filter({ hasText: words('outcome.requested') }).waitFor();
    await own.nth(1).click();
    await desk.page.keyboard.press('3');
    await own.filter({ hasText: words('outcome.no-right') }).waitFor();
    await runCommand(desk.page, words('wrap.title'));
    const counted = await desk.page.locator('li:has(> b)').allTextContents();
    const count = (key: TextKey) => counted.find((text) => text.endsWith(words(key)))?.split(' ')[0];
    expect([count('outcome.requested'), count('outcome.no-right'), count('outcome.refused')]).toEqual(['1', '1', '0']);
    await desk.page.keyboard.press('F2');
    await desk.page.getByRole('dialog').waitFor();
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: words('home.title') }).waitFor();
  });

  it('reads the sets, and is offered neither import nor removal', async () => {
    await runCommand(desk.page, words('packs.title'));
    await desk.page.locator('main').getByText(words('packs.state.ready')).first().waitFor();
    await desk.page.getByText(words('packs.supervisor')).waitFor();
    for (const key of ['packs.import', 'packs.remove', 'notices.import'] as const) {
      expect([key, await buttons(key).count()]).toEqual([key, 0]);
    }
    expect(await desk.page.getByText(words('packs.address-title')).count()).toBe(0);
    expect(await accessibilityFaults(desk.page)).toEqual([]);
  });

  it('is told so by name when a set is dropped all the same', async () => {
    await dropFile(desk.page, set.newerPackFile);
    await desk.page.getByText(/^Code role-required/).waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await buttons('common.close').first().click();
  });

  it('has no supervisor’s place, command or setting', async () => {
    expect(await buttons('nav.supervisor').count()).toBe(0);
    await desk.page.keyboard.press('Control+k');
    await hasFocus(desk.page.getByRole('combobox'));
    for (const key of ['supervisor.title', 'packs.import', 'notices.import'] as const) {
      await desk.page.getByRole('combobox').fill(words(key));
      const named = desk.page.getByRole('option').filter({ hasText: words(key) });
      expect([key, await named.count()]).toEqual([key, 0]);
    }
    await desk.page.keyboard.press('Escape');
    await runCommand(desk.page, words('settings.title'));
    await buttons('settings.change-passphrase').waitFor();
    await buttons('journal.verify').waitFor();
    for (const key of ['settings.new-recovery-words', 'journal.purge', 'journal.export-jsonl'] as const) {
      expect([key, await buttons(key).count()]).toEqual([key, 0]);
    }
    expect(await accessibilityFaults(desk.page)).toEqual([]);
  });

  it('is refused behind the screens as well, call by call', async () => {
    const supervisors: readonly (readonly [Channel, object])[] = [
      ['choosePack', {}],
      ['offerHttpPack', { address: 'https://jeux.example/a.vigie' }],
      ['removeSet', { packId: '0'.repeat(32) }],
      ['resetSets', {}],
      ['resetNotices', {}],
      ['replaceWorkstationKey', {}],
      ['exportJournal', { format: 'jsonl' }],
      ['purgeJournal', {}],
      ['listAdvisers', {}],
      ['addAdviser', { name: 'X', role: 'supervisor', passphrase }],
      ['replaceRecoveryWords', {}],
      ['readStatistics', { from: '2026-11-01', to: '2026-11-21', by: 'day' }],
      ['liftQuota', { adviserId: 'a', reason: 'parce que' }],
    ];
    for (const [channel, input] of supervisors) {
      const answer = await callFromPage(desk.page, channel, input as never);
      expect([channel, answer]).toMatchObject([channel, { ok: false, problem: { code: 'role-required' } }]);
    }
  });

  it('who is stopped is named to the next supervisor on every screen, with the way to the decision', async () => {
    const opened = await callFromPage(desk.page, 'openCase', {});
    if (!opened.ok) throw new Error(opened.problem.code);
    const { reference } = opened.value;
    let code = '';
    for (let checks = 0; checks < 30 && code !== 'quota-exceeded'; checks++) {
      const text = set.known.absent[checks % set.known.absent.length] ?? '';
      const answer = await callFromPage(desk.page, 'checkIdentifier', { reference, text, callerAuthenticated: true });
      code = answer.ok ? '' : answer.problem.code;
    }
    expect(code).toBe('quota-exceeded');
    await desk.page.keyboard.press('Control+l');
    await unlock(desk.page);
    const banner = desk.page.getByRole('complementary', { name: words('blocked.label') });
    await banner.getByText('Bruno').waitFor();
    await desk.page.locator('[aria-live=assertive]').getByText('Bruno').waitFor({ state: 'attached' });
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await banner.getByRole('button').click();
    await desk.page.getByRole('heading', { name: words('quotas.title') }).waitFor();
    await desk.page.getByText(words('supervisor.part.workstation'), { exact: true }).click();
    await desk.page.getByRole('heading', { name: words('contacts.title') }).waitFor();
    await desk.page.getByText(words('contacts.unknown')).first().waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

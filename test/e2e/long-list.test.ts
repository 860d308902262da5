/**
 * A list of hundreds of cases in the real browser: whatever way one jumps about in it, each place shows the case that is
 * there, in its order, once the scrolling stops.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { journalPassphrase, makeJournalProfile } from '../../bench/support/journal-profile.ts';
import type { VigieApi } from '../../src/contract/channels.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { unlock, words } from './support/vigie.ts';

const caseCount = 700;
/** All references in the order of the list. */
let references: string[];
const desk = withLaunchedDesk({ makeProfile: (dir) => makeJournalProfile(dir, caseCount), unlocked: false });

beforeAll(async () => {
  const { page } = desk;
  await unlock(page, journalPassphrase);
  references = await page.evaluate(async (total) => {
    const { vigie: api } = window as unknown as { vigie: VigieApi };
    const all: string[] = [];
    while (all.length < total) {
      const everything = { text: '', status: null, dueOnly: false, offset: all.length, limit: 100 };
      const read = await api.call('listCases', everything);
      if (!read.ok || read.value.rows.length === 0) throw new Error('no cases');
      all.push(...read.value.rows.map(({ reference }) => reference));
    }
    return all;
  }, caseCount);
  await page.getByRole('button', { name: words('nav.cases'), exact: true }).click();
  await page.getByRole('option').first().waitFor();
});

/** The rows of the document in its order: place in the list, and what stands there. */
const shownRows = () =>
  desk.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role=option]')].map((row) => ({
      place: Number(row.getAttribute('aria-posinset')) - 1,
      reference: row.querySelector('strong')?.textContent ?? null,
    })),
  );

/** @param place one that is on screen then */
async function expectTrueRows(place: number): Promise<void> {
  const isSettled = async () => {
    const rows = await shownRows();
    return rows.some((row) => row.place === place) && rows.every(({ reference }) => reference !== null);
  };
  await expect.poll(isSettled).toBe(true);
  const rows = await shownRows();
  expect(rows.map((row) => row.place)).toEqual(rows.map((_, index) => (rows[0]?.place ?? 0) + index));
  expect(rows.map(({ reference }) => reference)).toEqual(rows.map((row) => references[row.place]));
}

describe('a long list', () => {
  it('shows what is there after jumps by key', async () => {
    await desk.page.getByRole('listbox').focus();
    for (const [key, place] of [
      ['End', caseCount - 1],
      ['PageUp', caseCount - 12],
      ['Home', 0],
      ['PageDown', 5],
    ] as const) {
      await desk.page.keyboard.press(key);
      await expectTrueRows(place);
    }
  });

  it('shows what is there after the bar was dragged all over', async () => {
    await desk.page.evaluate(
      () =>
        new Promise<void>((done) => {
          const list = document.querySelector('[role=listbox]');
          if (list === null) throw new Error('no list');
          const end = list.scrollHeight - list.clientHeight;
          let frame = 0;
          const turn = () => {
            frame += 1;
            // To and fro, by steps from a row to half the list.
            list.scrollTop = end * (0.5 + 0.5 * Math.sin(frame * frame * 0.01));
            if (frame < 90) return requestAnimationFrame(turn);
            list.scrollTop = 300 * 56;
            done();
          };
          requestAnimationFrame(turn);
        }),
    );
    await expectTrueRows(302);
  });

  it('opens the case that was chosen there', async () => {
    await desk.page.locator('[data-row="304"]').click();
    await desk.page
      .getByText(references[304] ?? '')
      .first()
      .waitFor();
  });
});

/**
 * What the browser keeps of a session on disk: its profile is looked through after a call, with the set opened, a number
 * checked, a sheet previewed and printed, and is gone once the window is closed.
 */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { countPages, listProcesses } from '../../scripts/check-started.mjs';
import { withLaunchedDesk } from './support/desk.ts';
import { callFromPage, check, readTree, shellName } from './support/vigie.ts';

const { set, passphrase } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';
const desk = withLaunchedDesk({ prepared: true, ownBrowser: true });

/** Of other files that this process ran before. */
const before = new Set(listProcesses().map(({ pid }) => pid));

/** The directory that the browser of this test was given. */
function browserProfile(): string {
  const below = listProcesses().filter(({ pid, command }) => !before.has(pid) && command.includes('--user-data-dir='));
  const own = below.find(({ pid, parent }) => parent === process.pid && countPages(listProcesses(), pid) > 0);
  const path = /--user-data-dir=(\S+)/.exec(own?.command ?? '')?.[1];
  if (path === undefined) throw new Error('no browser of this process was found');
  return path;
}

describe.skipIf(shellName === 'electron')('the profile of the browser', () => {
  it('holds nothing that was typed, shown or printed, and is removed with the window', async () => {
    await check(desk.page, listed, 'verdict.listed');
    const reference = /VG-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await desk.page.textContent('body')) ?? '')?.[0] ?? '';
    expect(reference).not.toBe('');
    for (const channel of ['previewSheet', 'printSheet'] as const) {
      expect(
        await callFromPage(desk.page, channel, { reference, edition: 'standard', largePrint: false }),
      ).toMatchObject({
        ok: true,
      });
    }
    // Chromium writes its settings and caches down after a while; a reload has it do so for the page that was left.
    await desk.page.reload();
    await desk.page.waitForTimeout(2_000);

    const profile = browserProfile();
    const files = readTree(profile);
    expect(files.length).toBeGreaterThan(10);
    const digits = listed.replace(/\D/g, '');
    const grouped = `${digits.slice(0, 1)} ${digits.slice(1, 3)} ${digits.slice(3, 5)}`;
    const filesWith = (text: string) =>
      files
        .filter(({ bytes }) => bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le')))
        .map(({ name }) => relative(profile, name));
    for (const typed of [listed, digits, grouped, passphrase]) expect(filesWith(typed)).toEqual([]);
    // The titles of printed sheets carry it: neither the history of pages nor the list of open ones is kept.
    expect(filesWith(reference)).toEqual([]);

    await desk.close();
    expect(existsSync(profile)).toBe(false);
  }, 120_000);
});

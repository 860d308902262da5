/**
 * What was typed is in no page's memory two seconds after the lock: the process of the page that was typed into has ended, and
 * another one shows the lock screen, in either shell. The browser's own process keeps some (docs/THREATS.md has the count).
 */
import { describe, expect, inject, it } from 'vitest';
import { listProcesses } from '../../scripts/check-started.mjs';
import { scanMemory } from '../memory/scan.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { check, hasFocus, unlock, words } from './support/vigie.ts';

const { set } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';
const desk = withLaunchedDesk({ prepared: true, ownBrowser: true });

/** The processes below this one: the browser's, each with the kind that Chromium gives it. */
function browserProcesses(): { pid: number; kind: string }[] {
  const all = listProcesses();
  const below = new Set([process.pid]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
  }
  below.delete(process.pid);
  return all
    .filter(({ pid }) => below.has(pid))
    .map(({ pid, command }) => ({ pid, kind: /--type=(\S+)/.exec(command)?.[1] ?? 'browser' }));
}

/** As V8 and Blink keep strings: one or two bytes a character, as it was typed and as it is canonical. */
function copiesOf(text: string, kind: string): number {
  const forms = [text, text.replace(/\D/g, '').slice(0, 13)];
  const needles = forms.flatMap((form) => [
    { name: 'copies', bytes: Buffer.from(form) },
    { name: 'copies', bytes: Buffer.from(form, 'utf16le') },
  ]);
  const processes = browserProcesses().filter((each) => each.kind === kind);
  return processes.reduce((sum, { pid }) => sum + (scanMemory(pid, needles).copies ?? 0), 0);
}

describe.skipIf(process.platform !== 'linux')('what was typed', () => {
  it('is in no page’s memory after the lock, whose screen can be typed into', async () => {
    const { page } = desk;
    await check(page, listed, 'verdict.listed');
    expect(copiesOf(listed.slice(0, 18), 'renderer')).toBeGreaterThan(0);
    await page.keyboard.press('Control+l');
    await hasFocus(page.getByLabel(words('unlock.passphrase'), { exact: true }));
    await page.getByText(words('locked.asked')).waitFor();
    await page.waitForTimeout(2_000);
    expect(copiesOf(listed.slice(0, 18), 'renderer')).toBe(0);
    await unlock(page);
    expect(desk.faults).toEqual([]);
  });
});

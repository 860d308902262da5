/**
 * Where keys go while dialogs come and go. A dialog has the focus in the frame that draws it; keys pressed with it, before any
 * answer of the page is awaited, go to it or nowhere; when it goes, the focus is back where it was.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Locator } from 'playwright-core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { type LaunchedDesk, withLaunchedDesk } from './support/desk.ts';
import { vigieCommand, writeIncident } from './support/make-set.ts';
import { runCommand } from './support/palette.ts';
import { callFromPage, check, dropFile, hasFocus, readTree, type TextKey, unlock, words } from './support/vigie.ts';

const { set } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';
const desk = withLaunchedDesk({ prepared: true });
const damaged = withLaunchedDesk({ prepared: true, unlocked: false });
let reference = '';

/** What was seen at each coming and going of a dialog, in the very turn that changed the page. */
interface Seen {
  readonly opened: number;
  /** Dialogs that were drawn while the focus was elsewhere. */
  readonly late: string[];
  /** What was done when the focus was found on the body. */
  readonly onBody: string[];
}
type Watched = Window & { seen: Seen & { opened: number } };

async function watch({ page }: LaunchedDesk): Promise<void> {
  await page.evaluate(() => {
    const seen = { opened: 0, late: [] as string[], onBody: [] as string[] };
    Object.assign(window, { seen });
    const titleOf = (dialog: Element) => dialog.querySelector('h2')?.textContent ?? '';
    new MutationObserver((records) => {
      for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
        const dialog = node instanceof Element ? node.querySelector('[role="dialog"]') : null;
        if (dialog === null) continue;
        seen.opened++;
        if (!dialog.contains(document.activeElement)) seen.late.push(titleOf(dialog));
      }
      if (document.activeElement === document.body) {
        seen.onBody.push([...document.querySelectorAll('h1, h2')].map((title) => title.textContent).join(' / '));
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
}
const seenBy = ({ page }: LaunchedDesk) => page.evaluate(() => (window as unknown as Watched).seen);

/** A name of what has the focus that holds across renders. */
const focused = ({ page }: LaunchedDesk) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return `${at?.tagName} ${at?.getAttribute('aria-label') ?? at?.textContent}`;
  });

const keys: Readonly<
  Record<string, { readonly code: string; readonly key: string; readonly vk: number; text?: string }>
> = {
  F1: { code: 'F1', key: 'F1', vk: 112 },
  F2: { code: 'F2', key: 'F2', vk: 113 },
  Enter: { code: 'Enter', key: 'Enter', vk: 13, text: '\r' },
  Escape: { code: 'Escape', key: 'Escape', vk: 27 },
  2: { code: 'Digit2', key: '2', vk: 50, text: '2' },
  1: { code: 'Digit1', key: '1', vk: 49, text: '1' },
  k: { code: 'KeyK', key: 'k', vk: 75 },
  p: { code: 'KeyP', key: 'p', vk: 80 },
};

/** Presses keys one upon the other: none waits until the page has answered the one before. */
async function burst(devtools: CDPSession, pressed: readonly string[]): Promise<void> {
  await Promise.all(
    pressed.flatMap((name) => {
      const [last = '', control] = name.split('+').toReversed();
      const { code, key, vk, text } = keys[last] ?? { code: '', key: '', vk: 0 };
      const common = { code, key, windowsVirtualKeyCode: vk, modifiers: control === 'Control' ? 2 : 0 };
      return [
        devtools.send('Input.dispatchKeyEvent', {
          type: text === undefined ? 'rawKeyDown' : 'keyDown',
          ...common,
          ...(text === undefined ? {} : { text }),
        }),
        devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common }),
      ];
    }),
  );
}

async function recordedOutcomes(): Promise<number> {
  const read = await callFromPage(desk.page, 'readCase', { reference });
  if (!read.ok) throw new Error(read.problem.code);
  return read.value.plan.steps.filter(({ outcome }) => outcome !== null).length;
}

const button = (at: LaunchedDesk, key: TextKey) =>
  at.page.getByRole('button', { name: words(key), exact: true }).first();
const dialogs = (at: LaunchedDesk) => at.page.getByRole('dialog');
const goTo = (key: TextKey) => runCommand(desk.page, words(key));
const showPart = (key: TextKey) => desk.page.locator('label').getByText(words(key), { exact: true }).click();

/** Opens by `opening` and closes by Escape, with digits in between and after, all at once; then looks what came of it. */
async function pressThrough(
  at: LaunchedDesk,
  opening: readonly string[],
  opener: Locator | null,
  times: number,
): Promise<void> {
  const devtools = await at.page.context().newCDPSession(at.page);
  const { opened } = await seenBy(at);
  for (let time = 0; time < times; time++) {
    await opener?.focus();
    const before = await focused(at);
    await burst(devtools, [...opening, '2', '1', 'Escape']);
    await dialogs(at).waitFor({ state: 'detached' });
    expect(await focused(at)).toBe(before);
  }
  await devtools.detach();
  const seen = await seenBy(at);
  expect(seen.opened - opened).toBe(times);
  expect({ late: seen.late, onBody: seen.onBody }).toEqual({ late: [], onBody: [] });
}

/** Every dialog by the file that draws it, and how a person gets there from a call with a plan. */
const table: Readonly<Record<string, () => Promise<void>>> = {
  'desk/shortcuts-dialog.tsx': () => pressThrough(desk, ['F1'], null, 25),
  'desk/palette.tsx': () => pressThrough(desk, ['Control+k'], null, 25),
  'desk/leave-call-dialog.tsx': () => pressThrough(desk, ['F2'], null, 10),
  'print/sheet-dialog.tsx': () => pressThrough(desk, ['Control+p'], null, 4),
  'journal/hand-over-dialog.tsx': async () => {
    await goTo('wrap.title');
    await pressThrough(desk, ['Enter'], button(desk, 'hand-over.export'), 6);
  },
  'check/ask-dialog.tsx': async () => {
    await pressThrough(desk, ['Enter'], button(desk, 'ask.title'), 6);
  },
  'check/person-dialog.tsx': async () => {
    await pressThrough(desk, ['Enter'], button(desk, 'person.more'), 6);
  },
  'journal/handed-case-dialog.tsx': async () => {
    await callFromPage(desk.page, 'exportCase', {
      reference,
      to: { kind: 'passphrase', passphrase: 'six hiboux sur un mur de pierre' },
    });
    await goTo('cases.title');
    await dropFile(desk.page, readTree(desk.saveDir).find(({ name }) => name.endsWith('.vigie-case'))?.name ?? '');
    await hasFocus(dialogs(desk).getByLabel(words('hand-over.passphrase'), { exact: true }));
    await desk.page.keyboard.press('Escape');
    await dialogs(desk).waitFor({ state: 'detached' });
  },
  'settings/passphrase-dialog.tsx': async () => {
    await goTo('settings.title');
    await pressThrough(desk, ['Enter'], button(desk, 'settings.change-passphrase'), 6);
  },
  'settings/journal-card.tsx': async () => {
    await goTo('settings.title');
    await pressThrough(desk, ['Enter'], button(desk, 'journal.purge'), 6);
  },
  'settings/adviser-dialog.tsx': async () => {
    await goTo('supervisor.title');
    await showPart('supervisor.part.people');
    await pressThrough(desk, ['Enter'], button(desk, 'advisers.add'), 6);
  },
  'settings/workstation-key-card.tsx': async () => {
    await goTo('supervisor.title');
    await showPart('supervisor.part.workstation');
    await button(desk, 'key.show').click();
    await pressThrough(desk, ['Enter'], button(desk, 'key.replace'), 6);
  },
  'pack/packs-screen.tsx': async () => {
    await goTo('packs.title');
    await pressThrough(desk, ['Enter'], button(desk, 'packs.remove'), 6);
  },
  'pack/signers-section.tsx': async () => {
    await goTo('packs.title');
    await pressThrough(desk, ['Enter'], button(desk, 'signers.distrust'), 6);
  },
  'pack/notices-section.tsx': async () => {
    const notice = join(desk.dir, 'rumeur.vigie-notice');
    const incident = writeIncident(set, desk.dir, { id: 'rumeur-essai' });
    await vigieCommand('notice', 'build', '--incident', incident, ...set.signed, '--out', notice);
    await goTo('packs.title');
    await dropFile(desk.page, notice);
    await button(desk, 'notices.do-import').click();
    await pressThrough(desk, ['Enter'], button(desk, 'notices.remove'), 6);
  },
  'pack/reset-register.tsx': async () => {
    const path = join(damaged.profileDir, 'packs', 'register.sealed');
    writeFileSync(path, readFileSync(path).fill(0xa5, 40, 60));
    await unlock(damaged.page);
    await watch(damaged);
    await runCommand(damaged.page, words('packs.title'));
    await pressThrough(damaged, ['Enter'], button(damaged, 'register.reset-packs'), 6);
    await button(damaged, 'register.reset-packs').press('Enter');
    await dialogs(damaged)
      .getByRole('button', { name: words('register.reset'), exact: true })
      .click();
    await damaged.page.getByRole('heading', { name: words('packs.none-title') }).waitFor();
  },
  'pack/trust-dialog.tsx': async () => {
    await dropFile(damaged.page, set.packFile);
    await pressThrough(damaged, ['Enter'], button(damaged, 'offer.compare'), 6);
  },
};

beforeAll(async () => {
  await check(desk.page, listed, 'verdict.listed');
  reference =
    (await desk.page
      .getByText(/^VG-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
      .first()
      .textContent()) ?? '';
  await watch(desk);
});

describe('every dialog of the application', () => {
  it('is in the table below', () => {
    const screens = join(projectRoot, 'src/renderer/screens');
    const drawing = readdirSync(screens, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx') && readFileSync(join(screens, name), 'utf8').includes('<Dialog'))
      .map((name) => name.replaceAll('\\', '/'));
    expect(drawing.toSorted()).toEqual(Object.keys(table).toSorted());
  });

  it.each(Object.entries(table))(
    '%s has the focus at once and gives it back; no key in between acts below',
    async (_file, go) => {
      await go();
      expect(await recordedOutcomes()).toBe(0);
    },
  );

  it('lies above another without closing it, and Escape takes away the upper one alone', async () => {
    await goTo('settings.title');
    await button(desk, 'settings.change-passphrase').press('Enter');
    const field = dialogs(desk).getByLabel(words('settings.current-passphrase'), { exact: true });
    await hasFocus(field);
    await field.fill('quatre');
    await desk.page.keyboard.press('F1');
    await expect.poll(() => dialogs(desk).count()).toBe(2);
    await desk.page.keyboard.press('Escape');
    await expect.poll(() => dialogs(desk).count()).toBe(1);
    await hasFocus(field);
    expect(await field.inputValue()).toBe('quatre');
    await desk.page.keyboard.press('Escape');
    await dialogs(desk).waitFor({ state: 'detached' });
  });

  it('keeps Tab inside, in both directions', async () => {
    await desk.page.keyboard.press('F2');
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let press = 0; press < 8; press++) {
        await desk.page.keyboard.press(key);
        expect(await desk.page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true);
      }
    }
    await desk.page.keyboard.press('Escape');
  });
});

describe('an identifier that is being typed', () => {
  it('survives F1, the palette and Escape, at any speed, and no digit becomes an outcome', async () => {
    await button(desk, 'nav.call').click();
    await goTo('check.another');
    const field = desk.page.getByLabel(words('identifier.label'));
    await hasFocus(field);
    const half = listed.slice(0, 9);
    await desk.page.keyboard.type(half);
    const devtools = await desk.page.context().newCDPSession(desk.page);
    for (let time = 0; time < 20; time++) {
      await burst(devtools, [time % 2 === 0 ? 'F1' : 'Control+k', '2', 'Escape']);
      await dialogs(desk).waitFor({ state: 'detached' });
      await hasFocus(field);
    }
    await devtools.detach();
    expect(await field.inputValue()).toBe(half);
    await desk.page.keyboard.type(listed.slice(9));
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: words('verdict.listed') }).waitFor();
    expect(await recordedOutcomes()).toBe(0);
  });

  it('raised no error that nobody saw', () => {
    expect([...desk.faults, ...damaged.faults]).toEqual([]);
  });
});

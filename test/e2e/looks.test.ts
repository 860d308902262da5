/**
 * How it follows the preferences: the language and the theme changed while one works, and that the measures of what fits find
 * what does not. Every state in every look is in `states-day.test.ts` and `states-rare.test.ts`.
 */
import { describe, expect, it } from 'vitest';
import { accessibilityFaults } from './support/accessibility.ts';
import { withLaunchedDesk } from './support/desk.ts';
import { lastingFaults } from './support/lasting-faults.ts';
import { clippedTexts, sidewaysScroll, unreachableControls } from './support/layout.ts';
import { runCommand } from './support/palette.ts';
import { hasFocus, words } from './support/vigie.ts';

const desk = withLaunchedDesk({ prepared: true });

const usual = { width: 1280, height: 800 };
/** What 1280 × 800 leaves at 200 %: WCAG 2.2 §1.4.4, and §1.4.10 asks for no sideways scrolling down to 320. */
const doubled = { width: 640, height: 400 };
/** The smallest window that the shells allow. */
const smallest = { width: 1024, height: 700 };

describe('the measures themselves', () => {
  it('find text that is cut off, a page that is too wide, and a control that lies under another thing', async () => {
    const plant = (css: string, text: string) =>
      desk.page.evaluate(
        ([style, words]) => {
          const box = document.createElement('p');
          box.id = 'planted';
          box.style.cssText = style ?? '';
          box.textContent = words ?? '';
          document.body.append(box);
        },
        [css, text],
      );
    const remove = () => desk.page.evaluate(() => document.getElementById('planted')?.remove());
    await plant('width:40px;overflow:hidden;white-space:nowrap', 'Assurance maladie');
    expect(await clippedTexts(desk.page)).toHaveLength(1);
    await remove();
    await plant('position:absolute;left:0;width:3000px', 'Assurance maladie');
    expect(await sidewaysScroll(desk.page)).not.toEqual([]);
    await remove();
    expect(await unreachableControls(desk.page)).toEqual([]);
    await plant('position:fixed;inset:0', 'Assurance maladie');
    expect(await unreachableControls(desk.page)).not.toEqual([]);
    await remove();
    expect([...(await clippedTexts(desk.page)), ...(await sidewaysScroll(desk.page))]).toEqual([]);
  });
});

describe('the interface', () => {
  it('fits at 200 % and in the smallest window before anything is typed in a call', async () => {
    await runCommand(desk.page, words('palette.theme').replace('{theme}', words('theme.dark')));
    expect(await desk.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await desk.page.keyboard.press('F2');
    await hasFocus(desk.page.getByLabel(words('identifier.label')));
    await desk.page.setViewportSize(doubled);
    expect(await lastingFaults(desk.page, sidewaysScroll)).toEqual([]);
    await desk.page.setViewportSize(smallest);
    expect(await lastingFaults(desk.page, clippedTexts)).toEqual([]);
    expect(await lastingFaults(desk.page, sidewaysScroll)).toEqual([]);
    await desk.page.setViewportSize(usual);
    await desk.page.keyboard.press('F2');
    await desk.page
      .getByRole('dialog')
      .getByRole('button', { name: words('leave.close'), exact: true })
      .click();
    await desk.page.getByRole('heading', { name: words('home.title') }).waitFor();
  });

  it('changes its language without being loaded again, dates and page language with it', async () => {
    await desk.page.evaluate(() => Object.assign(window, { wasHere: true }));
    await runCommand(desk.page, 'English');
    await desk.page.getByRole('heading', { name: words('home.title', 'en') }).waitFor();
    expect(await desk.page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await desk.page.evaluate(() => 'wasHere' in window)).toBe(true);
    expect(await desk.page.getByText(words('home.title')).count()).toBe(0);
  });

  it('changes its theme from the palette, in the language that was chosen', async () => {
    await runCommand(desk.page, words('palette.theme', 'en').replace('{theme}', words('theme.contrast', 'en')));
    expect(await desk.page.evaluate(() => document.documentElement.dataset.theme)).toBe('contrast');
    expect(await accessibilityFaults(desk.page)).toEqual([]);
  });

  it('keeps language and theme on the lock screen, and after it is loaded again', async () => {
    await desk.page.keyboard.press('Control+l');
    await hasFocus(desk.page.getByLabel(words('unlock.passphrase', 'en'), { exact: true }));
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.page.reload();
    await desk.page.getByRole('heading', { name: words('unlock.title', 'en') }).waitFor();
    expect(await desk.page.evaluate(() => document.documentElement.dataset.theme)).toBe('contrast');
    await desk.page.setViewportSize(doubled);
    expect(await sidewaysScroll(desk.page)).toEqual([]);
    await desk.page.setViewportSize(usual);
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

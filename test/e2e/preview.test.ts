/** The preview of a sheet breaks its pages where the PDF does: the same number, and each heading on the same page. */
import { execFileSync } from 'node:child_process';
import { describe, expect, inject, it } from 'vitest';
import { withLaunchedDesk } from './support/desk.ts';
import { pdfInfo } from './support/pdf.ts';
import { check, readTree, words } from './support/vigie.ts';

const { set } = inject('prepared');
const listed = set.known.listed.find((text) => /^[12]/.test(text)) ?? '';
const desk = withLaunchedDesk({ prepared: true });
const compact = (text: string) => text.replace(/[\s\u00a0\u202f]+/gu, ' ').trim();

/** Headings of the preview with the page that each begins on, in the order of the page. */
async function previewed(): Promise<{ pages: number; headings: readonly (readonly [string, number])[] }> {
  return await desk.page.locator('iframe').evaluate((frame: HTMLIFrameElement) => {
    const body = frame.contentDocument?.body;
    if (body == null) throw new Error('no preview');
    const sheets = frame.parentElement?.querySelectorAll('[class*="_page_"]').length ?? 0;
    const [sheetPx, gapPx] = [1123, 44];
    const headings = [...body.querySelectorAll('h2')].map((heading) => {
      const top = heading.getBoundingClientRect().top;
      return [heading.textContent ?? '', Math.floor(top / (sheetPx + gapPx)) + 1] as const;
    });
    return { pages: sheets, headings };
  });
}

describe('the preview of a sheet', () => {
  it.each([
    ['edition.easy-to-read', false],
    ['edition.standard', true],
  ] as const)('%s, large print %s: its pages are those of the PDF', async (edition, largePrint) => {
    const { page } = desk;
    const dialog = page.getByRole('dialog');
    if ((await dialog.count()) === 0) {
      await check(page, listed, 'verdict.listed');
      await page.keyboard.press('Control+p');
      await dialog.locator('iframe').waitFor();
    }
    await dialog.getByText(words(edition), { exact: true }).click();
    if (largePrint) await dialog.getByRole('checkbox').check();
    await page.waitForTimeout(2_500);
    const preview = await previewed();
    expect(preview.pages).toBeGreaterThan(1);

    const known = new Set(existing());
    await dialog.getByRole('button', { name: words('sheet.save') }).click();
    await expect.poll(() => existing().filter((name) => !known.has(name)).length).toBe(1);
    const [path = ''] = existing().filter((name) => !known.has(name));
    expect(preview.pages).toBe(Number(pdfInfo(path).Pages));
    for (const [heading, at] of preview.headings) {
      const text = execFileSync('pdftotext', ['-f', String(at), '-l', String(at), path, '-'], { encoding: 'utf8' });
      expect(compact(text)).toContain(compact(heading));
    }
  });

  it('raised no error that nobody saw', () => {
    expect(desk.faults).toEqual([]);
  });
});

function existing(): string[] {
  try {
    return readTree(desk.saveDir).map(({ name }) => name);
  } catch {
    return [];
  }
}

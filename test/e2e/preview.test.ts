/** The preview of a sheet is the document that the PDF is made of: as many pages, and each heading on the same one. */
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
    const pages = [...(frame.contentDocument?.querySelectorAll('.page') ?? [])];
    const headings = pages.flatMap((page, at) =>
      [...page.querySelectorAll('h2')].map((heading) => [heading.textContent ?? '', at + 1] as const),
    );
    return { pages: pages.length, headings };
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

  it('leaves the window its frames: behind another page it would be given one a second', async () => {
    // At one a second they take forty seconds; on any machine that draws at all, far less than the timer.
    const hasFrames = await desk.page.evaluate(
      () =>
        new Promise<boolean>((done) => {
          let left = 40;
          const frame = () => (--left === 0 ? done(true) : requestAnimationFrame(frame));
          requestAnimationFrame(frame);
          setTimeout(() => done(false), 20_000);
        }),
    );
    expect(hasFrames).toBe(true);
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

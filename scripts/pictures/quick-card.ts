/**
 * `node scripts/pictures/quick-card.ts`: `docs/aide-memoire.html` as one A4 page of PDF, by the path that prints sheets.
 * Run by `npm run pictures`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSheetFonts } from '../../src/app/shell/guide-files.ts';
import { openBrowser } from '../../src/chromium/browser.ts';
import { createPrinting } from '../../src/chromium/printing.ts';
import { serveContext } from '../../src/chromium/serve.ts';
import { countPdfPages } from '../../src/core/print/pdf-pages.ts';
import { findBrowser } from '../find-browser.mjs';
import { isMain } from '../lib/is-main.mjs';
import { projectRoot } from '../lib/project.mjs';

/** @throws Error if the card does not fit on its one page */
export async function makeQuickCard(): Promise<void> {
  const browserPath = findBrowser();
  if (browserPath === null) throw new Error('no browser: set VIGIE_BROWSER');
  const file = (extension: string) => join(projectRoot, 'docs', `aide-memoire.${extension}`);
  const { regular, bold } = readSheetFonts(join(projectRoot, 'resources', 'fonts'));
  const face = (source: string, weight: number) =>
    `@font-face { font-family: Sheet; font-weight: ${weight}; src: url(${source}) format("woff2"); }`;
  const html = readFileSync(file('html'), 'utf8').replace('<style>', `<style>${face(regular, 400)}${face(bold, 700)}`);
  const browser = await openBrowser({ browserPath, headless: true, appWindow: false, locale: 'fr' });
  try {
    const printing = createPrinting(
      { browser, pages: await serveContext(browser.context, null) },
      { headless: true, browserPath },
    );
    const pdf = await printing.renderPdf(html);
    const pages = countPdfPages(pdf);
    if (pages !== 1) throw new Error(`the quick-reference card takes ${pages} pages`);
    writeFileSync(file('pdf'), pdf);
  } finally {
    await browser.close();
  }
}

if (isMain(import.meta)) await makeQuickCard();

/** Sheets laid out and printed by the real Chromium, as the application does it, and read back by poppler. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { fontsScript, measureScript } from '../../src/app/shell/measure-script.ts';
import { layOutSheet, type MeasureHtml, type PagedHtml, printToPdf, requireFit } from '../../src/core/print/lay-out.ts';
import type { SheetModel } from '../../src/core/print/model.ts';
import { makeSheet, type SheetStyle } from '../../src/core/print/sheet-html.ts';
import type { SheetFonts } from '../../src/core/print/style.ts';
import { launchTestBrowser } from './browser.ts';

/** A printed document, and what poppler says of it: each thing is asked once, since every question is a process. */
export class Printed {
  readonly path: string;
  readonly html: string;
  readonly #said = new Map<string, string>();
  constructor(path: string, html: string) {
    this.path = path;
    this.html = html;
  }
  #ask(program: string, options: readonly string[] = [], to: readonly string[] = []): string {
    const question = JSON.stringify([program, options]);
    const said =
      this.#said.get(question) ?? execFileSync(program, [...options, this.path, ...to], { encoding: 'utf8' });
    this.#said.set(question, said);
    return said;
  }
  get info(): string {
    return this.#ask('pdfinfo');
  }
  get pages(): number {
    return Number(/Pages:\s+(\d+)/.exec(this.info)?.[1]);
  }
  /** The structure of the tags with the text in them. */
  get tags(): string {
    return this.#ask('pdfinfo', ['-struct-text']);
  }
  /** One line for each font: name, kind, encoding, whether it is embedded. */
  get fonts(): readonly string[] {
    return this.#ask('pdffonts').trim().split('\n').slice(2);
  }
  /** Text in the order of the file; without its spaces. */
  text(page?: number): string {
    const range = page === undefined ? [] : ['-f', String(page), '-l', String(page)];
    return squash(this.#ask('pdftotext', ['-raw', '-enc', 'UTF-8', ...range], ['-']));
  }
  /** Grey or colour pixels of one page: `P5` or `P6` of netpbm. */
  pixels(page: number, dpi: number, mode: 'grey' | 'colour'): { width: number; height: number; bytes: Buffer } {
    const options = ['-r', String(dpi), '-f', String(page), '-l', String(page), ...(mode === 'grey' ? ['-gray'] : [])];
    const image = execFileSync('pdftoppm', [...options, this.path], { maxBuffer: 1 << 28 });
    const header = /^P[56]\s(\d+)\s(\d+)\s255\s/.exec(image.toString('latin1', 0, 40));
    return { width: Number(header?.[1]), height: Number(header?.[2]), bytes: image.subarray(header?.[0].length) };
  }
}

/** Without any space: poppler decides by width whether a thin space is one. */
export function squash(text: string): string {
  return text.replace(/[\s\u00a0\u202f]+/gu, '');
}

export class SheetPrinter {
  readonly #browser: Browser;
  readonly #folder = mkdtempSync(join(tmpdir(), 'vigie-pdf-'));
  /** Shows the document that was measured or printed last. */
  readonly page: Page;
  readonly #fonts: SheetFonts;
  #shown = '';
  #count = 0;

  private constructor(browser: Browser, page: Page, fonts: SheetFonts) {
    this.#browser = browser;
    this.page = page;
    this.#fonts = fonts;
  }

  /** @param env for the browser. The caller closes the printer. */
  static async open(fonts: SheetFonts, env: Readonly<Record<string, string>> = {}): Promise<SheetPrinter> {
    const browser = await launchTestBrowser(env);
    return new SheetPrinter(browser, await browser.newPage(), fonts);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** For a test that has altered the page. */
  forget(): void {
    this.#shown = '';
  }

  async show(html: string): Promise<void> {
    if (this.#shown === html) return;
    await this.page.setContent(html, { waitUntil: 'load' });
    await this.page.evaluate(fontsScript);
    this.#shown = html;
  }

  readonly measure: MeasureHtml = async (html, selector) => {
    await this.show(html);
    return (await this.page.evaluate(measureScript(selector))) as number[];
  };

  async layOut(model: SheetModel, style: SheetStyle, measure: MeasureHtml = this.measure): Promise<PagedHtml> {
    return await layOutSheet(makeSheet(model, style), { fonts: this.#fonts }, measure);
  }

  /** Measures its pages once more, as before each print. @throws VigieError 'sheet-overflow' */
  async requireFit(document: PagedHtml): Promise<PagedHtml> {
    return await requireFit(document, this.measure);
  }

  /** @throws VigieError 'sheet-overflow' */
  async print(document: PagedHtml): Promise<Printed> {
    const pdf = await printToPdf(await this.requireFit(document), async (html) => {
      await this.show(html);
      return await this.page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true });
    });
    const path = join(this.#folder, `${this.#count++}.pdf`);
    writeFileSync(path, pdf);
    return new Printed(path, document.html);
  }
}

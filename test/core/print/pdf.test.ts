/** The sheet on paper: laid out and printed by the real Chromium, read back by poppler. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import jsQR from 'jsqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { harmlessNumbers, looksLikeSecret } from '../../../src/core/guide/secrets.ts';
import { renderLetter } from '../../../src/core/print/letter.ts';
import { buildSheetModel, type SheetCase, type SheetModel, sheetSections } from '../../../src/core/print/model.ts';
import type { SheetStyle } from '../../../src/core/print/sheet-html.ts';
import { personKinds, sheetEditions } from '../../../src/core/vocabulary.ts';
import { type Printed, SheetPrinter, squash } from '../../support/sheet-printer.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { asked, child, fonts, growing, kinds, longest, partly, shortest, usual } from './sheet-cases.ts';

let printer: SheetPrinter;
beforeAll(async () => {
  printer = await SheetPrinter.open(fonts);
});
afterAll(() => printer?.close());

const modelOf = (sheetCase: SheetCase) => buildSheetModel(shippedGuide, sheetCase);

/** Each look of a sheet, with the least size of its type and the most pages that it may take. */
const looks = {
  standard: { edition: 'standard', largePrint: false, leastPt: 12, mostPages: 2 },
  english: { edition: 'english', largePrint: false, leastPt: 12, mostPages: 2 },
  large: { edition: 'standard', largePrint: true, leastPt: 14, mostPages: 4 },
  'easy-to-read': { edition: 'easy-to-read', largePrint: false, leastPt: 14, mostPages: 4 },
} as const satisfies Record<string, SheetStyle & { leastPt: number; mostPages: number }>;
type Look = keyof typeof looks;
const allLooks = Object.keys(looks) as Look[];

/** Each sheet is printed once for all the tests that look at it. */
const sheets = new Map<string, Promise<Printed>>();

function print(sheetCase: SheetCase, look: Look): Promise<Printed> {
  const key = JSON.stringify([look, sheetCase]);
  const { edition, largePrint } = looks[look];
  const known =
    sheets.get(key) ??
    printer.layOut(modelOf(sheetCase), { edition, largePrint }).then((document) => printer.print(document));
  sheets.set(key, known);
  return known;
}

/** What a look calls the wording of a text. */
const wordingOf = (look: Look) => (look === 'english' ? 'en' : look === 'easy-to-read' ? 'easy' : 'fr');

/** One of each kind, and plans of growing length. Laid out, they have the pages that they are printed on. */
const cases: readonly (readonly [string, SheetCase])[] = [
  ...Object.entries(kinds),
  ...growing
    .map((sheetCase, at) => [`${at >> 1} classes more, every answer yes`, sheetCase] as const)
    .filter((_, at) => at % 4 === 3 || at === growing.length - 1),
];

describe.each(allLooks)('the %s sheet, in every case', (look) => {
  const { leastPt, mostPages } = looks[look];

  it.each(cases)(
    '%s: takes no more pages than it may, and has its first action in the upper third of page 1',
    async (_name, sheetCase) => {
      const { edition, largePrint } = looks[look];
      const sheet = await printer.layOut(modelOf(sheetCase), { edition, largePrint });
      expect(sheet.pages).toBeLessThanOrEqual(mostPages + pagesMore(sheetCase, look));
      await printer.show(sheet.html);
      const share = await printer.page.evaluate(() => {
        const page = document.querySelector('.page')?.getBoundingClientRect();
        const action = document.querySelector('.item h3')?.getBoundingClientRect();
        return page === undefined || action === undefined ? 1 : (action.bottom - page.top) / page.height;
      });
      expect(share).toBeLessThan(1 / 3);
      // A box to tick stands before what can be done, and before nothing else.
      const boxes = await printer.page.evaluate(() =>
        [...document.querySelectorAll('.box')].map(
          (box) => box.closest('section')?.querySelector('h2, .again')?.textContent,
        ),
      );
      const { today, week } = modelOf(sheetCase).texts.labels;
      for (const heading of boxes) {
        expect(
          [today, week].some((label) => heading?.startsWith(label[wordingOf(look)]) === true),
          heading,
        ).toBe(true);
      }
    },
  );

  it('has no type below its floor, and nothing in italics', async () => {
    await printer.show((await print(longest, look)).html);
    const styles = await printer.page.evaluate(() =>
      [...document.body.querySelectorAll('*')]
        .filter((element) => element.textContent?.trim())
        .map((element) => getComputedStyle(element))
        .map(({ fontSize, fontStyle, textAlign }) => ({ px: Number.parseFloat(fontSize), fontStyle, textAlign })),
    );
    expect(Math.min(...styles.map(({ px }) => px))).toBeGreaterThanOrEqual((leastPt * 96) / 72 - 0.01);
    expect(new Set(styles.map(({ fontStyle }) => fontStyle))).toEqual(new Set(['normal']));
  });

  it('names every step, and says in full what must be done', async () => {
    for (const sheetCase of [usual, longest]) {
      const model = modelOf(sheetCase);
      const text = (await print(sheetCase, look)).text();
      const wording = wordingOf(look);
      for (const section of look === 'easy-to-read' ? (['today'] as const) : sheetSections) {
        for (const [at, item] of model.sections[section].entries()) {
          // The easy-to-read sheet has all that is urgent, and refers to the other one for the rest.
          if (look === 'easy-to-read' && !item.urgent && at >= 8) continue;
          expect(text).toContain(squash(item.title[wording]));
          if (look === 'easy-to-read' || section === 'done' || !item.mandatory) continue;
          expect(text).toContain(squash(String(item.lines[wording])));
        }
      }
    }
  });

  it('leaves no heading behind at the foot of a page, and splits no step', async () => {
    const sheet = await print(longest, look);
    const pages = Array.from({ length: sheet.pages }, (_, at) => sheet.text(at + 1));
    for (const piece of printedPieces(modelOf(longest), look)) {
      expect(
        pages.filter((page) => page.includes(piece)),
        piece,
      ).not.toHaveLength(0);
    }
  });
});

/** What must be done may begin a third page of the standard sheet; the others have room for it. */
function pagesMore(sheetCase: SheetCase, look: Look): number {
  const must = sheetCase.plan.steps.filter((step) => step.mandatory && step.sheet !== null).length;
  return (look === 'standard' || look === 'english') && must > 16 ? 1 : 0;
}

/** What must stand on one page: a heading with its first step, a step with its text. */
function printedPieces(model: SheetModel, look: Look): string[] {
  const wording = wordingOf(look);
  const sections = look === 'easy-to-read' ? (['today'] as const) : sheetSections;
  return sections.flatMap((section) => {
    const [first] = model.sections[section];
    const heading = first === undefined ? [] : [squash(model.texts.labels[section][wording] + first.title[wording])];
    const whole = model.sections[section].filter((item) => section !== 'done' && item.mandatory);
    if (look === 'easy-to-read') return heading;
    return [...heading, ...whole.map((item) => squash(`${item.title[wording]}. ${item.lines[wording]}`))];
  });
}

describe('a sheet that does not fit', () => {
  it('is refused if a block is taller than a page', async () => {
    const [incident] = usual.incidents;
    if (incident === undefined) throw new Error('the usual case has an incident');
    const endless = { ...incident, statement: { fr: 'Mot. '.repeat(4000), en: 'Word. '.repeat(4000) } };
    const model = modelOf({ ...usual, incidents: [endless] });
    await expect(printer.layOut(model, looks.standard)).rejects.toMatchObject({ code: 'sheet-overflow' });
  });

  it('is refused if its pages come out taller than its blocks were measured', async () => {
    const shorter: typeof printer.measure = async (html, selector) => {
      const heights = await printer.measure(html, selector);
      return selector === '.page' ? heights : heights.map((height) => height * 0.7);
    };
    await expect(printer.layOut(modelOf(longest), looks.standard, shorter)).rejects.toMatchObject({
      code: 'sheet-overflow',
    });
  });

  it('is refused if paper comes out longer than every measure said', async () => {
    const shorter: typeof printer.measure = async (html, selector) =>
      (await printer.measure(html, selector)).map((height) => height * 0.7);
    const document = await printer.layOut(modelOf(longest), looks.standard, shorter);
    await expect(printer.print(document)).rejects.toMatchObject({ code: 'sheet-overflow' });
  });
});

describe('letters', () => {
  it.each([...shippedGuide.letters.keys()])('%s stands on one page, in shipped fonts alone', async (id) => {
    const letters = (['fr', 'en'] as const).flatMap((locale) =>
      personKinds.flatMap((who) => renderLetter(shippedGuide, id, { locale, who }, { fonts }) ?? []),
    );
    expect(letters.length).toBeGreaterThanOrEqual(6);
    for (const letter of letters) expect((await printer.requireFit(letter)).pages).toBe(1);
    // A print is a process of Chromium's: the longest in each language goes on paper.
    for (const language of ['fr', 'en']) {
      const inLanguage = letters.filter(({ html }) => html.includes(`<html lang="${language}"`));
      const [longestLetter] = inLanguage.toSorted((a, b) => b.html.length - a.html.length);
      if (longestLetter === undefined) throw new Error(`no letter in ${language}`);
      const printed = await printer.print(longestLetter);
      expect(printed.pages).toBe(1);
      for (const row of printed.fonts) expect(row).toMatch(/^\w{6}\+AtkinsonHyperlegibleNext-(Regular|Bold) /);
    }
  });
});

describe.each(sheetEditions)('the %s edition as PDF', (edition) => {
  it('is titled, in its language, outlined, A4', async () => {
    const sheet = await print(usual, edition);
    expect(sheet.info).toMatch(/Title:\s+.+VG-7K3M-Q2XA/);
    expect(sheet.info).toMatch(/Page size:\s+59[45].* x 84[12].*\(A4\)/);
    expect(readFileSync(sheet.path, 'latin1')).toContain('/Outlines');
  });

  // Rules of PDF/UA-1 (ISO 14289-1) that a file of Chromium's can keep; docs/accessibility.md says which it cannot.
  it('is tagged for a screen reader: language, title, headings in order, lists, pictures in words', async () => {
    const sheet = await print(longest, edition);
    const file = readFileSync(sheet.path, 'latin1');
    expect(file).toMatch(/\/Marked true/);
    expect(file).toMatch(/\/DisplayDocTitle true/);
    expect(file).toContain(edition === 'english' ? '/Lang (en)' : '/Lang (fr)');
    // Each page leads to its tags, and Tab follows them.
    expect(file.match(/\/StructParents \d+/g)?.length).toBeGreaterThanOrEqual(sheet.pages);
    expect(file.match(/\/Tabs \/S\b/g)).toHaveLength(sheet.pages);
    expect(file).toMatch(/\/StructTreeRoot \d+ 0 R/);
    expect(file.match(/\/S \/Figure/g)).toHaveLength(file.match(/\/Alt [<(]/g)?.length ?? 0);
    expect(file).toMatch(/\/Alt [<(]/);
    const lines = sheet.tags.split('\n');
    const levels = lines.flatMap((line) => /^\s*H(\d) /.exec(line)?.[1] ?? []).map(Number);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    const depthOf = (line: string) => line.search(/\S/);
    for (const [at, line] of lines.entries()) {
      if (!/^\s*LI /.test(line)) continue;
      const parent = lines.slice(0, at).findLast((above) => depthOf(above) < depthOf(line));
      expect(parent?.trim()).toMatch(/^L /);
    }
  });

  it('reads in the order of the paper, without its feet', async () => {
    const sheet = await print(longest, edition);
    const read = squash([...sheet.tags.matchAll(/"(.*)"/g)].map(([, text]) => text).join(''));
    await printer.show(sheet.html);
    const shown = await printer.page.evaluate(() => {
      for (const hidden of document.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
      return document.querySelector('main')?.textContent ?? '';
    });
    printer.forget();
    expect(read.replaceAll('•', '')).toBe(squash(shown));
  });

  it('embeds its fonts, and needs no other', async () => {
    const rows = (await print(longest, edition)).fonts;
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toMatch(/\+AtkinsonHyperlegibleNext-(Regular|Bold)\s+CID TrueType\s+Identity-H\s+yes yes yes/);
    }
  });

  it('numbers its pages and carries the reference on each', async () => {
    const sheet = await print(longest, edition);
    const of = edition === 'english' ? 'of' : 'sur';
    for (let page = 1; page <= sheet.pages; page++) {
      expect(sheet.text(page)).toContain(`page${page}${of}${sheet.pages}`);
      expect(sheet.text(page)).toContain('VG-7K3M-Q2XA');
    }
  });

  it('carries nothing that looks like an identifier, a card number, an IBAN or a password', async () => {
    const text = execFileSync('pdftotext', [(await print(longest, edition)).path, '-'], { encoding: 'utf8' });
    expect(looksLikeSecret(text, harmlessNumbers(shippedGuide))).toEqual([]);
  });

  it('tells nothing by colour', async () => {
    const { bytes } = (await print(longest, edition)).pixels(1, 40, 'colour');
    let colourful = 0;
    for (let at = 0; at < bytes.length; at += 3)
      if (bytes[at] !== bytes[at + 1] || bytes[at] !== bytes[at + 2]) colourful++;
    expect(colourful).toBe(0);
  });

  it('has a QR code that a camera reads as the reference', async () => {
    const { width, height, bytes } = (await print(usual, edition)).pixels(1, 150, 'grey');
    const rgba = new Uint8ClampedArray(width * height * 4);
    for (let at = 0; at < rgba.length; at++) rgba[at] = at % 4 === 3 ? 255 : (bytes[at >> 2] ?? 0);
    expect(jsQR(rgba, width, height)?.data).toBe('VG-7K3M-Q2XA');
  });

  it('looks as it did when it was last looked at', async () => {
    expectLook(await print(usual, edition), 1, `usual-${edition}`);
  });
});

describe('the standard edition looks as it did when it was last looked at', () => {
  it.each([
    ['shortest', shortest],
    ['partly', partly],
    ['asked', asked],
    ['longest', longest],
    ['child', child],
  ] as const)('for the %s plan', async (name, sheetCase) => {
    const sheet = await print(sheetCase, 'standard');
    for (let page = 1; page <= sheet.pages; page++) expectLook(sheet, page, `${name}-standard-${page}`);
  });
});

function expectLook(sheet: Printed, page: number, name: string): void {
  const { width, height, bytes } = sheet.pixels(page, 36, 'grey');
  const reference = new URL(`./reference/${name}.grey.gz`, import.meta.url);
  if (process.env.VIGIE_UPDATE_IMAGES === '1' || !existsSync(reference)) {
    expect(process.env.VIGIE_UPDATE_IMAGES, 'reference image is missing').toBe('1');
    mkdirSync(new URL('.', reference), { recursive: true });
    writeFileSync(reference, gzipSync(bytes, { level: 9 }));
  }
  const wanted = gunzipSync(readFileSync(reference));
  expect(bytes.length).toBe(wanted.length);
  expect(meanDifference(bytes, wanted)).toBeLessThan(tolerance);
  expect(width * height).toBe(wanted.length);
}

/** Of 255. Another version of the rasteriser differs by some 1 on text; a section that moved by a line by 8 and more. */
const tolerance = 4;

function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((total, value, at) => total + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

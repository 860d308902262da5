/** The sheet is the same whatever fonts the machine has, and fits whatever the date: the real Chromium, three times. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawable, isDrawn } from '../../../src/core/print/glyphs.ts';
import { buildSheetModel, type SheetCase } from '../../../src/core/print/model.ts';
import { sheetFontFiles } from '../../../src/core/print/style.ts';
import { SheetPrinter } from '../../support/sheet-printer.ts';
import { shippedGuide } from '../guide/shipped-guide.ts';
import { fonts, longest, usual } from './sheet-cases.ts';

/** Fonts of the machine: none, one that fontconfig chooses for a family, or all that there are. */
const fontSets: Readonly<Record<string, string | null>> = {
  'a serif alone': 'serif',
  'a monospace alone': 'monospace:bold',
  "the machine's own": null,
};
const dates = ['2026-05-01', '2026-09-30', '2031-12-28'];

/** Letters that French needs, those of neighbours, and those that no shipped font has. */
const farText = 'Œuvre ÿ Žižková Łukasz Şahin ẞ ﬁ № → ✓ 🙂 Δημόκριτος Борис 北京 عربي ạ ẵ x̂ ½ ² ™ \u2011 \u2007 \u00ad';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-fonts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A fontconfig of one folder, with that font or none in it. */
function onlyFont(family: string | null): Record<string, string> {
  const dir = mkdtempSync(join(folder, 'set-'));
  if (family !== null) {
    const file = execFileSync('fc-match', ['--format', '%{file}', family], { encoding: 'utf8' });
    copyFileSync(file, join(dir, basename(file)));
  }
  const config = join(dir, 'fonts.conf');
  writeFileSync(config, `<fontconfig><dir>${dir}</dir><cachedir>${dir}</cachedir></fontconfig>`);
  return { FONTCONFIG_FILE: config };
}

const [short = '', long = '', far = ''] = dates;
const cases: readonly SheetCase[] = [
  { ...longest, date: short, organisation: farText, adviser: farText },
  { ...usual, date: long },
  { ...longest, date: far },
];
const styles = [
  { edition: 'standard', largePrint: false },
  { edition: 'english', largePrint: true },
  { edition: 'easy-to-read', largePrint: false },
] as const;

describe('with other fonts on the machine', () => {
  const laid = new Map<string, readonly string[]>();

  it.each(Object.keys(fontSets))(
    '%s: every glyph is of a shipped font',
    async (name) => {
      const family = fontSets[name] ?? null;
      const printer = await SheetPrinter.open(fonts, family === null ? {} : onlyFont(family));
      try {
        const documents: string[] = [];
        for (const [at, sheetCase] of cases.entries()) {
          const style = styles[at % styles.length] ?? styles[0];
          const document = await printer.layOut(buildSheetModel(shippedGuide, sheetCase), style);
          documents.push(document.html);
          // Refused unless it has as many pages as the document.
          const printed = await printer.print(document);
          for (const row of printed.fonts) {
            expect(row).toMatch(
              /^\w{6}\+AtkinsonHyperlegibleNext-(Regular|Bold)\s+CID TrueType\s+Identity-H\s+yes yes yes/,
            );
          }
        }
        laid.set(name, documents);
      } finally {
        await printer.close();
      }
    },
    120_000,
  );

  it('and none at all, where Chromium decodes no font: nothing is laid out in its place', async () => {
    const printer = await SheetPrinter.open(fonts, onlyFont(null));
    try {
      await expect(printer.layOut(buildSheetModel(shippedGuide, usual), styles[0])).rejects.toThrow(/network error/i);
    } finally {
      await printer.close();
    }
  });

  it('the documents are the same, byte for byte', () => {
    const [first, ...others] = [...laid.values()];
    expect(laid.size).toBe(Object.keys(fontSets).length);
    for (const documents of others) expect(documents).toEqual(first);
  });
});

describe('the characters that are printed', () => {
  /** What the fonts themselves say that they draw, both weights alike. */
  const drawnBy = (weight: 'regular' | 'bold') => {
    const files = [sheetFontFiles[weight], sheetFontFiles[`${weight}Extended`]];
    const ranges = files.flatMap((file) => {
      const path = new URL(`../../../resources/fonts/${file}`, import.meta.url).pathname;
      return execFileSync('fc-query', ['--format', '%{charset}', path], { encoding: 'utf8' }).trim().split(' ');
    });
    return new Set(
      ranges.flatMap((range) => {
        const [from = 0, to = from] = range.split('-').map((hex) => Number.parseInt(hex, 16));
        return Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at));
      }),
    );
  };

  it.each(['regular', 'bold'] as const)('are those of the %s fonts', (weight) => {
    const drawn = drawnBy(weight);
    for (let code = 0; code <= 0xffff; code++) {
      const character = String.fromCodePoint(code);
      // Combining marks are left to the letters that have them.
      if (/\p{M}/u.test(character)) continue;
      expect(isDrawn(character), code.toString(16)).toBe(drawn.has(character));
    }
  });

  it('are all there is, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const character of drawable(text)) expect(isDrawn(character) || character === '\u202f').toBe(true);
      }),
    );
  });

  it('keep what the fonts draw, and what is like it', () => {
    expect(drawable('Œuvre, Žižková, « 118\u202f400 » : 2,99\u00a0€')).toBe(
      'Œuvre, Žižková, « 118\u202f400 » : 2,99\u00a0€',
    );
    expect(drawable('e\u0301te\u0301')).toBe('été');
    expect(drawable('ẵ ạ ﬁ x\u0302 a\u2011b c\u00add\te')).toBe('a a fi x a-b cd e');
    expect(drawable('Борис 🙂')).toBe('????? ?');
  });

  it('are what the guide is written in', () => {
    const { texts, steps, contacts, letters } = shippedGuide;
    const all = JSON.stringify([texts, steps, [...contacts.values()], [...letters.values()]]);
    const replaced = [...all].filter((character) => drawable(character) !== character);
    expect(replaced).toEqual([]);
  });
});

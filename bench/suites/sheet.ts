/**
 * From the key to the sheet as PDF: building it, fitting it to its pages, printing it, against the browser's own printing
 * of the same document. Side by side, in the real browser, as the Chromium shell prints.
 */
import { join } from 'node:path';
import { findBrowser, howToGetBrowser } from '../../scripts/find-browser.mjs';
import { SheetPress } from '../../src/app/print/sheet-press.ts';
import { readGuide, readSheetFonts } from '../../src/app/shell/guide-files.ts';
import { openBrowser } from '../../src/chromium/browser.ts';
import { createPrinting } from '../../src/chromium/printing.ts';
import { serveContext } from '../../src/chromium/serve.ts';
import { buildPlan, type PlanInput } from '../../src/core/guide/plan.ts';
import type { Guide } from '../../src/core/guide/schema.ts';
import { buildSheetModel } from '../../src/core/print/model.ts';
import { dataClasses } from '../../src/core/vocabulary.ts';
import { atMost, type Figure, median, reported, takeTurns } from '../measure.ts';

const rounds = 7;
const resources = join(import.meta.dirname, '../../resources');
/** « Key press to PDF at most 1 s beyond the browser's own printing. » */
const beyondPrintingMs = 1000;
const style = { edition: 'standard', largePrint: false } as const;

type Situation = Pick<PlanInput, 'confirmed' | 'claimed' | 'answers'>;

function modelFor(guide: Guide, situation: Situation) {
  return buildSheetModel(guide, {
    reference: 'VG-7K3M-Q2XA',
    date: '2026-11-21',
    adviser: 'Camille',
    organisation: null,
    verdicts: [{ kind: 'listed', identifierKind: 'nir', dataAsOf: '2026-11-01' }],
    incidents: [
      {
        title: { fr: 'Fichier vendu sur un forum', en: 'File sold on a forum' },
        status: 'partly-confirmed',
        statement: { fr: 'Une partie du fichier a été vérifiée.', en: 'A part of the file was verified.' },
        occurredOn: null,
        disclosedOn: '2026-10-14',
        confirmed: situation.confirmed,
        claimed: situation.claimed,
        askedAbout: false,
      },
    ],
    plan: buildPlan(guide, { ...situation, incidentStatuses: ['partly-confirmed'], outcomes: {} }),
    demonstration: false,
  });
}

export async function measureSheet(): Promise<Figure[]> {
  const browserPath = findBrowser();
  if (browserPath === null) throw new Error(howToGetBrowser());
  const guide = readGuide(join(resources, 'guide'));
  const cases: Readonly<Record<string, Situation>> = {
    usual: { confirmed: ['email', 'nir', 'civil-status'], claimed: ['ameli-login', 'phone'], answers: {} },
    longest: {
      confirmed: [...dataClasses],
      claimed: [],
      answers: Object.fromEntries(guide.questions.map(({ id }) => [id, true])),
    },
  };
  const browser = await openBrowser({ browserPath, headless: true, appWindow: false, locale: 'fr' });
  try {
    const pages = await serveContext(browser.context, null);
    const printing = createPrinting({ browser, pages }, { headless: true, browserPath });
    const readFonts = () => readSheetFonts(join(resources, 'fonts'));
    const figures: Figure[] = [];
    for (const [name, situation] of Object.entries(cases)) {
      const previewed = new SheetPress(printing, readFonts);
      const { html } = await previewed.lay(modelFor(guide, situation), style);
      const taken = await takeTurns(rounds, {
        browser: () => printing.renderPdf(html),
        // Nothing is known of the sheet: fonts are read, and layouts tried.
        first: () => new SheetPress(printing, readFonts).lay(modelFor(guide, situation), style),
        // It was previewed before, as it is on screen.
        again: () => previewed.lay(modelFor(guide, situation), style),
      });
      const browserMs = median(taken.browser);
      figures.push(
        atMost(
          `sheet, ${name}: fitted and printed, minus the browser's printing`,
          median(taken.first) - browserMs,
          beyondPrintingMs,
          'ms',
        ),
        atMost(
          `sheet, ${name}: as previewed, minus the browser's printing`,
          median(taken.again) - browserMs,
          beyondPrintingMs,
          'ms',
        ),
        reported(
          `sheet, ${name}: fitted and printed, over the browser's printing`,
          median(taken.first) / browserMs,
          'ratio',
        ),
        reported(`sheet, ${name}: the browser's printing`, browserMs, 'ms'),
      );
    }
    return figures;
  } finally {
    await browser.close();
  }
}

/**
 * From the key to the sheet on screen: written, measured and cut into pages; then its PDF file. In the real browser, as
 * the Chromium shell prints.
 */
import { join } from 'node:path';
import { findBrowser, howToGetBrowser } from '../../scripts/find-browser.mjs';
import { readGuideFiles, readSheetFonts } from '../../src/app/shell/guide-files.ts';
import { openBrowser } from '../../src/chromium/browser.ts';
import { createPrinting } from '../../src/chromium/printing.ts';
import { serveContext } from '../../src/chromium/serve.ts';
import { buildPlan, type PlanInput } from '../../src/core/guide/plan.ts';
import type { Guide } from '../../src/core/guide/schema.ts';
import { layOutSheet } from '../../src/core/print/lay-out.ts';
import { buildSheetModel } from '../../src/core/print/model.ts';
import { makeSheet } from '../../src/core/print/sheet-html.ts';
import { dataClasses } from '../../src/core/vocabulary.ts';
import { atMost, type Figure, median, reported, takeTurns } from '../measure.ts';

const rounds = 7;
const resources = join(import.meta.dirname, '../../resources');
/** From the key to the preview, on half a processor; the file is made behind it. */
const previewMs = 600;
const style = { edition: 'standard', largePrint: false } as const;

type Situation = Pick<PlanInput, 'confirmed' | 'claimed' | 'answers'>;

function modelFor(guide: Guide, situation: Situation) {
  return buildSheetModel(guide, {
    reference: 'VG-7K3M-Q2XA',
    date: '2026-11-21',
    today: '2026-11-21',
    adviser: 'Camille',
    organisation: null,
    who: 'caller',
    verdicts: [{ kind: 'listed', identifierKind: 'nir', dataAsOf: '2026-11-01' }],
    incidents: [
      {
        title: { fr: 'Fichier vendu sur un forum', en: 'File sold on a forum' },
        status: 'partly-confirmed',
        assessment: null,
        statement: { fr: 'Une partie du fichier a été vérifiée.', en: 'A part of the file was verified.' },
        occurredOn: null,
        disclosedOn: '2026-10-14',
        confirmed: situation.confirmed,
        tied: [],
        claimed: situation.claimed,
        others: [],
        claimedOfOthers: [],
        signer: null,
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
  const guide = readGuideFiles(join(resources, 'guide'));
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
    const fonts = readSheetFonts(join(resources, 'fonts'));
    const figures: Figure[] = [];
    for (const [name, situation] of Object.entries(cases)) {
      const layOut = () => layOutSheet(makeSheet(modelFor(guide, situation), style), { fonts }, printing.measureHtml);
      const { html } = await layOut();
      const taken = await takeTurns(rounds, { layOut, renderPdf: () => printing.renderPdf(html) });
      figures.push(
        atMost(`sheet, ${name}: laid out for the preview`, median(taken.layOut), previewMs, 'ms'),
        reported(`sheet, ${name}: made into PDF, while it is read`, median(taken.renderPdf), 'ms'),
      );
    }
    return figures;
  } finally {
    await browser.close();
  }
}

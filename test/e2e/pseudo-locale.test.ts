/**
 * Every state of the interface in a language that nobody speaks, two fifths longer than French: no text on screen that
 * is in no table, none that is cut, at 1280 × 800 and at 1024 × 700.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { type PreparedDesk, prepareDesk } from '../../scripts/pictures/desk.ts';
import { rareIncidents, rareIssuer } from '../../scripts/pictures/rare-sets.ts';
import { type StateName, stateNames, type Walker, walkDay, walkFirstRun } from '../../scripts/pictures/walk.ts';
import { walkRare } from '../../scripts/pictures/walk-rare.ts';
import { demoIncident } from '../../src/cli/demo/incident.ts';
import type { VigieApi } from '../../src/contract/channels.ts';
import { makeWorkspace } from './support/make-set.ts';
import { buildPseudoRenderer, pseudoFr } from './support/pseudo-build.ts';
import { auditScreen } from './support/screen-audit.ts';

const workspace = makeWorkspace();
const rendererDir = join(workspace.dir, 'renderer');
let prepared: PreparedDesk;
beforeAll(async () => {
  await buildPseudoRenderer(rendererDir);
  prepared = await prepareDesk();
});
afterAll(() => {
  prepared?.remove();
  workspace.remove();
});

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
}

const incidentTexts = [...stringsIn(demoIncident()), ...stringsIn(rareIncidents), rareIssuer, 'cellule', 'Bruno'];
const guideDir = join(projectRoot, 'resources', 'guide');
const guideTexts = readdirSync(guideDir).flatMap((name) =>
  stringsIn(JSON.parse(readFileSync(join(guideDir, name), 'utf8'))),
);

/** What the application says of sets and people: data, not words of the interface. */
async function dataStrings(page: Page): Promise<string[]> {
  const values = await page.evaluate(async () => {
    const { vigie } = window as unknown as { vigie: VigieApi };
    return [await vigie.call('readAppState', {}), await vigie.call('listPacks', {})];
  });
  const recoveryWords = await page.locator('ol li').allTextContents();
  return [...stringsIn(values), ...guideTexts, ...incidentTexts, ...recoveryWords];
}

// What no language changes, or what has one of its own: the name, keys, references, masked identifiers, figures with
// their unit, fingerprints, files, the technical line of a problem, the names of the languages in themselves.
const languageless = [
  /^[^\p{L}]*$/u,
  /^Vigie$/,
  /^(Français|English)$/,
  /^(Ctrl( [KPLZ]| Entrée)?|[KPLZ]|F\d|Entrée|Échap|1 – 4)$/,
  /^VG-[0-9A-Z]{4}-[0-9A-Z]{4}$/,
  /^[\d\s,]+(o|ko|Mo|Go)$/u,
  /^[0-9A-F\d\s•]+$/u,
  /^[0-9a-f]{4}$/,
  /^\S+@\S+$/,
  /^vigie1[0-9a-z]+$/,
  /^[\w.:/-]+\.vigie(-notice|-case)?$/,
  /^(· [a-zA-Z]+: \S+ ?)+$/,
  /^\d{1,2}(er)? (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre) \d{4}$/u,
  // An identifier as it is said on the phone, always in French.
  /^(?:(?:zéro|un|onze|trente|soixante|neuf|huit|cent|quarante)[ -]?)+$/u,
];

async function walkInPseudo(width: number, height: number): Promise<Record<'clipped' | 'untranslated', string[]>> {
  const found = { clipped: [] as string[], untranslated: [] as string[] };
  const visited = new Set<StateName>();
  const walker: Walker = {
    look: { locale: 'fr', theme: 'light', viewport: { width, height }, rendererDir },
    words: (key) => pseudoFr[key] ?? key,
    async visit(state, page) {
      visited.add(state);
      const { clipped, texts } = await auditScreen(page);
      if (process.env.VIGIE_PSEUDO_PICTURES !== undefined) {
        await page.screenshot({ path: join(process.env.VIGIE_PSEUDO_PICTURES, `${state}-${width}.png`) });
      }
      found.clipped.push(...clipped.map((line) => `${state}: ${line}`));
      const data = await dataStrings(page);
      // A line may join several of them.
      const isData = (text: string) => text.split(' · ').every((part) => data.some((each) => each.includes(part)));
      const foreign = texts.filter(
        (text) => !/[[\]]/.test(text) && !languageless.some((form) => form.test(text)) && !isData(text),
      );
      found.untranslated.push(...foreign.map((text) => `${state}: ${text}`));
    },
  };
  await walkFirstRun(prepared, walker);
  await walkDay(prepared, walker);
  await walkRare(prepared, walker);
  expect([...visited].sort()).toEqual([...stateNames].sort());
  return found;
}

describe('in a language two fifths longer', () => {
  it.each([
    [1280, 800],
    [1024, 700],
  ])(
    'nothing at %i × %i is cut, and nothing comes from outside the tables',
    async (width, height) => {
      const { clipped, untranslated } = await walkInPseudo(width, height);
      expect({ clipped, untranslated }).toEqual({ clipped: [], untranslated: [] });
    },
    600_000,
  );
});

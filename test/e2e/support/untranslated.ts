/** Text on screen that is in no table of words, seen while the page is in the pseudo-language. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../../scripts/lib/project.mjs';
import { rareIncidents, rareIssuer } from '../../../scripts/pictures/rare-sets.ts';
import { demoIncident } from '../../../src/cli/demo/incident.ts';
import type { VigieApi } from '../../../src/contract/channels.ts';

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : [];
}

const incidentTexts = [...stringsIn(demoIncident()), ...stringsIn(rareIncidents), rareIssuer, 'cellule', 'Bruno'];
const guideDir = join(projectRoot, 'resources', 'guide');
const guideTexts = readdirSync(guideDir).flatMap((name) =>
  stringsIn(JSON.parse(readFileSync(join(guideDir, name), 'utf8'))),
);

/** Sentences of the guide with a place for a word, such as the account that a password belongs to. */
const guideForms = guideTexts
  .filter((text) => /\{\w+\}/.test(text))
  .map((text) => text.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
  .map((parts) => new RegExp(`^${parts.join('.+')}$`, 'u'));

/** What the application says of sets and people: data, not words of the interface. */
async function dataStrings(page: Page): Promise<string[]> {
  const values = await page.evaluate(async () => {
    const { vigie } = window as unknown as { vigie: VigieApi };
    return [await vigie.call('readAppState', {}), await vigie.call('listSets', {})];
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
  /^(Ctrl( [KPLZ]| Entrée| ↵)?|Alt( \d)?|[KPLZ]|F\d|Entrée|Échap|1 – 4)$/,
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

/** @param texts pieces of text as the page holds them @returns those that neither a table nor data explains */
export async function untranslatedTexts(page: Page, texts: readonly string[]): Promise<string[]> {
  const data = await dataStrings(page);
  // A line may join several of them.
  const isData = (text: string) =>
    text
      .split(' · ')
      .every((part) => data.some((each) => each.includes(part)) || guideForms.some((form) => form.test(part)));
  return texts.filter((text) => !/[[\]]/.test(text) && !languageless.some((form) => form.test(text)) && !isData(text));
}

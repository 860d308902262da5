/**
 * `npm run pictures [-- --out DIR] [-- --all] [-- --only STATE,…]`: the pictures of the documentation, taken from the
 * running application. Every state is taken in French and light and in English and dark; what the guide shows, in
 * high contrast and on a small screen as well. `--all` also takes English light and French dark, to be looked at.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { en } from '../../src/renderer/text/en.ts';
import { fr } from '../../src/renderer/text/fr.ts';
import { buildIfStale } from '../lib/build.mjs';
import { projectRoot } from '../lib/project.mjs';
import { type DeskLook, prepareDesk } from './desk.ts';
import { toPalettePng } from './palette-png.ts';
import { makeQuickCard } from './quick-card.ts';
import {
  dayStates,
  firstRunStates,
  rareStates,
  type StateName,
  stateNames,
  type Walker,
  walkDay,
  walkFirstRun,
} from './walk.ts';
import { walkRare } from './walk-rare.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(projectRoot, 'docs', 'pictures') },
    renderer: { type: 'string' },
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

interface Series {
  /** End of the file's name. */
  readonly name: string;
  readonly look: DeskLook;
  readonly states: readonly StateName[];
}

const standard = { width: 1280, height: 800 };
const small = { width: 1024, height: 700 };
const key: readonly StateName[] = ['appelant', 'appel', 'absent', 'impossible'];

const everySeries: readonly Series[] = [
  { name: 'fr-clair', look: { locale: 'fr', theme: 'light', viewport: standard }, states: stateNames },
  { name: 'en-sombre', look: { locale: 'en', theme: 'dark', viewport: standard }, states: stateNames },
  { name: 'fr-contraste', look: { locale: 'fr', theme: 'contrast', viewport: standard }, states: key },
  { name: 'fr-clair-1024', look: { locale: 'fr', theme: 'light', viewport: small }, states: key },
  ...(values.all
    ? ([
        { name: 'en-clair', look: { locale: 'en', theme: 'light', viewport: standard }, states: stateNames },
        { name: 'fr-sombre', look: { locale: 'fr', theme: 'dark', viewport: standard }, states: stateNames },
        { name: 'en-contraste', look: { locale: 'en', theme: 'contrast', viewport: standard }, states: stateNames },
        { name: 'en-sombre-1024', look: { locale: 'en', theme: 'dark', viewport: small }, states: stateNames },
      ] as const)
    : []),
];

const wanted = values.only === undefined ? null : new Set(values.only.split(','));
if (values.renderer === undefined) await buildIfStale((what) => process.stderr.write(`${what}\n`));
mkdirSync(values.out, { recursive: true });
const prepared = await prepareDesk(values.renderer);
try {
  for (const { name, look, states } of everySeries) {
    const taken = new Set(states.filter((state) => wanted === null || wanted.has(state)));
    const walker: Walker = {
      look,
      words: (text) => (look.locale === 'fr' ? fr : en)[text as keyof typeof fr],
      async visit(state: StateName, page: Page) {
        if (!taken.has(state)) return;
        // The pointer where nothing answers to it.
        await page.mouse.move(2, 2);
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(350);
        const file = `${state}-${name}.png`;
        writeFileSync(join(values.out, file), toPalettePng(await page.screenshot({ animations: 'disabled' })));
        process.stdout.write(`${file}\n`);
      },
    };
    for (const [walk, met] of [
      [walkFirstRun, firstRunStates],
      [walkDay, dayStates],
      [walkRare, rareStates],
    ] as const) {
      if (met.some((state) => taken.has(state))) await walk(prepared, walker);
    }
  }
  if (wanted === null) await makeQuickCard();
} finally {
  await prepared.remove();
}

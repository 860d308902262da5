/** Every suite by name, in the order in which they run: later ones measure the packs that earlier ones built. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StretchedIdentifier } from '../../src/core/bytes/bytes.ts';
import { stretchIdentifier } from '../../src/core/pack/family.ts';
import { stretchCosts } from '../../src/core/pack/stretch-costs.ts';
import { measureInterface } from '../interface.ts';
import { type Figure, note } from '../measure.ts';
import { nirOfRow } from '../support/leak-file.ts';
import { cheapest, openPackFile, syntheticStretched, writeSyntheticPack } from '../support/packs.ts';
import { measureArgon2 } from './argon2.ts';
import { measureAssess } from './assess.ts';
import { measureBuild, measureSize } from './build.ts';
import { measureCheck } from './check.ts';
import { measureDesk } from './desk.ts';
import { measureBuildAgain, measureFamilies } from './family.ts';
import { measureIngest } from './ingest.ts';
import { measureJournal } from './journal.ts';
import { measureLookUps } from './look-up.ts';
import { measureOpening } from './opening.ts';
import { measureShapes } from './shapes.ts';
import { measureSheet } from './sheet.ts';
import { measureShift } from './shift.ts';
import { measureVerify } from './verify.ts';

export interface BenchContext {
  /** Temporary; what one suite leaves here the next ones find. */
  readonly directory: string;
  /** Also what takes long: ten million identifiers really built, and as many rows in SQLite. */
  readonly full: boolean;
  /** A tenth of the rows, where a suite reads rows: to see that it runs; such figures say nothing. */
  readonly quick: boolean;
}

const million = 1_000_000;
/** Identifiers of the build at the production stretch: about a minute on two cores. */
const defaultBuildIdentifiers = 6_000;

const oneMillion = ({ directory }: BenchContext) => join(directory, '1M.vigie');
const tenMillion = ({ directory }: BenchContext) => join(directory, '10M.vigie');

/** Stretched identifiers that a built pack lists: its first rows. */
async function listedIn(path: string): Promise<(sample: number) => Promise<StretchedIdentifier>> {
  const { open, close } = await openPackFile(path);
  const { cost, salt, pepper, prefixKey } = open.family;
  const family = { cost, salt: salt.slice(), pepper: pepper.slice(), prefixKey: prefixKey.slice() };
  await close();
  return (sample) => stretchIdentifier(family, { kind: 'nir', canonical: nirOfRow(sample) });
}

export const suites: Readonly<Record<string, (context: BenchContext) => Promise<Figure[]>>> = {
  check: ({ directory }) => measureCheck(directory),

  family: ({ directory }) => measureFamilies(directory),

  argon2: () => measureArgon2(),

  ingest: ({ directory, quick }) => measureIngest(directory, quick),

  shapes: ({ directory, full }) => measureShapes(directory, full),

  assess: ({ directory, full }) => measureAssess(directory, full),

  'build-default': ({ directory }) =>
    measureBuild({
      directory,
      out: join(directory, 'default.vigie'),
      label: 'default stretch',
      identifiers: defaultBuildIdentifiers,
      cost: stretchCosts.default,
      least: 0.95,
      poolSeconds: 10,
    }),

  'build-1M': async (context) => [
    ...(await measureBuild({
      directory: context.directory,
      out: oneMillion(context),
      label: 'cheapest stretch, 1M',
      identifiers: million,
      cost: cheapest,
      least: 0.75,
      poolSeconds: 5,
    })),
    ...measureSize(oneMillion(context), million, '1M', 1.25),
  ],

  'build-again': ({ directory, full }) => measureBuildAgain(directory, full ? million : million / 10),

  'build-10M': async (context) => {
    const path = tenMillion(context);
    const size = () => measureSize(path, 10 * million, '10M', 1.15);
    if (!context.full) {
      note('writing a 10M pack from synthetic entries (--full really builds one)');
      await writeSyntheticPack({ path, entryCount: 10 * million, cost: cheapest });
      return size();
    }
    const figures = await measureBuild({
      directory: context.directory,
      out: path,
      label: 'cheapest stretch, 10M',
      identifiers: 10 * million,
      cost: cheapest,
      least: 0.75,
      poolSeconds: 10,
    });
    return [...figures, ...size()];
  },

  'look-up-1M': async (context) => {
    const listed = await listedIn(oneMillion(context));
    return measureLookUps({ path: oneMillion(context), label: '1M', listed, besideSqlite: true });
  },

  'look-up-10M': async (context) => {
    const path = tenMillion(context);
    const listed = context.full ? await listedIn(path) : (sample: number) => syntheticStretched(sample);
    return measureLookUps({ path, label: '10M', listed, besideSqlite: context.full });
  },

  verify: async (context) => measureVerify(tenMillion(context), '10M'),

  journal: ({ directory }) => measureJournal(directory, 100_000),

  interface: ({ directory }) => measureInterface(directory),

  opening: async (context) => measureOpening(tenMillion(context), '10M'),

  sheet: () => measureSheet(),

  desk: ({ directory }) => measureDesk(directory),

  shift: ({ directory }) => measureShift(directory),
};

/** The packs that a suite needs and that another one makes. */
export const needs: Readonly<Record<string, string>> = {
  'look-up-1M': 'build-1M',
  'look-up-10M': 'build-10M',
  verify: 'build-10M',
  opening: 'build-10M',
};

/** @returns true if what a suite needs is there */
export function isReady(name: string, context: BenchContext): boolean {
  const needed = needs[name];
  if (needed === undefined) return true;
  return existsSync(needed === 'build-1M' ? oneMillion(context) : tenMillion(context));
}

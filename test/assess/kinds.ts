/**
 * Files of every kind that is sold, made of nobody: real-like ones as a population would fill them, and those that were made up, each
 * in its own way. The generator knows the population's list of communes and nothing of how files are judged.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dictionary } from '@zxcvbn-ts/language-common';
import { nirKey } from '../../src/core/identifier/identifier.ts';

export const kinds = [
  ...(['realistic', 'keyed-even', 'random-digits', 'sequential', 'sequential-shuffled', 'existing-communes'] as const),
  ...(['shuffled-columns', 'bought-names', 'mixture-5', 'mixture-30', 'mixture-70'] as const),
] as const;
export type Kind = (typeof kinds)[number];

/** Made-up share of a kind. */
export function madeUpShare(kind: Kind): number {
  switch (kind) {
    case 'realistic':
      return 0;
    case 'mixture-5':
      return 0.05;
    case 'mixture-30':
      return 0.3;
    case 'mixture-70':
      return 0.7;
    default:
      return 1;
  }
}

/** Small fast generator (SFC32): the same seed, the same file. */
export class Dice {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = 0x9e3779b9;
    this.#c = 0x243f6a88;
    for (let i = 0; i < 16; i++) this.next();
  }

  /** 0 ≤ x < 1. */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return (t >>> 0) / 2 ** 32;
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  has(chance: number): boolean {
    return this.next() < chance;
  }
}

interface Commune {
  readonly code: string;
  readonly population: number;
  readonly postcode: string;
}

const rows = JSON.parse(
  readFileSync(fileURLToPath(import.meta.resolve('@etalab/decoupage-administratif/data/communes.json')), 'utf8'),
) as { code: string; type: string; population?: number; codesPostaux?: string[] }[];
const communes: Commune[] = rows
  .filter(({ type, population }) => type === 'commune-actuelle' && (population ?? 0) > 0)
  .map(({ code, population, codesPostaux }) => ({
    code,
    population: population ?? 0,
    postcode: codesPostaux?.[0] ?? '75001',
  }));
const cumulated: number[] = [];
let people = 0;
for (const { population } of communes) {
  people += population;
  cumulated.push(people);
}

function byPopulation(dice: Dice): Commune {
  const wanted = dice.next() * people;
  let low = 0;
  let high = cumulated.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulated[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return communes[low] as Commune;
}

const syllables = [
  'ba',
  'be',
  'bo',
  'ca',
  'co',
  'da',
  'du',
  'fa',
  'fo',
  'ga',
  'la',
  'le',
  'lo',
  'ma',
  'me',
  'mi',
  'na',
  'no',
  'pa',
  're',
  'ri',
  'ro',
  'sa',
  'si',
  'ta',
  'te',
  'va',
  'vi',
];
const word = (index: number, length: number) => {
  let rest = index;
  let made = '';
  for (let i = 0; i < length; i++) {
    made += syllables[rest % syllables.length];
    rest = Math.floor(rest / syllables.length);
  }
  return made.charAt(0).toUpperCase() + made.slice(1);
};
const menNames = Array.from({ length: 300 }, (_, i) => `${word(i * 31 + 7, 2)}in`);
const womenNames = Array.from({ length: 300 }, (_, i) => `${word(i * 37 + 11, 2)}ette`);
const lastNames = Array.from({ length: 8_000 }, (_, i) => word(i * 13 + 5, 3));
const domains: readonly (readonly [string, number])[] = [
  ['gmail.com', 0.38],
  ['hotmail.fr', 0.14],
  ['outlook.fr', 0.07],
  ['orange.fr', 0.12],
  ['wanadoo.fr', 0.05],
  ['free.fr', 0.08],
  ['sfr.fr', 0.05],
  ['laposte.net', 0.05],
];
const commonPasswords = dictionary['passwords-common'].slice(0, 20_000);

function pickDomain(dice: Dice): string | null {
  let rest = dice.next();
  for (const [domain, share] of domains) {
    rest -= share;
    if (rest < 0) return domain;
  }
  return null;
}

/** Zipf: rank r with a weight of 1/r. */
const zipf = (dice: Dice, size: number) => Math.min(size - 1, Math.floor(size ** dice.next()) - 1);

const two = (value: number) => String(value % 100).padStart(2, '0');
const three = (value: number) => String(value % 1000).padStart(3, '0');

interface Person {
  nir: string;
  sex: 1 | 2;
  year: number;
  month: number;
  first: string;
  last: string;
  email: string;
  password: string;
  birthDate: string;
  postcode: string;
  phone: string;
  createdAt: string;
}

/** Ages as in the population: 1930 to 2006, fewer before 1945, since accounts are adults'. */
function birthYear(dice: Dice): number {
  for (;;) {
    const year = 1925 + dice.below(82);
    const share = year < 1945 ? (year - 1920) / 40 : 1;
    if (dice.has(share)) return year;
  }
}

/** Births are registered where they happen: two thirds of them in a place that has a ward. */
function birthplace(dice: Dice): Commune {
  let commune = byPopulation(dice);
  if (dice.has(0.6)) while (commune.population < 15_000) commune = byPopulation(dice);
  return commune;
}

function orderNumber(dice: Dice, { population }: Commune): number {
  const births = Math.min(900, population > 15_000 ? (population * 0.03) / 12 : (population * 0.012) / 12);
  return 1 + Math.floor(dice.next() * births);
}

function person(dice: Dice, family: string | null): Person {
  const sex = dice.has(0.52) ? 2 : 1;
  const year = birthYear(dice);
  const month = dice.has(0.002) ? 20 + dice.below(20) : 1 + dice.below(12);
  const commune = birthplace(dice);
  let place = commune.code;
  let order = orderNumber(dice, commune);
  if (dice.has(0.12)) {
    place = `99${100 + dice.below(5) * 100 + 1 + dice.below(50)}`;
    order = 1 + dice.below(600);
  }
  const first = (sex === 1 ? menNames : womenNames)[zipf(dice, 300)] ?? '';
  const last = family ?? lastNames[zipf(dice, lastNames.length)] ?? '';
  return complete(
    dice,
    { sex, year, month, first, last, nir: `${sex}${two(year)}${two(month)}${place}${three(order)}` },
    commune,
  );
}

function complete(
  dice: Dice,
  core: Pick<Person, 'sex' | 'year' | 'month' | 'first' | 'last' | 'nir'>,
  commune: Commune,
): Person {
  const { first, last, year, month } = core;
  const domain = pickDomain(dice) ?? `${word(dice.below(20_000), 3).toLowerCase()}.fr`;
  const local = dice.has(0.7) ? `${first}.${last}`.toLowerCase() : `${word(dice.below(400_000), 4).toLowerCase()}`;
  const home = dice.has(0.5) ? commune : byPopulation(dice);
  const style = dice.next();
  const password =
    style < 0.05
      ? (commonPasswords[zipf(dice, commonPasswords.length)] ?? '')
      : style < 0.25
        ? `${first}${two(year)}`
        : style < 0.6
          ? `${word(dice.below(50_000), 2 + dice.below(3)).toLowerCase()}${dice.below(100)}`
          : `${word(dice.below(500_000), 3)}${dice.below(10_000)}!`;
  return {
    ...core,
    email: `${local}${dice.has(0.4) ? dice.below(100) : ''}@${domain}`,
    password,
    birthDate: `${two(1 + dice.below(28))}/${two(month > 12 ? 1 : month)}/${year}`,
    postcode: home.postcode,
    phone: `0${dice.has(0.75) ? 6 : 1 + dice.below(5)}${String(dice.below(1e8)).padStart(8, '0')}`,
    createdAt: `${2012 + dice.below(10)}-${two(1 + dice.below(12))}-${two(1 + dice.below(28))} 10:${two(dice.below(60))}:00`,
  };
}

const keyed = (nir: string) => `${nir}${nirKey(nir) ?? '00'}`;

/** A NIR that was made up, by kind; the rest of the row goes with its sex, year and month, as a careful seller's does. */
function madeUp(dice: Dice, kind: Kind, index: number): Person {
  const sex = dice.has(0.5) ? 2 : 1;
  const year = 1930 + dice.below(76);
  const month = 1 + dice.below(12);
  const start = `${sex}${two(year)}${two(month)}`;
  const department = two(1 + dice.below(95)).replace('20', '21');
  const first = (sex === 1 ? menNames : womenNames)[zipf(dice, 300)] ?? '';
  const last = lastNames[zipf(dice, lastNames.length)] ?? '';
  const nir =
    kind === 'existing-communes'
      ? `${start}${dice.pick(communes).code}${three(1 + dice.below(999))}`
      : kind === 'sequential' || kind === 'sequential-shuffled'
        ? String(1_780_675_056_001 + index)
        : `${start}${department}${three(1 + dice.below(999))}${three(1 + dice.below(999))}`;
  if (kind === 'sequential' || kind === 'sequential-shuffled')
    return complete(
      dice,
      { sex: 1, year: 1978, month: 6, first: menNames[zipf(dice, 300)] ?? '', last, nir },
      byPopulation(dice),
    );
  return complete(dice, { sex, year, month, first, last, nir }, byPopulation(dice));
}

const columns = [
  'nir',
  'prenom',
  'nom',
  'email',
  'password',
  'date_naissance',
  'civilite',
  'code_postal',
  'telephone',
  'created_at',
];

function cellsOf(one: Person, nir: string): string[] {
  return [
    nir,
    one.first,
    one.last,
    one.email,
    one.password,
    one.birthDate,
    one.sex === 1 ? 'M.' : 'Mme',
    one.postcode,
    one.phone,
    one.createdAt,
  ];
}

/** Typing slips and what exports do to rows. */
function worn(dice: Dice, cells: string[]): string[] {
  if (dice.has(0.01)) cells[0] = `${(cells[0] ?? '').slice(0, 10)}${dice.below(10)}${(cells[0] ?? '').slice(11)}`;
  for (const at of [3, 5, 8]) if (dice.has(0.04)) cells[at] = '';
  if (dice.has(0.3)) cells[2] = (cells[2] ?? '').toUpperCase();
  if (dice.has(0.005)) cells[3] = (cells[3] ?? '').replace('@', '');
  return cells;
}

/** Rows of cells, header first. */
export function makeRows(kind: Kind, count: number, seed: number): string[][] {
  const dice = new Dice(seed * 1_000 + kinds.indexOf(kind));
  const share = madeUpShare(kind);
  const made: string[][] = [];
  let family: string | null = null;
  for (let i = 0; i < count; i++) {
    if (kind.startsWith('mixture') ? dice.has(share) : share === 1 && kind !== 'shuffled-columns') {
      const one = madeUp(dice, kind.startsWith('mixture') ? 'keyed-even' : kind, i);
      const digits = Array.from({ length: 15 }, () => dice.below(10)).join('');
      made.push(cellsOf(one, kind === 'random-digits' ? digits : keyed(one.nir)));
      continue;
    }
    const one = person(dice, family);
    // Households stand together.
    family = dice.has(0.3) ? one.last : null;
    made.push(worn(dice, cellsOf(one, keyed(one.nir))));
    if (dice.has(0.004)) made.push([...(made.at(-1) ?? [])]);
  }
  if (kind === 'shuffled-columns') for (let column = 0; column < columns.length; column++) shuffle(dice, made, column);
  if (kind === 'sequential-shuffled') for (let i = made.length - 1; i > 0; i--) swap(made, i, dice.below(i + 1));
  return [columns, ...made.slice(0, count)];
}

/** Each column for itself. */
function shuffle(dice: Dice, made: string[][], column: number): void {
  for (let i = made.length - 1; i > 0; i--) {
    const a = made[i] as string[];
    const b = made[dice.below(i + 1)] as string[];
    const held = a[column] ?? '';
    a[column] = b[column] ?? '';
    b[column] = held;
  }
}

function swap(made: string[][], i: number, j: number): void {
  const held = made[i] as string[];
  made[i] = made[j] as string[];
  made[j] = held;
}

export function makeCsv(kind: Kind, count: number, seed: number): string {
  return `${makeRows(kind, count, seed)
    .map((cells) => cells.join(';'))
    .join('\n')}\n`;
}

/**
 * The place of birth in a NIR, as far as today's list of communes can judge it. The commune is the one that registered the birth, as it
 * was then: where the list is silent for a reason, the answer is `undetermined`, and no row is held against a file for it.
 */
import { type Communes, corsicaA, corsicaB, departmentCount } from './communes.ts';

/** The fields of a NIR, as numbers. */
export interface NirParts {
  /** 1 or 2; 0 for a number whose first digit tells no sex, or that is provisional: then nothing else is read of it. */
  sex: 0 | 1 | 2;
  /** 0–99. */
  year: number;
  /** 1–12, or 20 and above where it is unknown. */
  month: number;
  /** 1–99, or `corsicaA`, `corsicaB`. */
  department: number;
  /** Three digits. */
  commune: number;
  /** Three digits. */
  order: number;
}

export interface BirthCommune {
  readonly kind: 'commune';
  /** 0 where none is known. */
  readonly population: number;
  readonly metropolitan: boolean;
}

export type Birthplace =
  | BirthCommune
  | { readonly kind: 'abroad' }
  | { readonly kind: 'undetermined' }
  | { readonly kind: 'none' };

const abroad: Birthplace = { kind: 'abroad' };
export const undetermined: Birthplace = { kind: 'undetermined' };
const none: Birthplace = { kind: 'none' };
/** One object a commune, by `department × 1000 + commune`: rows are many. */
const known: (Birthplace | undefined)[] = new Array<Birthplace | undefined>(departmentCount * 1000).fill(undefined);

/** Two digits below this one may be of the 2000s. */
const newCentury = 27;
/** Algeria, Morocco and Tunisia had 91 to 96 until then. */
const lastNorthAfrica = 63;
/** Seine and Seine-et-Oise had 75 and 78 with communes of their own until 1968. */
const lastSeine = 68;
/** Corsica was 20 until 1976. */
const lastTwenty = 76;

export function birthplaceOf({ department, commune, year }: NirParts, communes: Communes): Birthplace {
  const old = (last: number) => year >= newCentury && year <= last;
  // Countries: Europe from 100, Asia 200, Africa 300, America 400, Oceania 500 (INSEE, code officiel géographique).
  if (department === 99) return commune >= 100 && commune < 600 ? abroad : none;
  if (department === 20) return old(lastTwenty) ? undetermined : none;
  // Mayotte was 985 until 2011, and is in today's list as 976 alone.
  if (department === 98 && commune >= 500 && commune < 600) return undetermined;
  const population = communes.population(department, commune);
  if (population === null) {
    if (department >= 91 && department <= 96 && old(lastNorthAfrica)) return undetermined;
    if ((department === 75 || department === 78) && old(lastSeine)) return undetermined;
    return none;
  }
  const key = department * 1000 + commune;
  let held = known[key];
  if (held === undefined) {
    const metropolitan = department <= 95 || department === corsicaA || department === corsicaB;
    held = { kind: 'commune', population, metropolitan };
    known[key] = held;
  }
  return held;
}

/**
 * The highest order number that a commune of that population can have given in one month, generously: 21 births a year for a thousand
 * people (the most since 1946, Insee), three times today's people (villages before 1940), six standard deviations, and maternity
 * wards in towns: the largest register some 600 births a month, some of them in places of 2 000 people. No limit above 200 000, and none
 * overseas: Mamoudzou, 71 000 people, registers more than 600. A ward in a village is told by the file (`wards.ts`).
 */
export function highestOrder({ population, metropolitan }: BirthCommune): number {
  if (!metropolitan || population >= 200_000) return 999;
  if (population >= 50_000) return 600;
  if (population >= 10_000) return 400;
  if (population >= 2_000) return 300;
  // A code of which no population is known may have been a town.
  if (population === 0) return 300;
  return 20 + Math.ceil(population / 50);
}

/** @param atLeast an order number that every commune of this file may have given, as one with a maternity ward */
export function isOrderTooHigh(order: number, place: BirthCommune, atLeast = 0): boolean {
  return order === 0 || order > Math.max(atLeast, highestOrder(place));
}

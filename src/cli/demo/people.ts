/**
 * Synthetic people: identifiers with the shape of real ones that belong to nobody, each different from all others.
 *
 * NIR: commune codes from 920 in mainland departments and Corsica, from 80 in overseas ones and country codes from 600 are
 * not in use, nor are funds 990–999 in provisional numbers. E-mail: domains reserved by RFC 2606.
 */
import { nirKey } from '../../core/identifier/identifier.ts';
import type { Random } from './random.ts';

export const nirForms = [
  'mainland',
  'corsica-2a',
  'corsica-2b',
  'abroad',
  'overseas',
  'provisional',
  'waiting',
] as const;
export type DemoNirForm = (typeof nirForms)[number];

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly form: DemoNirForm;
  /** 13 characters. */
  readonly nir: string;
  /** Null for provisional and waiting numbers, which have none. */
  readonly key: string | null;
  readonly email: string;
}

const sexes = 2;
const years = 79; // 1930 to 2008
const months = 12;
const communes = 20; // fits 920–989, 80–99 and 600–999
const orders = 999;

/** How many people there are, each with other numbers. */
export const population = sexes * years * months * communes * orders;

// A prime that does not divide `population`: index → index × scatter is a permutation, and neighbours end up far apart.
const scatter = 23_456_789;

const firstNames = [
  ['Jean', 'Mohamed', 'Noël', 'François', 'Jérôme', 'Paul', 'Loïc', 'André', 'Yanis', 'Émile'],
  ['Marie-Laure', 'Aïcha', 'Inès', 'Zoé', 'Gaëlle', 'Anne', 'Léa', 'Chloé', 'Fatou', 'Élise'],
] as const;
const lastNames = [
  'Martin',
  'Dupont',
  "D'Almeida",
  'Da Silva',
  'Nguyen',
  'O’Brien',
  'Lefèvre',
  'Garçon',
  'Benoît',
  'Müller',
] as const;
const emailDomains = ['courriel.example', 'messagerie.example', 'example.org', 'example.net', 'boite.invalid'] as const;
const overseas = ['971', '972', '973', '974', '976'] as const;
/** Mainland departments; 20 was Corsica before 1976. */
const departments = Array.from({ length: 95 }, (_, i) => pad(i + 1, 2)).filter((department) => department !== '20');

/**
 * @param index 0 to `population` − 1; another index is another person
 * @param form null to let chance choose, as among the insured
 */
export function makePerson(index: number, random: Random, form: DemoNirForm | null = null): Person {
  // Below 2^53: 38 M × 23 M.
  const place = (index * scatter) % population;
  const sex = place % sexes;
  const chosen = form ?? chooseForm(random);
  const firstName = random.pick(firstNames[sex === 0 ? 0 : 1]);
  const lastName = random.pick(lastNames);
  const nir = makeNir(place, chosen, random);
  const keyless = chosen === 'provisional' || chosen === 'waiting';
  const local = asciiOf(`${firstName}.${lastName}`);
  const domain = random.pick(emailDomains);
  return {
    firstName,
    lastName,
    form: chosen,
    nir,
    key: keyless ? null : nirKey(nir),
    email: `${local}${index}@${domain}`,
  };
}

function chooseForm(random: Random): DemoNirForm {
  const dice = random.below(100);
  if (dice < 80) return 'mainland';
  if (dice < 83) return dice === 82 ? 'corsica-2b' : 'corsica-2a';
  if (dice < 93) return 'abroad';
  if (dice < 96) return 'overseas';
  return dice < 99 ? 'provisional' : 'waiting';
}

function makeNir(place: number, form: DemoNirForm, random: Random): string {
  const sex = place % sexes;
  if (form === 'provisional' || form === 'waiting') {
    const first = form === 'provisional' ? 7 + sex : 5 + sex;
    return `${first}${1 + random.below(2)}99${random.below(10)}${pad(place, 8)}`;
  }
  let rest = Math.floor(place / sexes);
  const take = (count: number) => {
    const taken = rest % count;
    rest = Math.floor(rest / count);
    return taken;
  };
  const year = pad((30 + take(years)) % 100, 2);
  const month = pad(1 + take(months), 2);
  const commune = take(communes);
  const order = pad(1 + take(orders), 3);
  return `${1 + sex}${year}${month}${birthplace(form, commune, random)}${order}`;
}

/** Department and commune: five characters. */
function birthplace(form: DemoNirForm, commune: number, random: Random): string {
  switch (form) {
    case 'corsica-2a':
      return `2A${pad(920 + commune, 3)}`;
    case 'corsica-2b':
      return `2B${pad(920 + commune, 3)}`;
    case 'abroad':
      return `99${pad(600 + commune * 20 + random.below(20), 3)}`;
    case 'overseas':
      return `${random.pick(overseas)}${pad(80 + commune, 2)}`;
    default:
      return `${departments[random.below(departments.length)] ?? '01'}${pad(920 + commune + 20 * random.below(3), 3)}`;
  }
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function asciiOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^A-Za-z.-]/g, '')
    .toLowerCase();
}

/** How synthetic people appear in a file for sale: numbers in every writing, careless cells, broken rows. */
import { groupNir } from '../../core/identifier/identifier.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';

/** One of the ways in which people and programs write a NIR. */
export function writeNir(person: Person, random: Random): string {
  const withKey = person.key !== null && random.chance(80);
  const bare = withKey ? person.nir + person.key : person.nir;
  const dice = random.below(100);
  if (dice < 50) return bare;
  if (dice < 70) return groupNir(bare).join(' ');
  if (dice < 80) return groupNir(bare).join('.');
  if (dice < 86) return groupNir(bare).join('-');
  if (dice < 90) return groupNir(bare).join('\u00a0');
  if (dice < 95) return ` ${bare} `;
  return bare.toLowerCase();
}

export function writeEmail(person: Person, random: Random): string {
  const dice = random.below(100);
  if (dice < 80) return person.email;
  if (dice < 90) return person.email.replace(/^./, (first) => first.toUpperCase());
  return dice < 95 ? person.email.toUpperCase() : ` ${person.email}`;
}

const passwords = [
  'azerty',
  'été',
  'soleil',
  'p@ss word',
  'doudou',
  'marseille',
  'a;b,c"d',
  'loulou',
  'bonjour',
  'Vigie',
] as const;

export function makePassword(random: Random): string {
  return `${random.pick(passwords)}${random.below(10_000)}`;
}

// ARCEP, décision 2018-0881: numbers kept for works of fiction, the last four digits free. 01 99 00 is left to the canaries (FORMAT §10).
const fictionNumbers = ['026191', '035301', '046571', '053649', '063998', '063998', '063998'] as const;

/** @returns ten digits, as they are dialled */
export function makePhone(random: Random): string {
  return random.pick(fictionNumbers) + random.digits(4);
}

/** @param digits what `makePhone` gave */
export function writePhone(digits: string, random: Random): string {
  const dice = random.below(100);
  if (dice < 60) return digits;
  if (dice < 85) return digits.replace(/(..)(?=.)/g, '$1 ');
  return `+33${digits.slice(1)}`;
}

/** A French IBAN whose two keys hold, at a bank (99999) that does not exist. */
export function makeIban(random: Random): string {
  const bank = '99999';
  const branch = random.digits(5);
  const account = random.digits(11);
  // Banque de France: RIB key = 97 − ((89 × bank + 15 × branch + 3 × account) mod 97).
  const rib = 97 - Number((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account)) % 97n);
  const bban = `${bank}${branch}${account}${String(rib).padStart(2, '0')}`;
  // ISO 13616: 98 − (BBAN, country as numbers, 00) mod 97; F = 15, R = 27.
  const check = 98n - (BigInt(`${bban}152700`) % 97n);
  return `FR${String(check).padStart(2, '0')}${bban}`;
}

/**
 * The two identifier cells of a row that nobody can be found by: a wrong key, digits lost, words, nothing.
 * @param spare someone who is not in the file
 */
export function makeBrokenIdentifiers(spare: Person, random: Random): [nir: string, email: string] {
  const wrongKey = String((Number(spare.key ?? '01') % 97) + 1).padStart(2, '0');
  switch (random.below(6)) {
    case 0:
      return [spare.nir + wrongKey, ''];
    case 1:
      return [spare.nir.slice(0, 11), ''];
    case 2:
      return [`${spare.nir.charAt(0)}.${random.digits(5)}E+14`, ''];
    case 3:
      return ['pas un numéro', ''];
    case 4:
      return ['', spare.email.replace('@', ' at ')];
    default:
      return ['', ''];
  }
}

/**
 * What a column means: by its header *and* by what its cells are. A column whose cells are mostly valid NIRs is one, whatever it is
 * called; where header and cells say two different things, nothing is guessed and the build stops.
 */
import type { CellCounts } from './content.ts';
import type { ColumnRole } from './headers.ts';
import { headerWords, readHeader } from './headers.ts';
import { mayBePeople, plausibleOf, type ShortCounts, saysTime } from './short-nirs.ts';

/** Why a column is not decided, or is not what its header says. Those of `stoppingDoubts` stop a build. */
export type Doubt =
  /** The header says one identifier, the cells are another, or it says « password » and they are identifiers. */
  | 'header-and-cells-disagree'
  /** 13 digits without a key in a column that is not one of NIRs: they may be NIRs, or numbers of another kind. */
  | 'thirteen-digits'
  /** Numbers that may be phones under a header that does not say so. */
  | 'phone-numbers'
  /** Numbers of 11 digits that may be those of health professionals. */
  | 'rpps-numbers'
  /** 15 digits of which only chance made some NIRs, and then more than chance makes. */
  | 'more-than-chance'
  /** 15 digits of which only chance makes some NIRs. */
  | 'chance-numbers'
  /** An address or a NIR column that holds hashes of them. */
  | 'hashed-identifiers'
  /** No header, or an unknown one: decided by the cells alone. */
  | 'by-cells-alone';

export const stoppingDoubts: ReadonlySet<Doubt> = new Set([
  'header-and-cells-disagree',
  'thirteen-digits',
  'phone-numbers',
  'rpps-numbers',
  'more-than-chance',
]);

export interface ColumnMeaning {
  readonly role: ColumnRole | null;
  /** Whose column: null for the row's own person. */
  readonly group: string | null;
  /** Identifiers in other text of the column are taken, or left: NIRs as made by chance, all of them as excluded by hand. */
  readonly searched: 'searched' | 'chance' | 'excluded';
  readonly doubt: Doubt | null;
}

/** What is given by hand or by a recipe. */
export interface GivenMeaning extends Pick<ColumnMeaning, 'role' | 'group' | 'searched'> {
  /** An analyst said so: nothing that the cells hold is a doubt any more. Else the program had decided so, and may still doubt. */
  readonly settled: boolean;
}

/** A share of cells from which a column is of a kind. */
const mostly = 0.6;
/** Below this share, under a header that names an identifier, the cells are something else. */
const hardly = 0.2;
/** 3 in 97: what random numbers of 15 digits reach, shape and key together. */
const chanceShare = 3 / 97;
/** Cells below which a share says nothing about chance. */
const enoughForChance = 30;

/** Where a column stands. */
export interface Surroundings {
  /** False where the header is the shape's own word, and not the file's. */
  readonly headed: boolean;
  /** In a list, beside an address on most lines: it may hold anything. */
  readonly beside: boolean;
}

/**
 * @param given is believed, but for a doubt that stops and that nobody settled
 */
export function decideColumn(
  header: string,
  counts: CellCounts,
  given?: GivenMeaning,
  around: Surroundings = { headed: true, beside: false },
): ColumnMeaning {
  if (given === undefined) return decideByItself(header, counts, around);
  const { role, group, searched, settled } = given;
  if (settled) return { role, group, searched, doubt: null };
  const own = decideByItself(header, counts, around);
  const isSame = own.role === role && own.searched === searched;
  return { role, group, searched, doubt: isSame ? own.doubt : null };
}

function decideByItself(header: string, counts: CellCounts, { headed, beside }: Surroundings): ColumnMeaning {
  const { role: said, group, known } = readHeader(header);
  const share = (many: number) => (counts.filled === 0 ? 0 : many / counts.filled);
  const found = foundIn(counts);
  const meaning = (role: ColumnRole | null, doubt: Doubt | null = null): ColumnMeaning => ({
    role,
    group,
    searched: 'searched',
    doubt,
  });
  if (counts.filled === 0) return meaning(said);
  const keyed = counts.keyedNirs + counts.nirsInside;
  const isNumbered = counts.fifteenDigits >= enoughForChance && share(counts.fifteenDigits) > mostly;
  const isNamed = headed && (said === 'nir' || said === 'email');
  if (isNumbered && !isNamed && keyed <= counts.fifteenDigits * chanceShare) {
    // Addresses among the numbers are nobody's chance: a login may be either.
    const role = said === 'identifier' ? said : null;
    return { role, group, searched: 'chance', doubt: 'chance-numbers' };
  }
  if (share(counts.hashes) > mostly) {
    const identifies =
      said === 'email' || said === 'nir' || said === 'identifier' || /\b(e ?mail|mail|courriel|nir)/i.test(header);
    return meaning('hash', identifies ? 'hashed-identifiers' : null);
  }
  switch (said) {
    case 'nir':
    case 'email': {
      if (found === null || found === said) return meaning(said);
      // An address, and a time stamp beside it, is no NIR because a list may hold one there.
      if (found === 'short-nir' && said === 'nir')
        return meaning(said, headed || !beside || areLogins(counts) ? null : 'thirteen-digits');
      if (found === 'short-nir') return meaning('identifier', 'header-and-cells-disagree');
      const own = said === 'nir' ? keyed + counts.shortNirs : counts.emails + counts.emailsInside;
      return share(own) < hardly ? meaning('identifier', 'header-and-cells-disagree') : meaning('identifier');
    }
    case 'identifier':
      if (found === 'phone' || found === 'rpps') return meaning(said, doubtOf[found]);
      if (found === 'short-nir') return meaning(said, areLogins(counts) ? null : 'thirteen-digits');
      // Who logs in by an address may stand beside those who do by their number; in longer text a number without a key may be a time.
      return meaning(found === 'nir' && counts.nirsInside <= counts.keyedNirs ? found : said);
    case 'phone':
      if (found === 'phone' || found === 'rpps' || found === null) return meaning(said);
      break;
    case 'rpps':
      if (found === 'rpps' || found === 'phone' || found === null) return meaning(said);
      break;
    case 'ameli-login':
      if (found === 'nir' || found === 'email') return meaning(found, 'header-and-cells-disagree');
      return meaning(said, found === null || !isUnlikePassword(counts) ? null : 'header-and-cells-disagree');
    default:
  }
  if (found === 'nir' || found === 'email') return meaning(found, said === null ? 'by-cells-alone' : null);
  if (found === 'short-nir') {
    if (!known && areSurelyPeople(counts)) return meaning('nir', 'by-cells-alone');
    const others = known ? !mayBePeople(counts.short, saysTime(headerWords(header)), 1) : areStamps(header, counts);
    return meaning(known ? said : null, others ? null : 'thirteen-digits');
  }
  if (found === 'phone') {
    return !known && areSurelyPhones(counts) ? meaning('phone', 'by-cells-alone') : meaning(said, 'phone-numbers');
  }
  return meaning(said, found === 'rpps' ? 'rpps-numbers' : null);
}

const doubtOf = { phone: 'phone-numbers', rpps: 'rpps-numbers' } as const;

/** What most cells are, by themselves. */
function foundIn(counts: CellCounts): 'nir' | 'short-nir' | 'email' | 'phone' | 'rpps' | null {
  const of = counts.filled * mostly;
  if (counts.keyedNirs + counts.nirsInside > of) return 'nir';
  if (counts.emails + counts.emailsInside > of) return 'email';
  if (counts.shortNirs + counts.keyedNirs > of) return 'short-nir';
  if (counts.phones > of) return 'phone';
  // One number of eleven digits in ten has a right check digit: two of them say nothing yet.
  return counts.rpps > of && counts.rpps > 2 ? 'rpps' : null;
}

/** A password may be any number; a column of them is not made of NIRs, phones or RPPS numbers. */
function isUnlikePassword(counts: CellCounts): boolean {
  return counts.phones > 0 || counts.rpps > 0 || mayBePeople(counts.short, false, 1);
}

/**
 * Months from 01 to 12 in nearly all of 13 characters, men and women, and years of many lives, is not what time stamps or order
 * numbers look like; anything less is for the analyst to say.
 */
function areSurelyPeople({ short, shortNirs }: CellCounts): boolean {
  const { plausibleMen, plausibleWomen, years } = short;
  const isPlausible = plausibleOf(short) >= shortNirs * 0.95 && plausibleMen > 0 && plausibleWomen > 0;
  return isPlausible && shortNirs >= 4 && years.size >= Math.min(shortNirs / 2, 8);
}

/** Under « identifiant », or in the place of a list's number, a few numbers are believed; many are not if they have the months, or the one year, of time stamps. */
function areLogins({ short, shortNirs }: CellCounts): boolean {
  return shortNirs < 8 || mayBePeople(short, true, 1);
}

/** Time stamps over more than a few weeks begin with 1, and their fourth and fifth digits are any. */
function areStamps(header: string, { short, shortNirs }: CellCounts): boolean {
  const isTime = saysTime(headerWords(header));
  if (mayBePeople(short, isTime, 1)) return false;
  return short.men >= shortNirs * 0.95 && (isTime || shortNirs >= 8);
}

/** A country code or groups of two digits are a phone's; ten digits alone are where most begin as mobiles do, and not all alike. */
function areSurelyPhones({ phones, writtenPhones, mobiles, phoneStarts }: CellCounts): boolean {
  return writtenPhones * 2 > phones || (mobiles * 2 > phones && phoneStarts.size >= Math.min(phones / 2, 8));
}

/** What the cells of a column were found to be over the whole file, beside what was taken of them. */
export interface ColumnWatch {
  /** Cells with anything in them. */
  filled: number;
  /** Numbers of 13 characters that were not taken, whole cells or inside them; null where there is none. */
  short: ShortCounts | null;
  /** The same by their order in the cell: in each line of a log a time may stand before a NIR. */
  readonly places: (ShortCounts | undefined)[];
  /** NIRs found inside its cells, by their key or their name: one number without a key beside them is no chance any more. */
  nirs: number;
  /** Cells that are a phone, or 11 digits with a right check digit, in a column that is not taken as such. */
  phones: number;
  rpps: number;
  /** In a column of numbers by chance, since `chanceWindow` began anew: numbers, and those with a right key. */
  numbers: number;
  keyed: number;
  /** More of them had a right key than chance makes. */
  beyondChance: boolean;
  /** How its cells are written: in base64 of text, or behind a day that nothing parts from them; null for as they are. */
  readonly written: 'encoded' | 'dated' | null;
}

export function noWatch(written: ColumnWatch['written'] = null): ColumnWatch {
  return {
    filled: 0,
    short: null,
    places: [],
    nirs: 0,
    phones: 0,
    rpps: 0,
    numbers: 0,
    keyed: 0,
    beyondChance: false,
    written,
  };
}

/** Numbers over which chance is watched: people who come late in a file of millions must not be too few to be seen. */
const chanceWindow = 200;
/** Of two in a hundred, which is more than chance makes, not one file in a million has so many in a window. */
const mostByChance = 16;

export function watchChance(watch: ColumnWatch, isKeyed: boolean): void {
  if (++watch.numbers > chanceWindow) {
    watch.numbers = 1;
    watch.keyed = 0;
  }
  if (isKeyed && ++watch.keyed > mostByChance) watch.beyondChance = true;
}

/**
 * @param isTime as for `mayBePeople` · @param fewest likewise
 * @returns how many numbers without a key look like NIRs, all together or those that stand in one place of their cells
 */
export function unkeyedIn({ short, places }: ColumnWatch, isTime: boolean, fewest?: number): number {
  if (short === null) return 0;
  if (mayBePeople(short, isTime, fewest)) return plausibleOf(short);
  const sound = places.filter((one) => one !== undefined && mayBePeople(one, isTime, fewest));
  return sound.reduce((sum, one) => sum + (one === undefined ? 0 : plausibleOf(one)), 0);
}

/** True for a column whose header says that it holds times, where nobody said otherwise. */
export function isOfTimes(header: string, role: ColumnMeaning['role']): boolean {
  return role === null && saysTime(headerWords(header));
}

/** What a whole file says against a decision that its first megabyte allowed; null if nothing does. */
export function lateDoubt(header: string, { role, searched }: ColumnMeaning, watch: ColumnWatch): Doubt | null {
  if (searched === 'excluded') return null;
  const { filled, nirs, phones, rpps, beyondChance } = watch;
  if (beyondChance) return 'more-than-chance';
  if (unkeyedIn(watch, isOfTimes(header, role), nirs > 0 ? 1 : 2) > 0) return 'thirteen-digits';
  if (phones * 2 > filled && phones > 1) return 'phone-numbers';
  return rpps * 2 > filled && rpps > 2 ? 'rpps-numbers' : null;
}

/**
 * Whether the cells of a row are one person's: birth date and title against the NIR (each number once, `holders.ts`), first name against sex, address against
 * name, department of birth against postcode. Columns that were shuffled, or filled each for itself, agree as often as chance has
 * it; the row before says how often that is (a permutation of the rows by one).
 */
import { corsicaA } from '../communes.ts';
import { type Bound, type Finding, named, type Observer } from '../finding.ts';
import type { Counted, Holders } from '../holders.ts';
import { type Row, slotIndex } from '../row.ts';
import { lowerBound, shareOf, upperBound } from '../statistics/intervals.ts';
import { madeUpByExcess } from '../statistics/mixture.ts';
import type { HashKey } from '../statistics/sketch.ts';
import { goodnessOfFit, type TestResult, twoShares } from '../statistics/tests.ts';
import { leastTold, mostTold } from '../statistics/told.ts';
import { agreesWithDate, plainLetters } from '../values.ts';

/** Slips, adopted children, dates that were given wrongly once. */
const mostMismatch = 0.1;
/** Address and name go together in four of ten rows and more; department and postcode in one of three. */
const leastAddress = 0.1;
const leastPostcode = 0.12;
const mostByChance = 0.3;
/** First names are one sex's in 95 of 100 rows; even of those that are shared, this much is left. */
const leastGendered = 0.4;
/** Names are counted in so many heaps, by a keyed hash: none can be read back. */
const heaps = 2_048;
const shortestName = 3;

const slotsOf = {
  first: slotIndex('first-name'),
  postcode: slotIndex('postcode'),
};

class Agreement {
  right = 0;
  of = 0;
  add(isRight: boolean): void {
    this.of++;
    if (isRight) this.right++;
  }
}

export class Consistency implements Observer {
  readonly #key: HashKey;
  readonly #holders: Holders;
  readonly #address = new Agreement();
  readonly #addressBefore = new Agreement();
  readonly #postcode = new Agreement();
  readonly #postcodeBefore = new Agreement();
  readonly #names = new Float64Array(heaps * 2);
  #named = 0;
  #localBefore = '';
  #departmentBefore = -1;

  constructor(key: HashKey, holders: Holders) {
    this.#key = key;
    this.#holders = holders;
  }

  observe(row: Row): void {
    if (row.sex !== 0) this.#compareNir(row);
    if (row.email !== null) this.#compareAddress(row);
  }

  #compareNir(row: Row): void {
    const first = row.cells[slotsOf.first] ?? null;
    // Beside another's number stand another's names.
    const isOwn = row.birthDate === null || agreesWithDate(row, row.birthDate);
    if (first !== null && isOwn && (row.titleSex === 0 || row.titleSex === row.sex)) {
      const name = plainLetters(first);
      if (name.length >= shortestName) {
        this.#named++;
        const heap = (this.#key.of(name) % heaps) * 2 + row.sex - 1;
        this.#names[heap] = (this.#names[heap] ?? 0) + 1;
      }
    }
    const postcode = row.cells[slotsOf.postcode] ?? null;
    if (postcode !== null && /^\d{4,5}$/.test(postcode.trim())) {
      const department = Math.floor(Number(postcode) / 1000);
      const own = row.department >= corsicaA ? 20 : row.department;
      this.#postcode.add(department === own);
      if (this.#departmentBefore >= 0) this.#postcodeBefore.add(department === this.#departmentBefore);
      this.#departmentBefore = own;
    }
  }

  #compareAddress(row: Row): void {
    const { names } = row;
    if (names.length === 0) return;
    const email = row.email ?? '';
    const local = plainLetters(email.slice(0, email.lastIndexOf('@')));
    this.#address.add(holdsOne(local, names));
    if (this.#localBefore !== '') this.#addressBefore.add(holdsOne(this.#localBefore, names));
    this.#localBefore = local;
  }

  /** Sum over the heaps of |men − women|, over the rows: 1 where every name is one sex's, near 0 where names know no sex. */
  #gendered(error: number): { high: number; test: TestResult | null } {
    const men = new Float64Array(heaps);
    const expected = new Float64Array(heaps);
    let allMen = 0;
    for (let i = 0; i < heaps; i++) allMen += this.#names[i * 2] ?? 0;
    if (this.#named === 0 || allMen === 0 || allMen === this.#named) return { high: 1, test: null };
    let sum = 0;
    const share = allMen / this.#named;
    for (let i = 0; i < heaps; i++) {
      const own = this.#names[i * 2] ?? 0;
      const both = own + (this.#names[i * 2 + 1] ?? 0);
      men[i] = own;
      expected[i] = both / this.#named;
      sum += Math.abs(own - both * share);
    }
    const both = share * (1 - share);
    // One row moves the measure by 1 / (n·share·(1 − share)) at most (McDiarmid 1989); what chance adds to it only raises it.
    const slack = Math.sqrt(Math.log(1 / error) / (2 * this.#named)) / both;
    return {
      high: sum / (2 * this.#named * both) + slack,
      test: goodnessOfFit('first-names-know-no-sex', men, expected),
    };
  }

  conclude(error: number): Finding {
    const bounds: Bound[] = [];
    const { dates, titles } = this.#holders.count();
    const mismatch = (trait: string, { right, of }: Counted) => {
      if (of === 0) return;
      const atLeast = madeUpByExcess(of - right, of, mostMismatch, error);
      bounds.push({ kind: 'impossible', trait, atLeast, allowed: mostMismatch });
    };
    mismatch('birth-date-other', dates);
    mismatch('sex-other', titles);
    const lack = (trait: string, own: Agreement, before: Agreement, least: number) => {
      // Where most rows agree with any other, as in a file of one town, agreement says nothing.
      if (own.of === 0 || before.of === 0 || before.right > before.of * mostByChance) return;
      const excess =
        upperBound(mostTold(own.right, own.of), own.of, error / 2) -
        lowerBound(leastTold(before.right, before.of), before.of, error / 2);
      bounds.push({ kind: 'unlike', trait, atLeast: Math.min(1, Math.max(0, 1 - excess / least)), allowed: least });
    };
    lack('address-by-chance', this.#address, this.#addressBefore, leastAddress);
    lack('postcode-by-chance', this.#postcode, this.#postcodeBefore, leastPostcode);
    const { high, test } = this.#gendered(error);
    if (test !== null) {
      const atLeast = Math.min(1, Math.max(0, 1 - high / leastGendered));
      bounds.push({ kind: 'unlike', trait: 'names-without-sex', atLeast, allowed: leastGendered });
    }
    return {
      name: 'consistency',
      rows: Math.max(dates.of, titles.of, this.#address.of, this.#postcode.of, this.#named),
      shares: [
        named('birth-date-agrees', shareOf(dates.right, dates.of)),
        named('sex-agrees', shareOf(titles.right, titles.of)),
        named('address-agrees', shareOf(this.#address.right, this.#address.of)),
        named('address-agrees-by-chance', shareOf(this.#addressBefore.right, this.#addressBefore.of)),
        named('postcode-agrees', shareOf(this.#postcode.right, this.#postcode.of)),
        named('postcode-agrees-by-chance', shareOf(this.#postcodeBefore.right, this.#postcodeBefore.of)),
      ].filter(({ of }) => of > 0),
      counts: [],
      tests: [
        ...(test === null ? [] : [test]),
        ...permutation('address-by-chance', this.#address, this.#addressBefore),
        ...permutation('postcode-by-chance', this.#postcode, this.#postcodeBefore),
      ],
      bounds,
      chart: {
        name: 'agreement',
        bars: [
          ['birth-date-agrees', dates] as const,
          ['sex-agrees', titles] as const,
          ['address-agrees', this.#address] as const,
          ['postcode-agrees', this.#postcode] as const,
        ]
          .filter(([, { of }]) => of > 0)
          .map(([label, { right }]) => ({ label, count: right, expected: null })),
      },
    };
  }
}

function holdsOne(text: string, names: readonly string[]): boolean {
  for (const name of names) if (text.includes(name)) return true;
  return false;
}

/** The agreement of a row's cells against that with the row before. */
function permutation(hypothesis: string, own: Agreement, before: Agreement): TestResult[] {
  return own.of === 0 || before.of === 0 ? [] : [twoShares('permutation by one row', hypothesis, own, before)];
}

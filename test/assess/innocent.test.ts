/** What real files have that looks made up, each from a cause that is known: none is held against the people. */
import { describe, expect, it } from 'vitest';
import type { Measured } from '../../src/assess/assessment.ts';
import { noClaim } from '../../src/assess/claim.ts';
import { counterpartsOf } from '../../src/assess/sample.ts';
import { judge } from '../../src/assess/verdict.ts';
import { nirKey } from '../../src/core/identifier/identifier.ts';
import { Dice, makeRows } from './kinds.ts';
import { measureRows } from './measure-rows.ts';

const two = (value: number) => String(value % 100).padStart(2, '0');
const three = (value: number) => String(value).padStart(3, '0');

interface Born {
  readonly sex: number;
  readonly year: number;
  readonly month: number;
}

function born(dice: Dice, from: number, to: number): Born {
  return { sex: 1 + dice.below(2), year: from + dice.below(to - from + 1), month: 1 + dice.below(12) };
}

function nirOf({ sex, year, month }: Born, place: string, order: number): string {
  const nir = `${sex}${two(year)}${two(month)}${place}${three(order)}`;
  return `${nir}${nirKey(nir) ?? ''}`;
}

const dateOf = (dice: Dice, { year, month }: Born) => `${two(1 + dice.below(28))}/${two(month)}/${year}`;
const titleOf = ({ sex }: Born) => (sex === 1 ? 'M.' : 'Mme');

/** Towns of 50 000 people and more, whose births run to some 150 a month. */
const towns = ['59350', '57463', '35238', '21231', '63113', '87085', '29019', '80021'];
const atLeastIn = (measured: Measured, trait: string) =>
  measured.findings.flatMap(({ bounds }) => bounds).find((bound) => bound.trait === trait)?.atLeast;

function household(dice: Dice, withHolder: boolean, count: number): string[][] {
  const rows = [['nir', 'prenom', 'date_naissance', 'civilite']];
  while (rows.length <= count) {
    const holder = born(dice, 1972, 1990);
    const nir = nirOf(holder, dice.pick(towns), 1 + dice.below(150));
    const row = (one: Born) => [nir, `Prenom${dice.below(60)}`, dateOf(dice, one), titleOf(one)];
    if (withHolder) rows.push(row(holder));
    const children = 1 + dice.below(withHolder ? 5 : 3);
    for (let i = 0; i < children; i++) rows.push(row(born(dice, holder.year + 18, 2021)));
  }
  return rows;
}

describe('the insured person’s number beside those who are insured with them', () => {
  it.each([true, false])('is no contradiction, the holder being listed: %s', (withHolder) => {
    for (const count of [300, 2_000]) {
      const measured = measureRows(household(new Dice(count), withHolder, count));
      expect(judge(measured, noClaim)).toMatchObject({ level: 'cannot-tell', madeUp: { atLeast: 0 } });
    }
  });

  it('counts nobody out: as many people may be meant as birth dates stand there', () => {
    const rows = household(new Dice(7), true, 2_000);
    const own = new Set(rows.slice(1).map(([nir, , date]) => `${nir} ${date}`)).size;
    const people = (claimed: number) => judge(measureRows(rows), { ...noClaim, people: claimed }).claims[1];
    expect(people(own)).toMatchObject({ verdict: 'cannot-tell', figures: { high: own } });
    expect(people(2 * own)).toMatchObject({ verdict: 'contradicted', reason: 'fewer-people' });
  });

  it('is told from columns that were shuffled, whose dates are as often a parent’s', () => {
    const measured = measureRows(makeRows('shuffled-columns', 2_000, 3));
    expect(atLeastIn(measured, 'birth-date-other')).toBeGreaterThan(0.9);
    expect(judge(measured, noClaim).level).toBe('contradicted');
  });

  it('covers no file whose every number stands once, beside a date of no age in particular', () => {
    const dice = new Dice(8);
    const rows = Array.from({ length: 1_000 }, () => {
      const own = born(dice, 1940, 2003);
      return [nirOf(own, dice.pick(towns), 1 + dice.below(150)), dateOf(dice, born(dice, 1940, 2003))];
    });
    expect(judge(measureRows([['nir', 'date_naissance'], ...rows]), noClaim).level).toBe('contradicted');
  });
});

describe('places of birth', () => {
  const children = (dice: Dice, places: readonly (readonly [place: string, highest: number])[], from: number) => {
    const rows = Array.from({ length: 1_000 }, () => {
      const own = born(dice, from, 2022);
      const [place, highest] = dice.pick(places);
      return [nirOf(own, place, 1 + dice.below(highest)), dateOf(dice, own)];
    });
    return measureRows([['nir', 'date_naissance'], ...rows]);
  };

  it('may be a village that has the ward of its region', () => {
    // Trévenans, Ars-Laquenexy, Vantoux: 800 to 1 300 people each.
    const measured = children(
      new Dice(1),
      [
        ['90097', 240],
        ['57031', 225],
        ['57693', 140],
        ['25388', 200],
      ],
      2013,
    );
    expect(judge(measured, noClaim).madeUp.atLeast).toBe(0);
    expect(atLeastIn(measured, 'communes-evenly')).toBe(0);
  });

  it('may be a town overseas that registers more births than any of its size, or the 985 that Mayotte was', () => {
    expect(judge(children(new Dice(2), [['97611', 750]], 2013), noClaim).madeUp.atLeast).toBe(0);
    expect(judge(children(new Dice(3), [['98511', 400]], 1985), noClaim).madeUp.atLeast).toBe(0);
  });

  it('are no wards where a file draws villages by chance', () => {
    expect(atLeastIn(measureRows(makeRows('existing-communes', 1_000, 2)), 'order-too-high')).toBeGreaterThan(0.7);
  });
});

describe('the accounts of one organisation', () => {
  it('have staff numbers for addresses, passwords of a machine and homes round one place: one cause, not two traits', () => {
    const [header = [], ...rows] = makeRows('realistic', 2_000, 5);
    const dice = new Dice(4);
    const at = (name: string) => header.indexOf(name);
    rows.forEach((cells, i) => {
      cells[at('email')] = `m${100_000 + i}@groupe.fr`;
      cells[at('password')] = String(10_000_000 + dice.below(80_000_000));
      cells[at('code_postal')] = dice.pick(['75011', '92100', '93200', '94000', '78000']);
    });
    const { level, unlike } = judge(measureRows([header, ...rows]), noClaim);
    expect([level, unlike]).toEqual(['cannot-tell', null]);
  });
});

describe('a counter', () => {
  it('that gives a man and a woman by turns is one', () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => [
      nirOf({ sex: 1 + (i % 2), year: 1950 + Math.floor(i / 120), month: 6 }, '69123', 1 + (i % 120)),
    ]);
    const measured = measureRows([['nir'], ...rows]);
    expect(judge(measured, noClaim)).toMatchObject({ level: 'contradicted', madeUp: { trait: 'arithmetic-sequence' } });
  });
});

describe('a reference', () => {
  const asked = 400;
  const levelWith = (found: number, counterparts: number, entries = 60_000_000) => {
    const packs = [{ role: 'reference' as const, entries, asked, found, counterparts: { asked, found: counterparts } }];
    return judge(measureRows(makeRows('realistic', 2_000, 9), packs), noClaim);
  };

  it('supports nothing where as many counterparts exist: numbers drawn low in large towns are often somebody’s', () => {
    for (const found of [20, 100, 180, 220]) {
      expect(levelWith(found, found).level).not.toMatch(/supported/);
      // Old women outlive old men.
      expect(levelWith(found, Math.ceil(found * 0.6)).level).not.toMatch(/supported/);
    }
    expect(levelWith(388, 2).level).toBe('supported');
  });

  it('contradicts only where it holds most of the insured: of a smaller one, a whole region may be outside', () => {
    expect(levelWith(4, 1).level).toBe('contradicted');
    expect(levelWith(4, 1, 20_000_000)).toMatchObject({ level: 'cannot-tell', madeUp: { atLeast: 0 } });
  });

  it('is asked for identifiers that nobody of the file has', () => {
    const people = [
      { kind: 'nir' as const, canonical: '1780675056001' },
      { kind: 'nir' as const, canonical: '2780675056001' },
      { kind: 'nir' as const, canonical: '2850159350012' },
      { kind: 'nir' as const, canonical: '7850159350012' },
      { kind: 'email' as const, canonical: 'a.b@gmail.com' },
      { kind: 'email' as const, canonical: 'c.d@free.fr' },
    ];
    expect(counterpartsOf(people).map(({ canonical }) => canonical)).toEqual([
      '1850159350012',
      'a.b@free.fr',
      'c.d@gmail.com',
    ]);
  });
});

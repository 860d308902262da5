/** Account and phone numbers by their own rules: ISO 13616 for the one, the numbering plan of ARCEP for the other. */
import type { ByteText } from '../../leak/text/block.ts';
import { type Finding, type FindingName, named, type Observer } from '../finding.ts';
import { type Row, slotIndex } from '../row.ts';
import { shareOf } from '../statistics/intervals.ts';
import { madeUpByExcess } from '../statistics/mixture.ts';
import { exactBinomial } from '../statistics/tests.ts';
import { isIban } from '../values.ts';

/** Slips, old account numbers without a country, numbers of other countries. */
const mostReal = 0.15;

abstract class NumberRule implements Observer {
  readonly #slot: number;
  #rows = 0;
  #right = 0;
  readonly #kinds: number[];

  constructor(slot: 'iban' | 'phone', kinds: number) {
    this.#slot = slotIndex(slot);
    this.#kinds = new Array<number>(kinds).fill(0);
  }

  /** @returns the number's kind, from 0; −1 where it breaks the rules */
  abstract kindOf(cell: ByteText): number;
  abstract describe(): {
    name: FindingName;
    labels: readonly string[];
    share: string;
    trait: string;
    chance: number;
    test: string;
  };

  observe(row: Row): void {
    const cell = row.cells[this.#slot] ?? null;
    if (cell === null) return;
    this.#rows++;
    const kind = this.kindOf(cell);
    if (kind < 0) return;
    this.#right++;
    this.#kinds[kind] = (this.#kinds[kind] ?? 0) + 1;
  }

  conclude(error: number): Finding {
    const { name, labels, share, trait, chance, test } = this.describe();
    const rows = this.#rows;
    const wrong = rows - this.#right;
    return {
      name,
      rows,
      shares: [named(share, shareOf(this.#right, rows))],
      counts: [],
      tests: rows === 0 ? [] : [exactBinomial(test, this.#right, rows, chance)],
      bounds:
        rows === 0
          ? []
          : [{ kind: 'class', trait, atLeast: madeUpByExcess(wrong, rows, mostReal, error), allowed: mostReal }],
      chart: {
        name,
        bars: [
          ...labels.map((label, i) => ({ label, count: this.#kinds[i] ?? 0, expected: null })),
          { label: 'against-the-rules', count: wrong, expected: null },
        ],
      },
    };
  }
}

export class BankAccounts extends NumberRule {
  constructor() {
    super('iban', 2);
  }

  override kindOf(cell: ByteText): number {
    if (!isIban(cell)) return -1;
    return /^\s*fr/i.test(cell) ? 0 : 1;
  }

  override describe() {
    const labels = ['iban-french', 'iban-foreign'];
    return {
      name: 'bank',
      labels,
      share: 'iban-right',
      trait: 'iban-wrong',
      chance: 1 / 97,
      test: 'iban-by-chance',
    } as const;
  }
}

export class Phones extends NumberRule {
  constructor() {
    super('phone', 4);
  }

  override kindOf(cell: ByteText): number {
    const bare = isNational(cell) ? cell : nationalOf(cell);
    if (bare === 'other-country') return 3;
    if (bare === null) return -1;
    const second = bare.charCodeAt(1) - 48;
    // 0700 to 0729 were never given out for people; 08 are services.
    if (second === 7 && bare.charCodeAt(2) < 51) return -1;
    if (second === 8) return -1;
    return second === 6 || second === 7 ? 0 : second === 9 ? 2 : 1;
  }

  override describe() {
    const labels = ['mobile', 'landline', 'voip', 'other-country'];
    return {
      name: 'phones',
      labels,
      share: 'phone-right',
      trait: 'phone-wrong',
      chance: 0.087,
      test: 'phone-by-chance',
    } as const;
  }
}

/** Ten digits from 0 and another one: what nearly every cell is. */
function isNational(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(0) !== 48 || text.charCodeAt(1) === 48) return false;
  for (let i = 1; i < 10; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** @returns the ten digits; null where they are no number of France's plan */
function nationalOf(cell: ByteText): string | 'other-country' | null {
  let bare = cell.replace(/[\s.\-()/\u00a0]/g, '');
  if (bare.startsWith('+33') || bare.startsWith('0033'))
    bare = `0${bare.slice(bare.startsWith('+') ? 3 : 4).replace(/^0/, '')}`;
  else if (/^(?:\+|00)[1-9]\d{6,14}$/.test(bare)) return 'other-country';
  // A spreadsheet drops the zero.
  else if (/^[1-9]\d{8}$/.test(bare)) bare = `0${bare}`;
  return isNational(bare) ? bare : null;
}

/** E-mail addresses: whether they can exist, and with whom they are held. */
import { type Finding, named, type Observer } from '../finding.ts';
import type { Row } from '../row.ts';
import { shareOf } from '../statistics/intervals.ts';
import { madeUpByExcess, madeUpByLack } from '../statistics/mixture.ts';
import { exactBinomial } from '../statistics/tests.ts';

/** Providers of France, each with what its domains begin with up to the last dot. */
const providers: readonly (readonly [name: string, domains: readonly string[]])[] = [
  ['google', ['gmail', 'googlemail']],
  ['microsoft', ['outlook', 'hotmail', 'live', 'msn']],
  ['orange', ['orange', 'wanadoo', 'voila']],
  ['free', ['free', 'aliceadsl', 'online', 'libertysurf']],
  ['sfr', ['sfr', 'neuf', 'cegetel', 'numericable', 'noos', 'club-internet', '9online']],
  ['la-poste', ['laposte']],
  ['yahoo', ['yahoo', 'ymail', 'rocketmail']],
  ['apple', ['icloud', 'me', 'mac']],
  ['bouygues', ['bbox']],
];
/** Two samples of French customers (Sendinblue; Mapp): 27–42 % Google, 19–26 % Microsoft, 17–18 % Orange, some 8 % each of three. */
const expected: Readonly<Record<string, number>> = {
  google: 0.35,
  microsoft: 0.22,
  orange: 0.17,
  free: 0.08,
  sfr: 0.08,
  'la-poste': 0.08,
};
const byDomain = new Map(
  providers.flatMap(([name, domains], i) => domains.map((domain) => [domain, { name, i }] as const)),
);
/** RFC 2606 and RFC 6761: names that nobody can have. */
const reserved = /(?:^|\.)(?:example|invalid|test|localhost)$|(?:^|\.)example\.(?:com|net|org)$/;
/** Throw-away addresses: the services that are named most often. */
const disposable =
  /^(?:yopmail|mailinator|guerrillamail|10minutemail|temp-mail|tempmail|jetable|trashmail|getnada|throwawaymail|maildrop|sharklasers|mohmal|dispostable|fakeinbox)\./;
const mostImpossible = 0.1;
/** Even of addresses of firms, a third are with the large providers. */
const leastProviders = 0.3;

export class Addresses implements Observer {
  readonly #byProvider = new Array<number>(providers.length).fill(0);
  #rows = 0;
  #malformed = 0;
  #reserved = 0;
  #disposable = 0;
  #other = 0;

  observe(row: Row): void {
    if (row.emailMalformed) this.#malformed++;
    if (row.email === null) return;
    this.#rows++;
    const domain = row.email.slice(row.email.lastIndexOf('@') + 1);
    const provider = byDomain.get(domain.slice(0, domain.lastIndexOf('.')));
    if (provider !== undefined) {
      this.#byProvider[provider.i] = (this.#byProvider[provider.i] ?? 0) + 1;
      return;
    }
    this.#other++;
    if (reserved.test(domain)) this.#reserved++;
    else if (disposable.test(domain)) this.#disposable++;
  }

  conclude(error: number): Finding {
    const all = this.#rows + this.#malformed;
    const impossible = this.#reserved + this.#malformed;
    const held = this.#rows - this.#other;
    return {
      name: 'addresses',
      rows: all,
      shares: [
        named('address-malformed', shareOf(this.#malformed, all)),
        named('domain-reserved', shareOf(this.#reserved, all)),
        named('domain-disposable', shareOf(this.#disposable, all)),
        named('large-providers', shareOf(held, this.#rows)),
      ],
      counts: [],
      tests:
        this.#rows === 0
          ? []
          : [exactBinomial('google-as-customers', this.#byProvider[0] ?? 0, this.#rows, expected.google ?? 0)],
      bounds:
        all === 0
          ? []
          : [
              {
                kind: 'class',
                trait: 'address-impossible',
                atLeast: madeUpByExcess(impossible, all, mostImpossible, error),
                allowed: mostImpossible,
              },
              {
                kind: 'class',
                trait: 'few-large-providers',
                atLeast: madeUpByLack(held, this.#rows, leastProviders, error),
                allowed: leastProviders,
              },
            ],
      chart: {
        name: 'providers',
        bars: [
          ...providers.map(([label], i) => ({
            label,
            count: this.#byProvider[i] ?? 0,
            expected: expected[label] ?? null,
          })),
          { label: 'other', count: this.#other, expected: null },
        ],
      },
    };
  }
}

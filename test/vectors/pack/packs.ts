/** The good packs of the vectors: what is in them, what is asked of them, and what must be answered. */
import type { Argon2Cost } from '../../../src/core/crypto/argon2id.ts';
import { cheapest, deliveryPassphrase, type PackRecipe, type VectorEntry, workstation } from './material.ts';

const nir = (text: string, canonical: string, ...exposures: VectorEntry['exposures']): VectorEntry => ({
  text,
  kind: 'nir',
  canonical,
  exposures,
});
const email = (text: string, canonical: string, ...exposures: VectorEntry['exposures']): VectorEntry => ({
  text,
  kind: 'email',
  canonical,
  exposures,
});

const jeanne = nir('2 55 08 14 168 025 38', '2550814168025', [0, ['nir', 'civil-status', 'iban']]);
const corsican = nir(
  '284052a321025',
  '284052A321025',
  [0, ['nir', 'health-data']],
  [1, ['ameli-login', 'email', 'nir', 'rights']],
);
const jean = email(
  'Jean.Dupont@Exemple.FR',
  'jean.dupont@exemple.fr',
  [0, ['email']],
  [1, ['ameli-login', 'email', 'nir']],
);

/** One of each writing: keyed, Corsican, born abroad, provisional, with separators, accents, decomposed letters. */
const varied: VectorEntry[] = [
  jeanne,
  jean,
  corsican,
  nir('284052B321025 79', '284052B321025', [1, ['nir', 'ameli-login']]),
  nir('2951099126111/93', '2951099126111', [0, ['nir', 'civil-status']], [1, ['nir']]),
  nir('７２５９３１８５６０１７９', '7259318560179', [0, ['nir', 'phone']]),
  nir('1.87.01.11.387.288.95', '1870111387288', [1, ['nir']]),
  email('<e\u0301lise+ameli@exemple.fr>', 'élise+ameli@exemple.fr', [1, ['email', 'ameli-login']]),
  email("mailto:O'Brien@exemple.fr", "o'brien@exemple.fr", [0, ['email', 'health-data']]),
];

/** Ordinary numbers, spread over the buckets. */
function numbered(count: number): VectorEntry[] {
  return Array.from({ length: count }, (_, i) => {
    const canonical = `18401${String(75_056_000 + i * 37).padStart(8, '0')}`;
    return nir(canonical, canonical, i % 3 === 0 ? [1, ['nir']] : [0, ['nir', 'civil-status']]);
  });
}

const other = (kind: 'phone' | 'rpps', text: string, canonical: string, ...exposures: VectorEntry['exposures']) => ({
  text,
  kind,
  canonical,
  exposures,
});

const branchNames = ['dijon', 'brest', 'cayenne'] as const;

const twoLanes: Argon2Cost = { memoryKiB: 128, passes: 2, lanes: 2 };

export interface GoodPack {
  readonly recipe: PackRecipe;
  readonly what: string;
  /** A passphrase as typed, and the index of the slot it opens. */
  readonly passphrases: readonly { readonly typed: string; readonly slot: number }[];
  /** Names of workstations that open it, and the index of the slot that each does. */
  readonly workstations?: readonly { readonly name: string; readonly slot: number }[];
}

export const goodPacks: readonly GoodPack[] = [
  {
    what: 'two identifiers, one bucket: the worked example of FORMAT.md, appendix A',
    recipe: { name: 'tiny', entries: [jeanne, corsican] },
    passphrases: [
      { typed: deliveryPassphrase, slot: 0 },
      { typed: '  abaisser\u00a0abandon abdiquer\tabeille\n', slot: 0 },
    ],
  },
  {
    what: 'eight buckets, three slots of different costs, a stretch with two lanes and two passes',
    recipe: {
      name: 'small',
      entries: [...varied, ...numbered(31)],
      prefixBits: 3,
      stretchCost: twoLanes,
      slots: [
        { label: 'centre d’appels', passphrase: deliveryPassphrase, cost: cheapest },
        { label: 'agences', passphrase: 'été à la plage ﬁn', cost: { memoryKiB: 256, passes: 3, lanes: 4 } },
        {
          label: 'secours',
          passphrase: 'ABAISSER abandon abdiquer abeille',
          cost: { memoryKiB: 65, passes: 1, lanes: 1 },
        },
      ],
    },
    passphrases: [
      { typed: deliveryPassphrase, slot: 0 },
      { typed: 'e\u0301te\u0301  a\u0300 la plage fin', slot: 1 },
      { typed: 'ABAISSER abandon abdiquer abeille', slot: 2 },
    ],
  },
  {
    what: '512 buckets: the prefix of nine bits crosses a byte; coverage and a last day of validity',
    recipe: {
      name: 'nine-bits',
      entries: [...varied, ...numbered(60)],
      prefixBits: 9,
      validUntil: '2027-06-30',
      coverage: [
        {
          kind: 'nir',
          seen: 80,
          indexed: 66,
          lost: 2,
          explained: [
            { reason: 'repeated-in-record', count: 7 },
            { reason: 'excluded-column', count: 5 },
          ],
        },
        { kind: 'email', seen: 3, indexed: 3, lost: 0, explained: [] },
      ],
    },
    passphrases: [{ typed: deliveryPassphrase, slot: 0 }],
  },
  {
    what: 'the family of tiny.vigie: the same stretched identifiers and prefixes, other tags',
    recipe: { name: 'sister', family: 'tiny', sequence: 4, entries: [jeanne, corsican, jean] },
    passphrases: [{ typed: deliveryPassphrase, slot: 0 }],
  },
  {
    what: 'every kind of identifier, each with its canaries; a row that holds no class',
    recipe: {
      name: 'four-kinds',
      entries: [
        jeanne,
        jean,
        other('phone', '06.12.34.56.78', '33612345678', [0, ['phone']]),
        other('rpps', '1000 3456 780', '10003456780', [0, []]),
      ],
    },
    passphrases: [{ typed: deliveryPassphrase, slot: 0 }],
  },
  {
    what: 'a passphrase and three workstations, whose own keys open it',
    recipe: {
      name: 'branches',
      entries: [jeanne, jean],
      slots: [
        { label: 'essai', passphrase: deliveryPassphrase, cost: cheapest },
        ...branchNames.map((name) => ({ recipientKey: workstation(name).publicKey })),
      ],
    },
    passphrases: [{ typed: deliveryPassphrase, slot: 0 }],
    workstations: branchNames.map((name, index) => ({ name, slot: index + 1 })),
  },
];

/** Asked of each pack, and in none. */
export const absent: readonly { text: string; kind: 'nir' | 'email'; canonical: string }[] = [
  { text: '2 84 05 88 321 025 32', kind: 'nir', canonical: '2840588321025' },
  { text: '2550814168026', kind: 'nir', canonical: '2550814168026' },
  { text: 'jeandupont@exemple.fr', kind: 'email', canonical: 'jeandupont@exemple.fr' },
  { text: 'jean.dupont@exemple.com', kind: 'email', canonical: 'jean.dupont@exemple.com' },
];

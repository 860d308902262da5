/** Names of signers: those that could be taken for one another are told apart, and no others. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesLookAlike, tellApart } from '../../../src/core/pack/signer-names.ts';

const alike: readonly [string, string][] = [
  ['Assurance Maladie', 'assurance  maladie'],
  ['Assurance Maladie', 'ASSURANCE-MALADIE'],
  ['Assurance Maladie', 'Assurance\u00a0Maladie.'],
  ['Assurance Maladie', '\uff21ssurance Maladie'],
  ['Assurance Maladie', 'Аssurаnce Mаlаdiе'],
  ['Assurance Maladie', 'Assurance Ma\u00adladie'],
  ['Assurance Maladie', 'Assurance Maladıe'],
  ['Assurance Maladie', 'Assurance MaIadie'],
  ['Cellule sécurité', 'Cellule securite'],
  ['Cnam', 'Cnarn'],
  ['Cnam 01', 'Cnam O1'],
];

it.each(alike)('%s and %s look alike', (one, other) => {
  expect(namesLookAlike(one, other)).toBe(true);
});

it.each([
  ['Assurance Maladie', 'Assurance Vieillesse'],
  ['CPAM 75', 'CPAM 76'],
  ['¤', '✓'],
])('%s and %s do not', (one, other) => {
  expect(namesLookAlike(one, other)).toBe(false);
});

describe('names that were told apart', () => {
  const names = fc.constantFrom(...alike.flat(), 'Cellule', 'CNIL', 'É'.repeat(200), `${'É'.repeat(199)}e`);
  const keyId = fc.constantFrom('0', '1', 'a').chain((first) =>
    // Few values in the first groups, so that those of two signers are often equal.
    fc.array(fc.constantFrom('0', 'f'), { minLength: 31, maxLength: 31 }).map((rest) => `${first}${rest.join('')}`),
  );
  const groupsOf = (id: string) => id.match(/.{4}/g) ?? [];

  it('are never alike, keep their beginning, and stay short', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(keyId, names), { selector: ([id]) => id, maxLength: 6 }), (signers) => {
        const given = new Map(signers.map(([id, name]) => [id, { name }]));
        const apart = tellApart(given, groupsOf);
        expect([...apart.keys()].sort()).toEqual([...given.keys()].sort());
        const told = [...apart.values()].map(({ name }) => name);
        for (const [i, one] of told.entries()) {
          expect(one.length).toBeLessThanOrEqual(200);
          for (const other of told.slice(i + 1)) expect(namesLookAlike(one, other)).toBe(false);
        }
        for (const [id, { name }] of given) {
          const others = [...given].filter(([other]) => other !== id);
          const isAlone = others.every(([, each]) => !namesLookAlike(each.name, name));
          const now = apart.get(id)?.name ?? '';
          if (isAlone) expect(now).toBe(name);
          else expect(now.slice(0, 12)).toBe(name.slice(0, 12).padEnd(12, now.slice(name.length, 12)));
        }
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { countCell, noCells } from '../../../src/leak/meaning/content.ts';
import { decideColumn, stoppingDoubts } from '../../../src/leak/meaning/decide.ts';
import { toByteText } from '../../../src/leak/text/block.ts';

function decide(header: string, cells: readonly string[]) {
  const counts = noCells();
  for (const cell of cells) countCell(counts, toByteText(cell));
  const { role, group, doubt } = decideColumn(header, counts);
  return { role, group, stops: doubt !== null && stoppingDoubts.has(doubt) };
}

const nirs = ['140048995244415', '170021391802267', '238082690974108', '293041295576209'];
const shortNirs = nirs.map((nir) => nir.slice(0, 13));
const emails = ['a@exemple-a.fr', 'b@exemple-b.fr', 'c@exemple-c.fr'];
const stamps = Array.from({ length: 40 }, (_, i) => String(1_609_459_200_000 + i * 86_413_007));

describe('a column, by its header and by its cells', () => {
  it.each([
    ['NIR', nirs, 'nir', null, false],
    ['NIR (sans clé)', shortNirs, 'nir', null, false],
    ['Matricule INS', nirs, 'nir', null, false],
    ['Colonne7', nirs, 'nir', null, false],
    ['', emails, 'email', null, false],
    ['MAIL2', emails, 'email', null, false],
    ['Contact', emails, 'email', null, false],
    ['', shortNirs, 'nir', null, false],
    ['email_parrain', emails, 'email', 'sponsor', false],
    ['medecin_email', emails, 'email', 'doctor', false],
    ['NIR OD', nirs, 'nir', null, false],
    ['Matricule bénéficiaire', nirs, 'nir', 'beneficiary', false],
    ['Mot de passe', ['soleil', 'p@ss', 'azerty12'], 'ameli-login', null, false],
    ['Mot de passe', emails.map(() => '5f4dcc3b5aa765d61d8327deb882cf99'), 'hash', null, false],
    ['email_sha1', emails.map(() => 'ccb08796dc78e845a5a2ca02b12e5b8ef740f2a9'), 'hash', null, false],
    // Two that disagree are for the analyst.
    ['Mot de passe', emails, 'email', null, true],
    ['NIR', emails, 'identifier', null, true],
    ['created', stamps, null, null, false],
    ['ts', stamps, null, null, true],
  ] as const)('%s', (header, cells, role, group, stops) => {
    expect(decide(header, cells)).toEqual({ role, group, stops });
  });
});

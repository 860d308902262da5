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
const men = shortNirs.map((nir) => `1${nir.slice(1)}`);
const phones = ['0612345678', '0678901234', '0745678901', '0123456789'];
const rpps = ['10003456788', '10100234561', '10001234562', '10009876543'].map((number) => luhn(number.slice(0, 10)));
/** A fortnight, in which the fourth and fifth digits happen to be a month. */
const narrowStamps = Array.from({ length: 40 }, (_, i) => String(1_700_100_000_000 + i * 25_413_007));
const eans = Array.from({ length: 20 }, (_, i) => `30${String(16_000_000_000 + i * 7_919_113).padStart(11, '0')}`);
const dates = Array.from({ length: 40 }, (_, i) => `12403${40_300_000 + i * 10_007}`);
const sirets = Array.from({ length: 20 }, (_, i) => String(18_003_502_400_011 + i * 91_000_017));

function luhn(ten: string): string {
  for (let check = 0; ; check++) {
    const digits = [...`${ten}${check}`].reverse().map((digit, i) => Number(digit) * (1 + (i % 2)));
    if (digits.reduce((sum, digit) => sum + (digit > 9 ? digit - 9 : digit), 0) % 10 === 0) return `${ten}${check}`;
  }
}

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
    ['Mot de passe', shortNirs, 'ameli-login', null, true],
    ['Mot de passe', phones, 'ameli-login', null, true],
    ['Mot de passe', ['1234567890123', '9876543210987', '1472583690147'], 'ameli-login', null, false],
    // Numbers without a key, whatever the header says they are.
    ['Matricule', men, null, null, true],
    ['N° compte', shortNirs, 'iban', null, true],
    ['N° carte', shortNirs, 'card', null, true],
    ['Mutuelle', shortNirs, 'health-data', null, true],
    ['Téléphone', shortNirs, 'phone', null, true],
    ['Nom', shortNirs, 'civil-status', null, true],
    ['Adresse', shortNirs, 'postal-address', null, true],
    ['Passeport', shortNirs, 'identity-document', null, true],
    ['nb', shortNirs, null, null, true],
    ['created', shortNirs, null, null, true],
    ['Identifiant', shortNirs, 'identifier', null, false],
    // Other numbers of that length: by their digits, and by the header where they alone do not tell.
    ['created', stamps, null, null, false],
    ['ts', stamps, null, null, false],
    ['valeur', stamps, null, null, false],
    ['created_at', narrowStamps, null, null, false],
    ['valeur', narrowStamps, null, null, true],
    ['user_id', narrowStamps, 'identifier', null, true],
    ['user_id', stamps, 'identifier', null, true],
    ['nb', dates, null, null, true],
    ['commande', dates, null, null, true],
    ['type', eans, null, null, false],
    ['SIRET', sirets, null, null, false],
    // Phones and numbers of professionals.
    ['', phones, 'phone', null, false],
    ['Contact', phones.map((phone) => `+33 ${phone.slice(1)}`), 'phone', null, false],
    ['Téléphone', phones, 'phone', null, false],
    ['Client', Array.from({ length: 20 }, (_, i) => `0612${300_000 + i}`), null, null, true],
    ['Identifiant', phones, 'identifier', null, true],
    ['nb', phones, null, null, true],
    ['RPPS', rpps, 'rpps', null, false],
    ['', rpps, null, null, true],
    ['Code', rpps, null, null, true],
  ] as const)('%s', (header, cells, role, group, stops) => {
    expect(decide(header, cells)).toEqual({ role, group, stops });
  });
});

/** Headers in French and in English, and columns named by hand. */
import { describe, expect, it } from 'vitest';
import { recogniseHeader } from '../../../src/cli/ingest/columns.ts';
import { applyOverrides, parseColumnOverrides } from '../../../src/cli/ingest/overrides.ts';

const expected: Record<string, string[]> = {
  nir: [
    'NIR',
    'num_secu',
    'Numéro de sécurité sociale',
    'N° Sécurité Sociale',
    'numSecu',
    'NIA',
    'n° SS',
    'numero_assure_social',
    'Numéro INSEE',
    'nss',
    'Social Security Number',
    'SSN',
    'NUMEROSECURITESOCIALE',
    'nir_assure',
    'n° assuré',
    'no_secu',
    'NumÃ©ro de sÃ©curitÃ© sociale',
  ],
  email: [
    'E-mail',
    'email',
    'Courriel',
    'mail',
    'MAIL',
    'Adresse e-mail',
    'adresse_mail',
    'Adresse électronique',
    'email address',
    'Mél',
    'emailAddress',
    'user_email',
    'adresse mail 2',
    'USEREMAIL',
  ],
  'ameli-login': ['Mot de passe', 'mdp', 'password', 'Pass', 'passwd', 'pwd', 'password_hash', 'MOTDEPASSE', 'hash'],
  phone: [
    'Téléphone',
    'tel',
    'Tél.',
    'Portable',
    'mobile',
    'phone_number',
    'téléphone fixe',
    'GSM',
    'telephonePortable',
    'tel1',
  ],
  iban: ['IBAN', 'RIB', 'iban_assure', 'Compte bancaire', 'N° de compte', 'bank account'],
  card: [
    'carte bancaire',
    'CB',
    'PAN',
    'numéro de carte',
    'card_number',
    'CVV',
    'date expiration carte',
    'Carte bleue',
  ],
  'postal-address': [
    'Adresse',
    'adresse_1',
    'Code postal',
    'CP',
    'Ville',
    'zip',
    'city',
    'rue',
    'mailing address',
    'codePostal',
    'CODEPOSTAL',
    'code commune INSEE',
    'commune',
  ],
  'civil-status': [
    'Nom',
    'Prénom',
    'nom de famille',
    'Nom de naissance',
    'date de naissance',
    'DDN',
    'dateNaissance',
    'sexe',
    'civilité',
    'first name',
    'LastName',
    'dob',
    'birth_date',
    'lieu de naissance',
    'commune de naissance',
    'nationalité',
    'nom_prenom',
    'situation familiale',
    'gender',
  ],
  'identity-document': [
    'CNI',
    'passeport',
    "pièce d'identité",
    "Carte d'identité",
    'carte nationale identite',
    'titre de séjour',
    'id card',
  ],
  'health-data': [
    'Mutuelle',
    'ALD',
    'pathologie',
    'Médecin traitant',
    'nom du médecin',
    'e-mail du médecin',
    'groupe sanguin',
    'C2S',
    'diagnosis',
    'traitement',
  ],
  identifier: ['login', 'identifiant', 'username', 'Carte Vitale', 'user'],
};

const unknown = [
  'id',
  'date',
  'commentaire',
  'adresse IP',
  'ip address',
  'salt',
  'clé NIR',
  'cle_secu',
  'caisse',
  'nom de la banque',
  'pays',
  'email_verified',
  'newsletter',
  'newsletter mail',
  'nombre enfants',
  'carte de fidélité',
  'créé le',
  '',
  '???',
  'télétravail',
];

describe('recogniseHeader', () => {
  for (const [role, headers] of Object.entries(expected)) {
    it.each(headers)(`${role}: %s`, (header) => expect(recogniseHeader(header)).toBe(role));
  }
  it.each(unknown)('nothing that matters: %s', (header) => expect(recogniseHeader(header)).toBeNull());
});

describe('columns named by hand', () => {
  const headers = ['Réf.', 'Numéro', 'NIR', 'Contact'];
  const roles = headers.map(recogniseHeader);

  it('are found by header, whatever its case and accents, or by position', () => {
    expect(parseColumnOverrides('nir=NUMERO, email=4')).toEqual([
      { role: 'nir', column: 'NUMERO' },
      { role: 'email', column: '4' },
    ]);
    expect(applyOverrides(roles, parseColumnOverrides('nir=NUMERO,email=4'), headers)).toEqual([
      null,
      'nir',
      null,
      'email',
    ]);
    expect(applyOverrides(roles, parseColumnOverrides('password=ref'), headers)).toEqual([
      'ameli-login',
      null,
      'nir',
      null,
    ]);
  });

  it.each([
    ['nir=Absent', 1],
    ['nir=2,email=9', 2],
    ['email=0', 1],
  ])('unknown column: %s', (text, position) => {
    expect(() => applyOverrides(roles, parseColumnOverrides(text), headers)).toThrow(
      expect.objectContaining({
        code: 'input-column-unknown',
        details: expect.objectContaining({ override: position }),
      }),
    );
  });

  it.each([
    ['nir', 1],
    ['nir=2,shoe=3', 2],
    ['nir=', 1],
    ['', 1],
  ])('unreadable: %s', (text, part) => {
    expect(() => parseColumnOverrides(text)).toThrow(
      expect.objectContaining({ code: 'usage', details: { reason: 'bad-value', option: '--columns', part } }),
    );
  });
});

/** Cases that the tests of the sheet print, with invented people. */
import { readFileSync } from 'node:fs';
import { buildPlan } from '../../../src/core/guide/plan.ts';
import type { SheetCase, SheetIncident } from '../../../src/core/print/model.ts';
import { type SheetFonts, sheetFontFiles } from '../../../src/core/print/style.ts';
import { type About, dataClasses } from '../../../src/core/vocabulary.ts';
import { emptySituation, outcome, shippedGuide } from '../guide/shipped-guide.ts';

function fontUri(name: string): string {
  const bytes = readFileSync(new URL(`../../../resources/fonts/${name}`, import.meta.url));
  return `data:font/woff2;base64,${bytes.toString('base64')}`;
}

export const fonts: SheetFonts = {
  regular: fontUri(sheetFontFiles.regular),
  bold: fontUri(sheetFontFiles.bold),
  regularExtended: fontUri(sheetFontFiles.regularExtended),
  boldExtended: fontUri(sheetFontFiles.boldExtended),
};

export const soldFile: SheetIncident = {
  title: { fr: "Fichier d'identifiants vendu sur un forum", en: 'Credential file sold on a forum' },
  status: 'partly-confirmed',
  assessment: null,
  statement: {
    fr: "L'Assurance Maladie a vérifié une partie du fichier. Les coordonnées bancaires n'ont pas pu être vérifiées.",
    en: 'The health insurance verified a part of the file. The bank details could not be verified.',
  },
  occurredOn: null,
  disclosedOn: '2026-10-14',
  confirmed: ['ameli-login', 'email', 'nir'],
  claimed: ['iban'],
  others: ['phone'],
  tied: [],
  claimedOfOthers: ['card'],
  signer: null,
  askedAbout: false,
};

export const rumour: SheetIncident = {
  title: { fr: 'Un million de comptes prétendument en vente', en: 'One million accounts allegedly for sale' },
  status: 'claimed',
  assessment: null,
  statement: {
    fr: "L'authenticité du fichier n'a pas pu être vérifiée.",
    en: 'The authenticity of the file could not be verified.',
  },
  occurredOn: null,
  disclosedOn: '2022-06-23',
  confirmed: [],
  claimed: ['ameli-login', 'nir'],
  others: [],
  tied: [],
  claimedOfOthers: [],
  signer: null,
  askedAbout: true,
};

const common = {
  reference: 'VG-7K3M-Q2XA',
  date: '2026-11-21',
  today: '2026-11-21',
  adviser: 'Camille',
  organisation: 'Assurance Maladie',
  demonstration: false,
  who: 'caller',
} as const;

const allYes = Object.fromEntries(shippedGuide.questions.map((question) => [question.id, true]));

/** Not listed: the shortest plan. */
export const shortest: SheetCase = {
  ...common,
  verdicts: [{ kind: 'not-listed', identifierKind: 'nir', dataAsOf: '2026-11-01' }],
  incidents: [],
  plan: buildPlan(shippedGuide, emptySituation),
};

/** Listed with login, e-mail and NIR; a part of the plan is done, refused or put off. */
export const usual: SheetCase = {
  ...common,
  verdicts: [{ kind: 'listed', identifierKind: 'nir', dataAsOf: '2026-11-01' }],
  incidents: [soldFile],
  plan: buildPlan(shippedGuide, {
    confirmed: ['ameli-login', 'email', 'nir'],
    claimed: ['iban'],
    incidentStatuses: ['partly-confirmed'],
    answers: { 'money-gone': false, 'password-reused': true, 'franceconnect-used': true },
    outcomes: {
      'mail-first': outcome('done'),
      'ameli-pw': outcome('done'),
      'ameli-check': outcome('done'),
      'nir-watch': outcome('done'),
      'x-phish': outcome('done'),
      'fc-check': outcome('refused'),
      'pw-reuse': outcome('later', { dueOn: '2026-11-21' }),
      ficoba: outcome('later', { dueOn: '2026-11-24' }),
      'spam-report': outcome('not-applicable', { reason: 'déjà fait' }),
    },
  }),
};

/** Asked about a rumour, without any look-up. */
export const asked: SheetCase = {
  ...common,
  verdicts: [],
  incidents: [rumour],
  plan: buildPlan(shippedGuide, { ...emptySituation, claimed: ['ameli-login', 'nir'], incidentStatuses: ['claimed'] }),
};

/** Every class, every question answered yes, two incidents, two identifiers, the demonstration's banner. */
export const longest: SheetCase = {
  ...common,
  demonstration: true,
  verdicts: [
    { kind: 'listed', identifierKind: 'nir', dataAsOf: '2026-11-01' },
    { kind: 'not-listed', identifierKind: 'email', dataAsOf: '2026-11-01' },
  ],
  incidents: [{ ...soldFile, status: 'confirmed', confirmed: [...dataClasses], claimed: [] }, rumour],
  plan: buildPlan(shippedGuide, {
    confirmed: [...dataClasses],
    claimed: [],
    incidentStatuses: ['confirmed', 'claimed'],
    answers: allYes,
    outcomes: {
      'card-stop': outcome('done', {
        evidence: { 'opposition-number': '4471 223 981', 'opposition-date': '2026-11-21', 'opposition-time': '14:32' },
      }),
      'h-listen': outcome('done'),
    },
  }),
};

/** The case of the demonstration: three classes verified, two only announced, so that most steps are only advised. */
export const partly: SheetCase = {
  ...common,
  adviser: 'Camille (démonstration)',
  organisation: null,
  demonstration: true,
  verdicts: [{ kind: 'listed', identifierKind: 'nir', dataAsOf: '2022-06-23' }],
  incidents: [
    {
      title: {
        fr: "Démonstration : fuite fictive de comptes d'assurés",
        en: 'Demonstration: invented leak of accounts',
      },
      status: 'partly-confirmed',
      assessment: null,
      statement: {
        fr: "Ceci est une démonstration. Aucune personne réelle n'est concernée : numéros, noms, adresses et comptes sont inventés.",
        en: 'This is a demonstration. No real person is concerned: numbers, names, addresses and accounts are invented.',
      },
      occurredOn: '2022-06-20',
      disclosedOn: '2022-06-23',
      confirmed: ['email', 'nir', 'civil-status'],
      claimed: ['ameli-login', 'phone'],
      others: [],
      tied: [],
      claimedOfOthers: [],
      signer: null,
      askedAbout: false,
    },
  ],
  plan: buildPlan(shippedGuide, {
    confirmed: ['email', 'nir', 'civil-status'],
    claimed: ['ameli-login', 'phone'],
    incidentStatuses: ['partly-confirmed'],
    answers: {},
    outcomes: {
      'mail-first': outcome('done'),
      'mail-pw': outcome('done'),
      'ameli-pw': outcome('later', { dueOn: '2026-11-24' }),
    },
  }),
};

/** Of nobody's set, and robbed by card: what happened brings the steps. */
export const robbed: SheetCase = {
  ...shortest,
  plan: buildPlan(shippedGuide, { ...emptySituation, answers: { 'money-gone': true, 'card-debit-seen': true } }),
};

/** Nothing could be checked. */
export const unchecked: SheetCase = {
  ...shortest,
  verdicts: [{ kind: 'could-not-check', identifierKind: 'email', dataAsOf: null }],
};

/** A sheet of somebody else's, or of another account's. */
function ofAnother(about: About, answers: Readonly<Record<string, boolean>> = {}): SheetCase {
  const confirmed = ['nir', 'civil-status', 'rights', 'email'] as const;
  return {
    ...common,
    who: about.who,
    verdicts: [{ kind: 'listed', identifierKind: 'nir', dataAsOf: '2026-11-01' }],
    incidents: [{ ...soldFile, status: 'confirmed', confirmed, claimed: [] }],
    plan: buildPlan(shippedGuide, { ...emptySituation, about, confirmed, incidentStatuses: ['confirmed'], answers }),
  };
}
export const child = ofAnother({ who: 'child', account: 'general' });
export const protectedAdult = ofAnother({ who: 'protected-adult', account: 'other-scheme' }, allYes);
export const deceased = ofAnother({ who: 'deceased', account: 'general' });
export const professional = ofAnother({ who: 'caller', account: 'professional' });

/** As long as the code of a full case. */
const handOverCode = `VH1${'QPZRY9X8GF2TVDW0S3JN'.repeat(6)}`;

/** Plans of growing length: one class more at a time, with no question answered, then with every one answered yes. */
export const growing: readonly SheetCase[] = dataClasses.flatMap((_, index) => {
  const confirmed = dataClasses.slice(0, index + 1);
  return [false, true].map(
    (everything): SheetCase => ({
      ...common,
      ...(everything ? { handOverCode } : {}),
      verdicts: [{ kind: 'listed', identifierKind: 'nir', dataAsOf: '2026-11-01' }],
      incidents: [{ ...soldFile, status: 'confirmed', confirmed, claimed: [] }],
      plan: buildPlan(shippedGuide, {
        confirmed,
        claimed: [],
        incidentStatuses: ['confirmed'],
        answers: everything ? allYes : {},
        outcomes: {},
      }),
    }),
  );
});

/** One sheet of each kind, by what is special of it. */
export const kinds = {
  shortest,
  usual,
  partly,
  asked,
  longest,
  robbed,
  unchecked,
  child,
  'protected adult': protectedAdult,
  deceased,
  professional,
} as const satisfies Readonly<Record<string, SheetCase>>;

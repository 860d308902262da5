/** The closed lists that every layer shares. The only file of `core` that `contract` may import: constants, and lists made of them. */

/** Languages of everything that people read, that of most users first. A language is a line here; the compiler names the words it lacks. */
export const locales = ['fr', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Why a workstation was locked, where no other page follows: the window closes, or its process died and the shell loads it anew. */
export const pageStaysAt: ReadonlySet<string> = new Set(['window-closed', 'fault']);

/**
 * Kinds of identifier that a pack can index, as written in manifests and before the colon of a stretched password, in the
 * order in which they are listed; and the codes by which the interface and the builder's report look up words for each:
 *  - `forms`: what the kind is called on the screen; several where people have several names for it;
 *  - `problems`: why a text is not one;
 *  - `warnings`: what is unusual about one that is accepted all the same.
 */
export const identifierCodes = {
  nir: {
    /** Ordinary number · first digit 3 or 4, a shape that no source confirms · waiting number (5, 6) · provisional (7, 8). */
    forms: ['nir', 'unknown-sex', 'mig', 'nnp'],
    problems: [
      'nir-character',
      'nir-length',
      /** `1.84012E+14`: a spreadsheet rounded the number, its last digits are gone. */
      'nir-scientific',
      'nir-sex',
      'nir-month',
      'nir-department',
      'nir-key-wrong',
    ],
    warnings: ['nir-sex-unknown', 'nir-provisional-shape'],
  },
  email: {
    forms: ['email'],
    problems: ['email-at', 'email-character', 'email-local', 'email-domain', 'email-length'],
    warnings: [],
  },
  phone: {
    /** Metropolitan France · its overseas territories · any other country. */
    forms: ['phone', 'phone-overseas', 'phone-abroad'],
    /** `phone-region`: a country code and a number that do not belong together, or a range that is not given out. */
    problems: ['phone-character', 'phone-length', 'phone-scientific', 'phone-region'],
    /** The length of a foreign number is not known here: one digit too few is not noticed. */
    warnings: ['phone-abroad-unchecked'],
  },
  rpps: {
    forms: ['rpps'],
    problems: ['rpps-character', 'rpps-length', 'rpps-scientific'],
    /** `rpps-or-nir`: eleven digits are also a NIR that lacks its end. */
    warnings: ['rpps-luhn', 'rpps-or-nir'],
  },
} as const satisfies Record<string, Record<'forms' | 'problems' | 'warnings', readonly string[]>>;

export type IdentifierKind = keyof typeof identifierCodes;
type CodeOf<List extends 'forms' | 'problems' | 'warnings'> = (typeof identifierCodes)[IdentifierKind][List][number];
export type IdentifierForm = CodeOf<'forms'>;
/** `empty`: nothing but separators, of whatever kind. */
export type IdentifierProblem = 'empty' | CodeOf<'problems'>;
export type IdentifierWarning = CodeOf<'warnings'>;

export const identifierKinds = Object.keys(identifierCodes) as readonly IdentifierKind[];
/** What a text that people type must not hold: identifiers, and these. */
const otherSecrets = ['card', 'iban', 'password'] as const;
export type SuspectKind = IdentifierKind | (typeof otherSecrets)[number];
export const suspectKinds: readonly SuspectKind[] = [...identifierKinds, ...otherSecrets];
const codes = Object.values(identifierCodes);
export const identifierForms: readonly IdentifierForm[] = codes.flatMap((kind) => kind.forms);
export const identifierProblems: readonly IdentifierProblem[] = ['empty', ...codes.flatMap((kind) => kind.problems)];
export const identifierWarnings: readonly IdentifierWarning[] = codes.flatMap((kind) => kind.warnings);

/** What a leaked row tells about a person. The order is that of masks (FORMAT §4.3): a new class is appended. */
export const dataClasses = [
  'ameli-login',
  'email',
  'phone',
  'postal-address',
  'nir',
  'civil-status',
  'iban',
  'card',
  'identity-document',
  'health-data',
  'rights',
] as const;
export type DataClass = (typeof dataClasses)[number];

/** What is known of an incident. Nothing but `confirmed` and `partly-confirmed` may ever be worded as a fact. */
export const incidentStatuses = ['confirmed', 'partly-confirmed', 'claimed', 'refuted'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

/** True where somebody verified the incident, entirely or in part. */
export function isVerifiedStatus(status: IncidentStatus): boolean {
  return status === 'confirmed' || status === 'partly-confirmed';
}

/**
 * What a verdict comes to for the person it is about, in the order in which one of several is told first. Stored in journals: never
 * renamed. `listed-number…`: a phone number is in a file, and is not known to have been the person's on the day of the leak;
 * `not-indexed`: nothing failed, but some file cannot be searched by this kind of identifier, so that nothing is known.
 */
export const verdictMeanings = [
  'listed',
  'listed-number',
  'listed-unverified',
  'listed-number-unverified',
  'could-not-check',
  'not-indexed',
  'listed-number-of-another',
  'not-listed',
] as const;
export type VerdictMeaning = (typeof verdictMeanings)[number];

/** The last two are the adviser's own: asked of a colleague or another service, and outside the adviser's rights. */
export const stepOutcomeKinds = ['done', 'refused', 'later', 'not-applicable', 'requested', 'no-right'] as const;
export type StepOutcomeKind = (typeof stepOutcomeKinds)[number];

/**
 * What can become of a step, by whose it is, in the order of the keys 1 to 4. The adviser's own steps are asked of nobody on
 * the phone, so that nobody refuses them.
 */
export const outcomeKindsBy: Readonly<Record<'caller' | 'adviser', readonly StepOutcomeKind[]>> = {
  caller: ['done', 'refused', 'later', 'not-applicable'],
  adviser: ['done', 'requested', 'no-right', 'not-applicable'],
};

/** Whom a call is about. An adult who can call is told nothing through somebody else, so that there is no kind for one. */
export const otherPersonKinds = ['child', 'protected-adult', 'deceased'] as const;
export const personKinds = ['caller', ...otherPersonKinds] as const;
export type PersonKind = (typeof personKinds)[number];

/** Whose insured person it is: this fund's, a health professional with an amelipro account, or another scheme's (MSA). */
export const accountKinds = ['general', 'professional', 'other-scheme'] as const;
export type AccountKind = (typeof accountKinds)[number];

/** The person whom a plan and a sheet are for. */
export interface About {
  readonly who: PersonKind;
  readonly account: AccountKind;
}

export const sheetEditions = ['standard', 'easy-to-read', 'english'] as const;
export type SheetEdition = (typeof sheetEditions)[number];

/** A text in the two languages of the product. */
export interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

/** How far the examination of a file supports what is claimed of it (FORMAT §4.2). None of them says « authentic ». */
export const assessmentLevels = ['contradicted', 'cannot-tell', 'partly-supported', 'supported'] as const;
export type AssessmentLevel = (typeof assessmentLevels)[number];

/** Why a quota warns of checks or blocks them. Stored in journals: never renamed. */
export const quotaReasons = [
  'adviser-ten-minutes',
  'adviser-hour',
  'adviser-day',
  'workstation-ten-minutes',
  'workstation-hour',
  'workstation-day',
  'no-step',
  'not-listed-run',
  'sequence',
  'clock-moved-back',
  'cases-day',
  'entries-day',
] as const;
export type QuotaReason = (typeof quotaReasons)[number];

/** Kinds of entries of the audit trail that a supervisor has to know of, or that answer one of them. */
export const alarmKinds = [
  'quota-warned',
  'quota-blocked',
  'quota-lifted',
  'sequence-suspected',
  'clock-moved-back',
  'clock-moved-forward',
  'clock-accepted',
  'unlock-failed',
  'attempts-tampered',
  'recovery-used',
  'journal-anchored',
  'ipc-refused',
  'pack-refused',
  'packs-reset',
  'notice-refused',
  'notices-reset',
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

/** Facts of a contact that may be marked as not confirmed: said with that caution, and on no paper. */
export const unconfirmedFacts = ['hours', 'price', 'abroad'] as const;

/** How old the last check of a contact is, against the setting; `unknown`: nobody knows when it was. */
export const contactAges = ['checked', 'outdated', 'unknown', 'nothing-to-check'] as const;
export type ContactAge = (typeof contactAges)[number];

/** Whom a call is about until something else is said. */
export const callerOfThisFund: About = { who: 'caller', account: 'general' };

/**
 * Of a fingerprint of eight groups of 16 bits: how many are heard and typed before a signer is trusted. Two could be met by trying keys
 * on one graphics card for some minutes; four, 64 bits, would take all of them for years.
 */
export const groupsHeard = 4;

/** The closed lists that every layer shares. The only file of `core` that `contract` may import: constants, no code. */

/** Kinds of identifier that a pack can index, as written in manifests and before the colon of a stretched password. */
export const identifierKinds = ['nir', 'email'] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/** What a leaked row tells about a person. Order is the order in which the screen and the sheet list them. */
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
] as const;
export type DataClass = (typeof dataClasses)[number];

/** What is known of an incident. Nothing but `confirmed` and `partly-confirmed` may ever be worded as a fact. */
export const incidentStatuses = ['confirmed', 'partly-confirmed', 'claimed', 'refuted'] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

export const stepOutcomeKinds = ['done', 'refused', 'later', 'not-applicable'] as const;
export type StepOutcomeKind = (typeof stepOutcomeKinds)[number];

export const sheetEditions = ['standard', 'easy-to-read', 'english'] as const;
export type SheetEdition = (typeof sheetEditions)[number];

/** A text in the two languages of the product. */
export interface Bilingual {
  readonly fr: string;
  readonly en: string;
}

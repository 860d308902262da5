/**
 * What is known of a leak, and how surely. Written by the security team as JSON, carried by the signed manifest (FORMAT §4.2).
 */
import { z } from 'zod';
import { isMisleadingText } from '../bytes/misleading.ts';
import { VigieError } from '../errors.ts';
import { assessmentLevels, type DataClass, dataClasses, incidentStatuses, isVerifiedStatus } from '../vocabulary.ts';
import { hasRepeats, hexOf, isoDay, shownTextSchema } from './signed-text.ts';

/** UTF-16 code units. */
const longestSentence = 2000;
const sentence = shownTextSchema(longestSentence);
/** As a person writes it in a file: white space around it is not meant. */
const typedSentence = z
  .string()
  .trim()
  .min(1)
  .refine((text) => text.length <= longestSentence && !isMisleadingText(text));

/** What the examination of the incident's file came to; null where nobody examined it. */
export const assessmentSchema = z.strictObject({
  level: z.enum(assessmentLevels),
  on: isoDay,
  /** Of the report's bytes, so that whoever has one can tell whether it is this one. */
  reportSha256: hexOf(32),
  /** `sample`: a part of the rows was examined, and says less of the others. */
  scope: z.enum(['whole', 'sample']),
});

const classList = z.array(z.enum(dataClasses));

function incidentOf(text: typeof sentence | typeof typedSentence) {
  const bilingualText = z.strictObject({ fr: text, en: text });
  return z.strictObject({
    /** Lower-case letters, digits, hyphens: `ameli-2022-06`. Stable for ever. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/),
    title: bilingualText,
    occurredOn: isoDay.nullable(),
    disclosedOn: isoDay,
    status: z.enum(incidentStatuses),
    source: text,
    dataClasses: z.strictObject({
      /** Confirmed by an authority for every person of the incident. */
      everyone: classList,
      /** Held by the file for some: a person has them only if the person's own row does. */
      some: classList,
      /** Said by whoever sells or spreads the file, and verified by nobody. */
      claimed: classList,
    }),
    /** What the data controller says officially. */
    statement: bilingualText,
    /** How the file was judged to be real; required before anything is called confirmed. */
    verification: z.strictObject({ by: text, on: isoDay, method: bilingualText }).nullable(),
    assessment: assessmentSchema.nullable(),
  });
}

/** What the lists of classes are judged by. */
const judgedSchema = z.object({
  status: z.enum(incidentStatuses),
  dataClasses: z.object({ everyone: classList, some: classList, claimed: classList }),
  verification: z.unknown(),
});
type Judged = z.infer<typeof judgedSchema>;

function requireConsistent({ status, dataClasses: lists, verification }: Judged, context: z.RefinementCtx): void {
  const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
  const factual = isVerifiedStatus(status);
  if (factual && (verification ?? null) === null) refuse(['verification'], 'incident-unverified');
  for (const list of ['everyone', 'some'] as const) {
    if (!factual && lists[list].length > 0) refuse(['dataClasses', list], 'incident-confirms');
  }
  const listed: DataClass[] = [];
  for (const list of ['everyone', 'some', 'claimed'] as const) {
    listed.push(...lists[list]);
    if (hasRepeats(listed)) refuse(['dataClasses', list], 'class-repeated');
  }
}

/** As it stands in a manifest, a notice, a case: exactly what was signed. */
export const incidentSchema = incidentOf(sentence).superRefine(requireConsistent);
export type Incident = z.infer<typeof incidentSchema>;

/** As the security team writes it: an incident that nobody examined need not say so. */
const incidentFileSchema = incidentOf(typedSentence).extend({
  assessment: assessmentSchema.nullable().default(null),
});

/** What is wrong with a field of an incident's file. */
export const incidentFaults = [
  'not-json',
  'field-missing',
  'field-unknown',
  'field-type',
  'field-value',
  /** Confirmed, and it does not say how. */
  'incident-unverified',
  /** Not confirmed, and it says that classes are. */
  'incident-confirms',
  'class-repeated',
  'id-repeated',
] as const;
export type IncidentFault = (typeof incidentFaults)[number];

/**
 * @throws VigieError 'incident-malformed' with everything that is wrong, so that the file is corrected once: `faults` is
 *   `title.en:field-missing,verification:incident-unverified`; `field` is the path of the first
 */
export function parseIncident(json: unknown): Incident {
  const parsed = incidentFileSchema.safeParse(json);
  // The consistency of the lists is judged even where another field is wrong.
  const judged = judgedSchema.superRefine(requireConsistent).safeParse(json);
  const issues = [
    ...(parsed.error?.issues ?? []),
    ...(judged.error?.issues ?? []).filter(({ code }) => code === 'custom'),
  ];
  if (parsed.success && issues.length === 0) return parsed.data;
  const faults = new Map(issues.flatMap((issue) => faultsOf(issue, json)));
  throw incidentMalformed(faults);
}

export function incidentMalformed(faults: ReadonlyMap<string, IncidentFault>): VigieError {
  const [field = '.'] = faults.keys();
  return new VigieError('incident-malformed', {
    field,
    faults: [...faults].map(([path, fault]) => `${path}:${fault}`).join(','),
  });
}

function faultsOf(issue: z.core.$ZodIssue, json: unknown): [string, IncidentFault][] {
  const path = issue.path.map(String);
  const at = path.join('.') || '.';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => [shownPath([...path, key]), 'field-unknown']);
  }
  const own = incidentFaults.find((fault) => fault === issue.message);
  if (issue.code === 'custom' && own !== undefined) return [[at, own]];
  if (issue.code !== 'invalid_type') return [[at, 'field-value']];
  return [[at, valueAt(json, issue.path) === undefined ? 'field-missing' : 'field-type']];
}

/** A key is a word of the file's, which may be anything. */
function shownPath(path: readonly string[]): string {
  return path.map((word) => word.replace(/[^\w-]/g, '?').slice(0, 40)).join('.');
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], json);
}

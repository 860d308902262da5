/**
 * What is known of a leak, and how surely. Written by the security team as JSON, carried by the signed manifest (FORMAT §4.2).
 */
import { z } from 'zod';
import { VigieError } from '../errors.ts';
import { dataClasses, incidentStatuses } from '../vocabulary.ts';

const isoDate = z.iso.date();
const sentence = z.string().trim().min(1).max(2000);
const bilingualText = z.strictObject({ fr: sentence, en: sentence });

export const incidentSchema = z
  .strictObject({
    /** Lower-case letters, digits, hyphens: `ameli-2022-06`. Stable for ever. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/),
    title: bilingualText,
    occurredOn: isoDate.nullable(),
    disclosedOn: isoDate,
    status: z.enum(incidentStatuses),
    source: sentence,
    dataClasses: z.strictObject({ confirmed: z.array(z.enum(dataClasses)), claimed: z.array(z.enum(dataClasses)) }),
    /** What the data controller says officially. */
    statement: bilingualText,
    /** How the file was judged to be real; required before anything is called confirmed. */
    verification: z.strictObject({ by: sentence, on: isoDate, method: bilingualText }).nullable(),
  })
  .superRefine((incident, context) => {
    const factual = incident.status === 'confirmed' || incident.status === 'partly-confirmed';
    if (factual && incident.verification === null) {
      context.addIssue({
        code: 'custom',
        path: ['verification'],
        message: 'a confirmed incident says how it was verified',
      });
    }
    if (!factual && incident.dataClasses.confirmed.length > 0) {
      context.addIssue({
        code: 'custom',
        path: ['dataClasses', 'confirmed'],
        message: 'nothing is confirmed in a claimed incident',
      });
    }
    for (const dataClass of incident.dataClasses.claimed) {
      if (incident.dataClasses.confirmed.includes(dataClass)) {
        context.addIssue({
          code: 'custom',
          path: ['dataClasses', 'claimed'],
          message: 'a class is either confirmed or claimed',
        });
      }
    }
  });

export type Incident = z.infer<typeof incidentSchema>;

/** The first problem zod found, as a dotted path that is safe to show. */
export function firstIssuePath(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return '';
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') path.push(issue.keys[0] ?? '');
  return path.join('.');
}

/** @throws VigieError 'incident-malformed' with the path of the offending field (`field`) */
export function parseIncident(json: unknown): Incident {
  const parsed = incidentSchema.safeParse(json);
  if (!parsed.success) {
    throw new VigieError('incident-malformed', {
      field: firstIssuePath(parsed.error) || '.',
      rule: parsed.error.issues[0]?.message ?? '',
    });
  }
  return parsed.data;
}

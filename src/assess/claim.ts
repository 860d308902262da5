/** What whoever sells or spreads the file says of it: written down by the analyst as JSON, judged one by one. */
import { z } from 'zod';
import { readJsonAs } from '../core/bytes/read-json.ts';
import { dataClasses, incidentStatuses } from '../core/vocabulary.ts';

export const claimNames = ['real', 'people', 'fresh', 'classes', 'from', 'never-seen'] as const;
export type ClaimName = (typeof claimNames)[number];

const claimSchema = z.strictObject({
  vigieClaim: z.literal(1),
  /** The incident that the report is about: `vigie build --assessment` takes it for no other, and for no other status. */
  incident: z
    .strictObject({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/), status: z.enum(incidentStatuses) })
    .nullable()
    .default(null),
  /** How many people. */
  people: z.int().min(1).nullable().default(null),
  /** The year that the data are said to be of. */
  asOfYear: z.int().min(1990).max(2100).nullable().default(null),
  classes: z.array(z.enum(dataClasses)).default([]),
  /** Departments where the people are said to live: `75`, `2A`, `974`. */
  departments: z.array(z.string().regex(/^(?:\d\d|2[AB]|97\d|98\d)$/)).default([]),
  neverSeen: z.boolean().default(false),
  /** The file is a sample that the seller shows: it says nothing of how many there are. */
  isSample: z.boolean().default(false),
});
export type Claim = z.infer<typeof claimSchema>;

export const noClaim: Claim = claimSchema.parse({ vigieClaim: 1 });

/** @throws VigieError 'claim-malformed' with the path of the first field at fault */
export function parseClaim(text: string): Claim {
  return readJsonAs(claimSchema, text, 'claim-malformed');
}

/**
 * Coverage (FORMAT §4.4): how many identifiers of each kind a second reading of the inputs saw, how many of them the pack
 * holds, and what became of the others. It is signed, so that an adviser who says « not listed » knows whether anybody of
 * the file was lost on the way. Numbers only; pure.
 */
import { z } from 'zod';
import { type IdentifierKind, identifierKinds } from '../vocabulary.ts';

/** Why an identifier that the second reading saw is not an entry of its own, and is not lost either. Closed list. */
export const coverageReasons = [
  /** The same identifier was taken already from the same record. */
  'repeated-in-record',
  /** In a column that the analyst left out by name. */
  'excluded-column',
  /** In a banner, a header, a footer or another text outside of every record. */
  'outside-records',
  /** In a line about a site that is not among those asked for. */
  'other-host',
  /** In a column of digits of which no more are right than chance makes right. */
  'by-chance',
  /** A number that a spreadsheet rounded: its last digits are gone. */
  'rounded',
  /** Looks like an identifier, and its control key is wrong. */
  'wrong-key',
  /** A hash in the place of the identifier. */
  'hashed',
  /** An identifier that is nobody's, because canaries use it (FORMAT §7.5). */
  'reserved',
] as const;

/** 2^20 buckets of 65 536 records are the most that a pack holds; occurrences may be more, and stay far below 2^53. */
const count = z.int().min(0);

const kindCoverageSchema = z
  .strictObject({
    kind: z.enum(identifierKinds),
    /** Occurrences that the second reading found: an identifier in three records counts three times. */
    seen: count,
    /** Of these, taken into the pack. */
    indexed: count,
    /** Of these, neither taken nor explained; more than none only where the publisher accepted the loss by number. */
    lost: count,
    /** The others, by reason; each reason once. */
    explained: z.array(z.strictObject({ reason: z.enum(coverageReasons), count: z.int().min(1) })),
  })
  .superRefine(({ seen, indexed, lost, explained }, context) => {
    if (new Set(explained.map(({ reason }) => reason)).size !== explained.length) {
      context.addIssue({ code: 'custom', path: ['explained'], message: 'repeated' });
    }
    const told = explained.reduce((sum, each) => sum + each.count, indexed + lost);
    if (told !== seen) context.addIssue({ code: 'custom', path: ['seen'], message: 'does not add up' });
  });

/** One element a kind at most. A kind that is absent was not looked for. */
export const coverageSchema = z.array(kindCoverageSchema).superRefine((coverage, context) => {
  if (new Set(coverage.map(({ kind }) => kind)).size !== coverage.length) {
    context.addIssue({ code: 'custom', path: [], message: 'repeated' });
  }
});
export type Coverage = z.infer<typeof coverageSchema>;

/** @returns the occurrences lost, of all kinds */
export function lostCount(coverage: Coverage): number {
  return coverage.reduce((sum, { lost }) => sum + lost, 0);
}

/**
 * Identifiers that are a canary's were seen and are nobody's: the pack does not hold them as entries (FORMAT §7.5).
 * @param reserved occurrences that the builder passed over, by kind
 */
export function withReserved(coverage: Coverage, reserved: Readonly<Record<IdentifierKind, number>>): Coverage {
  return coverage.map((each) => {
    const count = reserved[each.kind];
    if (count === 0) return each;
    const explained = [...each.explained, { reason: 'reserved' as const, count }];
    return { ...each, indexed: each.indexed - count, explained };
  });
}

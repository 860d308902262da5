/** Step `identifier`: what the field shows while something is typed. */
import { z } from 'zod';
import { identifierForms, identifierKinds, identifierProblems, identifierWarnings } from '../core/vocabulary.ts';
import { type ChannelTable, identifierKind } from './common.ts';

/** What the identifier field recognises in what is typed so far. */
export const identifierReading = z.object({
  kind: z.enum([...identifierKinds, 'empty', 'unknown']),
  /** What it is called; null while that is not known. */
  form: z.enum(identifierForms).nullable(),
  /** Kinds of which it may be one, where several fit: the adviser is asked. Then it is not complete. */
  choices: z.array(identifierKind),
  /** True when Enter may check it. */
  complete: z.boolean(),
  /** The typed text in the groups in which it is read back. */
  groups: z.array(z.string()),
  /** How each group is said in French; same length as `groups`. */
  spoken: z.array(z.string()),
  key: z.enum(['absent', 'valid', 'wrong']).nullable(),
  /** What the identifier reader objects to, and what it finds unusual. */
  problems: z.array(z.enum([...identifierProblems, ...identifierWarnings])),
  /** Whole identifiers that one typing slip away would be valid. Never chosen silently. */
  suggestions: z.array(
    z.object({ text: z.string(), slip: z.enum(['one-character', 'swapped-neighbours', 'domain', 'letter-for-digit']) }),
  ),
});
export type IdentifierReading = z.infer<typeof identifierReading>;

/** What is being typed. */
export const identifierChannels = {
  /** `as`: the kind, once the adviser has told it; absent: it is recognised. */
  describeIdentifier: {
    who: 'adviser',
    withRecoveryWords: false,
    input: z.object({ text: z.string().max(400), as: identifierKind.optional() }),
    output: identifierReading,
  },
} as const satisfies ChannelTable;

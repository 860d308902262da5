/** What several words share: texts, problems, incidents, and the shape of a channel. */
import { z } from 'zod';
import { errorCodes } from '../core/error-codes.ts';
import {
  accountKinds,
  assessmentLevels,
  dataClasses,
  identifierKinds,
  incidentStatuses,
  personKinds,
  quotaReasons,
} from '../core/vocabulary.ts';

export type { ErrorCode } from '../core/error-codes.ts';
export type { Bilingual, DataClass, IdentifierKind, IncidentStatus, VerdictMeaning } from '../core/vocabulary.ts';

/** A text in the two languages of the product. */
export const bilingual = z.object({ fr: z.string(), en: z.string() });

/** An error that has words in the interface: its code, and details that are safe to show (`VigieError`). */
export const problem = z.object({
  code: z.enum(errorCodes),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Problem = z.infer<typeof problem>;

export const identifierKind = z.enum(identifierKinds);

export const dataClass = z.enum(dataClasses);

export const incidentStatus = z.enum(incidentStatuses);

export const incidentView = z.object({
  id: z.string(),
  title: bilingual,
  occurredOn: z.string().nullable(),
  disclosedOn: z.string(),
  status: incidentStatus,
  source: z.string(),
  /** `everyone`: of every person of the incident; `some`: in the file for some; `claimed`: verified by nobody. */
  dataClasses: z.object({ everyone: z.array(dataClass), some: z.array(dataClass), claimed: z.array(dataClass) }),
  statement: bilingual,
  verification: z.object({ by: z.string(), on: z.string(), method: bilingual }).nullable(),
  /** What the examination of the file came to; null where nobody examined it. */
  assessment: z
    .object({
      level: z.enum(assessmentLevels),
      on: z.string(),
      reportSha256: z.string(),
      scope: z.enum(['whole', 'sample']),
    })
    .nullable(),
});
export type IncidentView = z.infer<typeof incidentView>;

/** As one signer tells of it: the same id in another signer's words is another one. */
export const toldIncidentView = incidentView.extend({
  /** `signer`: key id in hexadecimal; `name`: under which it was trusted when it was told. */
  toldBy: z.object({ signer: z.string(), name: z.string() }),
});
export type ToldIncidentView = z.infer<typeof toldIncidentView>;

export const quotaView = z.object({
  state: z.enum(['free', 'warned', 'blocked']),
  /** Remaining checks in the narrowest window. */
  remaining: z.number().int(),
  window: z.enum(['ten-minutes', 'hour', 'day']),
  /** Instant at which a check is possible again without a supervisor; null if only a supervisor can lift it. */
  freeAt: z.string().nullable(),
  reason: z.enum(quotaReasons).nullable(),
});
export type QuotaView = z.infer<typeof quotaView>;

export const nothing = z.object({});

export const reference = z.object({ reference: z.string().max(32) });

/** Whom of a case: `p1`, the first person, as where it is absent, or the id that was drawn for another. */
export const person = z
  .string()
  .regex(/^p(?:1|[0-9a-f]{8})$/)
  .optional();

export const about = z.object({ who: z.enum(personKinds), account: z.enum(accountKinds) });

/** Null when the person closed the dialog. */
export const saved = z.object({ path: z.string().nullable() });

/** Why the workstation was locked. */
export const lockReasons = ['idle', 'asked', 'screen-locked', 'suspended', 'window-closed', 'fault'] as const;

/** Who may call, when, and what a call does to the lock. */
type Rules =
  /** `anyone`: also while locked · `first-run`: no vault yet · `locked`: there is a vault. */
  | { readonly who: 'anyone' | 'first-run' | 'locked'; readonly keepsAwake?: false }
  | {
      /** Unlocked; `supervisor`: as one. */
      readonly who: 'adviser' | 'supervisor';
      /** Whether someone who came in with the recovery words may: they are there to mend the vault, not to look people up. */
      readonly withRecoveryWords: boolean;
      /** `false` for what the page calls by itself: it does not put the idle lock off. */
      readonly keepsAwake?: false;
    };

/** A channel: who may call it, what goes in, what comes out. */
export type ChannelSpec = Rules & { readonly input: z.ZodType; readonly output: z.ZodType };
export type ChannelTable = Readonly<Record<string, ChannelSpec>>;

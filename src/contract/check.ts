/** Step `check`: one identifier, one verdict; and the quotas that bound it. */
import { z } from 'zod';
import { caseView, verdict } from './case.ts';
import { type ChannelTable, identifierKind, nothing, person, quotaView, reference } from './common.ts';
import { adviserRow } from './unlock.ts';

/** A call, and the one look-up that a verdict comes from. */
export const checkChannels = {
  openCase: { who: 'adviser', withRecoveryWords: false, input: nothing, output: caseView },
  checkIdentifier: {
    who: 'adviser',
    withRecoveryWords: false,
    input: z.object({
      reference: z.string().max(32),
      person,
      text: z.string().max(400),
      as: identifierKind.optional(),
      callerAuthenticated: z.boolean(),
    }),
    output: z.object({ case: caseView, verdict, quota: quotaView }),
  },
  /** The caller asks about an incident, or no longer: for the whole call, whoever is on screen. Nothing is looked up, no quota is used. */
  askAboutIncident: {
    who: 'adviser',
    withRecoveryWords: false,
    input: reference.extend({
      person,
      incidentId: z.string().max(64),
      /** Key id of the signer whose words are meant; absent where one alone tells of it. */
      signer: z.string().max(64).optional(),
      asked: z.boolean(),
    }),
    output: caseView,
  },
} as const satisfies ChannelTable;

/** How many checks are left, for whom, and the lifting of a block. */
export const quotaChannels = {
  readQuota: { who: 'adviser', withRecoveryWords: true, keepsAwake: false, input: nothing, output: quotaView },
  listAdvisers: {
    who: 'supervisor',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ advisers: z.array(adviserRow) }),
  },
  /** Lifts an adviser's block, and a clock that was turned back, with a reason that is journalled. */
  liftQuota: {
    who: 'supervisor',
    withRecoveryWords: false,
    input: z.object({ adviserId: z.string().max(64), reason: z.string().trim().min(3).max(200) }),
    output: z.object({ advisers: z.array(adviserRow) }),
  },
} as const satisfies ChannelTable;

/** Step `guide`: answers, outcomes, the note, the end of a call. */
import { z } from 'zod';
import { contactAges, stepOutcomeKinds, suspectKinds } from '../core/vocabulary.ts';
import { caseView, contactView } from './case.ts';
import { about, type ChannelTable, nothing, person, reference } from './common.ts';

/** A contact of the guide, whether or not a step of the present call needs it. */
export const listedContact = contactView.extend({
  /** Whether its last check is within the setting; an adviser is told of `outdated` alone. */
  age: z.enum(contactAges),
});
export type ListedContact = z.infer<typeof listedContact>;

/** What is answered, done and noted in a call. */
export const guideChannels = {
  listContacts: {
    who: 'adviser',
    withRecoveryWords: true,
    input: nothing,
    output: z.object({ contacts: z.array(listedContact) }),
  },
  answerQuestion: {
    who: 'adviser',
    withRecoveryWords: true,
    input: reference.extend({ person, questionId: z.string().max(64), answer: z.boolean().nullable() }),
    output: caseView,
  },
  recordOutcome: {
    who: 'adviser',
    withRecoveryWords: true,
    input: z.object({
      reference: z.string().max(32),
      person,
      stepId: z.string().max(64),
      /** Null undoes the outcome. */
      outcome: z
        .object({
          kind: z.enum(stepOutcomeKinds),
          dueOn: z.string().max(10).nullable(),
          reason: z.string().max(200).nullable(),
          evidence: z.record(z.string().max(64), z.string().max(120)),
        })
        .nullable(),
    }),
    output: caseView,
  },
  /** Whom the person is: it decides which steps, words and contacts there are. */
  describePerson: {
    who: 'adviser',
    withRecoveryWords: true,
    input: reference.extend({ person, about }),
    output: caseView,
  },
  /** The call is about one person more. Nothing is looked up. */
  addPerson: { who: 'adviser', withRecoveryWords: false, input: reference.extend({ about }), output: caseView },
  saveNote: {
    who: 'adviser',
    withRecoveryWords: true,
    input: reference.extend({ note: z.string().max(2000) }),
    /** `saved` is false while the note looks like it holds an identifier, a card number, an IBAN or a password. */
    output: z.object({
      saved: z.boolean(),
      suspects: z.array(z.enum(suspectKinds)),
    }),
  },
  closeCase: {
    who: 'adviser',
    withRecoveryWords: true,
    input: reference.extend({ interrupted: z.boolean() }),
    output: caseView,
  },
  /** A closed or interrupted case is under way again. */
  reopenCase: { who: 'adviser', withRecoveryWords: false, input: reference.extend({ person }), output: caseView },
} as const satisfies ChannelTable;

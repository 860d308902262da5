/** Step `print`: sheets and letters. */
import { z } from 'zod';
import { locales, sheetEditions } from '../core/vocabulary.ts';
import { bilingual, type ChannelTable, person, reference, saved } from './common.ts';

/** A letter ready to sign, by its title. */
export const letterRow = z.object({ id: z.string(), title: bilingual, suggested: z.boolean() });
export type LetterRow = z.infer<typeof letterRow>;

const sheet = reference.extend({
  person,
  edition: z.enum(sheetEditions),
  /** The standard and English editions in large print, 14 points at least. */
  largePrint: z.boolean().default(false),
});

const letter = reference.extend({ person, letterId: z.string().max(64), locale: z.enum(locales) });

const printed = z.object({ kind: z.enum(['printed', 'cancelled']) });

/** The sheet of a case. */
export const sheetChannels = {
  previewSheet: {
    who: 'adviser',
    withRecoveryWords: true,
    input: sheet,
    /**
     * `pages` is null where nothing could be printed to count them. `mailboxInDoubt`: what leaked, or may have, opens the
     * ameli account or the mailbox, or an answer says that one of them was lost, so somebody else may read what is sent there.
     * The caller's own counts for the sheet of each person of the call.
     */
    output: z.object({ html: z.string(), pages: z.number().int().nullable(), mailboxInDoubt: z.boolean() }),
  },
  printSheet: { who: 'adviser', withRecoveryWords: true, input: sheet, output: printed },
  saveSheet: { who: 'adviser', withRecoveryWords: true, input: sheet, output: saved },
  /** The sheet as plain text, to paste into a message. */
  readSheetText: {
    who: 'adviser',
    withRecoveryWords: true,
    input: reference.extend({ person, edition: z.enum(sheetEditions) }),
    output: z.object({ text: z.string() }),
  },
} as const satisfies ChannelTable;

/** Letters ready to sign. */
export const letterChannels = {
  /** Letters with blanks; `suggested` where a step of the case calls for it. */
  listLetters: {
    who: 'adviser',
    withRecoveryWords: true,
    input: reference.extend({ person }),
    output: z.object({ letters: z.array(letterRow) }),
  },
  previewLetter: { who: 'adviser', withRecoveryWords: true, input: letter, output: z.object({ html: z.string() }) },
  printLetter: { who: 'adviser', withRecoveryWords: true, input: letter, output: printed },
  saveLetter: { who: 'adviser', withRecoveryWords: true, input: letter, output: saved },
} as const satisfies ChannelTable;

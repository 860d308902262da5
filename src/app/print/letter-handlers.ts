/**
 * Step `print`: letters ready to sign, by the person or by who speaks for them. They are filled in by hand: nothing of the case is
 * written in them.
 */

import type { letterChannels } from '../../contract/print.ts';
import { lettersFor } from '../../core/guide/letters.ts';
import type { CaseRecord } from '../../core/journal/case-record.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { CaseDesk } from '../case/case-desk.ts';
import { planOf } from '../case/case-view.ts';
import type { AppContext } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { saveRecorded } from '../vault/recorded-save.ts';
import { whileOpen } from '../vault/session.ts';
import type { SheetPress } from './sheet-press.ts';

/** Which letter it is would tell what happened to the person: neither the trail nor the name of a file does. */
const fileSuffix: Readonly<Record<Locale, string>> = { fr: 'lettre', en: 'letter' };

export function letterHandlers(
  context: AppContext,
  cases: CaseDesk,
  press: SheetPress,
): HandlersOf<typeof letterChannels> {
  const { guide, options, sessions } = context;

  /** Steps that the caller still has to see to. */
  function openSteps(record: CaseRecord): ReadonlySet<string> {
    const { steps } = planOf(guide, record);
    const settled = (kind: string | undefined) => kind === 'done' || kind === 'not-applicable';
    return new Set(steps.filter((step) => !settled(step.outcome?.kind)).map((step) => step.id));
  }

  return {
    listLetters: ({ reference, person }) => {
      const record = cases.of(cases.read(reference), person);
      const open = openSteps(record);
      return {
        letters: lettersFor(guide, record.about.who).map(({ id, steps, fr, en }) => ({
          id,
          title: { fr: fr.title, en: en.title },
          suggested: steps.some((step) => open.has(step)),
        })),
      };
    },

    previewLetter: async ({ reference, person, letterId, locale }) => {
      const session = sessions.require();
      const { who } = cases.of(cases.read(reference), person).about;
      return { html: await whileOpen(session, press.previewLetter(session, guide, letterId, { locale, who })) };
    },

    printLetter: async ({ reference, person, letterId, locale }) => {
      const session = sessions.require();
      const record = cases.of(cases.read(reference), person);
      return await session.recording('letter-printed', async (enter) => {
        const made = await press.letter(session, guide, letterId, { locale, who: record.about.who });
        await press.requirePdf(session, made);
        const kind = await options.shell.printHtml(made.html);
        if (kind === 'printed') enter({ case: record.reference, details: { locale } });
        return { kind };
      });
    },

    saveLetter: async ({ reference, person, letterId, locale }) => {
      const session = sessions.require();
      const record = cases.of(cases.read(reference), person);
      const made = await whileOpen(session, press.letter(session, guide, letterId, { locale, who: record.about.who }));
      const bytes = await press.copyPdf(session, made);
      const file = { suggestedName: `${record.reference}-${fileSuffix[locale]}.pdf`, bytes };
      const about = { case: record.reference, details: { locale } };
      try {
        return await saveRecorded(options.shell, session, file, 'letter-saved', about);
      } finally {
        bytes.fill(0);
      }
    },
  };
}

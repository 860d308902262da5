/** Step `print`: letters ready to sign. The caller fills them in by hand: nothing of the case is written in them. */
import type { letterChannels } from '../../contract/print.ts';
import type { CaseRecord } from '../../core/journal/case-record.ts';
import type { CaseDesk } from '../case/case-desk.ts';
import { planOf } from '../case/case-view.ts';
import type { AppContext } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { saveRecorded } from '../vault/recorded-save.ts';
import { recordIfOpen, whileOpen } from '../vault/session.ts';
import type { SheetPress } from './sheet-press.ts';

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
      const open = openSteps(cases.of(cases.read(reference), person));
      const letters = [...guide.letters.values()].map(({ id, steps, fr, en }) => ({
        id,
        title: { fr: fr.title, en: en.title },
        suggested: steps.some((step) => open.has(step)),
      }));
      return { letters };
    },

    previewLetter: async ({ reference, letterId, locale }) => {
      const session = sessions.require();
      cases.read(reference);
      return { html: await whileOpen(session, press.previewLetter(session, guide, letterId, locale)) };
    },

    printLetter: async ({ reference, letterId, locale }) => {
      const session = sessions.require();
      const record = cases.read(reference);
      const made = await press.letter(session, guide, letterId, locale);
      await press.requirePdf(session, made);
      const kind = await options.shell.printHtml(made.html);
      const details = { letter: letterId, locale };
      if (kind === 'printed') recordIfOpen(session, 'letter-printed', { case: record.reference, details });
      return { kind };
    },

    saveLetter: async ({ reference, letterId, locale }) => {
      const session = sessions.require();
      const record = cases.read(reference);
      const made = await whileOpen(session, press.letter(session, guide, letterId, locale));
      const bytes = await press.copyPdf(session, made);
      const file = { suggestedName: `${record.reference}-${letterId}.pdf`, bytes };
      const about = { case: record.reference, details: { letter: letterId, locale } };
      try {
        return await saveRecorded(options.shell, session, file, 'letter-saved', about);
      } finally {
        bytes.fill(0);
      }
    },
  };
}

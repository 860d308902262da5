/** Step `print`: letters ready to sign. The caller fills them in by hand: nothing of the case is written in them. */
import type { letterChannels } from '../../contract/print.ts';
import { VigieError } from '../../core/errors.ts';
import type { CaseRecord } from '../../core/journal/case-record.ts';
import { renderLetter } from '../../core/print/letter.ts';
import type { CaseDesk } from '../case/case-desk.ts';
import { planOf } from '../case/case-view.ts';
import type { AppContext } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { saveRecorded } from '../vault/recorded-save.ts';
import { recordIfOpen } from '../vault/session.ts';
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

  /** @throws VigieError 'ipc-refused' if the guide has no such letter: the renderer only offers those it was given */
  function render(letterId: string, locale: 'fr' | 'en'): string {
    const html = renderLetter(guide, letterId, locale, { fonts: press.fonts });
    if (html === null) throw new VigieError('ipc-refused', { field: 'letterId' });
    return html;
  }

  return {
    listLetters: ({ reference }) => {
      const open = openSteps(cases.read(reference));
      const letters = [...guide.letters.values()].map(({ id, steps, fr, en }) => ({
        id,
        title: { fr: fr.title, en: en.title },
        suggested: steps.some((step) => open.has(step)),
      }));
      return { letters };
    },

    previewLetter: ({ reference, letterId, locale }) => {
      cases.read(reference);
      return { html: render(letterId, locale) };
    },

    printLetter: async ({ reference, letterId, locale }) => {
      const session = sessions.require();
      const record = cases.read(reference);
      const kind = await options.shell.printHtml(render(letterId, locale));
      const details = { letter: letterId, locale };
      if (kind === 'printed') recordIfOpen(session, 'letter-printed', { case: record.reference, details });
      return { kind };
    },

    saveLetter: async ({ reference, letterId, locale }) => {
      const session = sessions.require();
      const record = cases.read(reference);
      const bytes = await options.shell.renderPdf(render(letterId, locale));
      const file = { suggestedName: `${record.reference}-${letterId}.pdf`, bytes };
      const about = { case: record.reference, details: { letter: letterId, locale } };
      return await saveRecorded(options.shell, session, file, 'letter-saved', about);
    },
  };
}

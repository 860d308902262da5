/**
 * Step `print`: the sheet of a case, previewed, printed, saved. It carries no identifier, not even masked. A sheet changes
 * nothing in a case, whatever its state: only the journal grows.
 */
import type { sheetChannels } from '../../contract/print.ts';
import { civilDate } from '../../core/calendar.ts';
import type { CaseRecord } from '../../core/journal/case-record.ts';
import { buildSheetModel, type SheetModel } from '../../core/print/model.ts';
import { sheetIncidents, sheetVerdict } from '../../core/print/sheet-case.ts';
import { renderSheetText } from '../../core/print/sheet-text.ts';
import type { SheetEdition } from '../../core/vocabulary.ts';
import type { CaseDesk } from '../case/case-desk.ts';
import { onlyAskedIncidents } from '../case/case-situation.ts';
import { planOf } from '../case/case-view.ts';
import type { AppContext } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { handOverCodeOf } from '../journal/hand-over.ts';
import { saveRecorded } from '../vault/recorded-save.ts';
import { recordIfOpen, whileOpen } from '../vault/session.ts';
import type { SheetPress } from './sheet-press.ts';

/** Suffix of the file's name for each edition. */
const editionSuffix: Readonly<Record<SheetEdition, string>> = {
  standard: '',
  'easy-to-read': '-facile-a-lire',
  english: '-english',
};

export function printHandlers(
  context: AppContext,
  cases: CaseDesk,
  press: SheetPress,
): HandlersOf<typeof sheetChannels> {
  const { guide, options, sessions } = context;

  function modelOf(record: CaseRecord): SheetModel {
    return buildSheetModel(guide, {
      reference: record.reference,
      date: civilDate(Date.parse(record.openedAt)),
      adviser: cases.adviserName(record.adviserId) || null,
      organisation: sessions.settings.organisation || null,
      verdicts: record.verdicts.map(sheetVerdict),
      incidents: sheetIncidents(record.verdicts, onlyAskedIncidents(record)),
      plan: planOf(guide, record),
      demonstration: (options.demo ?? null) !== null,
      handOverCode: handOverCodeOf(context, record),
      continued: record.handOver?.kind === 'code' ? { confirmed: record.handOver.confirmed } : null,
    });
  }

  return {
    previewSheet: async ({ reference, ...style }) => {
      const session = sessions.require();
      return await whileOpen(session, press.preview(modelOf(cases.read(reference)), style));
    },

    printSheet: async ({ reference, ...style }) => {
      const session = sessions.require();
      const record = cases.read(reference);
      const { html } = await press.lay(modelOf(record), style);
      const kind = await options.shell.printHtml(html);
      if (kind === 'printed') recordIfOpen(session, 'sheet-printed', { case: record.reference, details: { ...style } });
      return { kind };
    },

    saveSheet: async ({ reference, ...style }) => {
      const session = sessions.require();
      const record = cases.read(reference);
      const { pdf } = await press.lay(modelOf(record), style);
      const suffix = `${editionSuffix[style.edition]}${style.largePrint ? '-grands-caracteres' : ''}`;
      const file = { suggestedName: `${record.reference}${suffix}.pdf`, bytes: pdf };
      const about = { case: record.reference, details: { ...style } };
      return await saveRecorded(options.shell, session, file, 'sheet-saved', about);
    },

    readSheetText: ({ reference, edition }) => {
      const record = cases.read(reference);
      const text = renderSheetText(modelOf(record), edition);
      sessions.require().record('sheet-copied', { case: record.reference, details: { edition } });
      return { text };
    },
  };
}

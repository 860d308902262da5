/**
 * Step `print`: the sheet of a case, previewed, printed, saved. It carries no identifier, not even masked. A sheet changes
 * nothing in a case, whatever its state: only the journal grows.
 */
import type { sheetChannels } from '../../contract/print.ts';
import { civilDate } from '../../core/calendar.ts';
import type { CaseRecord } from '../../core/journal/case-record.ts';
import { buildSheetModel, type SheetCase, type SheetModel } from '../../core/print/model.ts';
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

/** Incidents of every verdict, each once, then those only asked about; two identifiers of one caller add their classes up. */
function incidentsOf(record: CaseRecord): SheetCase['incidents'] {
  const byId = new Map<string, SheetCase['incidents'][number]>();
  for (const { incident, confirmed, claimed } of record.verdicts.flatMap((verdict) => verdict.exposures)) {
    const known = byId.get(incident.id);
    byId.set(incident.id, {
      title: incident.title,
      status: incident.status,
      statement: incident.statement,
      occurredOn: incident.occurredOn,
      disclosedOn: incident.disclosedOn,
      confirmed: [...new Set([...(known?.confirmed ?? []), ...confirmed])],
      claimed: [...new Set([...(known?.claimed ?? []), ...claimed])],
      askedAbout: false,
    });
  }
  const asked = onlyAskedIncidents(record).map((incident) => ({
    title: incident.title,
    status: incident.status,
    statement: incident.statement,
    occurredOn: incident.occurredOn,
    disclosedOn: incident.disclosedOn,
    ...incident.dataClasses,
    askedAbout: true,
  }));
  return [...byId.values(), ...asked];
}

/** The oldest date among the sets that answered. */
function dataAsOf(verdict: CaseRecord['verdicts'][number]): string | null {
  const dates = verdict.sets.filter((set) => set.answer !== 'could-not-check').map((set) => set.dataAsOf);
  return dates.sort()[0] ?? null;
}

/** Listed under this identifier, yet nothing is confirmed: whatever another identifier of the caller brought to light. */
function isUnverified({ kind, exposures }: CaseRecord['verdicts'][number]): boolean {
  return kind === 'listed' && exposures.every(({ confirmed }) => confirmed.length === 0);
}

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
      verdicts: record.verdicts.map((verdict) => ({
        kind: isUnverified(verdict) ? 'listed-unverified' : verdict.kind,
        identifierKind: verdict.identifierKind,
        dataAsOf: dataAsOf(verdict),
      })),
      incidents: incidentsOf(record),
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

/** Step `print`: the sheet of a case, previewed, printed, saved. It carries no identifier, not even masked. */
import { join } from 'node:path';
import type { CaseRecord } from '../core/journal/case-record.ts';
import { buildSheetModel, type SheetCase } from '../core/print/model.ts';
import { renderSheet } from '../core/print/sheet-html.ts';
import type { SheetFonts } from '../core/print/style.ts';
import type { SheetEdition } from '../core/vocabulary.ts';
import { noncePlaceholder } from './assets.ts';
import type { CaseDesk } from './case-desk.ts';
import { onlyAskedIncidents } from './case-situation.ts';
import { planOf } from './case-view.ts';
import type { AppContext, Handlers } from './context.ts';
import { handOverCodeOf } from './hand-over.ts';
import type { Session } from './session.ts';
import type { SheetPress } from './sheet-press.ts';

type PrintChannels = 'previewSheet' | 'printSheet' | 'saveSheet';

/** Suffix of the file's name for each edition. */
const editionSuffix: Readonly<Record<SheetEdition, string>> = {
  standard: '',
  'easy-to-read': '-facile-a-lire',
  english: '-english',
};

/** Incidents of every verdict, each once; two identifiers of one caller add their classes up. */
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

export function printHandlers(context: AppContext, cases: CaseDesk): Pick<Handlers, PrintChannels> {
  const { guide, options, sessions } = context;
  let fonts: SheetFonts | null = null;

  function render(record: CaseRecord, edition: SheetEdition, styleNonce?: string): string {
    fonts ??= readSheetFonts(join(options.guideDir, '..', 'fonts'));
    const model = buildSheetModel(guide, {
      reference: record.reference,
      date: localDate(record.openedAt),
      adviser: cases.adviserName(record.adviserId) || null,
      organisation: null,
      verdicts: record.verdicts.map((verdict) => ({
        kind: verdict.kind,
        identifierKind: verdict.identifierKind,
        dataAsOf: dataAsOf(verdict),
      })),
      incidents: incidentsOf(record),
      plan: planOf(guide, record),
      demonstration: (options.demo ?? null) !== null,
      handOverCode: handOverCodeOf(context, record),
      continued: record.handOver?.kind === 'code' ? { confirmed: record.handOver.confirmed } : null,
    });
    return renderSheet(model, edition, { fonts, ...(styleNonce === undefined ? {} : { styleNonce }) });
  }

  /** A sheet changes nothing in a case, whatever its state: the trail alone grows. */
  function note(record: CaseRecord, kind: 'sheet-printed' | 'sheet-saved', edition: SheetEdition): void {
    const { journal, adviserId } = sessions.require();
    const atMs = options.clock.nowMs();
    journal.write([{ atMs, adviserId, kind, caseReference: record.reference, details: { edition } }]);
  }

  return {
    previewSheet: async ({ reference, ...style }) => {
      const session = sessions.require();
      const preview = await press.preview(modelOf(cases.read(reference)), style);
      // Laying it out takes a moment, in which the workstation may have been locked.
      if (sessions.current !== session) throw new VigieError('vault-locked');
      return preview;
    },

    printSheet: async ({ reference, edition }) => {
      const record = cases.read(reference);
      const kind = await options.shell.printHtml(render(record, edition));
      if (kind === 'printed' && sessions.current !== null) note(record, 'sheet-printed', edition);
      return { kind };
    },

    saveSheet: async ({ reference, edition }) => {
      const record = cases.read(reference);
      const bytes = await options.shell.renderPdf(render(record, edition));
      const suggestedName = `${record.reference}${editionSuffix[edition]}.pdf`;
      const path = await options.shell.saveFile({ suggestedName, bytes });
      if (path !== null && sessions.current !== null) note(record, 'sheet-saved', edition);
      return { path };
    },
  };
}

/** Calendar date in the workstation's time zone. */
function localDate(instant: string): string {
  const date = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

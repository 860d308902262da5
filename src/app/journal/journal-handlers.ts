/** Step `journal`: finding and resuming cases, verifying, exporting and purging the trail. */
import type { journalChannels } from '../../contract/journal.ts';
import { utf8 } from '../../core/bytes/bytes.ts';
import { civilDayStartMs } from '../../core/calendar.ts';
import { faultOf, isVigieError } from '../../core/errors.ts';
import { readReferencePart } from '../../core/journal/case-reference.ts';
import type { CaseQuery } from '../../core/journal/case-store.ts';
import type { CaseDesk } from '../case/case-desk.ts';
import { caseRow } from '../case/case-view.ts';
import type { AppContext } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { saveRecorded } from '../vault/recorded-save.ts';
import { retentionStartMs } from '../vault/retention.ts';
import { listAlarms } from './alarms.ts';
import { exportKeyView, openExportKey } from './export-key.ts';
import { exportJournal } from './journal-export.ts';

/** `2026-11-21` or `21/11/2026`, as local days begin. @returns null if `text` is no date */
function readDay(text: string): { readonly fromMs: number; readonly beforeMs: number } | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1).map(Number) : french ? french.slice(1).map(Number).reverse() : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  // Not 24 hours later: twice a year a day is an hour shorter or longer.
  return { fromMs: new Date(year, month - 1, day).getTime(), beforeMs: new Date(year, month - 1, day + 1).getTime() };
}

/** Accents and case do not count in a name that is typed in a hurry. */
function bare(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

export function journalHandlers(context: AppContext, cases: CaseDesk): HandlersOf<typeof journalChannels> {
  const { sessions, options } = context;

  /** @returns null if the text can match nothing */
  function searchFor(
    text: string,
  ): Pick<CaseQuery, 'referencePart' | 'adviserIds' | 'openedFromMs' | 'openedBeforeMs'> | null {
    const anything = { referencePart: '', adviserIds: [], openedFromMs: null, openedBeforeMs: null };
    const wanted = text.trim();
    if (wanted === '') return anything;
    const day = readDay(wanted);
    if (day !== null) return { ...anything, openedFromMs: day.fromMs, openedBeforeMs: day.beforeMs };
    const { advisers } = sessions.require().vault.register;
    const named = advisers.filter((adviser) => bare(adviser.name).includes(bare(wanted)));
    const referencePart = readReferencePart(wanted);
    if (referencePart === '' && named.length === 0) return null;
    return { ...anything, referencePart, adviserIds: named.map((adviser) => adviser.adviserId) };
  }

  /** Both the day that was typed and the period that was chosen hold. */
  function narrowed(
    { openedFromMs, openedBeforeMs }: Pick<CaseQuery, 'openedFromMs' | 'openedBeforeMs'>,
    from: string | null,
    to: string | null,
  ): Pick<CaseQuery, 'openedFromMs' | 'openedBeforeMs'> {
    const starts = [openedFromMs, from === null ? null : civilDayStartMs(from)].filter((ms) => ms !== null);
    const ends = [openedBeforeMs, to === null ? null : civilDayStartMs(to, 1)].filter((ms) => ms !== null);
    return {
      openedFromMs: starts.length === 0 ? null : Math.max(...starts),
      openedBeforeMs: ends.length === 0 ? null : Math.min(...ends),
    };
  }

  return {
    listCases: ({ text, from, to, ...wanted }) => {
      const { journal, vault } = sessions.require();
      const advisers = vault.register.advisers.map(({ adviserId, name }) => ({ adviserId, name }));
      const search = searchFor(text);
      if (search === null) return { rows: [], total: 0, advisers };
      const found = journal.listCases({ ...search, ...narrowed(search, from, to), ...wanted });
      return {
        advisers,
        total: found.total,
        rows: found.rows.map((row) => caseRow(row, cases.adviserName(row.adviserId))),
      };
    },

    readCase: ({ reference, person }) => cases.view(cases.read(reference), person),

    verifyJournal: async () => {
      const session = sessions.require();
      try {
        const check = await session.recording('journal-verified', async (enter) => {
          const found = await session.journal.verify(session.ended);
          const { entryCount: entries, firstBroken } = found;
          enter({ details: { intact: firstBroken === null, entries, firstBroken } });
          return found;
        });
        const intact = check.firstBroken === null;
        return {
          intact,
          entryCount: check.entryCount,
          firstBroken: check.firstBroken,
          problem: check.fault === null ? null : { code: 'journal-damaged' as const, details: { reason: check.fault } },
        };
      } catch (error) {
        if (!isVigieError(error, 'journal-damaged')) throw error;
        return { intact: false, entryCount: 0, firstBroken: null, problem: faultOf(error) };
      }
    },

    exportJournal: async ({ format }) => {
      const session = sessions.require();
      const { key } = openExportKey(context);
      const nowMs = options.clock.nowMs();
      const { bytes, entryCount, fileName } = await exportJournal(session.journal, key, format, nowMs, session.ended);
      const file = { suggestedName: fileName, bytes };
      const details = { format, entries: entryCount };
      return { ...(await saveRecorded(options.shell, session, file, 'journal-exported', { details })), entryCount };
    },

    readExportKey: () => exportKeyView(openExportKey(context)),

    saveExportKey: async () => {
      const { publicPem, fingerprint } = exportKeyView(openExportKey(context));
      const file = { suggestedName: 'vigie-journal.pub.pem', bytes: utf8(publicPem) };
      const details = { fingerprint: fingerprint.join(' ') };
      return await saveRecorded(options.shell, sessions.require(), file, 'export-key-exported', { details });
    },

    listAlarms: ({ limit }) => ({ alarms: listAlarms(sessions.require(), limit) }),

    purgeJournal: () => {
      const { journal, adviserId } = sessions.require();
      const nowMs = options.clock.nowMs();
      const before = retentionStartMs(nowMs, sessions.settings.retentionMonths);
      return journal.purge(before, { adviserId, atMs: nowMs });
    },
  };
}

/** Step `journal`: finding and resuming cases, verifying, exporting and purging the trail. */
import type { VigieError } from '../core/errors.ts';
import { isVigieError } from '../core/errors.ts';
import { readReferencePart } from '../core/journal/case-reference.ts';
import type { CaseQuery } from '../core/journal/case-store.ts';
import type { CaseDesk } from './case-desk.ts';
import { caseRow } from './case-view.ts';
import type { AppContext, Handlers } from './context.ts';
import { exportJournal } from './journal-export.ts';
import { retentionStartMs } from './retention.ts';

type JournalChannels = 'listCases' | 'readCase' | 'verifyJournal' | 'exportJournal' | 'purgeJournal';

const dayMs = 86_400_000;

/** `2026-11-21` or `21/11/2026`, as local days begin. @returns null if `text` is no date */
function readDay(text: string): { readonly fromMs: number; readonly beforeMs: number } | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1).map(Number) : french ? french.slice(1).map(Number).reverse() : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const fromMs = new Date(year, month - 1, day).getTime();
  return { fromMs, beforeMs: fromMs + dayMs };
}

/** Accents and case do not count in a name that is typed in a hurry. */
function bare(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

export function journalHandlers(context: AppContext, cases: CaseDesk): Pick<Handlers, JournalChannels> {
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

  return {
    listCases: ({ text, status, dueOnly, offset, limit }) => {
      const search = searchFor(text);
      if (search === null) return { rows: [], total: 0 };
      const found = sessions.require().journal.listCases({ ...search, status, dueOnly, offset, limit });
      return {
        total: found.total,
        rows: found.rows.map((row) => caseRow(row, cases.adviserName(row.adviserId))),
      };
    },

    readCase: ({ reference }) => cases.view(cases.read(reference)),

    verifyJournal: async () => {
      const session = sessions.require();
      try {
        const check = await session.journal.verify(session.ended);
        const intact = check.firstBroken === null;
        if (sessions.current === session) {
          sessions.record('journal-verified', { intact, entries: check.entryCount, firstBroken: check.firstBroken });
        }
        return {
          intact,
          entryCount: check.entryCount,
          firstBroken: check.firstBroken,
          problem: check.fault === null ? null : { code: 'journal-damaged', details: { reason: check.fault } },
        };
      } catch (error) {
        if (!isVigieError(error, 'journal-damaged')) throw error;
        return { intact: false, entryCount: 0, firstBroken: null, problem: problemOf(error) };
      }
    },

    exportJournal: async ({ format }) => {
      const session = sessions.require();
      const { bytes, entryCount, fileName } = await exportJournal(
        session.journal,
        format,
        options.clock.nowMs(),
        session.ended,
      );
      const path = await options.shell.saveFile({ suggestedName: fileName, bytes });
      if (path !== null && sessions.current === session) {
        sessions.record('journal-exported', { format, entries: entryCount });
      }
      return { path, entryCount };
    },

    purgeJournal: () => {
      const { journal, adviserId } = sessions.require();
      const nowMs = options.clock.nowMs();
      const before = retentionStartMs(nowMs, sessions.settings.retentionMonths);
      return journal.purge(before, { adviserId, atMs: nowMs });
    },
  };
}

function problemOf(error: VigieError) {
  return { code: error.code, details: { ...error.details } };
}

/**
 * Step `print`: the sheet of a case, previewed, printed, saved. It carries no identifier, not even masked. A sheet changes
 * nothing in a case, whatever its state: only the journal grows.
 */
import type { sheetChannels } from '../../contract/print.ts';
import { civilDate } from '../../core/calendar.ts';
import type { Plan } from '../../core/guide/plan.ts';
import type { CaseRecord } from '../../core/journal/case-record.ts';
import { firstSubjectId, recordsOf } from '../../core/journal/case-subject.ts';
import { buildSheetModel, type SheetModel } from '../../core/print/model.ts';
import { sheetIncidents, sheetVerdict } from '../../core/print/sheet-case.ts';
import { renderSheetText } from '../../core/print/sheet-text.ts';
import type { DataClass, SheetEdition } from '../../core/vocabulary.ts';
import type { CaseDesk } from '../case/case-desk.ts';
import { onlyAskedIncidents } from '../case/case-situation.ts';
import { planOf } from '../case/case-view.ts';
import { handOverCodeOf } from '../case/travelling-case.ts';
import type { AppContext } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { saveRecorded } from '../vault/recorded-save.ts';
import { whileOpen } from '../vault/session.ts';
import type { SheetPress } from './sheet-press.ts';

/** Suffix of the file's name for each edition. */
const editionSuffix: Readonly<Record<SheetEdition, string>> = {
  standard: '',
  'easy-to-read': '-facile-a-lire',
  english: '-english',
};

/** Classes that open the ameli account. An address alone opens no mailbox: a leak of it says nothing of who reads the mails. */
const mailboxClasses: readonly DataClass[] = ['ameli-login'];

function isCallersOwn({ about }: CaseRecord, person: string): boolean {
  return person === firstSubjectId && about.who === 'caller' && about.account === 'general';
}

/** Ids of the people of the call who are themselves on the phone: none where somebody calls for another alone. */
function callersIn(record: CaseRecord): string[] {
  return recordsOf(record).flatMap(({ id, record: { about } }) => (about.who === 'caller' ? [id] : []));
}

/** Because of what leaked, or may have, or of what the person answered: an account that was changed leaks nothing more. */
export function isMailboxInDoubt(
  { incidents, continued }: Pick<SheetModel, 'incidents' | 'continued'>,
  { questions }: Pick<Plan, 'questions'>,
): boolean {
  // What was only asked about is nothing of this person's.
  const linked = incidents.filter(({ askedAbout }) => !askedAbout);
  const classes = linked.flatMap(({ confirmed, tied, claimed }) => [...confirmed, ...tied, ...claimed]);
  return (
    questions.some(({ mailboxInDoubt }) => mailboxInDoubt) ||
    [...classes, ...(continued?.confirmed ?? [])].some((name) => mailboxClasses.includes(name))
  );
}

export function printHandlers(
  context: AppContext,
  cases: CaseDesk,
  press: SheetPress,
): HandlersOf<typeof sheetChannels> {
  const { guide, options, sessions } = context;

  function sheetOf(whole: CaseRecord, person: string = firstSubjectId): { plan: Plan; model: SheetModel } {
    const record = cases.of(whole, person);
    const plan = planOf(guide, record);
    const model = buildSheetModel(guide, {
      reference: record.reference,
      date: civilDate(Date.parse(record.openedAt)),
      today: cases.today(),
      adviser: cases.adviserName(record.adviserId) || null,
      organisation: sessions.settings.organisation || null,
      who: record.about.who,
      verdicts: record.verdicts.map((verdict) => sheetVerdict(verdict, record.answers)),
      incidents: sheetIncidents(record, onlyAskedIncidents(record)),
      plan,
      demonstration: (options.demo ?? null) !== null,
      // A code does not say whose it is: it resumes the first person, and only an insured person who calls.
      ...(isCallersOwn(record, person) ? { handOverCode: handOverCodeOf(context, record) } : {}),
      continued: record.handOver?.kind === 'code' ? { confirmed: record.handOver.confirmed } : null,
    });
    return { plan, model };
  }

  return {
    previewSheet: async ({ reference, person, ...style }) => {
      const session = sessions.require();
      const record = cases.read(reference);
      const sheet = sheetOf(record, person);
      const preview = await whileOpen(session, press.preview(session, sheet.model, style));
      // Whoever calls receives the sheet of each person of the call: a parent's own mailbox counts for the child's sheet too.
      const callers = callersIn(record).filter((id) => id !== (person ?? firstSubjectId));
      const received = [sheet, ...callers.map((id) => sheetOf(record, id))];
      const mailboxInDoubt = received.some(({ model, plan }) => isMailboxInDoubt(model, plan));
      return { ...preview, mailboxInDoubt };
    },

    printSheet: async ({ reference, person, ...style }) => {
      const session = sessions.require();
      const record = cases.read(reference);
      return await session.recording('sheet-printed', async (enter) => {
        const made = await press.sheet(session, sheetOf(record, person).model, style);
        await press.requirePdf(session, made);
        const kind = await options.shell.printHtml(made.html);
        if (kind === 'printed') enter({ case: record.reference, details: { ...style } });
        return { kind };
      });
    },

    saveSheet: async ({ reference, person, ...style }) => {
      const session = sessions.require();
      const record = cases.read(reference);
      const made = await whileOpen(session, press.sheet(session, sheetOf(record, person).model, style));
      const bytes = await press.copyPdf(session, made);
      const at = record.others.findIndex(({ id }) => id === person);
      const whose = at < 0 ? '' : `-p${at + 2}`;
      const suffix = `${whose}${editionSuffix[style.edition]}${style.largePrint ? '-grands-caracteres' : ''}`;
      const file = { suggestedName: `${record.reference}${suffix}.pdf`, bytes };
      const about = { case: record.reference, details: { ...style } };
      try {
        return await saveRecorded(options.shell, session, file, 'sheet-saved', about);
      } finally {
        bytes.fill(0);
      }
    },

    readSheetText: ({ reference, person, edition }) => {
      const record = cases.read(reference);
      const text = renderSheetText(sheetOf(record, person).model, edition);
      sessions.require().record('sheet-copied', { case: record.reference, details: { edition } });
      return { text };
    },
  };
}

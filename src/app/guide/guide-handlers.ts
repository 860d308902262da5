/** Step `guide`: answers, outcomes, the note, the end of a case. Free text that looks like an identifier is not kept. */

import type { ParsedInput } from '../../contract/channels.ts';
import type { guideChannels } from '../../contract/guide.ts';
import { withoutMisleading } from '../../core/bytes/misleading.ts';
import { VigieError } from '../../core/errors.ts';
import { contactAge } from '../../core/guide/contacts.ts';
import { isUrgent, type PlanStep, type RecordedOutcome } from '../../core/guide/plan.ts';
import { harmlessNumbers, looksLikeSecret } from '../../core/guide/secrets.ts';
import type { CaseRecord } from '../../core/journal/case-record.ts';
import {
  addSubject,
  drawSubjectId,
  firstSubjectId,
  mostSubjects,
  withSubject,
} from '../../core/journal/case-subject.ts';
import { numberQuestions } from '../../core/journal/number-holder.ts';
import { outcomeKindsBy } from '../../core/vocabulary.ts';
import type { CaseDesk, CaseEntry } from '../case/case-desk.ts';
import { contactView, planOf } from '../case/case-view.ts';
import { type AppContext, nowIso } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { readFreeText } from '../door/harmless-text.ts';

type GivenOutcome = NonNullable<ParsedInput<'recordOutcome'>['outcome']>;

function isCalendarDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** @throws VigieError 'step-unknown' for a field that the step does not have; 'text-has-identifier'; 'ipc-refused' for a bad date */
function readOutcome(given: GivenOutcome, step: PlanStep, at: string, today: string): RecordedOutcome {
  if (given.dueOn !== null && !isCalendarDate(given.dueOn)) throw new VigieError('ipc-refused', { field: 'dueOn' });
  const reason = given.reason === null ? null : readFreeText(given.reason, 'reason');
  const evidence: Record<string, string> = {};
  for (const [id, value] of Object.entries(given.evidence)) {
    if (!step.evidence.some((field) => field.id === id)) throw new VigieError('step-unknown', { field: 'evidence' });
    if (value.trim() === '') continue;
    evidence[id] = readFreeText(value, 'evidence');
  }
  // What is urgent is put off to the end of the call, never to another day.
  const latest = isUrgent(step) ? today : given.dueOn;
  const dueOn = given.kind === 'later' ? latest : null;
  // The rank keeps the step where it is, whatever later answers do to the plan.
  const outcome = { kind: given.kind, at, dueOn, reason, evidence, rank: step.rank };
  return step.isPrivate ? { ...outcome, isPrivate: true } : outcome;
}

/** Where the case was before stays known; what the code of a sheet said of the person does not. */
function withoutPerson(handOver: CaseRecord['handOver']): CaseRecord['handOver'] {
  return handOver === null ? null : { ...handOver, confirmed: [], claimed: [], incidentStatuses: [] };
}

/**
 * An answer may say that somebody was robbed or is threatened, and the trail is exported and outlives the case in other hands.
 * An answer and an outcome leave the same entry, which names neither: a row that lacked a name, or two rows more of one
 * kind, would tell as much as the name.
 */
const changed: CaseEntry = { kind: 'case-changed' };

export function guideHandlers(context: AppContext, cases: CaseDesk): HandlersOf<typeof guideChannels> {
  const { guide } = context;
  const harmless = harmlessNumbers(guide);
  return {
    listContacts: () => {
      const when = { today: cases.today(), contactMaxAgeDays: context.sessions.settings.contactMaxAgeDays };
      return {
        contacts: [...guide.contacts.values()].map((contact) => ({
          ...contactView(contact, when),
          age: contactAge(contact, when.today, when.contactMaxAgeDays),
        })),
      };
    },

    answerQuestion: ({ reference, person = firstSubjectId, questionId, answer }) => {
      const record = cases.readOpen(reference);
      const own = cases.of(record, person);
      const isAsked = [...guide.questions, ...numberQuestions(own)].some(({ id }) => id === questionId);
      if (!isAsked) throw new VigieError('step-unknown');
      const answers = { ...own.answers, [questionId]: answer };
      return cases.view(cases.change(withSubject(record, person, { answers }), {}, [changed]), person);
    },

    recordOutcome: ({ reference, person = firstSubjectId, stepId, outcome }) => {
      const record = cases.readOpen(reference);
      const own = cases.of(record, person);
      const step = planOf(guide, own).steps.find((each) => each.id === stepId);
      if (step === undefined) throw new VigieError('step-unknown');
      if (outcome !== null && !outcomeKindsBy[step.by].includes(outcome.kind))
        throw new VigieError('ipc-refused', { field: 'kind' });
      const { [stepId]: _, ...others } = own.outcomes;
      const recorded = outcome === null ? null : readOutcome(outcome, step, nowIso(context), cases.today());
      const outcomes = recorded === null ? others : { ...others, [stepId]: recorded };
      return cases.view(cases.change(withSubject(record, person, { outcomes }), {}, [changed]), person);
    },

    describePerson: ({ reference, person = firstSubjectId, about }) => {
      const record = cases.readOpen(reference);
      const isSame = cases.of(record, person).about.who === about.who;
      // Verdicts, answers and outcomes belong to the person who was described before: of somebody else nothing is known yet.
      const described = isSame ? { about } : { about, verdicts: [], answers: {}, outcomes: {} };
      const change =
        isSame || person !== firstSubjectId
          ? {}
          : { handOver: withoutPerson(record.handOver), firstPerson: drawSubjectId() };
      return cases.view(
        cases.change(withSubject(record, person, described), change, [{ kind: 'person-described' }]),
        person,
      );
    },

    addPerson: ({ reference, about }) => {
      const record = cases.readOpen(reference);
      if (record.others.length + 1 >= mostSubjects) throw new VigieError('ipc-refused', { field: 'about' });
      const added = addSubject(record, about);
      return cases.view(cases.change(added.record, {}, [{ kind: 'person-added' }]), added.id);
    },

    saveNote: ({ reference, note: typed }) => {
      const record = cases.readOpen(reference);
      const note = withoutMisleading(typed, true);
      const suspects = looksLikeSecret(note, harmless);
      if (suspects.length > 0) return { saved: false, suspects };
      cases.change(record, { note }, [{ kind: 'note-saved', details: { characters: note.length } }]);
      return { saved: true, suspects: [] };
    },

    closeCase: ({ reference, interrupted }) => {
      const record = cases.readOpen(reference);
      const now = nowIso(context);
      // The call ended when the case was first closed: a case that is reopened and closed again keeps that time, since nobody was
      // on the phone meanwhile.
      const callEndedAt = record.callEndedAt ?? (record.handOver === null ? now : null);
      const change = interrupted
        ? ({ status: 'interrupted', closedAt: null, callEndedAt } as const)
        : ({ status: 'closed', closedAt: now, callEndedAt } as const);
      return cases.view(cases.change(record, change, [{ kind: 'case-closed', details: { interrupted } }]));
    },

    reopenCase: ({ reference, person }) => {
      const record = cases.read(reference);
      cases.of(record, person);
      if (record.status === 'open') return cases.view(record, person);
      const details = { from: record.status };
      return cases.view(cases.change(record, { closedAt: null }, [{ kind: 'case-reopened', details }]), person);
    },
  };
}

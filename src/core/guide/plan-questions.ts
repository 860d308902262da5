/**
 * What a plan still asks: each question of which some answer changes it, and no other. Step `guide` of the flow; pure.
 */
import type { About, Locale } from '../vocabulary.ts';
import { writeDate } from '../written-dates.ts';
import { arrangeSteps, isAskedAbout, isFor, isRuledOut } from './arrange.ts';
import { type Facts, openQuestions } from './conditions.ts';
import type { PlanInput, PlanQuestion } from './plan.ts';
import { sayFor } from './representative.ts';
import { type AnswerValue, answerValues, type Clause, type Guide, type Question } from './schema.ts';
import { termsOf } from './terms.ts';

export function numbersAsked(
  { texts }: Guide,
  { numberQuestions = [], answers }: PlanInput,
  { who }: About,
): PlanQuestion[] {
  const { one, several } = who === 'caller' ? texts.numberHeld.caller : texts.numberHeld.forOthers;
  return numberQuestions.map(({ id, heldOn, nth }): PlanQuestion => {
    const text = nth === null ? one : several;
    const fill = (locale: Locale) =>
      text[locale].replace('{date}', writeDate(heldOn, locale)).replace('{nth}', nth === null ? '' : String(nth));
    const asked = Object.hasOwn(answers, id);
    return {
      id,
      text: sayFor({ fr: fill('fr'), en: fill('en') }, who, { fr: fill('fr'), en: fill('en') }),
      answer: asked ? (answers[id] ?? null) : null,
      asked,
      triage: true,
      isPrivate: false,
      mailboxInDoubt: false,
      beside: [],
    };
  });
}

/** A clause and the questions of it that are open, in their order. */
interface OpenClause {
  readonly clause: Clause;
  readonly open: readonly string[];
}

/**
 * @param present ids of the steps of the plan
 * @param of questions of the guide that are looked at, for whoever needs to know of these alone: the others cost as much
 * @returns questions whose answer changes the plan or tells that the mailbox is in doubt, and those that were answered
 */
export function questionsOf(
  guide: Guide,
  facts: Facts,
  outcomes: PlanInput['outcomes'],
  present: ReadonlySet<string>,
  of: readonly Question[] = guide.questions,
): PlanQuestion[] {
  const { who, account } = facts.about;
  const terms = termsOf(guide.texts, account);
  const clauses = guide.steps
    .filter((step) => isFor(step, facts.about) && !isRuledOut(step, facts))
    .flatMap((step) => step.appliesWhen.map((clause): OpenClause => ({ clause, open: openQuestions(clause, facts) })));
  const known = new Map<string, string>();
  const planWith = (answers: PlanInput['answers']) => {
    const key = JSON.stringify(answers);
    const plan = known.get(key) ?? planLine(guide, { ...facts, answers: { ...facts.answers, ...answers } }, outcomes);
    known.set(key, plan);
    return plan;
  };
  const changesPlan = (id: string) => clauses.some((one) => decides(id, one, planWith));
  return of.flatMap((question) => {
    if (!isAskedAbout(question, facts.about)) return [];
    const { id, text, forOthers, triage, beside, mailboxInDoubt, private: isPrivate } = question;
    const asked = Object.hasOwn(facts.answers, id);
    const answer = asked ? (facts.answers[id] ?? null) : null;
    const isOpen = clauses.some(({ open }) => open.includes(id));
    // What was answered stays in sight, to be corrected.
    if (answer === null && !(isOpen && (asked || mailboxInDoubt || changesPlan(id)))) return [];
    return [
      {
        id,
        text: sayFor(terms.both(text), who, forOthers === undefined ? undefined : terms.both(forOthers)),
        answer,
        asked,
        triage,
        isPrivate,
        mailboxInDoubt: mailboxInDoubt && answer === true,
        beside: beside.filter((step) => present.has(step)),
      },
    ];
  });
}

/** @returns true if, the clause's other questions answered as it wants them, the plan with this one differs from the plan without */
function decides(
  id: string,
  { clause, open }: OpenClause,
  planWith: (answers: PlanInput['answers']) => string,
): boolean {
  const refused = answerValues.find((value) => !clause.answers?.[id]?.includes(value));
  if (!open.includes(id) || refused === undefined) return false;
  const wanted = Object.entries(clause.answers ?? {});
  const holding = Object.fromEntries(wanted.map(([question, values]) => [question, answerAs(values)]));
  return planWith(holding) !== planWith({ ...holding, [id]: answerAs([refused]) });
}

/** What two plans differ by, for whoever is on the phone: steps, their order, what must be done, and when. */
function planLine(guide: Guide, facts: Facts, outcomes: PlanInput['outcomes']): string {
  return arrangeSteps(guide, facts, outcomes)
    .map(({ step, state }) => `${step.id} ${state.mandatory} ${state.urgency}`)
    .join();
}

function answerAs(values: readonly AnswerValue[]): boolean | null {
  return values.includes('yes') ? true : values.includes('no') ? false : null;
}

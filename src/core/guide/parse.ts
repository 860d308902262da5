/**
 * From the parsed JSON files of `resources/guide` to a `Guide`, or to a list of what is wrong with them.
 * Step `guide` of the flow; reads no files: whoever calls it does.
 */
import { VigieError } from '../errors.ts';
import { type Contact, type Guide, type GuideStep, guideSchema } from './schema.ts';

/** A place in the guide's files (`steps.steps.3.contacts.0`) and what is wrong there. */
export interface GuideFault {
  readonly path: string;
  readonly fault: string;
}

/**
 * @param json one parsed JSON value for each of `guideFileNames`, under that name.
 * @throws VigieError 'guide-malformed' with the path of the first fault, what it is, and how many there are.
 */
export function parseGuide(json: unknown): Guide {
  const read = readGuide(json);
  if (read.kind === 'ok') return read.guide;
  const first = read.faults[0] ?? { path: '', fault: 'unknown' };
  throw new VigieError('guide-malformed', { path: first.path, fault: first.fault, faults: read.faults.length });
}

/** Same as `parseGuide`, for a report: every fault, no throw. */
export function readGuide(
  json: unknown,
): { readonly kind: 'ok'; readonly guide: Guide } | { readonly kind: 'malformed'; readonly faults: GuideFault[] } {
  const parsed = guideSchema.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), fault: issue.code as string }));
    return { kind: 'malformed', faults };
  }
  const { 'own-actions': own, contacts, questions, texts, letters } = parsed.data;
  const steps = { ...parsed.data.steps, steps: [...parsed.data.steps.steps, ...own.actions] };
  const faults: GuideFault[] = [
    ...duplicates('steps.steps', steps.steps),
    ...duplicates('steps.evidence', steps.evidence),
    ...duplicates('contacts.contacts', contacts.contacts),
    ...duplicates('questions.questions', questions.questions),
    ...duplicates('letters.letters', letters.letters),
    ...unknownIds('steps.steps', 'contacts', steps.steps, contacts.contacts),
    ...unknownIds('steps.steps', 'evidence', steps.steps, steps.evidence),
    ...unknownIds('steps.steps', 'needs', steps.steps, steps.steps),
    ...unknownIds('steps.steps', 'after', steps.steps, steps.steps),
    ...unknownIds('questions.questions', 'beside', questions.questions, steps.steps),
    ...unknownContacts(contacts.contacts),
    ...wrongAuthors(parsed.data.steps.steps, own.actions),
    ...unknownIds('letters.letters', 'steps', letters.letters, steps.steps),
    ...unknownQuestions(steps.steps, new Set(questions.questions.map((question) => question.id))),
    ...clauseless(steps.steps),
    ...cycles(steps.steps),
  ];
  if (faults.length > 0) return { kind: 'malformed', faults };
  return {
    kind: 'ok',
    guide: {
      revision: steps.revision,
      steps: steps.steps,
      evidence: byId(steps.evidence),
      questions: questions.questions,
      contacts: byId(contacts.contacts),
      texts,
      letters: byId(letters.letters),
    },
  };
}

interface WithId {
  readonly id: string;
}

function byId<T extends WithId>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function duplicates(path: string, items: readonly WithId[]): GuideFault[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    if (seen.has(item.id)) return [{ path: `${path}.${index}.id`, fault: 'duplicate-id' }];
    seen.add(item.id);
    return [];
  });
}

function unknownIds<K extends string>(
  path: string,
  field: K,
  items: readonly Readonly<Record<K, readonly string[]>>[],
  known: readonly WithId[],
): GuideFault[] {
  const ids = new Set(known.map((item) => item.id));
  return items.flatMap((item, index) =>
    item[field].flatMap((id, position) =>
      ids.has(id) ? [] : [{ path: `${path}.${index}.${field}.${position}`, fault: 'unknown-id' }],
    ),
  );
}

function unknownQuestions(steps: readonly GuideStep[], known: ReadonlySet<string>): GuideFault[] {
  const unknown = (answers: GuideStep['notWhen'], path: string): GuideFault[] =>
    Object.keys(answers ?? {}).flatMap((id) => (known.has(id) ? [] : [{ path: `${path}.${id}`, fault: 'unknown-id' }]));
  return steps.flatMap((step, index) => [
    ...unknown(step.notWhen, `steps.steps.${index}.notWhen`),
    ...step.appliesWhen.flatMap(({ answers }, position) =>
      unknown(answers, `steps.steps.${index}.appliesWhen.${position}.answers`),
    ),
  ]);
}

function unknownContacts(contacts: readonly Contact[]): GuideFault[] {
  const known = new Set(contacts.map(({ id }) => id));
  return contacts.flatMap(({ instead }, index) =>
    Object.entries(instead).flatMap(([account, id]) =>
      known.has(id) ? [] : [{ path: `contacts.contacts.${index}.instead.${account}`, fault: 'unknown-id' }],
    ),
  );
}

/** Each file holds the steps of one author: the organisation edits its own and cannot change what callers are told. */
function wrongAuthors(steps: readonly GuideStep[], actions: readonly GuideStep[]): GuideFault[] {
  return [
    ...steps.flatMap(({ by }, at) => (by === 'caller' ? [] : [{ path: `steps.steps.${at}.by`, fault: 'wrong-file' }])),
    ...actions.flatMap(({ by }, at) =>
      by === 'adviser' ? [] : [{ path: `own-actions.actions.${at}.by`, fault: 'wrong-file' }],
    ),
  ];
}

function clauseless(steps: readonly GuideStep[]): GuideFault[] {
  return steps.flatMap((step, index) =>
    step.retired || step.appliesWhen.length > 0
      ? []
      : [{ path: `steps.steps.${index}.appliesWhen`, fault: 'no-condition' }],
  );
}

/**
 * A step that must come before itself, through others or not: no order could satisfy it. Steps of one aim count as one, for
 * one of them stands for the others in a plan.
 */
function cycles(steps: readonly GuideStep[]): GuideFault[] {
  const aims = new Map(steps.map((step) => [step.id, step.aim ?? step.id]));
  const before = new Map<string, Set<string>>();
  for (const step of steps) {
    const aim = step.aim ?? step.id;
    const known = before.get(aim) ?? new Set<string>();
    // Of two steps of one aim a plan holds one; a step that names itself is a mistake all the same.
    const earlier = [...step.needs, ...step.after].filter((id) => id === step.id || aims.get(id) !== aim);
    for (const id of earlier) known.add(aims.get(id) ?? id);
    before.set(aim, known);
  }
  return steps.flatMap((step, index) => {
    const aim = step.aim ?? step.id;
    const seen = new Set<string>();
    const open = [...(before.get(aim) ?? [])];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (one === aim) return [{ path: `steps.steps.${index}.needs`, fault: 'needs-itself' }];
      if (seen.has(one)) continue;
      seen.add(one);
      open.push(...(before.get(one) ?? []));
    }
    return [];
  });
}

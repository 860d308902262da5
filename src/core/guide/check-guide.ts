/**
 * The report that the people who edit the guide read before they publish it: what would mislead an adviser, cannot be
 * reached, is out of date or is set wrong. Step `guide` of the flow; pure, never throws.
 */
import { contactAgeDays, hasNothingToCheck, isContactStale } from './contacts.ts';
import { readGuide } from './parse.ts';
import { checkReach } from './reach.ts';
import type { Guide } from './schema.ts';
import { checkSteps } from './step-faults.ts';
import { checkTexts } from './text-faults.ts';

/** `error`: do not publish. `warning`: look at it. `note`: good to know. */
export type FindingSeverity = 'error' | 'warning' | 'note';

export const findingCodes = [
  /** A file is not shaped as it must be, or names an id that no file holds (`fault` says which). */
  'malformed',
  'step-unreachable',
  'clause-unreachable',
  'conditions-contradict',
  'condition-without-effect',
  'need-comes-later',
  'question-unused',
  'contact-unused',
  'contact-stale',
  'contact-never-checked',
  'contact-spoken-missing',
  'translation-missing',
  'typography',
  'easy-line-long',
  'easy-line-hard',
  'asserts-leak',
  'asks-secret',
  /** A sentence that is said aloud and does not stand alone, or is too long, or uses a word that callers do not. */
  'said-pronoun',
  'said-long',
  'said-word',
  /** A second name for something that has one, or a name for two things. */
  'word-second',
  /** Something that cannot be undone, asked for without a fact about this person. */
  'irreversible-on-claim',
  /** Information that poses as a step: its title does not begin with an act. */
  'step-without-act',
  'evidence-unused',
] as const;
export type FindingCode = (typeof findingCodes)[number];

export interface GuideFinding {
  readonly severity: FindingSeverity;
  readonly code: FindingCode;
  /** Where: file, then keys and positions, as in `steps.steps.3.say.fr`. */
  readonly path: string;
  /** Safe details: an id, a number of days, the text as it should be set. */
  readonly details: Readonly<Record<string, string | number>>;
}

export interface CheckGuideOptions {
  /** Calendar date, ISO. */
  readonly today: string;
  readonly maxAgeDays: number;
}

/** @returns findings for the parsed JSON files, whatever their state: errors first, then in the order of the files. */
export function checkGuideFiles(json: unknown, options: CheckGuideOptions): GuideFinding[] {
  const read = readGuide(json);
  if (read.kind === 'ok') return checkGuide(read.guide, options);
  return read.faults.map(({ path, fault }) => ({ severity: 'error', code: 'malformed', path, details: { fault } }));
}

/** Same, for a guide that was parsed. */
export function checkGuide(guide: Guide, options: CheckGuideOptions): GuideFinding[] {
  const findings = [
    ...checkReach(guide),
    ...checkSteps(guide),
    ...checkUse(guide),
    ...checkContacts(guide, options),
    ...checkTexts(guide),
  ];
  const weight = { error: 0, warning: 1, note: 2 } as const;
  return findings.sort((a, b) => weight[a.severity] - weight[b.severity]);
}

function checkUse(guide: Guide): GuideFinding[] {
  const asked = new Set(guide.steps.flatMap((step) => step.appliesWhen.flatMap((c) => Object.keys(c.answers ?? {}))));
  const instead = [...guide.contacts.values()].flatMap((contact) => Object.values(contact.instead));
  const called = new Set([...guide.steps.flatMap((step) => step.contacts), ...instead, 'cnil']);
  const filled = new Set(guide.steps.flatMap((step) => step.evidence));
  const unused = (ids: Iterable<string>, used: ReadonlySet<string>, code: FindingCode, file: string): GuideFinding[] =>
    [...ids].flatMap((id, index) =>
      used.has(id) ? [] : [{ severity: 'note', code, path: `${file}.${index}`, details: { id } }],
    );
  return [
    ...unused(
      guide.questions.map(({ id }) => id),
      asked,
      'question-unused',
      'questions.questions',
    ),
    ...unused(guide.contacts.keys(), called, 'contact-unused', 'contacts.contacts'),
    ...unused(guide.evidence.keys(), filled, 'evidence-unused', 'steps.evidence'),
  ];
}

function checkContacts(guide: Guide, { today, maxAgeDays }: CheckGuideOptions): GuideFinding[] {
  return [...guide.contacts.values()].flatMap((contact, index): GuideFinding[] => {
    const path = `contacts.contacts.${index}`;
    const findings: GuideFinding[] = [];
    const ageDays = contactAgeDays(contact, today);
    if (ageDays === null && !hasNothingToCheck(contact)) {
      findings.push({ severity: 'note', code: 'contact-never-checked', path, details: { id: contact.id } });
    } else if (ageDays !== null && isContactStale(contact, today, maxAgeDays)) {
      findings.push({ severity: 'warning', code: 'contact-stale', path, details: { id: contact.id, ageDays } });
    }
    if (contact.kind === 'phone' && contact.spoken === null) {
      findings.push({ severity: 'error', code: 'contact-spoken-missing', path, details: { id: contact.id } });
    }
    return findings;
  });
}

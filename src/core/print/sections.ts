/**
 * What each edition prints of a verdict, an incident, a step and a contact, as sentences without any markup: the HTML
 * and the plain-text sheet say the same. Step `print` of the flow; pure.
 */
import type { Contact } from '../guide/schema.ts';
import { strongestMeaning } from '../journal/verdict-meaning.ts';
import type { DataClass } from '../vocabulary.ts';
import type { SheetIncident, SheetItem, SheetModel } from './model.ts';
import type { Words } from './words.ts';

type ModelVerdict = SheetModel['verdicts'][number];

export interface Leading {
  readonly sentences: readonly string[];
  /** The day of the file that was looked in; null where there is none to name. */
  readonly dated: string | null;
}

/** The answer that the sheet begins with, which asks most of the caller; all of them, where there are several, are `verdictSentences`. */
export function leadingAnswer(model: SheetModel, words: Words): Leading {
  const strongest = strongestMeaning(model.verdicts.map(({ key }) => key));
  const leading = model.verdicts.find(({ key }) => key === strongest);
  if (leading !== undefined) return answerWords(model, leading, words);
  if (model.continued !== null) {
    return { sentences: continuedSentences(model.continued.confirmed, words), dated: null };
  }
  return { sentences: model.incidents.length === 0 ? [words.label('no-check')] : [], dated: null };
}

/** Each verdict as a paragraph that names the kind of identifier; empty where there is but one. */
export function verdictSentences(model: SheetModel, words: Words): string[][] {
  if (model.verdicts.length < 2) return [];
  return model.verdicts.map((verdict) => {
    const { sentences, dated } = answerWords(model, verdict, words);
    const kind = words.label(`searched-${verdict.identifierKind}`);
    return [kind, ...sentences, ...(dated === null ? [] : [dated])];
  });
}

function answerWords({ texts }: SheetModel, { key, dataAsOf }: ModelVerdict, words: Words): Leading {
  const isDated = dataAsOf !== null && key !== 'could-not-check' && key !== 'not-indexed';
  return {
    sentences: words.lines(texts.verdicts[key]),
    dated: isDated ? words.label('data-as-of', { date: words.date(dataAsOf) }) : null,
  };
}

/** A case resumed from the code of a sheet: what it called exposed then, without the incidents, which no code holds. */
function continuedSentences(confirmed: readonly DataClass[], words: Words): string[] {
  const named = confirmed.length === 0 ? [] : [`${words.label('exposed')} ${words.classes(confirmed).join(', ')}.`];
  return [words.label('continued'), ...named];
}

/**
 * What is said once, below the verdict. That nothing is proven is only said where every incident is a mere claim or is
 * refuted: an incident that is confirmed stays so, even where this caller was not found in it.
 */
export function closingSentences(model: SheetModel, words: Words): string[] {
  if (!model.precautionOnly) return [];
  const isOnlyClaimed =
    model.incidents.length > 0 && model.incidents.every(({ status }) => status === 'claimed' || status === 'refuted');
  return [...(isOnlyClaimed ? [words.label('nothing-confirmed')] : []), words.label('precaution')];
}

/** Classes of the caller that are confirmed: label and names; null where there is none. */
export function exposedWords(model: SheetModel, words: Words): NamedClasses | null {
  return namedClasses('exposed', model.exposed, words);
}

export interface NamedClasses {
  readonly label: string;
  readonly names: readonly string[];
}

type ClassesKey = 'exposed' | 'tied' | 'claimed' | 'others' | 'claimed-of-others';

function namedClasses(key: ClassesKey, classes: readonly DataClass[], words: Words): NamedClasses | null {
  return classes.length === 0 ? null : { label: words.label(key), names: words.classes(classes) };
}

export interface IncidentWords {
  readonly status: string;
  readonly title: string;
  readonly when: string;
  readonly sentences: readonly string[];
  readonly statement: string;
  /** Null where the caller has none, or where the top of the sheet says the same. */
  readonly exposed: NamedClasses | null;
  /** Perhaps of whoever had the person's phone number before. */
  readonly tied: NamedClasses | null;
  readonly claimed: NamedClasses | null;
  /** The same of other people in the file, whom no look-up was about. */
  readonly others: NamedClasses | null;
  readonly claimedOfOthers: NamedClasses | null;
}

export function incidentWords(model: SheetModel, incident: SheetIncident, words: Words): IncidentWords {
  const status = model.texts.statuses[incident.status];
  // The sentence of a partly confirmed incident points at the classes below it.
  const isSaidAbove = incident.status === 'confirmed' && incident.confirmed.length === model.exposed.length;
  return {
    status: words.text(status.label),
    title: words.set(incident.title),
    when:
      incident.occurredOn === null
        ? words.label('disclosed-on', { date: words.date(incident.disclosedOn) })
        : words.label('occurred-on', { date: words.date(incident.occurredOn) }),
    sentences: [
      ...(incident.signer === null
        ? []
        : [words.label('told-by', { name: words.set({ fr: incident.signer, en: incident.signer }) })]),
      ...words.lines(status.sentence),
      ...assessmentSentences(model, incident, words),
      ...(incident.askedAbout ? [words.label('asked-about')] : []),
    ],
    statement: words.set(incident.statement),
    exposed: isSaidAbove ? null : namedClasses('exposed', incident.confirmed, words),
    tied: namedClasses('tied', incident.tied, words),
    claimed: namedClasses('claimed', incident.claimed, words),
    others: namedClasses('others', incident.others, words),
    claimedOfOthers: namedClasses('claimed-of-others', incident.claimedOfOthers, words),
  };
}

/** What is confirmed, or refuted, whole is known already: an examination of the file would only blur it. */
function assessmentSentences(
  { texts }: SheetModel,
  { status, assessment }: SheetIncident,
  words: Words,
): readonly string[] {
  if (status === 'confirmed' || status === 'refuted') return [];
  if (assessment !== null) return words.lines(texts.assessments[assessment]);
  return status === 'claimed' ? words.lines(texts.assessments.none) : [];
}

/** Sentences under the title of a step: its own, then what was agreed about it during the call. */
export function itemSentences(item: SheetItem, words: Words): string[] {
  return [...words.lines(item.lines), ...agreedSentences(item, words)];
}

/** What was agreed about a step during the call: printed even where the step shrinks. */
export function agreedSentences(item: SheetItem, words: Words): string[] {
  return [
    ...(item.atOnce ? [words.label('at-once')] : []),
    ...(item.plannedOn === null ? [] : [words.label('planned-on', { date: words.date(item.plannedOn) })]),
    ...(item.declined ? [words.label('declined')] : []),
    ...(item.letters.length === 0 ? [] : [words.label('letter')]),
  ];
}

/** Whom to turn to for a step, in a few words: addresses, or names where only the caller has the number. */
export function contactsInBrief(item: SheetItem, words: Words): string {
  return item.contacts.map((contact) => contact.address ?? words.both(contact.name)).join(', ');
}

/** Hours, price and the number from abroad, those that are known. */
export function contactTerms(contact: Contact, words: Words): string[] {
  const { hours, price, abroad } = contact;
  return [
    ...(hours === null ? [] : [words.both(hours)]),
    ...(price === null ? [] : [words.both(price)]),
    ...(abroad === null ? [] : [words.label('abroad', { number: abroad })]),
  ];
}

/**
 * What each edition prints of a verdict, an incident, a step and a contact, as sentences without any markup: the HTML
 * and the plain-text sheet say the same. Step `print` of the flow; pure.
 */
import type { Contact } from '../guide/schema.ts';
import { kindSpecs } from '../identifier/identifier.ts';
import type { DataClass } from '../vocabulary.ts';
import type { SheetIncident, SheetItem, SheetModel, SheetVerdictKey } from './model.ts';
import type { Words } from './words.ts';

/** Each verdict as a paragraph of sentences; the kind of identifier is named only where there are several verdicts. */
export function verdictSentences(model: SheetModel, words: Words): string[][] {
  if (model.verdicts.length === 0) {
    if (model.continued !== null) return [continuedSentences(model.continued.confirmed, words)];
    return model.incidents.length === 0 ? [[words.label('no-check')]] : [];
  }
  return model.verdicts.map(({ key, identifierKind, dataAsOf }) => [
    ...(model.verdicts.length > 1 ? [words.label(`searched-${identifierKind}`)] : []),
    ...words.lines(model.texts.verdicts[key]),
    ...(isHit(key) && kindSpecs[identifierKind].holderMayChange ? [words.label('holder-may-change')] : []),
    ...(dataAsOf === null || key === 'could-not-check'
      ? []
      : [words.label('data-as-of', { date: words.date(dataAsOf) })]),
  ]);
}

function isHit(key: SheetVerdictKey): boolean {
  return key === 'listed' || key === 'listed-unverified';
}

/** A case resumed from the code of a sheet: what it called exposed then, without the incidents, which no code holds. */
function continuedSentences(confirmed: readonly DataClass[], words: Words): string[] {
  const named = confirmed.length === 0 ? [] : [`${words.label('exposed')} ${words.classes(confirmed).join(', ')}.`];
  return [words.label('continued'), ...named];
}

/** What is said once, after all incidents. */
export function closingSentences(model: SheetModel, words: Words): string[] {
  if (!model.precautionOnly) return [];
  return [...(model.incidents.length > 0 ? [words.label('nothing-confirmed')] : []), words.label('precaution')];
}

export interface IncidentWords {
  readonly status: string;
  readonly title: string;
  readonly when: string;
  readonly sentences: readonly string[];
  readonly statement: string;
  /** Label and names; null where there is none to name. */
  readonly exposed: { readonly label: string; readonly names: readonly string[] } | null;
  readonly claimed: { readonly label: string; readonly names: readonly string[] } | null;
}

export function incidentWords(model: SheetModel, incident: SheetIncident, words: Words): IncidentWords {
  const status = model.texts.statuses[incident.status];
  const named = (key: 'exposed' | 'claimed', names: readonly string[]) =>
    names.length === 0 ? null : { label: words.label(key), names };
  return {
    status: words.text(status.label),
    title: words.set(incident.title),
    when:
      incident.occurredOn === null
        ? words.label('disclosed-on', { date: words.date(incident.disclosedOn) })
        : words.label('occurred-on', { date: words.date(incident.occurredOn) }),
    sentences: [...words.lines(status.sentence), ...(incident.askedAbout ? [words.label('asked-about')] : [])],
    statement: words.set(incident.statement),
    exposed: named('exposed', words.classes(incident.confirmed)),
    claimed: named('claimed', words.classes(incident.claimed)),
  };
}

/** Sentences under the title of a step: its own, then what was agreed about it during the call. */
export function itemSentences(item: SheetItem, words: Words): string[] {
  return [
    ...words.lines(item.lines),
    ...(item.plannedOn === null ? [] : [words.label('planned-on', { date: words.date(item.plannedOn) })]),
    ...(item.declined ? [words.label('declined')] : []),
    ...(item.letters.length === 0 ? [] : [words.label('letter')]),
  ];
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

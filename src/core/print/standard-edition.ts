/**
 * The standard and English editions as blocks: the answer in a few lines, what to do, then all the rest. Step `print` of
 * the flow; pure.
 */
import type { Contact } from '../guide/schema.ts';
import { withCapital } from '../guide/typography.ts';
import type { Block, Flow, FlowSection } from './blocks.ts';
import { html, type Markup } from './html.ts';
import { colon, cross, dash, emptyBox, flowSection, qrOf, tick } from './marks.ts';
import type { SheetField, SheetItem, SheetModel, SheetSection } from './model.ts';
import {
  agreedSentences,
  closingSentences,
  contactsInBrief,
  contactTerms,
  exposedWords,
  incidentWords,
  itemSentences,
  leadingAnswer,
  type NamedClasses,
  verdictSentences,
} from './sections.ts';
import type { Words } from './words.ts';

/** What is left to do comes first: a caller who reads no further has read what counts. */
const order = ['today', 'week', 'watch', 'done'] as const satisfies readonly SheetSection[];

export function standardFlow(model: SheetModel, words: Words): Flow {
  const steps = order.map((name) =>
    flowSection(
      name,
      words,
      model.sections[name].map((item) => stepBlock(item, name, words)),
    ),
  );
  const sections: readonly FlowSection[] = [
    ...steps,
    flowSection('contacts', words, contactBlocks(model.contacts, words)),
    flowSection(
      'warnings',
      words,
      model.texts.warnings.map(({ lines }) => warningBlock(words.lines(lines))),
    ),
    flowSection('situation', words, situationBlocks(model, words)),
    flowSection('rights', words, [rightsBlock(model, words)]),
  ];
  return { masthead: masthead(model, words), sections: sections.filter(({ blocks }) => blocks.length > 0) };
}

function masthead(model: SheetModel, words: Words): Markup {
  const reference = html`<p class="case">${words.label('reference')} <b class="reference">${model.reference}</b>${words.label('reference-use')}</p>`;
  return html`<header class="unit"><h1>${words.label('title')}</h1>${reference}${qrOf(model, words)}<p class="call">${callLine(model, words)}</p></header><div class="body summary">${summary(model, words)}</div>`;
}

/** Whose sheet it is, where it is not the caller's: one call may come to several. Then who answered, and when. */
function callLine(model: SheetModel, words: Words): Markup {
  const known = [
    ...(model.organisation === null ? [] : [model.organisation]),
    words.label('date', { date: words.date(model.date) }),
    ...(model.adviser === null ? [] : [words.label('adviser', { adviser: model.adviser })]),
  ];
  const forWhom = model.forWhom === null ? null : html`<b>${words.text(model.forWhom)}</b> · `;
  return html`${forWhom}${known.join(' · ')}`;
}

/** The answer: what was found, and which of the caller's data, or that all that follows is a precaution. */
function summary(model: SheetModel, words: Words): Markup[] {
  const { sentences, dated } = leadingAnswer(model, words);
  const answer = [...sentences, ...(dated === null ? [] : [dated]), ...closingSentences(model, words)];
  return [...paragraph(answer), ...named(exposedWords(model, words))];
}

/** The first sentence in bold. */
function paragraph([first, ...rest]: readonly string[]): Markup[] {
  return first === undefined ? [] : [html`<p><b>${first}</b> ${rest.join(' ')}</p>`];
}

function named(classes: NamedClasses | null): Markup[] {
  return classes === null ? [] : [html`<p><b>${classes.label}</b> ${classes.names.join(', ')}.</p>`];
}

function stepBlock(item: SheetItem, name: SheetSection, words: Words): Block {
  const mark = name === 'done' ? tick : name === 'watch' ? dash : emptyBox;
  const title = html`${mark}<h3>${words.text(item.title)}</h3>`;
  if (name === 'done') return { look: 'item', full: html`${title}${fieldLine(item.fields, words)}`, brief: null };
  const advised = item.mandatory ? null : html` (${words.label('optional')})`;
  const agreed = agreedSentences(item, words).join(' ');
  const contacts = contactsInBrief(item, words);
  return {
    look: 'item',
    full: html`${title}${advised}. ${itemSentences(item, words).join(' ')}${fieldLine(printedFields(item, name), words)}`,
    brief: item.mandatory
      ? null
      : html`${title}${advised}${contacts === '' ? '' : `${colon(words)} ${contacts}`}. ${agreed}`,
  };
}

/** What is only to be watched has no blanks to fill in. */
function printedFields(item: SheetItem, name: SheetSection): readonly SheetField[] {
  return name === 'watch' && item.fields.every((field) => field.value === null) ? [] : item.fields;
}

/** A single date ends the sentence; more fields have a line of their own. */
function fieldLine(fields: readonly SheetField[], words: Words): Markup | null {
  if (fields.length === 0) return null;
  const parts = fields.map((field) => html`${writtenField(field, words)} `);
  return fields.length === 1 && fields[0]?.kind === 'date' ? html` ${parts}` : html`<p class="fields">${parts}</p>`;
}

function writtenField(field: SheetField, words: Words): Markup {
  const value =
    field.value === null ? html`<span class="blank ${field.kind}-field"></span>` : html`<b>${words.value(field)}</b>`;
  return html`<span class="field">${words.both(field.short)}${colon(words)} ${value}</span>`;
}

/** So many contacts shrink together: to a line or two, where each of them had its own. */
const contactsTogether = 4;

/** Contacts with a number or an address; then, in one line, those that only the caller has. */
function contactBlocks(contacts: readonly Contact[], words: Words): Block[] {
  const listed = contacts.filter((contact) => contact.address !== null);
  const own = contacts.filter((contact) => contact.address === null).map((contact) => words.both(contact.name));
  const known = own.length === 0 ? null : `${words.label('own-contacts')} ${own.join(', ')}.`;
  const line = (...sentences: (string | null)[]) => html`<p class="line">${sentences.filter(Boolean).join(' ')}</p>`;
  const groups = Array.from({ length: Math.ceil(listed.length / contactsTogether) }, (_, at) =>
    listed.slice(at * contactsTogether, (at + 1) * contactsTogether),
  );
  return [
    ...groups.map((group): Block => {
      const entries = group.map((contact) => html`<li class="line">${wholeContact(contact, words)}</li>`);
      return { look: 'group', full: html`<ul>${entries}</ul>`, brief: contactsInALine(group, words) };
    }),
    // Where no hour and no price is printed, nothing is said of them.
    { look: 'group', full: line(known, words.label('indicative')), brief: known === null ? null : line(known) },
  ];
}

function wholeContact(contact: Contact, words: Words): Markup {
  const terms = contactTerms(contact, words);
  const detail = terms.length === 0 ? '' : `. ${withCapital(terms.join(', '))}`;
  return html`<b class="number">${contact.address}</b> ${nameIfNew(contact, words)}${words.both(contact.use)}${detail}.`;
}

/** Numbers and names alone: what each is for stands at its step. */
function contactsInALine(contacts: readonly Contact[], words: Words): Markup {
  const entries = contacts.map((contact, at) => {
    const name = nameIfNew(contact, words) === '' ? '' : ` ${words.both(contact.name)}`;
    return html`${at === 0 ? '' : ' · '}<b class="number">${contact.address}</b>${name}`;
  });
  return html`<p class="line">${entries}</p>`;
}

/** The name, unless the address already says it: « 33700 », « cnil.fr ». */
function nameIfNew(contact: Contact, words: Words): string {
  const name = words.both(contact.name);
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  return plain(contact.address ?? '').includes(plain(name)) ? '' : `${name}${colon(words)} `;
}

function warningBlock(lines: readonly string[]): Block {
  return { look: 'item', full: html`${cross}${lines.join(' ')}`, brief: null };
}

/** Every answer, where there are several, and what is known of each incident; in brief without the official statement. */
function situationBlocks(model: SheetModel, words: Words): Block[] {
  const verdicts = verdictSentences(model, words)
    .flatMap(paragraph)
    .map((full): Block => ({ look: 'body', full, brief: null }));
  const incidents = model.incidents.map((incident): Block => {
    const { status, title, when, sentences, statement, ...classes } = incidentWords(model, incident, words);
    const lists = [classes.exposed, classes.tied, classes.claimed, classes.others, classes.claimedOfOthers].flatMap(
      named,
    );
    const lines = html`<p><span class="status">${status}</span> <b>${title}</b>, ${when}. ${sentences.join(' ')}</p>${lists}`;
    const official = html`<p>${words.label('statement')} ${statement}</p>`;
    return {
      look: 'body',
      full: html`<div class="incident">${lines}${official}</div>`,
      brief: html`<div class="incident">${lines}</div>`,
    };
  });
  return [...verdicts, ...incidents];
}

function rightsBlock(model: SheetModel, words: Words): Block {
  const sentences = model.texts.rights.flatMap(({ lines }) => words.lines(lines));
  return { look: 'body', full: html`<p>${sentences.join(' ')} ${words.label('privacy')}</p>`, brief: null };
}

/**
 * The easy-to-read edition as blocks: what is urgent, one idea a line. All the rest is on the standard sheet, and said to
 * be. Step `print` of the flow; pure.
 */
import type { Contact } from '../guide/schema.ts';
import type { Block, Flow, FlowSection } from './blocks.ts';
import { html, type Markup } from './html.ts';
import { colon, cross, dash, emptyBox, flowSection, qrOf } from './marks.ts';
import type { SheetItem, SheetModel, SheetSection } from './model.ts';
import {
  agreedSentences,
  closingSentences,
  contactsInBrief,
  exposedWords,
  incidentWords,
  itemSentences,
  leadingAnswer,
  type NamedClasses,
  verdictSentences,
} from './sections.ts';
import type { Words } from './words.ts';

/** Besides what is urgent; a reader for whom long texts are hard has the rest on the standard sheet, which a person can read out. */
const mostEasySteps = 8;

export function easyFlow(model: SheetModel, words: Words): Flow {
  // Where nothing is urgent, what there is.
  const shown = model.sections.today.length > 0 ? (['today'] as const) : (['week', 'watch'] as const);
  // What is urgent comes first in its section, and none of it is left out.
  const itemsOf = (name: SheetSection) => model.sections[name].filter(({ urgent }, at) => urgent || at < mostEasySteps);
  const emergencies = model.contacts.filter(({ emergency }) => emergency);
  const others = shown.flatMap(itemsOf).flatMap((item) => item.contacts.filter(({ emergency }) => !emergency));
  const sections: readonly FlowSection[] = [
    ...shown.map((name) =>
      flowSection(
        name,
        words,
        itemsOf(name).map((item) => stepBlock(item, name, words)),
      ),
    ),
    flowSection('situation', words, situationBlocks(model, words)),
    flowSection(
      'contacts',
      words,
      withAddress([...emergencies, ...others]).map((contact) => contactBlock(contact, words)),
    ),
    flowSection(
      'warnings',
      words,
      model.texts.warnings.map(({ lines }): Block => {
        return { look: 'item', full: html`${cross}${linesOf(words.lines(lines))}`, brief: null };
      }),
    ),
  ];
  return { masthead: masthead(model, words), sections: sections.filter(({ blocks }) => blocks.length > 0) };
}

function linesOf(sentences: readonly string[]): Markup[] {
  return sentences.map((sentence) => html`<p>${sentence}</p>`);
}

function masthead(model: SheetModel, words: Words): Markup {
  const reference = html`<p>${words.label('reference')} <b class="reference">${model.reference}</b></p>`;
  const organisation = model.organisation === null ? null : html`<p>${model.organisation}</p>`;
  const forWhom = model.forWhom === null ? [] : [words.text(model.forWhom)];
  const summary = linesOf([...forWhom, ...leadingAnswer(model, words).sentences]);
  return html`<header class="unit"><div>${organisation}<h1>${words.label('title')}</h1><div class="case">${reference}</div></div>${qrOf(model, words)}</header><div class="body summary">${summary}</div>`;
}

/** Here a step that must be done shrinks too: its whole wording is on the standard sheet. */
function stepBlock(item: SheetItem, name: SheetSection, words: Words): Block {
  const title = html`${name === 'watch' ? dash : emptyBox}<h3>${words.text(item.title)}</h3>`;
  const optional = item.mandatory ? [] : [words.label('optional')];
  // What is still to be written down has its blank on the standard sheet.
  const fields = item.fields
    .filter(({ value }) => value !== null)
    .map((field) => html`<p>${words.both(field.label)}${colon(words)} <b>${words.value(field)}</b></p>`);
  const contacts = contactsInBrief(item, words);
  // That a letter is ready is on the standard sheet as well; what was agreed with the caller stays.
  const agreed = agreedSentences({ ...item, letters: [] }, words);
  return {
    look: 'item',
    full: html`${title}${linesOf([...itemSentences(item, words), ...optional])}${fields}`,
    brief: html`${title}${linesOf([...(contacts === '' ? [] : [contacts]), ...agreed])}`,
  };
}

function situationBlocks(model: SheetModel, words: Words): Block[] {
  const { dated } = leadingAnswer(model, words);
  const isSaidBelow = model.verdicts.length > 1;
  const call = linesOf([
    words.label('rest'),
    ...(dated === null || isSaidBelow ? [] : [dated]),
    ...closingSentences(model, words),
    words.label('date', { date: words.date(model.date) }),
    ...(model.adviser === null ? [] : [words.label('adviser', { adviser: model.adviser })]),
    words.label('privacy'),
  ]);
  const answers = verdictSentences(model, words).map((sentences) => html`${linesOf(sentences)}`);
  const exposed = named(exposedWords(model, words));
  const incidents = model.incidents.map((incident) => {
    const { status, title, when, sentences, exposed: own, ...classes } = incidentWords(model, incident, words);
    const lists = [classes.tied, classes.claimed, classes.others, classes.claimedOfOthers].map(named);
    return html`<h3>${title}</h3><p><span class="status">${status}</span></p>${linesOf([when, ...sentences])}${model.incidents.length > 1 ? named(own) : null}${lists}`;
  });
  return [html`${call}`, ...answers, ...(exposed === null ? [] : [exposed]), ...incidents].map(
    (full): Block => ({ look: 'body', full, brief: null }),
  );
}

function named(classes: NamedClasses | null): Markup | null {
  if (classes === null) return null;
  return html`<p>${classes.label}</p><ul>${classes.names.map((name) => html`<li>${name}</li>`)}</ul>`;
}

/** Those that have a number or an address, each once. */
function withAddress(contacts: readonly Contact[]): Contact[] {
  const reached = contacts.filter(({ address }) => address !== null);
  return [...new Map(reached.map((contact) => [contact.id, contact])).values()];
}

function contactBlock(contact: Contact, words: Words): Block {
  const abroad = contact.abroad === null ? [] : [words.label('abroad', { number: contact.abroad })];
  return { look: 'line', full: html`${linesOf([...contact.easy, ...abroad])}`, brief: null };
}

/**
 * The sheet as plain text, to paste into a message: the same sentences as the printed one, in the same order. Step `print`
 * of the flow; pure.
 */
import type { SheetEdition } from '../vocabulary.ts';
import type { SheetItem, SheetModel, SheetSection } from './model.ts';
import {
  closingSentences,
  contactTerms,
  exposedWords,
  incidentWords,
  itemSentences,
  leadingAnswer,
  type NamedClasses,
  verdictSentences,
} from './sections.ts';
import { type Words, wordsOf } from './words.ts';

const order = ['today', 'week', 'watch', 'done'] as const satisfies readonly SheetSection[];

/**
 * @returns lines ended by `\n`, without any markup but what stands before a step: `[ ]` to do, `[x]` done, `-` going on;
 *   blanks are rows of underscores. The easy-to-read wording is printed whole here: a message has no pages
 */
export function renderSheetText(model: SheetModel, edition: SheetEdition): string {
  const words = wordsOf(model.texts, edition);
  const colon = words.locale === 'fr' ? '\u00a0:' : ':';
  const isEasy = edition === 'easy-to-read';
  // The easy-to-read edition keeps one idea a line in plain text too.
  const join = (sentences: readonly string[]) => (isEasy ? sentences : [sentences.join(' ')]);
  const named = (list: NamedClasses | null) => (list === null ? [] : [`${list.label} ${list.names.join(', ')}.`]);
  const sections = order.filter((name) => model.sections[name].length > 0);
  const incidents = model.incidents.map((incident) => {
    const { status, title, when, sentences, statement, ...classes } = incidentWords(model, incident, words);
    const lists = [classes.exposed, classes.tied, classes.claimed, classes.others, classes.claimedOfOthers].flatMap(
      named,
    );
    const official = isEasy ? [] : [`${words.label('statement')} ${statement}`];
    const heading = isEasy ? [`${title} [${status}]`, when] : [`${title}, ${when} [${status}]`];
    return [...heading, ...join(sentences), ...lists, ...official];
  });
  const leading = leadingAnswer(model, words);
  const answers = verdictSentences(model, words);
  const blocks: (readonly string[])[] = [
    [
      ...(model.demonstration ? [words.label('demonstration')] : []),
      words.label('title').toUpperCase(),
      ...(model.forWhom === null ? [] : [words.text(model.forWhom)]),
      words.label('subtitle'),
      `${words.label('reference')}${colon} ${model.reference}`,
      words.label('date', { date: words.date(model.date) }),
      ...(model.adviser === null ? [] : [words.label('adviser', { adviser: model.adviser })]),
    ],
    [
      ...(answers.length > 0 ? answers.flatMap(join) : join([...leading.sentences, leading.dated ?? ''])),
      ...named(exposedWords(model, words)),
      ...join(closingSentences(model, words)),
    ],
    ...sections.map((name) => [
      words.label(name).toUpperCase(),
      ...model.sections[name].flatMap((item) => itemLines(item, name, words, colon, join)),
    ]),
    [
      words.label('contacts').toUpperCase(),
      ...model.contacts.flatMap((contact) => {
        if (isEasy) return contact.easy;
        const terms = contactTerms(contact, words);
        const address = contact.address === null ? '' : `${contact.address} – `;
        const detail = terms.length === 0 ? '' : ` (${terms.join(', ')})`;
        return [`- ${address}${words.both(contact.name)}${colon} ${words.both(contact.use)}${detail}`];
      }),
    ],
    [
      words.label('warnings').toUpperCase(),
      ...model.texts.warnings.map(({ lines }) => `- ${words.lines(lines).join(' ')}`),
    ],
    ...(incidents.length === 0 ? [] : [[words.label('situation').toUpperCase()], ...incidents]),
    [words.label('rights').toUpperCase(), ...model.texts.rights.flatMap(({ lines }) => words.lines(lines))],
    [words.label('privacy')],
  ];
  return `${blocks
    .map((lines) => lines.filter((line) => line !== '').join('\n'))
    .filter((block) => block !== '')
    .join('\n\n')}\n`;
}

const marks: Readonly<Record<SheetSection, string>> = { today: '[ ]', week: '[ ]', watch: '-', done: '[x]' };

function itemLines(
  item: SheetItem,
  name: SheetSection,
  words: Words,
  colon: string,
  join: (sentences: readonly string[]) => readonly string[],
): string[] {
  const isDone = name === 'done';
  const fields = name === 'watch' ? item.fields.filter((field) => field.value !== null) : item.fields;
  return [
    `${marks[name]} ${words.text(item.title)}`,
    ...(isDone ? [] : join(itemSentences(item, words)).map((line) => `    ${line}`)),
    ...fields.map((field) => `    ${words.both(field.label)}${colon} ${words.value(field) || '________________'}`),
  ];
}

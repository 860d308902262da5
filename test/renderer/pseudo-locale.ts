/**
 * A language that nobody speaks: the French texts with other accents, two fifths longer, each between square brackets.
 * A text on screen without brackets was never put into the tables; one that is cut would be cut in a longer language.
 */
import { IntlMessageFormat } from 'intl-messageformat';

/** How much longer a text gets. French is itself about a sixth longer than English. */
const lengthening = 0.4;

const accents: Readonly<Record<string, string>> = { a: 'å', e: 'ë', i: 'ï', o: 'ö', u: 'ü', c: 'ç', n: 'ñ', y: 'ÿ' };

/** Vowels are said twice until the text is long enough: words grow as they do in German, and lines still break. */
function lengthen(text: string): string {
  let toAdd = Math.ceil(text.length * lengthening);
  let changed = '';
  for (const character of text) {
    const accented = accents[character] ?? character;
    changed += accented;
    if (toAdd > 0 && /[aeiouyéèêàùîô]/iu.test(character)) {
      changed += accented;
      toAdd -= 1;
    }
  }
  // Few vowels: the rest is words of its own.
  for (; toAdd > 4; toAdd -= 4) changed += ' öüï';
  return changed;
}

interface Element {
  readonly type: number;
  readonly value: string;
  readonly offset?: number;
  readonly pluralType?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

/** Element types of the ICU message parser. */
const literal = 0;
const argument = 1;
const number = 2;
const select = 5;
const plural = 6;
const pound = 7;

/** @throws Error for an element that no text of ours has */
function write(elements: readonly Element[]): string {
  return elements
    .map((element) => {
      const { type, value, options = {} } = element;
      if (type === literal) return lengthen(value);
      if (type === argument) return `{${value}}`;
      if (type === number) return `{${value}, number}`;
      if (type === pound) return '#';
      if (type !== plural && type !== select) throw new Error(`message element of type ${type}`);
      const cases = Object.entries(options).map(([name, option]) => `${name} {${write(option.value)}}`);
      return `{${value}, ${type === plural ? 'plural' : 'select'}, ${cases.join(' ')}}`;
    })
    .join('');
}

/** @param message an ICU message @returns the same message in the pseudo-language */
export function pseudo(message: string): string {
  return `[${write(new IntlMessageFormat(message, 'fr').getAst() as unknown as Element[])}]`;
}

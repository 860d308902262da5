/**
 * Characters that no text here needs and that change how others look, or where a line ends: control characters (Cc), line and
 * paragraph separators, and those that reorder text (Unicode UAX #9, « explicit directional formatting »). Refused in signed texts,
 * taken out of what people type, and written as escapes where a text is shown as it came.
 */
const misleadingSet = String.raw`\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069`;
const misleading = new RegExp(`[${misleadingSet}]`, 'u');
const misleadingOrLone = new RegExp(`[${misleadingSet}]|\\p{Surrogate}`, 'gu');
const misleadingBesideTabs = new RegExp(`(?!\\t)[${misleadingSet}]|\\p{Surrogate}`, 'gu');

/** @returns true if `text` holds such a character, or half of one */
export function isMisleadingText(text: string): boolean {
  return !text.isWellFormed() || misleading.test(text);
}

/**
 * For what people type, or what comes from another workstation.
 * @param lines whether the text may have several
 */
export function withoutMisleading(text: string, lines: boolean): string {
  return text.replace(misleadingOrLone, (character) => {
    if (!/[\s\u2028\u2029]/.test(character)) return '';
    return lines && /[\t\n\r]/.test(character) ? character : lines ? '\n' : ' ';
  });
}

/** A text from a file or a name of one, as it may be shown: what would mislead is written as `\u{202e}`. Tabs stay. */
export function printableText(text: string): string {
  return text.replace(misleadingBesideTabs, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** @returns one line of JSON in which a stranger's text writes no line of its own: JSON has its own escape for what would mislead */
export function jsonText(value: unknown): string {
  return printableJson(JSON.stringify(value));
}

/** @param json as `JSON.stringify` writes it. @returns the same value, written so that nothing in it misleads */
export function printableJson(json: string): string {
  return json.replace(misleadingBesideTabs, (character) =>
    // JSON.stringify has escaped what JSON itself forbids; lone surrogates too. A tab never stands raw in it.
    Array.from(character, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );
}

/**
 * Text as it would be typed, whatever it was pasted from: one kind of dash, one kind of space, ASCII digits, nothing
 * invisible. So that what looks for numbers in it need not know of word processors. Step `guide`; pure.
 */

/** Shown as nothing, or as a mark on the character before: zero-width and direction marks, variation selectors, keycaps. */
const unseen = /[\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u3164]/gu;

/** @returns `text` with its digits as ASCII, its dashes, middle dots and apostrophes as hyphens; line breaks stay */
export function asTyped(text: string): string {
  return text
    .normalize('NFKC')
    .replace(unseen, '')
    .replace(/[\p{Pd}\u2212\u00b7\u2022'’]/gu, '-')
    .replace(/[^\S\r\n\u2028\u2029]/gu, ' ')
    .replace(/[^\P{Nd}0-9]/gu, asciiDigit);
}

/** Unicode encodes the decimal digits of each script next to one another, 0 first; NFKC has dealt with those set side by side. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}

/**
 * French typographic spaces. The texts are written with ordinary spaces, which an editor shows and a reviewer can
 * check; this puts the narrow no-break space (U+202F) before `; ! ?` and the no-break space (U+00A0) before `:` and
 * inside guillemets, once, when the texts are loaded.
 */

const narrow = '\u202f';
const noBreak = '\u00a0';

/** @returns the sentence with the spaces that French typesetting asks for. Idempotent. */
export function typesetFrench(sentence: string): string {
  return sentence
    .replace(/ ([;!?])/g, `${narrow}$1`)
    .replace(/ :/g, `${noBreak}:`)
    .replace(/« /g, `«${noBreak}`)
    .replace(/ »/g, `${noBreak}»`);
}

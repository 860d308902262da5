/**
 * Typography of the guide's texts: what French and English printing ask for, as a function from a text to the same
 * text set right. A fault is a text that this function would change; so the check and the cure cannot disagree.
 * Step `guide` of the flow; pure.
 */

/** Narrow no-break space: before `;` `!` `?` and between groups of digits (Imprimerie nationale, Lexique des règles). */
const thinSpace = '\u202f';
/** No-break space: before `:` and inside « ». */
const fixedSpace = '\u00a0';

/** Any space that may stand where a no-break space belongs. */
const anySpace = '[ \\u00a0\\u202f\\u2009]';

/** A sentence that begins with `text`. */
export function withCapital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Phone numbers, amounts, hours: what both languages keep on one line. */
function keepNumbersTogether(text: string): string {
  return text
    .replace(new RegExp(`(?<=\\d)${anySpace}(?=\\d)`, 'g'), thinSpace)
    .replace(new RegExp(`(?<=\\d)${anySpace}?(?=[€%])`, 'g'), fixedSpace);
}

function common(text: string): string {
  return keepNumbersTogether(text.replace(/'/g, '’').replace(/\.{3}/g, '…').replace(/ {2,}/g, ' ').trim());
}

/** @returns `text` with the spaces, quotation marks, apostrophes and ellipses of French printing; idempotent. */
export function setFrench(text: string): string {
  return settled(text, setFrenchOnce);
}

/** @returns `text` with English quotation marks and apostrophes and no space before punctuation; idempotent. */
export function setEnglish(text: string): string {
  return settled(text, setEnglishOnce);
}

/** One rule can open the way for another (« ?: »): they are applied until nothing changes. Each only ever adds a mark or a space once. */
function settled(text: string, set: (text: string) => string): string {
  const next = set(text);
  return next === text ? text : settled(next, set);
}

function setFrenchOnce(text: string): string {
  return (
    common(text)
      .replace(/"([^"]*)"/g, '«$1»')
      .replace(new RegExp(`«${anySpace}*`, 'g'), `«${fixedSpace}`)
      .replace(new RegExp(`${anySpace}*»`, 'g'), `${fixedSpace}»`)
      // Only where a space, the end or a closing mark follows: an address such as `impots.gouv.fr/?q` stays whole.
      .replace(new RegExp(`(?<=[^\\s;!?])${anySpace}*([;!?]+)(?=[\\s»)\\]]|$)`, 'g'), `${thinSpace}$1`)
      .replace(new RegExp(`(?<=[^\\s:])${anySpace}*:(?=\\s|$)`, 'g'), `${fixedSpace}:`)
      .replace(new RegExp(`(?<=\\d)${anySpace}(?=h(?![a-z]))`, 'g'), fixedSpace)
      .replace(new RegExp(`(?<=\\d${fixedSpace}h)${anySpace}(?=\\d)`, 'g'), fixedSpace)
  );
}

function setEnglishOnce(text: string): string {
  return common(text)
    .replace(/"([^"]*)"/g, '“$1”')
    .replace(new RegExp(`(?<=[A-Za-z’”)])${anySpace}+([;:!?])(?=\\s|$)`, 'g'), '$1');
}

/** Codes and figures of a report to sentences. */
import type { ClaimVerdict, FileVerdict } from '../verdict.ts';
import type { AssessText, Audience } from './text.ts';

/** Figures that are shares; all others are whole numbers. */
const shares = new Set(['atLeast', 'atMost', 'real', 'byChance']);
const sharesOf: Readonly<Record<string, ReadonlySet<string>>> = {
  'never-seen': new Set(['low', 'high', 'byChance']),
  from: new Set(['low', 'high']),
};
/** Years are not grouped. */
const years = new Set(['asOfYear', 'newestYear']);

/** Puts `values` where `{name}` stands. */
export function put(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

export function percent({ locale }: Pick<AssessText, 'locale'>, share: number): string {
  const digits = share > 0 && share < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share);
}

export function whole({ locale }: Pick<AssessText, 'locale'>, value: number): string {
  return new Intl.NumberFormat(locale).format(Math.round(value));
}

/** @param value null: it is left out, as fewer than twenty */
export function wholeOrFew(text: AssessText, value: number | null): string {
  return value === null ? (text.page.fewerThan20 ?? '') : whole(text, value);
}

/** A claim's verdict with its figures, and what would settle it. */
export function claimSentence(text: AssessText, { claim, reason, figures, settledBy }: ClaimVerdict): string {
  const own = sharesOf[claim] ?? shares;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(figures)) {
    values[name] = years.has(name) ? String(value) : own.has(name) ? percent(text, value) : whole(text, value);
  }
  const exactly = figures.low === figures.high ? text.reasons[`${reason}-exactly`] : undefined;
  const sentence = put(exactly ?? text.reasons[reason] ?? reason, values);
  return settledBy === null ? sentence : `${sentence} ${text.settledBy[settledBy] ?? settledBy}`;
}

export function levelSentence(
  text: AssessText,
  audience: Audience,
  { level, madeUp, realAtLeast, unlike, rows, rowsNeeded }: FileVerdict & { readonly rows: number | null },
): string {
  const isByLikeness = level === 'contradicted' && unlike !== null && madeUp.atLeast < 0.5;
  const values = {
    traits: (unlike ?? []).map((trait) => text.traits[trait] ?? trait).join(' ; '),
    atLeast: percent(text, madeUp.atLeast),
    atMost: percent(text, madeUp.atMost),
    real: percent(text, realAtLeast ?? 0),
  };
  const isBounded = level === 'cannot-tell' && audience !== 'adviser' && (madeUp.atLeast > 0 || madeUp.atMost < 1);
  const said = text.audiences[audience][isByLikeness ? 'unlike' : level];
  const bounds = madeUp.atMost < 1 ? text.page.bounds : text.page.boundsBelow;
  const sentence = put(isBounded ? `${said} ${bounds ?? ''}` : said, values);
  if (rowsNeeded === null) return sentence;
  const few = put(text.page.tooFew ?? '', { rows: wholeOrFew(text, rows), needed: whole(text, rowsNeeded) });
  return `${sentence} ${few}`;
}

/**
 * The domain that was probably meant where an e-mail address ends in `gmial.com` or `orange.fe`. Offered to be read back to
 * the caller, never put in place: whoever owns `gmial.com` may be on the phone.
 */

/** Where most mailboxes in France are, roughly the most used first. */
const commonDomains =
  `gmail.com orange.fr hotmail.fr hotmail.com wanadoo.fr free.fr yahoo.fr outlook.fr laposte.net sfr.fr outlook.com live.fr
  icloud.com yahoo.com bbox.fr neuf.fr aol.com gmx.fr numericable.fr club-internet.fr aliceadsl.fr me.com msn.com ymail.com
  protonmail.com proton.me live.com gmx.com noos.fr cegetel.net 9online.fr bouygtel.fr mailo.com nordnet.fr voila.fr
  googlemail.com rocketmail.com libertysurf.fr dbmail.com mac.com`.split(/\s+/);

/** Domains with mailboxes of their own that are near a common one, so that the difference says nothing. */
const ownDomains = new Set(
  `aim.com aol.fr email.com fastmail.com gmx.at gmx.ch gmx.de gmx.net laposte.fr love.com mail.com mail.fr orange.com orange.net
  pm.me protonmail.ch sfr.com`.split(/\s+/),
);

/** Endings that are typed for another and that no registry has (IANA, root zone): wrong behind any name. */
const noEndings: Readonly<Record<string, readonly string[]>> = {
  com: ['con', 'cim', 'cpm', 'xom', 'vom', 'cmo', 'ocm', 'comm', 'coom', 'ccom', 'cok', 'col', 'clm'],
  fr: ['fe', 'ft', 'fd', 'ff', 'rf', 'dr', 'vr', 'frr', 'ffr', 'fre'],
  net: ['ner', 'nte', 'nrt', 'nett', 'neet', 'nnet'],
};

/** Endings that exist (Cameroon, Oman, Colombia, Niger), but under which no common provider gives mailboxes. */
const rareEndings: Readonly<Record<string, readonly string[]>> = { com: ['cm', 'om', 'co'], net: ['ne', 'et', 'bet'] };

/** Providers whose mailboxes have one ending, with the other that people give them. */
const oneEnding: ReadonlyMap<string, string> = new Map([
  ['gmail.fr', 'gmail.com'],
  ['icloud.fr', 'icloud.com'],
]);

/** More than this is not help. */
const mostSuggestions = 3;

// The further a name is from every common one, the likelier it is a name of its own: one slip in five letters, two in seven.
const lettersForOneSlip = 4;
const lettersForTwoSlips = 7;

/**
 * @param domain as typed and folded to lower case; it may hold what is no part of a domain (`gmail,com`, `gmail com`)
 * @returns domains that were perhaps meant, nearest first, then most used first; empty for a common domain, and for one whose
 * difference from each common one is as likely to be meant
 */
export function suggestDomains(domain: string): string[] {
  if (commonDomains.includes(domain) || ownDomains.has(domain)) return [];
  const only = oneEnding.get(domain);
  if (only !== undefined) return [only];
  // On a French keyboard the full stop is the semicolon with Shift.
  const dotted = domain.replace(/\s+/g, '').replace(/[.,;:]+/g, '.');
  const punctuation = dotted === domain ? 0 : 1;
  if (punctuation === 1 && ownDomains.has(dotted)) return [dotted];
  const found = commonDomains
    .map((common) => ({ common, slips: punctuation + slipsBetween(dotted, common) }))
    .filter(({ slips }) => slips <= 2)
    .toSorted((a, b) => a.slips - b.slips);
  const nearest = found.filter(({ slips }) => slips === found[0]?.slips).map(({ common }) => common);
  const ended = withEnding(dotted);
  return nearest.length === 0 && ended !== null ? [ended] : nearest.slice(0, mostSuggestions);
}

/** @returns how many slips make `typed` of `common`; Infinity where it is too far to be it */
function slipsBetween(typed: string, common: string): number {
  const [name = '', ending = ''] = common.split('.');
  // A dot left out.
  if (typed === name + ending) return 1;
  const at = typed.lastIndexOf('.');
  const typedName = typed.slice(0, at);
  const typedEnding = typed.slice(at + 1);
  if (typedName.includes('.')) return Number.POSITIVE_INFINITY;
  const inEnding = slipsInEnding(typedEnding, ending);
  const inName = slipsInName(typedName, name);
  return inName + inEnding;
}

function slipsInEnding(typed: string, ending: string): number {
  if (typed === ending) return 0;
  const slip = noEndings[ending]?.includes(typed) || rareEndings[ending]?.includes(typed);
  return slip ? 1 : Number.POSITIVE_INFINITY;
}

function slipsInName(typed: string, name: string): number {
  const slips = editDistance(typed, name);
  if (slips === 0) return 0;
  if (name.length < lettersForOneSlip) return slips === 1 && isReordered(typed, name) ? 1 : Number.POSITIVE_INFINITY;
  const most = name.length >= lettersForTwoSlips && typed.charAt(0) === name.charAt(0) ? 2 : 1;
  return slips <= most ? slips : Number.POSITIVE_INFINITY;
}

/** `srf` for `sfr`: of three letters nearly every other name is one letter away, and somebody's. */
function isReordered(typed: string, name: string): boolean {
  return name.length > 2 && [...typed].toSorted().join('') === [...name].toSorted().join('');
}

/** Another name before an ending that does not exist. */
function withEnding(domain: string): string | null {
  const at = domain.lastIndexOf('.');
  const typed = domain.slice(at + 1);
  const meant = Object.keys(noEndings).find((ending) => noEndings[ending]?.includes(typed));
  return at < 1 || meant === undefined ? null : `${domain.slice(0, at)}.${meant}`;
}

/** Letters put in, left out, replaced, and neighbours swapped, each one (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  // Nothing of such a length is a slip of a domain, and the work grows with the product of the lengths.
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      const swapped = a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1);
      if (i > 1 && j > 1 && swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

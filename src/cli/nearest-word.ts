/** The known word that a mistyped one most probably meant. */

/** More slips than these are another word. */
const mostSlips = 3;

/** @returns null if no known word is near */
export function nearestWord(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let fewest = Math.min(mostSlips, Math.max(1, Math.floor(word.length / 2))) + 1;
  for (const one of known) {
    if (word.length >= 3 && one.startsWith(word)) return one;
    const slips = distance(word, one);
    if (slips < fewest) {
      best = one;
      fewest = slips;
    }
  }
  return best;
}

/** Levenshtein's: characters put in, left out or replaced. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

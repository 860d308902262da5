/** Phones and RPPS numbers in cells of their own columns that hold more than one number, or one with something around it. */
import { canonicalise } from '../../core/identifier/identifier.ts';
import type { IdentifierKind } from '../../core/vocabulary.ts';

/** A number as people write it: digits with single signs between them, a country code, `(0)`. */
const phoneLike = /(?<![\d.])(?:\+|00)?\d(?:[ .\-/\u00a0\u202f]{0,2}(?:\(0\))?[ .\-\u00a0\u202f]?\d){7,14}(?!\d)/g;
/** The digit that the directory of health professionals puts before an RPPS number: « IdNat_PS » of type 8. */
const typedRpps = /^\D*8(\d{11})(?:[.,]0+)?\D*$/;
/** One of several, with words beside them or not. */
const rppsLike = /(?<![\d.])8?(\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3})(?!\d)/g;
/** A spreadsheet that took ten digits for a number. */
const withoutZero = /^[1-79]\d{8}(?:[.,]0+)?$/;

/** Calls `take` with each number of that kind in `text`, a cell of a column of them. @returns how many there were */
export function findOthers(kind: IdentifierKind, text: string, take: (canonical: string) => void): number {
  let count = 0;
  const found = (canonical: string | null) => {
    if (canonical === null) return;
    count++;
    take(canonical);
  };
  if (kind === 'rpps') {
    const number = typedRpps.exec(text)?.[1];
    if (number !== undefined) found(canonicalise('rpps', number));
    else for (const [, one = ''] of text.matchAll(rppsLike)) found(canonicalise('rpps', one));
  } else if (kind === 'phone') {
    const bare = text.trim();
    if (withoutZero.test(bare)) found(canonicalise('phone', `0${bare.slice(0, 9)}`));
    // Two numbers may be parted by what parts groups, too: `0612345678/0145678901`.
    else
      for (const [one] of text.matchAll(phoneLike))
        for (const number of apart(one)) found(canonicalise('phone', number));
  }
  return count;
}

/** @returns the number, or the two French ones that were taken for one */
function apart(number: string): string[] {
  const two = /^(0[1-9](?:[ .-]?\d\d){4})[ .\-/]{1,3}(0[1-9](?:[ .-]?\d\d){4})$/.exec(number);
  return two === null ? [number] : [two[1] ?? '', two[2] ?? ''];
}

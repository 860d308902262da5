/** Which letters the guide has for whom. Step `guide` of the flow; pure. */
import type { PersonKind } from '../vocabulary.ts';
import type { Guide, Letter } from './schema.ts';

/** @returns the letters that can be written about such a person, in the order of the guide */
export function lettersFor({ letters }: Pick<Guide, 'letters'>, who: PersonKind): Letter[] {
  return [...letters.values()].filter(({ notFor }) => !notFor.includes(who));
}

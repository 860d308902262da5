/**
 * What a column means: by its header *and* by what its cells are. A column whose cells are mostly valid NIRs is one, whatever it is
 * called; where header and cells say two different things, nothing is guessed and the build stops.
 */
import type { CellCounts } from './content.ts';
import type { ColumnRole } from './headers.ts';
import { readHeader } from './headers.ts';

/** Why a column is not decided, or is not what its header says. The first three stop a build. */
export type Doubt =
  /** The header says one identifier, the cells are another, or it says « password » and they are identifiers. */
  | 'header-and-cells-disagree'
  /** 13 digits without a key under an unknown header: NIRs, or numbers of another kind. */
  | 'thirteen-digits'
  /** 15 digits of which only chance makes some NIRs. */
  | 'chance-numbers'
  /** An address or a NIR column that holds hashes of them. */
  | 'hashed-identifiers'
  /** No header, or an unknown one: decided by the cells alone. */
  | 'by-cells-alone';

export const stoppingDoubts: ReadonlySet<Doubt> = new Set(['header-and-cells-disagree', 'thirteen-digits']);

export interface ColumnMeaning {
  readonly role: ColumnRole | null;
  /** Whose column: null for the row's own person. */
  readonly group: string | null;
  /** Identifiers in other text of the column are taken (true), or counted as chance or as excluded by hand. */
  readonly searched: 'searched' | 'chance' | 'excluded';
  readonly doubt: Doubt | null;
}

/** A share of cells from which a column is of a kind. */
const mostly = 0.6;
/** Below this share, under a header that names an identifier, the cells are something else. */
const hardly = 0.2;
/** 3 in 97: what random numbers of 15 digits reach, shape and key together. */
const chanceShare = 3 / 97;
/** Cells below which a share says nothing about chance. */
const enoughForChance = 30;

/** @param given by hand or by a recipe: believed as it is */
export function decideColumn(
  header: string,
  counts: CellCounts,
  given?: Pick<ColumnMeaning, 'role' | 'group' | 'searched'>,
): ColumnMeaning {
  if (given !== undefined) return { role: given.role, group: given.group, searched: given.searched, doubt: null };
  const { role: said, group, known } = readHeader(header);
  const share = (many: number) => (counts.filled === 0 ? 0 : many / counts.filled);
  const found = foundIn(counts);
  const meaning = (role: ColumnRole | null, doubt: Doubt | null = null): ColumnMeaning => ({
    role,
    group,
    searched: 'searched',
    doubt,
  });
  if (counts.filled === 0) return meaning(said);
  const keyed = counts.keyedNirs + counts.nirsInside;
  if (counts.fifteenDigits >= enoughForChance && share(counts.fifteenDigits) > mostly && said !== 'nir') {
    if (keyed <= counts.fifteenDigits * chanceShare)
      return { role: null, group, searched: 'chance', doubt: 'chance-numbers' };
  }
  if (share(counts.hashes) > mostly) {
    const identifies =
      said === 'email' || said === 'nir' || said === 'identifier' || /\b(e ?mail|mail|courriel|nir)/i.test(header);
    return meaning('hash', identifies ? 'hashed-identifiers' : null);
  }
  switch (said) {
    case 'nir':
    case 'email': {
      if (found === null || found === said) return meaning(said);
      if (found === 'short-nir')
        return meaning(said === 'nir' ? 'nir' : 'identifier', said === 'nir' ? null : 'header-and-cells-disagree');
      const own = said === 'nir' ? keyed + counts.shortNirs : counts.emails + counts.emailsInside;
      return share(own) < hardly ? meaning('identifier', 'header-and-cells-disagree') : meaning('identifier');
    }
    case 'identifier':
      return meaning(found === 'nir' || found === 'email' ? found : 'identifier');
    case 'ameli-login':
      return found === null || found === 'short-nir' ? meaning(said) : meaning(found, 'header-and-cells-disagree');
    default:
      if (found === 'nir' || found === 'email') return meaning(found, said === null ? 'by-cells-alone' : null);
      if (found === 'short-nir' && !known) return decideShort(counts, meaning);
      return meaning(said);
  }
}

/** What most cells are, by themselves. */
function foundIn(counts: CellCounts): 'nir' | 'short-nir' | 'email' | null {
  const of = counts.filled * mostly;
  if (counts.keyedNirs + counts.nirsInside > of) return 'nir';
  if (counts.emails + counts.emailsInside > of) return 'email';
  if (counts.shortNirs + counts.keyedNirs > of) return 'short-nir';
  return null;
}

/**
 * 13 characters without a key. Months from 01 to 12 in all of them, and men and women, is not what time stamps or order numbers look
 * like; anything less is for the analyst to say.
 */
function decideShort(
  counts: CellCounts,
  meaning: (role: ColumnRole | null, doubt?: Doubt | null) => ColumnMeaning,
): ColumnMeaning {
  const plausible = counts.plausibleShortNirs >= counts.shortNirs * 0.95;
  const both = counts.men > 0 && counts.women > 0;
  return plausible && both && counts.shortNirs >= 4
    ? meaning('nir', 'by-cells-alone')
    : meaning(null, 'thirteen-digits');
}

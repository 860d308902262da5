/**
 * Whose column it is. A row may hold two people: the insured and a beneficiary, a patient and a doctor, a customer and a sponsor. Who
 * is named beside the row's person gets the classes of their own columns alone.
 */

/** Words of a header that say that its column is about somebody else, and the name of that group. Order: first that fits. */
const others: readonly (readonly [pattern: RegExp, group: string])[] = [
  [
    /\b(medecins?|docteurs?|dr|doctors?|physicians?|gp|praticiens?|practitioners?|prescripteurs?|soignants?|infirmi\w*|pharmacien\w*|chirurgiens?|dentistes?)\b(?: (?:traitants?|referents?|generalistes?))?/,
    'doctor',
  ],
  [/\b(parrains?|parrainage|marraines?|sponsors?|referrers?|referred by|filleuls?|referents?)\b/, 'sponsor'],
  [/\b(beneficiaires?|benef|ayants? droits?|ad|beneficiary|dependents?|dependants?|ayant)\b/, 'beneficiary'],
  [/\b(conjoint\w*|epoux|epouse|mari|femme|spouse|partner|partenaire|concubin\w*)\b/, 'spouse'],
  [/\b(enfants?|child|children|kids?|fils|(?<!jeune )fille)\b/, 'child'],
  [/\b(peres?|father)\b/, 'father'],
  [/\b(meres?|mother)\b/, 'mother'],
  [/\b(parents?|tuteurs?|tutrice|guardian|representants?|mandataires?|curateurs?)\b/, 'guardian'],
  [/\b(urgence|emergency|personne (?:a prevenir|de confiance)|a prevenir|next of kin)\b/, 'emergency'],
  [
    /\b(employeurs?|employer|manager|responsables?|conseill\w*|agents?|gestionnaires?|commercia\w*|vendeurs?|createurs?|created by|modified by|cree par|assigned to|owner|administrateurs?|admins?|operateurs?)\b/,
    'staff',
  ],
];

/** Words that look like another's and are the row's own person. */
const own =
  /\b(ouvrant droit|ouvrants droit|od|assur\w*|titulaire|adherent\w*|patient\w*|client\w*|subscriber|souscripteur\w*)\b/;

/**
 * @param words of a header, as `headerWords` makes them
 * @returns the group, and the header without the words that name it; group null for the row's own person
 */
export function personOf(words: string): { group: string | null; rest: string } {
  for (const [pattern, group] of others) {
    const found = pattern.exec(words);
    if (found === null) continue;
    const rest = `${words.slice(0, found.index)} ${words.slice(found.index + found[0].length)}`
      .replace(/\b(?:de|du|d|des|de la|la|le|l|of|the|s)\b/g, ' ')
      .replace(/ +/g, ' ')
      .trim();
    if (own.test(rest)) continue;
    return { group, rest };
  }
  return { group: null, rest: words };
}

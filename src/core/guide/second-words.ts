/**
 * One word a thing, one thing a word: the words of French texts that would be a second name for something, or give a second sense to a
 * name. What a caller hears, an adviser reads on the screen and finds in the guide is held to the same list. Step `guide`; pure.
 */

interface SecondWord {
  readonly found: RegExp;
  /** What the thing is called. */
  readonly say: string;
}

const word = (alternatives: string) => new RegExp(`(?<![\\p{L}-])(?:${alternatives})(?![\\p{L}-])`, 'iu');

const secondWords: readonly SecondWord[] = [
  { found: word('e-?mails?|mails?|méls?|adresses? électroniques?|courriers? électroniques?'), say: 'courriel' },
  { found: word('bo[iî]tes? (?:de réception|e-?mail|mail)|webmail'), say: 'messagerie' },
  // « messagerie » is where courriels arrive, and nothing else.
  { found: word('messageries? (?:vocales?|téléphoniques?|ameli|du compte)'), say: 'répondeur, messages ameli' },
  { found: word('textos?'), say: 'SMS' },
  { found: word('jeux? (?:de données|vérifiés?)|bases? de données'), say: 'fichier' },
  { found: word('hameçonnage|phishing'), say: 'message frauduleux' },
  { found: word('carte bleue|cb'), say: 'carte bancaire' },
  // « dossier » is what a call leaves at the fund, and no folder or record of the person.
  {
    found: word('(?:autre|son|votre|leur) dossier|dossiers? (?:médica(?:l|ux)|de l’assuré|d’assuré|de destination)'),
    say: 'dossier (de l’appel)',
  },
  { found: word('identifiants? (?:ameli|et mot de passe)'), say: 'numéro et mot de passe ameli' },
];

/** @returns for each fault, what stands there and what to say instead */
export function secondWordsIn(text: string): { readonly found: string; readonly say: string }[] {
  return secondWords.flatMap(({ found, say }) => {
    const [match] = found.exec(text) ?? [];
    return match === undefined ? [] : [{ found: match, say }];
  });
}

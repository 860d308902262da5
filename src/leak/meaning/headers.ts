/**
 * Columns of a leak: what a header means, in French and in English, whatever its case, accents and punctuation.
 * The rules are read from the top, the first that fits wins: `date de naissance` before `date`, `e-mail du médecin` (the
 * doctor's, not the person's) before `e-mail`, `code commune INSEE` before `numéro INSEE`.
 */
import { kindSpecs } from '../../core/identifier/kinds.ts';
import { type DataClass, dataClasses, type IdentifierKind, identifierKinds } from '../../core/vocabulary.ts';
import { personOf } from './persons.ts';

/**
 * What a column holds: an identifier of a kind; `identifier`, a login that may be a NIR or an address and need not be (no bad row
 * where it is neither); `nir-key`, the two digits of the key beside 13 characters; `hash`, of a password or of an address, which is
 * neither; else the data class.
 */
export type ColumnRole = IdentifierKind | 'identifier' | 'nir-key' | 'hash' | DataClass;

export const columnRoles: readonly ColumnRole[] = [
  ...new Set<ColumnRole>([...dataClasses, ...identifierKinds, 'identifier', 'nir-key', 'hash']),
];

type Rule = readonly [pattern: RegExp, role: ColumnRole | null];

/** Kinds whose names are words that others use too, so that their place among the rules below matters. */
const placedKinds: readonly IdentifierKind[] = ['nir', 'email', 'phone'];
const specificKinds = identifierKinds.filter((kind) => !placedKinds.includes(kind));

function namesOf(kind: IdentifierKind): Rule {
  return [kindSpecs[kind].columnNames.words, kind];
}

function gluedNamesOf(kind: IdentifierKind): Rule[] {
  const { glued } = kindSpecs[kind].columnNames;
  return glued === null ? [] : [[glued, kind]];
}

/** Over the words of a header, lower case, without accents, one blank between two. */
const wordRules: readonly Rule[] = [
  [
    /\b(date|jour|mois|annee|lieu|ville|commune|dept|departement|pays|place|city|country)\b.*\b(naiss\w*|birth)\b/,
    'civil-status',
  ],
  [/\b(ddn|dnaiss\w*|dtnaiss\w*|dat\w*naiss\w*|dob|birth\w*|ne le|nee le|naissance)\b/, 'civil-status'],
  [
    /\b(situation (familiale|matrimoniale|maritale)|statut marital|marital\w*|etat civil|civil status)\b/,
    'civil-status',
  ],
  [
    /\b(ip|mac|url|uuid|guid|salt|sel|newsletter|fidelite|loyalty|opt ?in|opt ?out|verifi\w*|confirm\w*|consent\w*)\b/,
    null,
  ],
  [
    /\b(valide|valid|flag|type|created|updated|count|nb|nombre|last login|derniere connexion|question|hint|indice)\b/,
    null,
  ],
  [
    /\b(nom|name|raison)\b.*\b(banque|bank|entreprise|societe|company|employeur|domaine|domain|fichier|file|host|caisse|sociale)\b/,
    null,
  ],
  [/\b(banque|bank|company|host|file|domain) name\b/, null],
  [/\b(code)\b.*\binsee\b|\binsee\b.*\b(commune|ville|postal)\b|\bcommune insee\b/, 'postal-address'],
  [
    /^(cle|key|cle (du |de )?(nir|nss|ss|secu\w*|insee)|(nir|nss|ss|secu\w*|securite sociale) (cle|key)|(nir|nss) key)$/,
    'nir-key',
  ],
  [/\b(sans|without|hors|avec|with) (cle|key)\b/, 'nir'],
  [/\b(hash\w*|bcrypt|md5|sha ?\d*|sha1|sha256|sha512|ntlm|argon2\w*|pbkdf2)\b/, 'hash'],
  [/\b(cle|key|caisse|cpam|centre|center|regime|organisme)\b.*\b(nir|secu\w*|ss|insee|sociale|maladie)\b/, null],
  [/\b(nir|secu|securite sociale|ss)\b.*\b(cle|key)\b/, null],
  [/\b(carte|num\w*|no|n) vitale\b|\bcarte (d )?assur\w* maladie\b|\bvitale\b/, 'identifier'],
  ...specificKinds.map(namesOf),
  namesOf('nir'),
  [/\binsee\b/, 'identifier'],
  [
    /\b(medecin\w*|docteur|doctor|physician|gp|mutuelle\w*|ald|patholog\w*|maladie\w*|diagnos\w*|traitement\w*)\b/,
    'health-data',
  ],
  [
    /\b(ordonnance\w*|allerg\w*|sanguin|blood|sante|health|medical\w*|medicament\w*|c2s|cmu|ame|grossesse)\b/,
    'health-data',
  ],
  [
    /\b(handicap\w*|vaccin\w*|complementaire|tiers payant|soins?|prescri\w*|hospitali\w*|disease\w*|treatment\w*|illness)\b/,
    'health-data',
  ],
  [/\b(passeport\w*|passport\w*|cni|titre de sejour|permis|driv\w* licen[cs]e)\b/, 'identity-document'],
  [
    /\b(piece|carte|document|card|doc)\b.*\b(d )?(identite|identity)\b|\b(identity|id) (card|document|doc|number)\b/,
    'identity-document',
  ],
  [/\b(mots? (de )?passe|motdepasse|mdp\w*|pass|passe|passw\w*|pwd\w*|pw|psw|code secret)\b/, 'ameli-login'],
  [/\bmailing address\b/, 'postal-address'],
  [/\bmailing\b/, null],
  namesOf('email'),
  namesOf('phone'),
  [/\b(ibans?|ribs?|compte bancaire|coordonnees bancaires|bank account|account number)\b/, 'iban'],
  [/\b(numero|num|no|n) (de |du )?compte\b/, 'iban'],
  [/\b(carte|cartes|cb|pan|cc|ccnum|cvv\d?|cvc\d?|credit card|debit card|card)\b/, 'card'],
  [/\b(user ?names?|users?|login\w*|identifiants?|utilisateur|ameli|pseudo)\b/, 'identifier'],
  [
    /\b(adresses?|address\w*|adr\d*|rue|voie|street|code postal|cp|post ?code|postal\w*|zip\w*|ville|city|town|commune)\b/,
    'postal-address',
  ],
  [
    /\b(noms?|prenoms?|names?|first ?names?|last ?names?|full ?names?|fname|lname|surname|forename|patronyme)\b/,
    'civil-status',
  ],
  [/\b(civilite|sexe|sex|gender|genre|nationalite|nationality|maiden|identite)\b/, 'civil-status'],
];

/** Over the letters of a header with nothing between them, for words glued together; only where no rule above fits. */
const gluedRules: readonly Rule[] = [
  ...gluedNamesOf('nir'),
  [/motdepasse|password|passwd/, 'ameli-login'],
  ...gluedNamesOf('email'),
  ...gluedNamesOf('phone'),
  ...specificKinds.flatMap(gluedNamesOf),
  [/iban|comptebancaire/, 'iban'],
  [/numerocarte|numcarte|cardnumber|creditcard|cartebancaire/, 'card'],
  [/passeport|passport|pieceidentite|carteidentite/, 'identity-document'],
  [/medecin|mutuelle|pathologie|diagnosti/, 'health-data'],
  [/datenaiss|naissance|birth/, 'civil-status'],
  [/codepostal|adresse|address|postcode|zipcode/, 'postal-address'],
  [/prenom|nomde|nomcomplet|nomusage|firstname|lastname|fullname/, 'civil-status'],
];

/** What a header says: the role, and of whom (null: of the row's own person). */
export interface HeaderMeaning {
  readonly role: ColumnRole | null;
  readonly group: string | null;
  /** False for a header that no rule knows. A known one may hold nothing that matters: `created_at`. */
  readonly known: boolean;
}

/** Reads a header, and whose column it is: `e-mail du médecin` is an address, and not the patient's. */
export function readHeader(header: string): HeaderMeaning {
  const words = headerWords(header);
  const { group, rest } = personOf(words);
  const whole = ruleFor(words);
  if (group === null) return { role: whole ?? null, group, known: whole !== undefined };
  const role = ruleFor(rest);
  // That somebody has this doctor is about their health; who the doctor is beside that is the doctor's own.
  if (group === 'doctor' && !isIdentifying(role)) return { role: 'health-data', group: null, known: true };
  // `nom d'épouse` is a name of the row's own person.
  if (group === 'spouse' && role === 'civil-status') return { role, group: null, known: true };
  return { role: role ?? null, group, known: role !== undefined };
}

/** @returns true for a column of one kind of identifier */
export function isKind(role: ColumnRole | null | undefined): role is IdentifierKind {
  return identifierKinds.some((kind) => kind === role);
}

function isIdentifying(role: ColumnRole | null | undefined): boolean {
  return role === 'identifier' || role === 'nir-key' || isKind(role);
}

/** @returns what a column of that header holds; null if nothing that matters, or if the header is not known. */
export function recogniseHeader(header: string): ColumnRole | null {
  return readHeader(header).role;
}

/** @returns the role of the first rule that fits, null if that rule says « nothing that matters »; undefined if none fits */
function ruleFor(words: string): ColumnRole | null | undefined {
  for (const [pattern, role] of wordRules) if (pattern.test(words)) return role;
  const glued = words.replaceAll(' ', '');
  for (const [pattern, role] of gluedRules) if (pattern.test(glued)) return role;
  return undefined;
}

/** Lower case, no accents, words parted by one blank; `dateNaissance` is two words, as is `e-mail`; `n°` is `n`. */
export function headerWords(header: string): string {
  return undoDoubleEncoding(header)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** UTF-8 that was once read as Latin-1 and saved again: `TÃ©lÃ©phone`. */
function undoDoubleEncoding(header: string): string {
  return /[ÃÂ][\u0080-\u00bf]/.test(header) ? Buffer.from(header, 'latin1').toString('utf8') : header;
}

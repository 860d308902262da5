/** Paroles de la ligne de commande, en français. U+202F avant ; ! ? et U+00A0 avant : sont tapés tels quels. */
import { identifierKinds } from '../../core/vocabulary.ts';
import { leakFr } from './leak-fr.ts';
import type { CliText } from './text.ts';

export const fr: CliText = {
  help: `vigie — fichiers vérifiés d’identifiants fuités, chiffrés et signés

Usage : vigie COMMANDE [options]

  demo      fabrique une fuite de démonstration
  keygen    crée la clé d’un signataire
  look      dit ce qui serait lu de fichiers fuités, avant toute construction
  assess    mesure si un fichier peut être ce qui en est prétendu
  build     construit et signe un fichier vérifié à partir de fichiers fuités
  merge     réunit les morceaux d’une construction répartie
  family    crée une famille d’étirement
  keep      efface ce qu’une construction a gardé
  inspect   montre de quoi un fichier vérifié est fait
  verify    vérifie la signature et chaque compartiment d’un fichier vérifié
  check     cherche des identifiants dans un fichier vérifié
  notice    construit ou montre un avis signé, sans identifiant
  journal   vérifie le journal d’un poste, ou un export de journal
  guide     contrôle le guide de remédiation

« vigie COMMANDE --help » (ou -h) détaille une commande ; « vigie --version » dit de quelle version il s’agit.
Toute commande accepte --quiet (résultats, avertissements et erreurs seulement) et --debug (la trace d’une erreur).
Clés sans phrase, phrases secrètes et graines que d’autres peuvent lire sont refusées ; --allow-open-files les accepte.
Codes de sortie : 0 tout va bien · 1 mauvais usage · 2 fichier ou vérification en faute · 3 lecture ou écriture impossible`,
  commandHelp: {
    demo: `vigie demo --entries N --out RÉPERTOIRE [--seed N]

Écrit leak.csv, incident.json et known.json dans RÉPERTOIRE. Aucune personne réelle.`,
    keygen: `vigie keygen --out RÉPERTOIRE [--name NOM] [--passphrase-file F]

Écrit NOM.pem (clé privée chiffrée, mode 0600) et NOM.pub.pem, puis l’empreinte à lire à voix haute.`,
    assess: `vigie assess FICHIER… [--claim F.json] --out rapport.html [--json rapport.json]

Mesure si un fichier peut être ce qui en est prétendu, avec ses taux d’erreur. Ctrl+C donne un rapport partiel, marqué comme tel.

  --out F.html               le rapport : une page, sans script, sans réseau
  --json F.json              le même en données, pour « vigie build --assessment »
  --claim F.json             ce qui est prétendu du fichier, jugé point par point (docs/assess.md)
  --compare FICHIER.vigie    paquet antérieur : a-t-on déjà vu ces personnes ? Répétable
  --reference FICHIER.vigie  paquet d’identifiants que l’organisme sait réels
  --sample N                 personnes cherchées dans chaque paquet (400 par défaut)
  --trust FICHIER.pub.pem    signataires de ces paquets ; répétable
  --slot-passphrase-file F   leurs phrases de livraison ; répétable, demandées sinon
Les options de lecture (--recipe, --columns, --delimiter, …) sont celles de « vigie look ».`,
    look: `vigie look FICHIER… [--json] [--write-recipe F]

Dit ce qui serait compris de chaque fichier : contenant, encodage, forme, colonnes, et qui serait perdu. Aucun contenu n’est montré.

  --write-recipe F           garde ce qui a été compris, à corriger puis à donner à « build --recipe F »
  --recipe F                 lit comme cette recette le dit
  --columns nir=…,email=…    ce que des colonnes contiennent, par nom ou position ; text=… :
                             rien de cela ; none=… en laisse une de côté, adresses comprises
                             contenus : ${identifierKinds.join(', ')}, identifier (NIR ou courriel), nir-key, password, ou une donnée
                             (postal-address, civil-status, iban, card, identity-document, health-data, rights)
  --delimiter C              séparateur (\\t et \\x01 compris)
  --encoding E               utf-8, windows-1252, cp850, macroman, utf-16le, utf-16be
  --skip-lines N             lignes à sauter au début
  --no-header FICHIER        aucune ligne n’y est un en-tête
  --host SITE                ne garde que ce qui concerne ce site (journaux de voleurs de mots de passe) ; répétable
  --numeric-corsica          lit aussi 19 et 18 comme 2A et 2B
  --skip-bad-files           nomme et laisse de côté les fichiers illisibles
Une valeur suivie de @FICHIER ne vaut que pour ce fichier. FICHIER est un fichier, un répertoire, un motif, ou - pour l’entrée
standard ; les morceaux d’un fichier (x.001 x.002, dump-aa dump-ab) se lisent comme ce fichier.`,
    build: `vigie build --in FICHIER… --incident FICHIER.json --signer CLÉ.pem --issuer TEXTE --out FICHIER.vigie --slot NOM

  --in FICHIER[@incident]    fichier, répertoire, motif, ou - pour l’entrée standard ; répétable (docs/leaks.md)
  --incident FICHIER.json    ce que l’on sait de la fuite ; répétable
  --signer CLÉ.pem           clé privée Ed25519 (PEM)
  --passphrase-file F        phrase secrète de la clé ; demandée sinon
  --issuer TEXTE             qui publie le fichier vérifié
  --slot NOM                 nom du destinataire de la phrase de livraison ; répétable, une serrure par site
  --recipient FICHIER        poste dont la clé ouvre le fichier vérifié (.vigie-recipient) ; répétable, et --slot devient facultatif
  --slot-passphrase-file F   phrase de livraison, une par --slot et dans leur ordre ; sinon huit mots tirés au sort, affichés une fois
  --accept-lost nir=N,…      continue bien que ce nombre exact soit perdu ; le manifeste le dit
  --recipe F, --columns … --delimiter … --encoding … --skip-lines … --no-header … --host … --numeric-corsica
  --skip-bad-files           comment les fichiers se lisent : voyez « vigie look --help »
  --stretch COÛT             light | modest | default | strong | mémoire_Kio,passes,voies
  --assessment F.json        ce que « vigie assess » a trouvé de ces fichiers ; répétable
  --series NOM --sequence N  série et numéro d’ordre (identifiant de l’incident et 1 sinon)
  --data-as-of AAAA-MM-JJ    date des données (date de révélation de l’incident sinon)
  --valid-until AAAA-MM-JJ   dernier jour où « ne figure pas » se dit sans réserve (sans limite sinon)
  --work RÉPERTOIRE          garde des résultats partiels scellés : une construction tuée reprend
  --shard i/n --seed F       n’étire que le morceau i de n (voir docs/sharding.md)
  --family F                 famille d’étirement (« vigie family new ») ; --family-passphrase-file P
  --keep K                   garde les étirements pour la construction suivante ; --keep-passphrase-file P
  --calibrate                mesure ce que coûte chaque étirement ici, puis s’arrête`,
    merge: `vigie merge MORCEAU… --seed F --signer CLÉ.pem --issuer TEXTE --out FICHIER.vigie --slot NOM

Réunit les morceaux d’une construction : tous, chacun une fois, des mêmes entrées lues de la même façon.

  --seed F                   la graine des morceaux
  --signer CLÉ.pem           clé privée Ed25519 (PEM)
  --passphrase-file F        phrase secrète de la clé ; demandée sinon
  --issuer TEXTE             qui publie le fichier vérifié
  --slot NOM                 nom du destinataire de la phrase de livraison ; répétable, une serrure par site
  --slot-passphrase-file F   phrase de livraison, une par --slot et dans leur ordre ; sinon huit mots tirés au sort, affichés une fois
  --recipient FICHIER        poste dont la clé ouvre le fichier vérifié (.vigie-recipient) ; répétable, et --slot devient facultatif
  --series NOM --sequence N  série et numéro d’ordre (identifiant de l’incident et 1 sinon)
  --data-as-of AAAA-MM-JJ    date des données (date de révélation de l’incident sinon)
  --valid-until AAAA-MM-JJ   dernier jour où « ne figure pas » se dit sans réserve (sans limite sinon)
  --family F                 famille d’étirement des morceaux ; --family-passphrase-file P`,
    family: `vigie family new --out FICHIER [--stretch COÛT] [--passphrase-file F]

Écrit le sel, le poivre et la clé de préfixe que partagent les fichiers vérifiés d’un émetteur, scellés sous une phrase secrète.`,
    keep: `vigie keep destroy FICHIER

Efface ce que « build --keep » a gardé : le fichier .slot d’abord, qui seul l’ouvre.`,
    inspect: `vigie inspect FICHIER|URL [--json]

Ce que dit le manifeste : incidents avec leurs données, leur communiqué et leur vérification, couverture, serrures, coûts. Les tailles
s’additionnent jusqu’à la longueur du fichier. Ni le signataire ni les compartiments ne sont jugés : voir « vigie verify ».`,
    verify: `vigie verify FICHIER|URL --trust CLÉ.pub.pem [--slot-passphrase-file F] [--json]

Sortie 0 si la signature, la table et chaque compartiment sont justes, 2 sinon. Avec la phrase de livraison, chaque témoin est cherché.`,
    check: `vigie check FICHIER|URL --trust CLÉ.pub.pem --slot-passphrase-file F [--kind SORTE] [--json]

Lit un identifiant par ligne sur l’entrée standard, répond une ligne chacun, sans jamais le répéter. La sorte de chacun est reconnue ;
onze chiffres qui peuvent être un téléphone ou un numéro RPPS sont dits « ambiguous » et ne sont pas cherchés.

  --kind SORTE               toutes les lignes sont de cette sorte : ${identifierKinds.join(', ')}`,
    notice: `vigie notice build --incident FICHIER.json… --signer CLÉ.pem --issuer TEXTE --out FICHIER.vigie-notice
vigie notice show FICHIER.vigie-notice [--trust CLÉ.pub.pem] [--json]

  --incident FICHIER.json    ce que l’on sait de l’incident ; répétable
  --assessment F.json        ce que « vigie assess » a trouvé de son fichier, s’il fut examiné ; répétable
  --passphrase-file F        phrase secrète de la clé ; demandée sinon
  --series NOM --sequence N  série et numéro d’ordre (identifiant de l’incident et 1 sinon)
  --issuer TEXTE             qui publie l’avis
  --expires-on AAAA-MM-JJ    dernier jour de validité

Un petit fichier signé qui dit ce que l’on sait d’un incident, sans aucun identifiant.`,
    journal: `vigie journal verify RÉPERTOIRE [--passphrase-file F] [--json]
vigie journal check-export FICHIER --trust CLE.pub.pem [--json]

verify ouvre le coffre d’un poste, ou sa copie, avec la phrase secrète d’un de ses agents (les mots de secours là où le
coffre est lié à sa machine), vérifie toute la chaîne et chaque dossier, et nomme la première entrée en cause. Rien n’y
est écrit. check-export vérifie un fichier exporté par un responsable, sans le coffre.
Code de sortie 0 si tout est juste, 2 sinon.`,
    guide: `vigie guide check [--dir RÉPERTOIRE] [--max-age-days N] [--json]

Contrôle les étapes, les contacts, les traductions et la typographie du guide (resources/guide sinon).
Sortie 2 s’il y a une erreur.`,
  },
  leak: leakFr,
  labels: {
    signerPassphrase: 'Phrase secrète de la clé du signataire :',
    signerNotEncrypted: 'la clé {path} n’est pas chiffrée',
    encryptSigner: 'chiffrez-la : openssl pkcs8 -topk8 -v2 aes-256-cbc -in CLÉ.pem -out CLÉ-CHIFFRÉE.pem',
    signerPassphraseNew: 'Phrase secrète pour protéger la nouvelle clé :',
    signerPassphraseAgain: 'Encore une fois :',
    passphrasesDiffer: 'Les deux phrases diffèrent.',
    slotPassphrase: 'Phrase de livraison :',
    keyWritten: 'Clé écrite : {private} (à garder) et {public} (à donner)',
    fingerprint: 'Empreinte : {groups}',
    fingerprintAdvice: 'À lire à voix haute au superviseur qui ajoutera ce signataire.',
    lookingUp: 'Recherche',
    assessSoFar: '{rate} lignes/s · jusqu’ici, au moins {share} ne peuvent être réelles',
    assessLevel: '{level} : {sentence}',
    assessPartial: 'Interrompu : le rapport est partiel et le dit ({rows} lignes).',
    reportWritten: 'Rapport : {path}',
    reading: 'lecture',
    stretching: 'étirement',
    writing: 'écriture',
    verifying: 'vérification',
    generating: 'fabrication',
    rate: '{rate}/s, reste {remaining}',
    rateDone: '{rate}/s',
    built: 'Fichier vérifié construit : {path}',
    rows: 'Lignes lues',
    badRows: 'Lignes en défaut',
    badRowsLines: 'lignes {lines}',
    manyRowsLost:
      '{share} % des lignes n’ont donné aucun identifiant : qui s’y trouve passera pour absent du fichier vérifié',
    distinct: 'Identifiants distincts',
    prefixBits: 'Bits de préfixe',
    recordsPerBucket: 'Enregistrements par compartiment',
    insuredPerPrefix: 'Assurés par préfixe',
    fileSize: 'Taille du fichier',
    seconds: 'Secondes',
    packId: 'Fichier vérifié',
    series: 'Série',
    stretchCost: 'Étirement',
    belowProduction: 'coût de démonstration, inférieur au minimum de production',
    stretchBelowProduction: 'Étirement : coût de démonstration, inférieur au minimum de production',
    slotGenerated: 'Phrase de livraison de « {label} », montrée cette seule fois :',
    slotGeneratedAdvice: 'Transmettez-la par une autre voie que le fichier.',
    demoWritten: 'Fuite de démonstration écrite dans {path} ({rows} lignes).',
    verified: 'Vérifié : signature de {signer}, table, chaque compartiment ({buckets}).',
    buckets: 'compartiments',
    inspectPart: 'Partie',
    inspectOffset: 'Position',
    inspectBytes: 'Octets',
    inspectTotal: 'Total',
    partHeader: 'en-tête',
    partManifest: 'manifeste',
    partPadding: 'zéros',
    partTable: 'table',
    partPrivate: 'scellé',
    partBuckets: 'compartiments',
    inspectNotVerified: 'Le signataire n’est pas jugé et les compartiments ne sont pas relus : voyez « vigie verify ».',
    issuer: 'Émetteur',
    createdAt: 'Construit le',
    dataAsOf: 'Données au',
    entries: 'Identifiants',
    identifierKinds: 'Sortes d’identifiants',
    canaries: 'Témoins',
    familyPassphrase: 'Phrase secrète de la famille :',
    familyWritten: 'Famille écrite : {path}',
    familyAdvice: 'À garder comme la clé du signataire ; à renouveler chaque année, et après un vol.',
    familyOld: 'cette famille a plus d’un an : faites-en une nouvelle (« vigie family new »)',
    keepPassphrase: 'Phrase secrète de ce qui est gardé :',
    keepUsed: '{kept} étirements repris de --keep, {stretched} faits.',
    keepHeld: 'ce que --keep garde vaut la fuite en clair pour qui l’ouvre : « vigie keep destroy » l’efface',
    keepDestroyed: 'Effacé : {path}',
    canariesFound: 'Témoins : {canaries} cherchés, tous trouvés.',
    canariesNotSought: 'Les témoins n’ont pas été cherchés : donnez --slot-passphrase-file.',
    coverage: 'Couverture',
    coverageCounts: '{seen} vus, {indexed} retenus, {lost} perdus',
    slotBelowFloor: 'inférieure au minimum de production : l’application refuse ce fichier',
    incident: 'Incident',
    incidentTitle: 'titre',
    incidentDates: 'survenu, révélé',
    incidentSource: 'source',
    classesEveryone: 'confirmé pour tous',
    classesSome: 'confirmé pour certains',
    classesClaimed: 'prétendu, non vérifié',
    incidentStatement: 'communiqué',
    incidentVerification: 'vérification',
    incidentAssessment: 'examen',
    notVerified: 'aucune : personne n’a vérifié cet incident',
    notExamined: 'aucun : personne n’a examiné le fichier',
    noClass: 'aucune',
    unknownDate: 'inconnu',
    didYouMean: '(vouliez-vous dire {nearest} ?)',
    slots: 'Serrures',
    calibrateHeader: 'Coût d’une évaluation sur cette machine ({cores} cœurs) :',
    calibrateBuild: '{name} : {ms} ms l’évaluation, {rate}/s, {duration} pour {entries} identifiants',
    resumed: 'Reprise : {entries} identifiants déjà étirés.',
    recipient: 'Destinataire : {path}, empreinte {groups}',
    recipients: 'Postes destinataires',
    noticeBuilt: 'Avis construit : {path}',
    noticeSignerNotJudged: 'La signature est juste ; le signataire n’est pas jugé : donnez --trust.',
    issuedAt: 'Publié le',
    expiresOn: 'Valable jusqu’au',
    vaultPassphrase: 'Phrase secrète du poste :',
    journalIntact: 'Journal intact : {entries} entrées, de {first} à {last}, {cases} dossiers.',
    journalBroken: 'Journal altéré : la première entrée en cause est la {entry} ({reason}).',
    exportVerified: 'Export vérifié : {entries} entrées, de {first} à {last}, exporté le {at}.',
    neverExpires: 'sans limite',
    shardWritten: 'Morceau {index}/{count} écrit : {path} ({entries} identifiants).',
    guideChecked: '{errors} erreurs, {warnings} avertissements',
  },
  reasons: {
    'missing-option': 'option manquante',
    'missing-argument': 'argument manquant',
    'too-many-recipients': 'plus de 1 024 destinataires',
    'missing-value': 'il manque la valeur de l’option',
    'unexpected-value': 'cette option ne prend pas de valeur',
    'unknown-option': 'option inconnue',
    'unexpected-argument': 'argument en trop',
    'unknown-command': 'commande inconnue',
    'recipe-ambiguous':
      'deux fichiers relèvent d’une même partie de la recette ; nommez chacun par une plus grande part de son chemin',
    'bad-value': 'valeur inacceptable',
    'cost-bounds': 'mémoire 64 à 1048576 Kio, passes 1 à 16, voies 1 à 4 dans',
    'input-without-incident': 'donnez FICHIER@incident quand il y a plusieurs incidents',
    'incident-without-input': 'un incident n’a pas de fichier : donnez FICHIER@incident pour chacun',
    'work-in-use': 'une autre construction se sert du répertoire de',
    'work-needs-files': 'les entrées doivent être des fichiers ordinaires, qui se lisent deux fois, pour',
    'no-shards': 'aucun morceau',
    'family-fixes-cost': 'une famille fixe son coût : retirez',
    'keep-needs-family': 'il faut --family pour',
    'keep-not-sharded': 'une construction répartie ne garde rien : retirez',
    'belongs-to-merge': 'un morceau n’en tient pas compte : donnez à « vigie merge »',
    'passphrase-needed': 'phrase secrète à donner par un fichier, personne n’est là pour la taper',
    'too-short': 'moins de 12 caractères',
    binary: 'ce n’est pas du texte',
    'container-truncated': 'fichier tronqué, format',
    'container-corrupt': 'fichier altéré, format',
    'container-encrypted': 'fichier chiffré, format',
    'container-unsupported': 'format non lu,',
    'container-bomb': 'se déploie à plus de mille fois sa taille, format',
    'repeated-option': 'option donnée deux fois',
    'repeated-label': 'le même nom deux fois dans',
    'one-file-a-slot': 'un par --slot et dans leur ordre, ou aucun :',
    'part-missing': 'il en manque un morceau :',
    'parts-unclear': 'morceaux coupés n’importe où ou fichiers entiers, rien ne le dit :',
    'not-json': 'le fichier n’est pas du JSON',
    'field-missing': 'manque',
    'field-unknown': 'champ inconnu',
    'field-type': 'd’un autre type',
    'field-value': 'valeur inacceptable',
    'incident-unverified': 'un incident confirmé dit comment il a été vérifié',
    'incident-confirms': 'rien n’est confirmé dans un incident prétendu',
    'class-repeated': 'une donnée est dans une liste, une fois',
    'id-repeated': 'deux incidents l’ont',
    altered: 'modifié',
    repeats: 'elle se répète',
    sequence: 'une suite que chacun connaît',
    keyboard: 'des touches voisines',
    date: 'une date',
    name: 'un nom',
    common: 'des mots que l’on devine d’abord',
    'few-words': 'trop peu de mots',
    'hashed-identifiers': 'rien que des empreintes d’identifiants : personne ne peut les chercher',
    'no-shape': 'la forme du fichier n’est pas reconnue',
    'header-and-cells-disagree': 'l’en-tête dit une chose et les cellules une autre',
    'thirteen-digits': '13 chiffres sans clé : NIR ou autre nombre',
    'phone-numbers': 'nombres qui peuvent être des téléphones',
    'rpps-numbers': '11 chiffres : numéros RPPS ou autres',
    'more-than-chance': 'plus de nombres de 15 chiffres ont une clé juste que le hasard n’en fait',
    'other-inputs': 'il porte sur d’autres fichiers',
    'other-incident': 'il porte sur un autre incident',
    'status-change': 'il changerait le statut de l’incident',
    'part-unmarked': 'une partie du fichier a été examinée, et il ne le dit pas',
    'not-taken': 'dans un enregistrement qui ne l’a pas donné',
    'outside-records': 'hors de tout enregistrement',
    'no-good-row': 'aucune ligne n’a donné de NIR ni d’adresse de courriel',
    'seed-too-short': 'graine de moins de 32 octets',
    head: 'la tête scellée ne correspond pas à l’entrée',
    'head-missing': 'la tête scellée manque',
    missing: 'le fichier manque ou est vide',
    page: 'une page ne se déchiffre pas',
    truncated: 'la dernière entrée connue manque',
    tombstone: 'l’entrée de purge est illisible',
    chain: 'entrée modifiée, déplacée ou manquante',
    case: 'le dossier qu’elle décrit a changé',
    end: 'la fin a été coupée',
    revision: 'un fichier plus ancien a été cru',
    empty: 'vide',
    'nir-character': 'NIR : caractère qui n’y a pas sa place',
    'nir-length': 'NIR : ni 13 ni 15 caractères',
    'nir-scientific': 'NIR : arrondi par un tableur (1,8E+14)',
    'nir-sex': 'NIR : premier chiffre',
    'nir-month': 'NIR : mois',
    'nir-department': 'NIR : département',
    'nir-key-wrong': 'NIR : clé fausse',
    'email-at': 'courriel : pas exactement un @',
    'email-character': 'courriel : caractère qui n’y a pas sa place',
    'email-local': 'courriel : ce qui précède le @',
    'email-domain': 'courriel : domaine',
    'phone-character': 'téléphone : caractère qui n’y a pas sa place',
    'phone-length': 'téléphone : ni dix chiffres, ni un indicatif avec + ou 00',
    'phone-scientific': 'téléphone : arrondi par un tableur (3,36E+10)',
    'phone-region': 'téléphone : aucun numéro ne commence ainsi',
    'rpps-character': 'RPPS : caractère qui n’y a pas sa place',
    'rpps-length': 'RPPS : pas onze chiffres',
    'rpps-scientific': 'RPPS : arrondi par un tableur (1,01E+10)',
    'email-length': 'courriel : trop long',
    'no-identifier': 'ni NIR ni courriel',
    'row-fields': 'un autre nombre de cellules que de colonnes',
    'row-too-long': 'ligne de plus de 16 Mio',
    'record-malformed': 'enregistrement illisible',
    'json-malformed': 'ce n’est pas un objet JSON',
  },
  errors: {
    'pack-bad-magic': { error: 'ce fichier n’est pas un fichier Vigie', hint: 'vérifiez le nom du fichier' },
    'pack-version-unsupported': {
      error: 'ce fichier est d’une version que ce programme ne connaît pas',
      hint: 'mettez Vigie à jour',
    },
    'pack-truncated': {
      error: 'le fichier est coupé : il manque des octets',
      hint: 'téléchargez ou copiez le fichier à nouveau',
    },
    'pack-trailing-bytes': {
      error: 'le fichier est suivi d’octets en trop',
      hint: 'téléchargez ou copiez le fichier à nouveau',
    },
    'pack-padding-not-zero': {
      error: 'le remplissage du fichier a été modifié',
      hint: 'n’utilisez pas ce fichier ; redemandez-le à son émetteur',
    },
    'manifest-too-long': {
      error: 'le manifeste annonce une longueur excessive',
      hint: 'n’utilisez pas ce fichier ; redemandez-le à son émetteur',
    },
    'manifest-malformed': {
      error: 'le manifeste est mal formé (champ {field})',
      hint: 'redemandez le fichier à son émetteur',
    },
    'cost-out-of-range': {
      error: 'un coût d’Argon2id est hors des bornes (champ {field})',
      hint: 'mémoire 64 à 1048576 Kio, passes 1 à 16, voies 1 à 4',
    },
    'signature-invalid': {
      error: 'la signature du fichier est fausse',
      hint: 'n’utilisez pas ce fichier ; redemandez-le à son émetteur',
    },
    'signer-untrusted': {
      error: 'le signataire du fichier n’est pas de confiance',
      hint: 'donnez sa clé publique avec --trust, après avoir comparé l’empreinte de vive voix',
    },
    'signer-distrusted': {
      error: 'la confiance en ce signataire a été retirée sur ce poste',
      hint: 'comparez de nouveau son empreinte de vive voix, sur le poste',
    },
    'private-part-corrupt': {
      error: 'la partie scellée du fichier a été modifiée',
      hint: 'téléchargez ou copiez le fichier à nouveau',
    },
    'private-part-malformed': {
      error: 'la partie scellée du fichier est mal formée (champ {field})',
      hint: 'n’utilisez pas ce fichier ; prévenez son émetteur',
    },
    'family-mismatch': {
      error: 'le poivre scellé n’est pas celui que le manifeste annonce',
      hint: 'n’utilisez pas ce fichier ; prévenez son émetteur',
    },
    'slot-below-floor': {
      error: 'la serrure {slot} est trop faible pour un fichier de production',
      hint: 'demandez à son émetteur de refaire le fichier avec les serrures par défaut',
    },
    'series-taken': {
      error: 'cette série est celle d’un autre signataire',
      hint: 'choisissez-en une autre (--series)',
    },
    'content-key-reused': {
      error: 'ce fichier a la même clé qu’un autre, déjà installé',
      hint: 'n’utilisez pas ce fichier ; prévenez son émetteur : la graine a servi deux fois',
    },
    'shard-missing': {
      error: 'il manque le morceau {shards} sur {count}',
      hint: 'donnez chaque morceau une fois ; reconstruisez celui qui manque avec --shard',
    },
    'shard-repeated': {
      error: 'le morceau {shard} est donné deux fois {path}',
      hint: 'donnez chaque morceau une fois',
    },
    'family-malformed': {
      error: 'ce n’est pas un fichier de famille d’étirement ({field})',
      hint: 'donnez le fichier écrit par « vigie family new »',
    },
    'table-mismatch': {
      error: 'la table des compartiments a été modifiée',
      hint: 'téléchargez ou copiez le fichier à nouveau',
    },
    'bucket-corrupt': {
      error: 'le compartiment {bucket} a été modifié',
      hint: 'téléchargez ou copiez le fichier à nouveau',
    },
    'slot-malformed': {
      error: 'la serrure {slot} du fichier est mal formée',
      hint: 'redemandez le fichier à son émetteur',
    },
    'slot-no-match': {
      error: 'la phrase de livraison n’ouvre aucune serrure',
      hint: 'vérifiez la phrase : l’ordre des mots compte',
    },
    'commitment-mismatch': {
      error: 'la serrure ouvre une autre clé que celle du fichier',
      hint: 'n’utilisez pas ce fichier ; prévenez son émetteur',
    },
    'canary-missing': {
      error: 'le témoin {canary} manque : ce fichier ne trouve pas ce qu’il devrait contenir',
      hint: 'n’utilisez pas ce fichier ; prévenez son émetteur',
    },
    'kind-not-indexed': {
      error: 'ce fichier ne contient pas cette sorte d’identifiant',
      hint: 'vérifiez un autre identifiant de la personne',
    },
    'pack-older': {
      error: 'un fichier vérifié aussi récent ou plus récent de la même série est déjà installé',
      hint: 'demandez le dernier numéro à l’émetteur',
    },
    'pack-not-found': { error: 'ce fichier vérifié n’est pas installé', hint: 'importez-le d’abord' },
    'recipient-malformed': {
      error: 'la clé du poste destinataire est illisible (ligne {line})',
      hint: 'redemandez le fichier .vigie-recipient au superviseur de ce poste',
    },
    'notice-malformed': {
      error: 'cet avis est mal formé (champ {field})',
      hint: 'redemandez le fichier à son émetteur',
    },
    'notice-older': {
      error: 'un avis de la même série, aussi récent ou plus, est déjà là',
      hint: 'demandez le dernier numéro à l’émetteur',
    },
    'notice-not-found': { error: 'cet avis n’est pas sur le poste', hint: 'importez-le d’abord' },
    'notice-expired': { error: 'cet avis n’est plus valable', hint: 'demandez le dernier avis à l’émetteur' },
    'incident-unknown': {
      error: 'aucun avis ni fichier vérifié ne parle de cet incident',
      hint: 'importez l’avis d’abord',
    },
    'incident-malformed': {
      error: 'la fiche d’incident est mal formée {path} : {faults}',
      hint: 'corrigez ces champs d’après docs/FORMAT.md §4.2 et relancez',
    },
    'input-empty': { error: 'le fichier fuité est vide {path}', hint: 'vérifiez que c’est le bon fichier' },
    'input-no-identifier-column': {
      error: 'aucune colonne de NIR ni de courriel n’a été reconnue {path} ({reason})',
      hint: 'nommez-les avec --columns nir=…,email=…,phone=…',
    },
    'input-column-unknown': {
      error: 'la colonne demandée pour {target} n’existe pas {path}',
      hint: 'vérifiez --columns d’après l’en-tête du fichier',
    },
    'input-malformed': {
      error: 'l’entrée est illisible {path} ({reason} {container} {missing})',
      hint: 'vérifiez que le fichier est complet et de l’un des formats de docs/leaks.md ; sinon donnez-en le texte à --in - {hint}',
    },
    'input-undecided': {
      error: 'une colonne n’est pas tranchée {path} (colonne {position} : {reason})',
      hint: 'dites ce qu’elle contient, par son en-tête ou sa position : --columns nir={position}, email={position}, phone={position}, text={position} (rien de cela) ou none={position} (écartée) ; « vigie look » montre tout',
    },
    'input-loses': {
      error: 'des identifiants seraient perdus : {lost} ({reason}, lignes {lines})',
      hint: 'voyez « vigie look » et corrigez par ses options ; ou acceptez ce nombre exact : --accept-lost {lost}',
    },
    'input-changed': {
      error: 'un fichier d’entrée a changé pendant la construction',
      hint: 'recommencez, sur un fichier que personne n’écrit',
    },
    'claim-malformed': {
      error: 'la description de ce qui est prétendu est mal formée : champ {field}',
      hint: 'corrigez ce champ d’après docs/assess.md',
    },
    'assessment-malformed': {
      error: 'le rapport d’examen est mal formé : champ {field}',
      hint: 'donnez le fichier que « vigie assess --json » a écrit, inchangé',
    },
    'assessment-mismatch': {
      error: 'le rapport d’examen ne va pas avec cette construction : {reason}',
      hint: 'lancez « vigie assess » sur les fichiers de cette construction, avec une description qui nomme l’incident et son statut',
    },
    'recipe-malformed': {
      error: 'la recette est mal formée : champ {field}',
      hint: 'corrigez ce champ d’après docs/leaks.md, ou refaites-la par « vigie look --write-recipe »',
    },
    'too-many-exposures': {
      error: 'trop de combinaisons d’incidents et de données ({combinations})',
      hint: 'faites plusieurs fichiers vérifiés',
    },
    'too-many-entries': {
      error: 'trop d’identifiants pour un seul fichier vérifié ({entries})',
      hint: 'faites plusieurs fichiers vérifiés',
    },
    'signer-key-malformed': {
      error: 'la clé n’est pas une clé Ed25519 au format PEM',
      hint: 'créez-en une avec « vigie keygen »',
    },
    'signer-passphrase-wrong': {
      error: 'la phrase secrète n’ouvre pas la clé du signataire',
      hint: 'vérifiez la phrase ou le fichier de --passphrase-file',
    },
    'passphrase-weak': {
      error: 'la phrase secrète se devine trop facilement ({reason})',
      hint: 'choisissez au moins 12 caractères que nul ne devine, comme cinq mots tirés au sort ; pour un --slot, ne donnez aucun fichier, et huit mots seront tirés',
    },
    'work-mismatch': {
      error: 'ces résultats partiels sont d’une autre construction, ou incomplets {path}',
      hint: 'videz le répertoire de --work ; pour merge, donnez chaque morceau une fois et la même graine',
    },
    'file-not-found': { error: 'fichier introuvable {path}', hint: 'vérifiez le chemin' },
    'file-unreadable': { error: 'fichier illisible {path} {system}', hint: 'vérifiez les droits de lecture' },
    'file-unwritable': {
      error: 'écriture impossible {path} {system}',
      hint: 'vérifiez les droits d’écriture ; rien n’a été laissé à moitié écrit',
    },
    'file-exists': { error: 'le fichier existe déjà {path}', hint: 'choisissez un autre nom : rien n’est écrasé' },
    'file-too-open': {
      error: 'd’autres utilisateurs peuvent lire ce secret {path} (mode {mode})',
      hint: 'chmod 600, ou --allow-open-files si c’est voulu',
    },
    'disk-full': { error: 'le disque est plein', hint: 'libérez de la place ; rien n’a été laissé à moitié écrit' },
    'read-only': { error: 'le disque est en lecture seule', hint: 'choisissez un autre répertoire' },
    'source-unreachable': { error: 'le serveur ne répond pas', hint: 'vérifiez l’adresse et le réseau' },
    'source-timeout': {
      error: 'le serveur est trop lent à répondre',
      hint: 'vérifiez le réseau, puis réessayez',
    },
    'source-refused': {
      error: 'le serveur refuse de servir le fichier (réponse {status})',
      hint: 'vérifiez l’adresse et les droits ; une redirection n’est pas suivie : donnez l’adresse finale',
    },
    'source-certificate': {
      error: 'le certificat du serveur n’est pas reconnu {system}',
      hint: 'vérifiez l’adresse et l’horloge ; ajoutez l’autorité de votre organisme à celles du système',
    },
    'source-malformed': {
      error: 'le serveur répond autre chose que ce qui est demandé ({field})',
      hint: 'vérifiez la publication (docs/publishing.md), et qu’aucun mandataire ne réécrit les réponses',
    },
    'source-range-unsupported': {
      error: 'le serveur ne sait pas servir une partie de fichier',
      hint: 'publiez le fichier sur un serveur qui accepte les requêtes Range',
    },
    'source-changed': { error: 'le fichier servi a changé', hint: 'réimportez le fichier' },
    'source-insecure': {
      error: 'l’adresse du fichier n’est pas sûre ({reason})',
      hint: 'donnez une adresse https, sans nom ni mot de passe',
    },
    'no-set': { error: 'aucun fichier vérifié', hint: 'importez un fichier vérifié' },
    'sets-opening': {
      error: 'les fichiers vérifiés sont en cours d’ouverture',
      hint: 'réessayez dans quelques secondes',
    },
    'identifier-ambiguous': {
      error: 'le texte peut être plusieurs sortes d’identifiant : {kinds}',
      hint: 'dites laquelle, par --kind',
    },
    'identifier-invalid': { error: 'identifiant non valide', hint: 'faites relire l’identifiant' },
    'caller-not-authenticated': { error: 'appelant non authentifié', hint: 'authentifiez l’appelant d’abord' },
    'quota-exceeded': { error: 'quota de vérifications atteint', hint: 'voyez un superviseur' },
    'entries-exceeded': { error: 'trop d’inscriptions au journal en un jour', hint: 'voyez un superviseur' },
    'clock-moved-back': { error: 'l’horloge de la machine a reculé', hint: 'remettez-la à l’heure' },
    'vault-missing': { error: 'aucun coffre à cet endroit', hint: 'vérifiez le répertoire' },
    'vault-exists': { error: 'un coffre existe déjà à cet endroit', hint: 'choisissez un autre répertoire' },
    'vault-malformed': { error: 'le coffre est endommagé', hint: 'restaurez une sauvegarde' },
    'profile-put-back': {
      error: 'des fichiers du profil sont d’une autre date : {file}',
      hint: 'conservez le répertoire et prévenez la sécurité',
    },
    'vault-in-use': { error: 'le coffre est ouvert par un autre programme', hint: 'fermez l’autre fenêtre de Vigie' },
    'vault-locked': { error: 'le coffre est verrouillé', hint: 'déverrouillez-le' },
    'passphrase-wrong': { error: 'phrase secrète fausse', hint: 'réessayez' },
    'unlock-delayed': { error: 'trop d’essais : il faut attendre', hint: 'réessayez plus tard' },
    'role-required': { error: 'réservé au superviseur', hint: 'demandez à un superviseur' },
    'adviser-unknown': { error: 'agent inconnu', hint: 'vérifiez le nom' },
    'last-supervisor': { error: 'c’est le dernier superviseur', hint: 'nommez-en un autre d’abord' },
    'keystore-lost': {
      error: 'ce coffre est lié au trousseau du système, que la ligne de commande ne peut pas ouvrir',
      hint: 'utilisez les mots de secours',
    },
    'keystore-unavailable': {
      error: 'le trousseau du système ne répond pas pour l’instant',
      hint: 'déverrouillez le trousseau de la session, puis réessayez',
    },
    'journal-damaged': {
      error: 'le journal est endommagé : {reason} {entry}',
      hint: 'conservez le fichier et prévenez la sécurité',
    },
    'export-malformed': {
      error: 'ce n’est pas un export entier de journal : la dernière ligne manque',
      hint: 'exportez-le de nouveau depuis l’écran du responsable',
    },
    'export-mismatch': {
      error: 'les lignes ne sont pas celles qui ont été signées',
      hint: 'le fichier a été modifié : conservez-le et prévenez la sécurité',
    },
    'journal-newer': {
      error: 'le journal vient d’une version plus récente',
      hint: 'mettez Vigie à jour ; rien n’a été modifié',
    },
    'case-not-found': { error: 'dossier introuvable', hint: 'vérifiez la référence' },
    'case-reference-malformed': { error: 'référence de dossier mal formée', hint: 'elle a la forme VG-XXXX-XXXX' },
    'case-closed': { error: 'dossier clos', hint: 'rouvrez-le' },
    'step-unknown': { error: 'étape inconnue', hint: 'mettez le guide à jour' },
    'hand-over-malformed': {
      error: 'ce dossier transmis est mal formé (champ {field})',
      hint: 'redemandez le fichier au poste qui l’a transmis',
    },
    'hand-over-no-match': {
      error: 'ce dossier n’est pas pour ce poste, ou la phrase secrète n’est pas la bonne',
      hint: 'vérifiez la phrase secrète, ou faites transmettre le dossier avec la clé de ce poste',
    },
    'hand-over-code-malformed': {
      error: 'le code de reprise est incomplet ou mal recopié',
      hint: 'recopiez-le depuis la feuille',
    },
    'text-has-identifier': { error: 'le texte contient un identifiant', hint: 'retirez-le' },
    'guide-malformed': { error: 'le guide est mal formé (champ {field})', hint: 'corrigez ce champ et relancez' },
    'settings-malformed': {
      error: 'réglages de la machine mal formés (champ {path})',
      hint: 'corrigez {file} et relancez',
    },
    'settings-unsafe': {
      error: 'réglages de la machine modifiables par d’autres que l’administrateur',
      hint: 'rendez {file} et son répertoire à l’administrateur seul',
    },
    'settings-locked': { error: 'réglage fixé par l’administrateur ({field})', hint: 'adressez-vous à lui' },
    'ipc-refused': { error: 'appel refusé', hint: 'redémarrez Vigie' },
    'print-timeout': { error: 'l’impression n’a pas répondu à temps', hint: 'regardez l’imprimante, puis recommencez' },
    'printer-missing': { error: 'aucune imprimante n’est installée', hint: 'enregistrez en PDF' },
    'print-failed': { error: 'impression impossible', hint: 'vérifiez l’imprimante' },
    'sheet-overflow': { error: 'la fiche ne tient pas dans ses pages', hint: 'signalez-le aux développeurs' },
    cancelled: { error: 'interrompu', hint: 'rien n’a été laissé à moitié écrit' },
    usage: { error: 'commande mal formée : {reason} {option} {nearest}', hint: 'voyez « vigie COMMANDE --help »' },
    internal: { error: 'erreur imprévue', hint: 'relancez avec --debug et transmettez la trace aux développeurs' },
  },
};

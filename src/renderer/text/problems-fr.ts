/** French words for every problem code. The order is that of the core's list of codes. */
import type { ErrorCode } from '../../contract/values.ts';
import type { ProblemWords } from './problems.ts';

export const problemsFr: Readonly<Record<ErrorCode, ProblemWords>> = {
  'pack-bad-magic': {
    what: 'Ce fichier n’est pas un fichier Vigie.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Choisissez le fichier .vigie remis par l’équipe de sécurité.',
  },
  'pack-version-unsupported': {
    what: 'Ce fichier est d’un format que cette version ne lit pas.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Mettez Vigie à jour, ou demandez un fichier pour cette version.',
  },
  'pack-truncated': {
    what: 'Le fichier est incomplet.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Recopiez-le : le transfert s’est sans doute interrompu.',
  },
  'pack-trailing-bytes': {
    what: 'Le fichier contient plus que ce qui est signé.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Prévenez l’équipe de sécurité : elle doit livrer un nouveau fichier.',
  },
  'pack-padding-not-zero': {
    what: 'Le fichier a été modifié entre ses parties.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Prévenez l’équipe de sécurité : elle doit livrer un nouveau fichier.',
  },
  'manifest-too-long': {
    what: 'La description du fichier dépasse la taille permise.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Prévenez l’équipe de sécurité : elle doit livrer un nouveau fichier.',
  },
  'manifest-malformed': {
    what: 'La description du fichier est illisible.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Prévenez l’équipe de sécurité : elle doit livrer un nouveau fichier.',
  },
  'cost-out-of-range': {
    what: 'Le fichier demande un coût de calcul hors des limites.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Prévenez l’équipe de sécurité : elle doit livrer un nouveau fichier.',
  },
  'signature-invalid': {
    what: 'La signature du fichier est fausse : il a été modifié ou fabriqué.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'N’utilisez pas ce fichier et prévenez l’équipe de sécurité.',
  },
  'signer-untrusted': {
    what: 'Le signataire n’est pas reconnu, ou les groupes ne correspondent pas à son empreinte.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Rappelez l’équipe de sécurité et comparez l’empreinte groupe par groupe.',
  },
  'signer-distrusted': {
    what: 'Un superviseur de ce poste ne fait plus confiance à ce signataire.',
    lost: 'Ce fichier n’est plus consulté : aucune absence n’est annoncée tant qu’il est installé.',
    todo: 'Retirez-le, ou importez-en un d’un signataire reconnu ; après comparaison de l’empreinte, il peut l’être à nouveau.',
  },
  'private-part-corrupt': {
    what: 'La partie scellée du fichier ne correspond pas à sa signature.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Prévenez l’équipe de sécurité : elle doit livrer un nouveau fichier.',
  },
  'private-part-malformed': {
    what: 'La partie scellée du fichier est mal formée.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Prévenez l’équipe de sécurité : elle doit livrer un nouveau fichier.',
  },
  'family-mismatch': {
    what: 'Le secret du fichier n’est pas celui que sa signature annonce.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Prévenez l’équipe de sécurité : elle doit livrer un nouveau fichier.',
  },
  'slot-below-floor': {
    what: 'Une serrure de ce fichier est trop faible.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Demandez à l’équipe de sécurité de refaire le fichier.',
  },
  'series-taken': {
    what: 'Ce poste a déjà un fichier de cette série, d’un autre signataire qu’il reconnaît.',
    lost: 'Rien n’a changé : le fichier déjà présent reste consulté.',
    todo: 'Demandez une autre série à l’équipe de sécurité. Si elle a changé de clé, retirez d’abord l’ancien signataire, puis importez de nouveau.',
  },
  'content-key-reused': {
    what: 'Ce fichier a la même clé qu’un autre fichier du poste.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Prévenez l’équipe de sécurité : elle doit refaire le fichier avec une autre graine.',
  },
  'shard-missing': {
    what: 'Il manque un morceau du fichier à réunir.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Donnez chaque morceau une fois.',
  },
  'shard-repeated': {
    what: 'Un morceau du fichier à réunir est donné deux fois.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Donnez chaque morceau une fois.',
  },
  'family-malformed': {
    what: 'Le fichier de la famille d’étirement est illisible.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Donnez le fichier d’origine, ou faites une nouvelle famille.',
  },
  'table-mismatch': {
    what: 'La table du fichier ne correspond pas à sa signature.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Prévenez l’équipe de sécurité : elle doit livrer un nouveau fichier.',
  },
  'bucket-corrupt': {
    what: 'Une partie du fichier est abîmée ou modifiée.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Ne répondez pas à l’appelant sur sa présence. Réimportez le fichier ; si cela se répète, prévenez l’équipe de sécurité.',
  },
  'slot-malformed': {
    what: 'La partie du fichier que la phrase ouvre est illisible.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Prévenez l’équipe de sécurité : elle doit livrer un nouveau fichier.',
  },
  'slot-no-match': {
    what: 'Cette phrase de livraison n’ouvre pas le fichier.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Vérifiez la phrase reçue, mot par mot, sans espace de trop.',
  },
  'commitment-mismatch': {
    what: 'La phrase ouvre autre chose que ce que la signature annonce.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Prévenez l’équipe de sécurité : elle doit livrer un nouveau fichier.',
  },
  'canary-missing': {
    what: 'Les entrées témoins du fichier sont introuvables : il ne répond pas juste.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Ce fichier n’est plus consulté. Réimportez-le ou demandez-en un nouveau.',
  },
  'kind-not-indexed': {
    what: 'Ce fichier ne contient pas cette sorte d’identifiant.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Demandez à l’appelant un autre de ses identifiants, et vérifiez-le.',
  },
  'pack-older': {
    what: 'Un fichier de la même série, aussi récent ou plus, est sur ce poste ou y a été.',
    lost: 'Rien n’a été importé ; les fichiers du poste ne changent pas.',
    todo: 'Gardez le fichier en place, sauf demande de l’équipe de sécurité.',
  },
  'pack-not-found': {
    what: 'Ce fichier n’est plus sur le poste.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Importez-le de nouveau.',
  },
  'recipient-malformed': {
    what: 'Ce texte n’est pas la clé d’un poste, ou il a été mal recopié.',
    lost: 'Rien n’a été transmis.',
    todo: 'Redemandez le fichier .vigie-recipient à l’autre poste, ou recopiez la ligne entière.',
  },
  'notice-malformed': {
    what: 'Ce fichier n’est pas un avis Vigie, ou il est abîmé.',
    lost: 'Rien n’a été importé ; les avis du poste ne changent pas.',
    todo: 'Choisissez le fichier .vigie-notice remis par l’équipe de sécurité.',
  },
  'notice-older': {
    what: 'Un avis de la même série, aussi récent ou plus, a déjà été importé ici.',
    lost: 'Rien n’a été importé ; les avis du poste ne changent pas.',
    todo: 'Demandez à l’équipe de sécurité le dernier avis.',
  },
  'notice-not-found': {
    what: 'Cet avis n’est plus sur le poste.',
    lost: 'Rien d’autre n’a changé.',
    todo: 'Importez-le de nouveau.',
  },
  'notice-expired': {
    what: 'Cet avis n’est plus valable.',
    lost: 'Rien n’a changé.',
    todo: 'Demandez à l’équipe de sécurité le dernier avis.',
  },
  'incident-unknown': {
    what: 'Aucun avis ni fichier de ce poste ne parle de cet incident.',
    lost: 'Le dossier ne change pas.',
    todo: 'Importez l’avis de l’équipe de sécurité, puis recommencez.',
  },
  'incident-malformed': {
    what: 'La description de l’incident est incorrecte.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Corrigez le champ indiqué.',
  },
  'input-empty': {
    what: 'Le fichier d’entrée est vide.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Vérifiez le fichier choisi.',
  },
  'input-no-identifier-column': {
    what: 'Aucune colonne d’identifiant n’a été reconnue.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Indiquez les colonnes avec --columns.',
  },
  'input-column-unknown': {
    what: 'Une colonne nommée n’existe pas dans le fichier.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Relisez l’en-tête du fichier.',
  },
  'input-undecided': {
    what: 'Une colonne du fichier d’entrée n’est pas tranchée.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Dites ce qu’elle contient.',
  },
  'input-loses': {
    what: 'Des identifiants du fichier d’entrée seraient perdus.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Corrigez la lecture, ou acceptez la perte par son nombre.',
  },
  'input-changed': {
    what: 'Un fichier d’entrée a changé pendant la construction.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Recommencez la construction.',
  },
  'claim-malformed': {
    what: 'La description de ce qui est prétendu ne peut être lue.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Corrigez la description.',
  },
  'assessment-malformed': {
    what: 'Le rapport d’examen ne peut être lu.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Refaites le rapport.',
  },
  'assessment-mismatch': {
    what: 'Le rapport d’examen porte sur autre chose.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Faites un rapport de ces fichiers mêmes.',
  },
  'recipe-malformed': {
    what: 'La recette de lecture est illisible.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Corrigez la recette.',
  },
  'input-malformed': {
    what: 'Le fichier d’entrée est illisible.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Vérifiez son format et son encodage.',
  },
  'too-many-exposures': {
    what: 'Le fichier mêle trop de combinaisons de données.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Répartissez-le en plusieurs fichiers.',
  },
  'too-many-entries': {
    what: 'Le fichier dépasse la taille permise.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Construisez-le en plusieurs parts.',
  },
  'signer-key-malformed': {
    what: 'La clé de signature est illisible.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Vérifiez le fichier de clé.',
  },
  'signer-passphrase-wrong': {
    what: 'La phrase de la clé de signature est fausse.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Réessayez.',
  },
  'passphrase-weak': {
    what: 'Cette phrase est trop facile à deviner.',
    lost: 'Rien n’a été écrit.',
    todo: 'Ajoutez des mots sans lien entre eux.',
  },
  'work-mismatch': {
    what: 'Les parts à réunir ne viennent pas de la même construction.',
    lost: 'Aucun fichier n’a été produit.',
    todo: 'Reconstruisez la part en cause.',
  },
  'file-not-found': {
    what: 'Le fichier est introuvable.',
    lost: 'Rien n’est perdu.',
    todo: 'Vérifiez son emplacement, puis recommencez.',
  },
  'file-unreadable': {
    what: 'Le fichier ne peut pas être lu.',
    lost: 'Rien n’est perdu.',
    todo: 'Vérifiez le support ou vos droits d’accès, puis recommencez.',
  },
  'file-unwritable': {
    what: 'Le fichier ne peut pas être écrit.',
    lost: 'Rien n’a été écrit.',
    todo: 'Choisissez un autre emplacement ou vérifiez vos droits d’accès.',
  },
  'file-too-open': {
    what: 'D’autres utilisateurs de la machine peuvent lire ce fichier secret.',
    lost: 'Rien n’a été fait.',
    todo: 'Transmettez ce code à l’équipe de sécurité.',
  },
  'file-exists': {
    what: 'Un fichier de ce nom existe déjà.',
    lost: 'Rien n’a été écrit.',
    todo: 'Choisissez un autre nom.',
  },
  'disk-full': {
    what: 'Le disque de ce poste est plein.',
    lost: 'Ce qui était enregistré l’est toujours ; la dernière action ne l’est pas.',
    todo: 'Libérez de la place, puis recommencez l’action.',
  },
  'read-only': {
    what: 'L’emplacement est en lecture seule.',
    lost: 'Rien n’a été écrit.',
    todo: 'Choisissez un autre emplacement ou appelez le support.',
  },
  'source-unreachable': {
    what: 'Le serveur du fichier ne répond pas.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Vérifiez le réseau et réessayez. Donnez à l’appelant les gestes de prudence.',
  },
  'source-timeout': {
    what: 'Le serveur du fichier est trop lent à répondre.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Vérifiez le réseau et réessayez. Donnez à l’appelant les gestes de prudence.',
  },
  'source-refused': {
    what: 'Le serveur refuse de servir ce fichier.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Transmettez ce code à l’équipe de sécurité.',
  },
  'source-certificate': {
    what: 'Le certificat du serveur n’est pas reconnu.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Vérifiez l’heure du poste, puis transmettez ce code à l’équipe de sécurité.',
  },
  'source-malformed': {
    what: 'Le serveur répond autre chose que ce qui est demandé.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Transmettez ce code à l’équipe de sécurité.',
  },
  'source-range-unsupported': {
    what: 'Le serveur du fichier ne sait pas lire par morceaux.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Transmettez ce code à l’équipe de sécurité.',
  },
  'source-changed': {
    what: 'Le fichier a changé sur le serveur pendant la lecture.',
    lost: 'On ne sait pas si l’appelant figure dans ce fichier.',
    todo: 'Réessayez ; si cela se répète, prévenez l’équipe de sécurité.',
  },
  'source-insecure': {
    what: 'L’adresse du fichier n’est pas sûre.',
    lost: 'Aucune vérification n’a eu lieu.',
    todo: 'Transmettez ce code à l’équipe de sécurité.',
  },
  'no-set': {
    what: 'Aucun fichier vérifié n’est prêt.',
    lost: 'Aucune vérification n’a eu lieu.',
    todo: 'Importez un fichier, ou attendez la fin de son contrôle. Donnez à l’appelant les gestes de prudence.',
  },
  'sets-opening': {
    what: 'Les fichiers vérifiés sont en cours d’ouverture.',
    lost: 'Aucune vérification n’a eu lieu.',
    todo: 'Attendez quelques secondes, puis vérifiez de nouveau.',
  },
  'identifier-invalid': {
    what: 'Cet identifiant n’est pas valable.',
    lost: 'Aucune vérification n’a eu lieu et rien n’a été conservé.',
    todo: 'Faites-le répéter par groupes, puis tapez-le de nouveau.',
  },
  'identifier-ambiguous': {
    what: 'Ce texte peut être plusieurs sortes d’identifiant.',
    lost: 'Aucune vérification n’a eu lieu et rien n’a été conservé.',
    todo: 'Demandez à l’appelant de quel numéro il s’agit, puis choisissez-le sous le champ.',
  },
  'caller-not-authenticated': {
    what: 'L’appelant n’est pas encore authentifié.',
    lost: 'Aucune vérification n’a eu lieu.',
    todo: 'Authentifiez l’appelant, cochez la case, puis vérifiez.',
  },
  'quota-exceeded': {
    what: 'Le nombre de vérifications, ou de dossiers ouverts, permis est atteint.',
    lost: 'Aucune vérification n’a eu lieu. Les dossiers et les fiches restent accessibles.',
    todo: 'Attendez la reprise, ou demandez à votre responsable de la rétablir.',
  },
  'entries-exceeded': {
    what: 'Ce compte a fait inscrire au journal tout ce qu’une journée permet.',
    lost: 'Ce que vous venez de demander n’a pas été fait. Tout le reste est enregistré.',
    todo: 'Demandez à votre responsable de rétablir ce compte, ou reprenez demain. Si vous n’avez pas répété ce geste vous-même, dites-le-lui.',
  },
  'clock-moved-back': {
    what: 'L’horloge de ce poste a reculé.',
    lost: 'Aucune vérification n’a eu lieu.',
    todo: 'Remettez l’heure juste ; sinon, un responsable doit rétablir les vérifications.',
  },
  'vault-missing': {
    what: 'Ce poste n’a pas de coffre.',
    lost: 'Rien n’est perdu.',
    todo: 'Préparez le poste, ou retrouvez le bon profil.',
  },
  'vault-exists': {
    what: 'Ce poste a déjà un coffre.',
    lost: 'Le coffre existant n’a pas été touché.',
    todo: 'Déverrouillez-le avec sa phrase secrète.',
  },
  'vault-malformed': {
    what: 'Le coffre de ce poste est abîmé ou a été modifié.',
    lost: 'Vigie n’y a rien écrit.',
    todo: 'N’essayez pas de le réparer : prévenez l’équipe de sécurité, qui a peut-être une sauvegarde.',
  },
  'profile-put-back': {
    what: 'Des fichiers de ce poste sont plus anciens que les autres : quelqu’un les a remis, ou une sauvegarde l’a fait.',
    lost: 'Rien n’a été ouvert ni effacé.',
    todo: 'Prévenez l’équipe de sécurité. Si c’est une sauvegarde, un responsable repart de cet état avec les mots de secours.',
  },
  'vault-in-use': {
    what: 'Vigie est déjà ouvert sur ce profil.',
    lost: 'Rien n’est perdu.',
    todo: 'Reprenez l’autre fenêtre, ou fermez-la.',
  },
  'vault-locked': {
    what: 'Le poste est verrouillé.',
    lost: 'Ce qui était enregistré l’est toujours.',
    todo: 'Déverrouillez-le, puis recommencez.',
  },
  'passphrase-wrong': {
    what: 'Cette phrase n’ouvre pas le coffre.',
    lost: 'Rien n’est perdu.',
    todo: 'Réessayez. Oubliée ? Les mots de secours rouvrent le coffre.',
  },
  'unlock-delayed': {
    what: 'Trop d’essais : il faut patienter.',
    lost: 'Rien n’est perdu.',
    todo: 'Attendez la fin du compte à rebours.',
  },
  'role-required': {
    what: 'Cette action revient à un responsable.',
    lost: 'Rien n’a changé.',
    todo: 'Demandez à un responsable de la faire depuis sa session.',
  },
  'adviser-unknown': {
    what: 'Cet agent n’existe pas sur ce poste.',
    lost: 'Rien n’a changé.',
    todo: 'Relisez la liste des agents.',
  },
  'last-supervisor': {
    what: 'C’est le dernier responsable de ce poste.',
    lost: 'Rien n’a changé.',
    todo: 'Nommez d’abord un autre responsable.',
  },
  'keystore-lost': {
    what: 'Le trousseau du système ne reconnaît plus ce poste.',
    lost: 'Les données sont intactes, mais fermées.',
    todo: 'Rouvrez le coffre avec les mots de secours.',
  },
  'keystore-unavailable': {
    what: 'Le trousseau du système est verrouillé, ne répond pas, ou est celui d’un autre bureau.',
    lost: 'Rien n’est perdu : le coffre reste lié à ce poste, et cet essai ne compte pas.',
    todo: 'Déverrouillez le trousseau de la session, ou répondez à sa demande, puis fermez et rouvrez Vigie. Si le coffre a été créé sous un autre bureau (GNOME, KDE), ouvrez Vigie sous celui-là.',
  },
  'journal-damaged': {
    what: 'Le journal de ce poste est abîmé ou a été modifié.',
    lost: 'Vigie n’y écrit plus rien, pour ne rien effacer.',
    todo: 'Arrêtez les vérifications et prévenez l’équipe de sécurité.',
  },
  'journal-newer': {
    what: 'Le journal vient d’une version plus récente de Vigie.',
    lost: 'Il n’a pas été touché.',
    todo: 'Mettez Vigie à jour sur ce poste.',
  },
  'case-not-found': {
    what: 'Aucun dossier ne porte cette référence.',
    lost: 'Rien n’est perdu.',
    todo: 'Faites relire la référence caractère par caractère.',
  },
  'case-reference-malformed': {
    what: 'Cette référence comporte une erreur de frappe.',
    lost: 'Rien n’est perdu.',
    todo: 'Faites-la relire : VG, puis deux groupes de quatre.',
  },
  'case-closed': {
    what: 'Ce dossier est clos.',
    lost: 'Il reste consultable ; la dernière action n’a pas été enregistrée.',
    todo: 'Ouvrez un nouveau dossier pour ce nouvel appel.',
  },
  'step-unknown': {
    what: 'Cette étape ne fait plus partie du plan.',
    lost: 'Les autres étapes sont enregistrées.',
    todo: 'Rouvrez le dossier pour relire le plan.',
  },
  'hand-over-malformed': {
    what: 'Ce fichier n’est pas un dossier transmis, ou il est abîmé.',
    lost: 'Rien n’a été repris ; les dossiers du poste ne changent pas.',
    todo: 'Redemandez le fichier au poste qui l’a transmis.',
  },
  'hand-over-no-match': {
    what: 'Ce dossier n’est pas pour ce poste, ou la phrase secrète n’est pas la bonne.',
    lost: 'Rien n’a été repris ; les dossiers du poste ne changent pas.',
    todo: 'Vérifiez la phrase secrète, ou faites transmettre le dossier avec la clé de ce poste.',
  },
  'hand-over-code-malformed': {
    what: 'Le code de reprise est incomplet ou mal recopié.',
    lost: 'Rien n’a été repris ; les dossiers du poste ne changent pas.',
    todo: 'Recopiez-le depuis la feuille, ou scannez-le de nouveau.',
  },
  'text-has-identifier': {
    what: 'Le texte semble contenir un identifiant, une carte ou un IBAN.',
    lost: 'Il n’a pas été enregistré ; le reste l’est.',
    todo: 'Retirez ce numéro, puis enregistrez de nouveau.',
  },
  'guide-malformed': {
    what: 'Le guide installé est incorrect.',
    lost: 'Les dossiers sont intacts.',
    todo: 'Transmettez ce code à l’équipe de sécurité.',
  },
  'settings-malformed': {
    what: 'Les réglages de cette machine sont mal formés.',
    lost: 'Vigie ne démarre pas : aucune limite n’est levée en silence.',
    todo: 'Prévenez l’administrateur du poste.',
  },
  'settings-unsafe': {
    what: 'Les réglages de cette machine ont pu être modifiés par un autre que l’administrateur.',
    lost: 'Vigie ne démarre pas ; rien n’a changé.',
    todo: 'Prévenez l’administrateur du poste.',
  },
  'settings-locked': {
    what: 'Ce réglage est fixé par l’administrateur du poste.',
    lost: 'Rien n’a changé.',
    todo: 'Demandez-lui de le modifier.',
  },
  'ipc-refused': {
    what: 'L’application a refusé une demande inattendue.',
    lost: 'Rien n’a changé.',
    todo: 'Recommencez ; si cela se répète, transmettez ce code à l’équipe de sécurité.',
  },
  'print-failed': {
    what: 'L’impression n’est pas allée à son terme : elle a échoué, ou a été annulée dans la fenêtre de l’imprimante.',
    lost: 'La fiche et le dossier sont enregistrés. Une page peut être sortie malgré tout.',
    todo: 'Si vous avez annulé, il n’y a rien à faire. Sinon, vérifiez l’imprimante, ou enregistrez la fiche en PDF.',
  },
  'print-timeout': {
    what: 'Le système n’a pas répondu à l’impression dans le temps prévu.',
    lost: 'La fiche et le dossier sont enregistrés. Rien ne dit si une page est sortie.',
    todo: 'Regardez l’imprimante, puis recommencez ou enregistrez la fiche en PDF.',
  },
  'printer-missing': {
    what: 'Aucune imprimante n’est installée sur ce poste.',
    lost: 'La fiche et le dossier sont enregistrés.',
    todo: 'Enregistrez la fiche en PDF, ou demandez une imprimante.',
  },
  'sheet-overflow': {
    what: 'La fiche ne tient pas dans ses pages : elle n’est ni montrée ni imprimée, pour que rien n’y manque.',
    lost: 'Le dossier est enregistré.',
    todo: 'Copiez le texte de la fiche, ou prenez une autre édition ; transmettez ce code à l’équipe de sécurité.',
  },
  cancelled: {
    what: 'L’action a été annulée.',
    lost: 'Rien n’a changé.',
    todo: 'Recommencez quand vous voulez.',
  },
  'export-malformed': {
    what: 'Cet export du journal est incomplet, ou n’en est pas un.',
    lost: 'Les données de ce poste ne changent pas.',
    todo: 'Reprenez le fichier d’origine, ou refaites l’export.',
  },
  'export-mismatch': {
    what: 'L’export a été modifié depuis sa signature.',
    lost: 'Les données de ce poste ne changent pas.',
    todo: 'Ne vous y fiez pas : refaites l’export et prévenez l’équipe de sécurité.',
  },
  usage: {
    what: 'La commande est incomplète.',
    lost: 'Rien n’a changé.',
    todo: 'Relisez l’aide de la commande.',
  },
  internal: {
    what: 'Une anomalie s’est produite dans Vigie.',
    lost: 'Ce qui était enregistré l’est toujours ; la dernière action ne l’est peut-être pas.',
    todo: 'Recommencez. Si cela se répète, verrouillez, rouvrez, et transmettez ce code.',
  },
};

/** What Group Policy shows of each setting, in French and in English. Typed by the schema: a setting without words does not compile. */
import type { AdminSetting } from '../../src/app/fleet/admin-schema.ts';

export interface PolicyWords {
  /** In the list of policies. */
  readonly title: string;
  /** Beside the policy: what enabling it does. What *not configured* means is added to it. */
  readonly explanation: string;
  /** Beside the field; empty for a switch, which has none. */
  readonly field: string;
  /** Instead of the usual last sentence, where *not configured* means something else. */
  readonly otherwise?: string;
}

export interface TemplateWords {
  readonly product: string;
  readonly description: string;
  readonly supported: string;
  /** Ends each explanation. */
  readonly otherwise: string;
  /** The same for a switch, whose *disabled* has a meaning. */
  readonly otherwiseOfSwitch: string;
  readonly settings: Readonly<Record<AdminSetting, PolicyWords>>;
}

export const templateWords: Readonly<Record<'fr-FR' | 'en-US', TemplateWords>> = {
  'fr-FR': {
    product: 'Vigie',
    description: 'Réglages de Vigie fixés pour tout un poste. Ils l’emportent sur ceux des superviseurs.',
    supported: 'Vigie 0.1 ou plus récent',
    otherwiseOfSwitch:
      'Non configurée : vaut ce que dit C:\\ProgramData\\Vigie\\settings.json, sinon elle est tenue pour activée. Prise en compte au prochain démarrage de Vigie.',
    otherwise:
      'Désactivée ou non configurée : vaut ce que dit C:\\ProgramData\\Vigie\\settings.json, sinon ce que règle un superviseur. Prise en compte au prochain démarrage de Vigie. Une valeur que Vigie ne comprend pas l’empêche de démarrer.',
    settings: {
      trustedSigners: {
        title: 'Signataires de confiance',
        explanation:
          'Signataires dont les fichiers sont acceptés sans qu’un superviseur ait à comparer leur empreinte. Nom : celui que l’écran montre. Valeur : la clé publique Ed25519, c’est-à-dire la ligne entre BEGIN et END du fichier PEM, ou le chemin complet de ce fichier, que seuls des administrateurs peuvent écrire. 64 signataires au plus. Cette liste remplace celle du fichier de réglages.',
        field: 'Nom et clé publique :',
      },
      supervisorsMayTrustSigners: {
        title: 'Les superviseurs peuvent ajouter des signataires',
        explanation:
          'Activée : un superviseur peut faire confiance à un nouveau signataire après avoir comparé son empreinte. Désactivée : seuls comptent les signataires livrés avec Vigie et ceux de l’administrateur ; ceux que des superviseurs avaient ajoutés ne comptent plus.',
        field: '',
      },
      hideFromCapture: {
        title: 'Masquer Vigie aux captures d’écran',
        explanation:
          'Activée : la fenêtre est laissée hors des captures d’écran et des partages d’écran (Windows, macOS en partie), et les agents ne peuvent pas en décider. Désactivée : elle y figure ; il le faut pour les loupes d’écran (ZoomText) et pour l’assistance à distance, qui ne verraient qu’une fenêtre noire.',
        field: '',
        otherwise:
          'Non configurée : vaut ce que dit C:\\ProgramData\\Vigie\\settings.json, sinon chaque profil choisit ; la fenêtre est masquée tant que personne n’a choisi. Prise en compte au prochain démarrage de Vigie.',
      },
      hardwareAcceleration: {
        title: 'Accélération matérielle',
        explanation:
          'Désactivée : Vigie dessine sans la carte graphique ; utile sur les clients légers, les bureaux à distance et avec un pilote défectueux. Activée : Chromium choisit.',
        field: '',
      },
      idleLockMinutes: {
        title: 'Verrouillage après inactivité',
        explanation: 'Minutes sans clavier ni souris après lesquelles Vigie se verrouille.',
        field: 'Minutes :',
      },
      retentionMonths: {
        title: 'Durée de conservation du journal',
        explanation:
          'Mois après lesquels les dossiers et les traces sont effacés (CNIL, délibération 2021-122 : de six à douze mois, jusqu’à trois ans si cela se justifie).',
        field: 'Mois :',
      },
      checksPerTenMinutes: {
        title: 'Vérifications par dix minutes',
        explanation:
          'Nombre de vérifications en dix minutes, par conseiller et par poste, au-delà duquel Vigie bloque.',
        field: 'Vérifications :',
      },
      checksPerHour: {
        title: 'Vérifications par heure',
        explanation: 'Nombre de vérifications en une heure, par conseiller et par poste, au-delà duquel Vigie bloque.',
        field: 'Vérifications :',
      },
      checksPerDay: {
        title: 'Vérifications par jour',
        explanation: 'Nombre de vérifications en un jour, par conseiller et par poste, au-delà duquel Vigie bloque.',
        field: 'Vérifications :',
      },
      contactMaxAgeDays: {
        title: 'Âge maximal des coordonnées du guide',
        explanation: 'Jours après lesquels Vigie signale qu’une coordonnée du guide est à vérifier de nouveau.',
        field: 'Jours :',
      },
      httpSources: {
        title: 'Adresses d’où un fichier vérifié peut être lu',
        explanation:
          'Adresses https ; chacune permet elle-même et ce qui est au-dessous d’elle. 32 adresses au plus. Liste vide : aucune adresse n’est permise, les fichiers vérifiés viennent du disque. Cette liste remplace celle du fichier de réglages.',
        field: 'Adresses :',
      },
    },
  },
  'en-US': {
    product: 'Vigie',
    description: 'Settings of Vigie fixed for a whole workstation. They win over those of supervisors.',
    supported: 'Vigie 0.1 or later',
    otherwiseOfSwitch:
      'Not configured: what C:\\ProgramData\\Vigie\\settings.json says, else as if enabled. In force from the next start of Vigie.',
    otherwise:
      'Disabled or not configured: what C:\\ProgramData\\Vigie\\settings.json says, else what a supervisor sets. In force from the next start of Vigie. A value that Vigie does not understand stops it from starting.',
    settings: {
      trustedSigners: {
        title: 'Trusted signers',
        explanation:
          'Signers whose sets are accepted without a supervisor comparing their fingerprint. Name: the one shown on the screen. Value: the Ed25519 public key, that is the line between BEGIN and END of its PEM file, or the full path of that file, which administrators alone may write. Up to 64 signers. This list replaces that of the settings file.',
        field: 'Name and public key:',
      },
      supervisorsMayTrustSigners: {
        title: 'Supervisors may add signers',
        explanation:
          'Enabled: a supervisor may trust a new signer after comparing its fingerprint. Disabled: only the signers that came with Vigie and those of the administrator count; those that supervisors had added no longer do.',
        field: '',
      },
      hideFromCapture: {
        title: 'Hide Vigie from screen capture',
        explanation:
          'Enabled: the window is left out of screenshots and screen sharing (Windows, macOS in part), and advisers cannot decide otherwise. Disabled: it shows there; needed by screen magnifiers (ZoomText) and remote assistance, which would see a black window.',
        field: '',
        otherwise:
          'Not configured: what C:\\ProgramData\\Vigie\\settings.json says, else each profile chooses; the window is hidden until somebody has chosen. In force from the next start of Vigie.',
      },
      hardwareAcceleration: {
        title: 'Hardware acceleration',
        explanation:
          'Disabled: Vigie draws without the graphics card; for thin clients, remote desktops and broken drivers. Enabled: Chromium chooses.',
        field: '',
      },
      idleLockMinutes: {
        title: 'Lock when idle',
        explanation: 'Minutes without keyboard or mouse after which Vigie locks.',
        field: 'Minutes:',
      },
      retentionMonths: {
        title: 'Retention of the journal',
        explanation:
          'Months after which cases and traces are erased (CNIL, deliberation 2021-122: six to twelve months, up to three years where justified).',
        field: 'Months:',
      },
      checksPerTenMinutes: {
        title: 'Checks in ten minutes',
        explanation:
          'Number of checks in ten minutes, for each adviser and each workstation, beyond which Vigie blocks.',
        field: 'Checks:',
      },
      checksPerHour: {
        title: 'Checks in an hour',
        explanation: 'Number of checks in an hour, for each adviser and each workstation, beyond which Vigie blocks.',
        field: 'Checks:',
      },
      checksPerDay: {
        title: 'Checks in a day',
        explanation: 'Number of checks in a day, for each adviser and each workstation, beyond which Vigie blocks.',
        field: 'Checks:',
      },
      contactMaxAgeDays: {
        title: 'Greatest age of the guide’s contacts',
        explanation: 'Days after which Vigie shows that a contact of the guide is to be checked again.',
        field: 'Days:',
      },
      httpSources: {
        title: 'Addresses from which a set may be read',
        explanation:
          'Addresses over https; each allows itself and what lies under it. Up to 32 addresses. An empty list: no address is allowed, sets come as files. This list replaces that of the settings file.',
        field: 'Addresses:',
      },
    },
  },
};

/** The incident of the demonstration: says of itself, wherever it is shown, that nothing in it is real. */
import type { Incident } from '../../core/pack/incident.ts';

/** Partly confirmed, so that both confirmed and merely claimed data classes are to be seen. Its date is no real incident’s: a picture of it must not be read as a confirmation. */
export function demoIncident(): Incident {
  return {
    id: 'demo-fictive',
    title: {
      fr: 'Démonstration\u00a0: fuite fictive de comptes d’assurés',
      en: 'Demonstration: fictitious leak of insured people’s accounts',
    },
    occurredOn: '2025-01-13',
    disclosedOn: '2025-01-15',
    status: 'partly-confirmed',
    source: 'Démonstration. Fichier synthétique fabriqué par la commande «\u00a0vigie demo\u00a0».',
    dataClasses: { everyone: [], some: ['email', 'nir', 'civil-status'], claimed: ['ameli-login', 'phone', 'iban'] },
    statement: {
      fr: 'Ceci est une démonstration. Aucune personne réelle n’est concernée\u00a0: numéros, noms, adresses et comptes sont inventés.',
      en: 'This is a demonstration. No real person is concerned: numbers, names, addresses and accounts are made up.',
    },
    verification: {
      by: 'Démonstration',
      on: '2025-01-15',
      method: {
        fr: 'Vérification fictive, pour montrer la différence entre données confirmées et données seulement annoncées.',
        en: 'Fictitious verification, to show the difference between data that is confirmed and data that is only claimed.',
      },
    },
    assessment: null,
  };
}

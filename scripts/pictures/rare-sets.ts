/**
 * What the rare states need beside the demonstration: a second signer with a set that nobody verified, in two numbers of its
 * series, and two notices. Made by the real command line, as the security team would.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDemoProfile } from '../../src/app/shell/demo-profile.ts';
import { projectNode, run } from '../lib/project.mjs';
import { type PreparedDesk, vigieAtTestCost } from './desk.ts';

export interface RareSets {
  readonly trustedKeysDir: string;
  /** Number 2 of its series, in an incident that is only claimed. */
  readonly claimedPack: string;
  /** Number 1 of the same series. */
  readonly olderPack: string;
  readonly slotPassphrase: string;
  /** Someone who is in the claimed set, and in no other. */
  readonly claimed: string;
  readonly notice: string;
  /** Holds until the day after the pictures. */
  readonly shortNotice: string;
}

const entries = 60;
const slotPassphrase = 'une rumeur se vérifie deux fois';

/** Of the first made-up sale: another seed, so that other people are in it. */
const incident = {
  id: 'rumeur-2026-11',
  title: { fr: 'Fichier à vendre, non vérifié', en: 'File for sale, not verified' },
  occurredOn: null,
  disclosedOn: '2026-11-12',
  status: 'claimed',
  source: 'Annonce sur un forum, données fictives',
  dataClasses: { everyone: [], some: [], claimed: ['email', 'nir', 'iban'] },
  statement: {
    fr: 'Un fichier est proposé à la vente. Rien ne prouve à ce jour qu’il soit authentique. Ceci est une démonstration.',
    en: 'A file is offered for sale. Nothing proves today that it is genuine. This is a demonstration.',
  },
  verification: null,
};

const supplierIncident = {
  ...incident,
  id: 'prestataire-2026-10',
  title: { fr: 'Intrusion chez un prestataire', en: 'Intrusion at a supplier' },
  occurredOn: '2026-10-02',
  disclosedOn: '2026-10-20',
  status: 'confirmed',
  source: 'Communiqué fictif du prestataire',
  dataClasses: { everyone: [], some: ['email', 'phone'], claimed: [] },
  statement: {
    fr: 'Des adresses et des numéros de téléphone ont été copiés. Aucune donnée de santé. Ceci est une démonstration.',
    en: 'Addresses and telephone numbers were copied. No health data. This is a demonstration.',
  },
  verification: {
    by: 'Équipe de sécurité (fictive)',
    on: '2026-10-21',
    method: { fr: 'Rapprochement d’un échantillon.', en: 'A sample was matched.' },
  },
};

/** What they say: data, not words of the interface. */
export const rareIncidents = [incident, supplierIncident] as const;
export const rareIssuer = 'Cellule de sécurité (fictive)';

async function vigie(...args: string[]): Promise<void> {
  const { code, output } = await run(projectNode(), [vigieAtTestCost, ...args], { capture: true });
  if (code !== 0) throw new Error(`vigie ${args[0]} failed\n${output}`);
}

const dayMs = 86_400_000;
const made = new WeakMap<PreparedDesk, Promise<RareSets>>();

/** Once for all walks over a prepared desk; removed with it. */
export function rareSets(prepared: PreparedDesk): Promise<RareSets> {
  let sets = made.get(prepared);
  if (sets === undefined) {
    sets = make(prepared);
    made.set(prepared, sets);
  }
  return sets;
}

async function make({ demoDir }: PreparedDesk): Promise<RareSets> {
  const dir = join(demoDir, '..', 'rare');
  const at = (...names: string[]) => join(dir, ...names);
  mkdirSync(at('trusted-keys'), { recursive: true });
  writeFileSync(at('signer'), 'phrase du second signataire\n', { mode: 0o600 });
  writeFileSync(at('slot'), `${slotPassphrase}\n`, { mode: 0o600 });
  writeFileSync(at('incident.json'), JSON.stringify(incident));
  writeFileSync(at('supplier.json'), JSON.stringify(supplierIncident));
  await vigie('demo', '--entries', String(entries), '--seed', '7', '--out', at('leak'));
  await vigie('keygen', '--out', dir, '--name', 'cellule', '--passphrase-file', at('signer'));
  const signed = ['--signer', at('cellule.pem'), '--passphrase-file', at('signer'), '--issuer', rareIssuer];
  const build = (sequence: number, name: string) =>
    vigie(
      'build',
      ...['--in', at('leak', 'leak.csv'), '--incident', at('incident.json'), ...signed],
      ...['--slot', 'agence', '--slot-passphrase-file', at('slot'), '--stretch', 'light'],
      ...['--sequence', String(sequence), '--out', at(name)],
    );
  const notice = (file: string, name: string, ...more: string[]) =>
    vigie('notice', 'build', '--incident', at(file), ...signed, ...more, '--out', at(name));
  await build(1, 'jeu-de-septembre.vigie');
  await build(2, 'jeu-de-novembre.vigie');
  await notice('incident.json', 'rumeur.vigie-notice');
  // The pictures are taken tomorrow: it holds then, and no longer two days after.
  const until = new Date(Date.now() + 2 * dayMs).toISOString().slice(0, 10);
  await notice('supplier.json', 'prestataire.vigie-notice', '--expires-on', until);
  const demo = readDemoProfile(demoDir);
  cpSync(demo.trustedKeysDir, at('trusted-keys'), { recursive: true });
  cpSync(at('cellule.pub.pem'), at('trusted-keys', 'cellule.pub.pem'));
  const known: { listed: string[] } = JSON.parse(readFileSync(at('leak', 'known.json'), 'utf8'));
  const shown = new Set(demo.demo.identifiers.map(({ text }) => text));
  const claimed = known.listed.find((text) => /^[12]/.test(text) && !shown.has(text));
  if (claimed === undefined) throw new Error('the second leak names nobody');
  return {
    trustedKeysDir: at('trusted-keys'),
    claimedPack: at('jeu-de-novembre.vigie'),
    olderPack: at('jeu-de-septembre.vigie'),
    slotPassphrase,
    claimed,
    notice: at('rumeur.vigie-notice'),
    shortNotice: at('prestataire.vigie-notice'),
  };
}

/**
 * Workstations as offices have them: a vault and sets at the costs of production, one set or twenty of one family. The packs
 * are written by the product's own writer, and imported over the contract; only most of their entries are random bytes in
 * the place of stretched identifiers.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nirKey } from '../../src/core/identifier/identifier.ts';
import { stretchIdentifier } from '../../src/core/pack/family.ts';
import { stretchCosts } from '../../src/core/pack/stretch-costs.ts';
import { JournalProfile, noShell, verifiedIncident } from './journal-profile.ts';
import { nirOfRow } from './leak-file.ts';
import { newFamily, newSigner, slotPassphrase, writeSyntheticPack } from './packs.ts';

export const deskPassphrase = 'corbeau tranquille 74 sur la dune';
const entryCount = 20_000;
const listedCount = 40;
/** Far apart: numbers that lie close together would be counted as somebody who tries one after the other. */
const rowsBetween = 1_237_717;

export interface DeskProfiles {
  readonly trustedKeysDir: string;
  /** As a caller would say them, with their keys: every set lists each of them. */
  readonly listed: readonly string[];
  /** With one set. */
  readonly one: string;
  /** With `many` sets of one family. */
  readonly several: string;
}

/** A number with its key that row `row` of no other pack lists. */
export function nirWithKey(row: number): string {
  const nir = nirOfRow(row * rowsBetween);
  return `${nir}${nirKey(nir)}`;
}

/** @param directory temporary @param many how many sets the second profile has; 0 for none of it */
export async function makeDeskProfiles(directory: string, many: number): Promise<DeskProfiles> {
  const cost = stretchCosts.default;
  const family = newFamily(cost);
  const signer = newSigner();
  const trustedKeysDir = join(directory, 'trusted');
  mkdirSync(trustedKeysDir, { recursive: true });
  writeFileSync(join(trustedKeysDir, 'bench.pub.pem'), signer.publicPem);
  const rows = Array.from({ length: listedCount }, (_, row) => row);
  const listed = await Promise.all(
    rows.map((row) => stretchIdentifier(family, { kind: 'nir', canonical: nirOfRow(row * rowsBetween) })),
  );
  const packs = Array.from({ length: Math.max(1, many) }, (_, i) => join(directory, `desk-${i}.vigie`));
  for (const [i, path] of packs.entries()) {
    const series = `bench-${i}`;
    const about = verifiedIncident(series);
    const kinds = ['nir'] as const;
    await writeSyntheticPack({
      path,
      entryCount,
      cost,
      family,
      listed,
      series,
      about,
      kinds,
      signerPem: signer.privatePem,
    });
  }
  const one = join(directory, 'desk-one');
  await makeProfile(one, trustedKeysDir, packs.slice(0, 1));
  const several = join(directory, 'desk-several');
  if (many > 0) await makeProfile(several, trustedKeysDir, packs);
  return { trustedKeysDir, listed: rows.map(nirWithKey), one, several };
}

async function makeProfile(profileDir: string, trustedKeysDir: string, packs: readonly string[]): Promise<void> {
  const left = [...packs];
  const pickFile = async () => {
    const path = left.shift();
    return path === undefined ? null : { path, name: basename(path) };
  };
  const profile = new JournalProfile(profileDir, { shell: { ...noShell, pickFile }, trustedKeysDir });
  try {
    await profile.call('createVault', { adviserName: 'Amina', passphrase: deskPassphrase });
    const { lockedByAdministrator: _, ...settings } = await profile.call('readSettings', {});
    // The highest limits that a supervisor may set: the quota is not what is measured.
    await profile.call('setSettings', { ...settings, checksPerTenMinutes: 30, checksPerHour: 120, checksPerDay: 480 });
    for (const _path of packs) {
      const { offer } = await profile.call('choosePack', {});
      if (offer === null) throw new Error('the pack was not offered');
      await profile.call('importPack', { offerId: offer.offerId, passphrase: slotPassphrase, forceOlder: false });
    }
  } finally {
    profile.dispose();
  }
}

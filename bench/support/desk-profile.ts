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
import { newFamily, newSigner, slotPassphrase, writeSyntheticPack } from './packs.ts';

export const deskPassphrase = 'corbeau tranquille 74 sur la dune';
const entryCount = 20_000;

export interface DeskProfiles {
  readonly trustedKeysDir: string;
  /** As a caller would say them, with their keys: every set lists each of them. */
  readonly listed: readonly string[];
  /** With one set. */
  readonly one: string;
  /** With `many` sets of one family. */
  readonly several: string;
}

/** Strangers, none of whom comes twice: numbers close together would be counted as somebody who tries one after the other. */
function stranger(person: number): string {
  const digits = (value: number, width: number) => String(value).padStart(width, '0');
  const born = `${digits(person % 100, 2)}${digits((person % 12) + 1, 2)}`;
  const place = `${digits((person % 90) + 1, 2)}${digits((person * 7) % 990, 3)}`;
  return `${(person % 2) + 1}${born}${place}${digits((person * 37 + 1) % 999, 3)}`;
}

/**
 * @param directory temporary
 * @param many how many sets the second profile has; 0 for none of it
 * @param listedCount how many callers every set lists
 */
export async function makeDeskProfiles(directory: string, many: number, listedCount: number): Promise<DeskProfiles> {
  const cost = stretchCosts.default;
  const family = newFamily(cost);
  const signer = newSigner();
  const trustedKeysDir = join(directory, 'trusted');
  mkdirSync(trustedKeysDir, { recursive: true });
  writeFileSync(join(trustedKeysDir, 'bench.pub.pem'), signer.publicPem);
  const callers = Array.from({ length: listedCount }, (_, person) => stranger(person));
  const listed = await Promise.all(callers.map((canonical) => stretchIdentifier(family, { kind: 'nir', canonical })));
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
  return { trustedKeysDir, listed: callers.map((nir) => `${nir}${nirKey(nir)}`), one, several };
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

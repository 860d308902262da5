/**
 * The people of the scripted calls, and a workstation with two sets of numbers that knows some of them: one that an authority
 * verified, one that only its seller speaks of. Made in this process, through the real writer and the real import.
 */
import { writeFileSync } from 'node:fs';
import { nirKey } from '../../../src/core/identifier/kinds/nir.ts';
import type { DataClass } from '../../../src/core/vocabulary.ts';
import { Harness, TestClock } from '../../app/harness.ts';
import {
  buildMemoryPack,
  claimedIncident,
  confirmedIncident,
  newSigningKey,
  testPassphrase,
} from '../../core/pack/memory-pack.ts';
import { heardGroups } from '../../support/heard-groups.ts';

/** Thirteen characters each, as an invented person would say them. */
export const people = {
  withCard: '2550814168025',
  numberOnly: '1690775108013',
  claimedOnly: '1851269123456',
  child: '2150975056014',
  deceased: '1340213055021',
  professional: '2790333063077',
  absent: '2840588321025',
} as const;

/** Of the range that is kept for fiction: in the verified set, with a card. */
export const listedNumber = '0639981234';

/** @returns the number with its key, without spaces */
export function withKey(number: string): string {
  return `${number}${nirKey(number) ?? ''}`;
}

/** @returns when a supervisor's workstation stands at `profileDir`, on which both sets are ready */
export async function makeCallProfile(profileDir: string): Promise<void> {
  const verified = {
    ...confirmedIncident,
    dataClasses: { everyone: [], some: ['nir', 'civil-status', 'card', 'phone'] as DataClass[], claimed: [] },
  };
  const row = (canonical: string, ...classes: DataClass[]) => ({
    kind: 'nir' as const,
    canonical,
    exposures: [{ incident: 0, classes }],
  });
  const phoneRow = {
    kind: 'phone' as const,
    // Numbers that begin so are of Mayotte.
    canonical: `262${listedNumber.slice(1)}`,
    exposures: [{ incident: 0, classes: ['phone', 'civil-status', 'card'] as DataClass[] }],
  };
  const { withCard, numberOnly, claimedOnly, child, deceased, professional } = people;
  const sets = {
    verifie: {
      incidents: [verified],
      entries: [
        phoneRow,
        row(withCard, 'nir', 'civil-status', 'card'),
        ...[numberOnly, child, deceased, professional].map((number) => row(number, 'nir', 'civil-status')),
      ],
    },
    rumeur: { incidents: [claimedIncident], entries: [row(claimedOnly, 'nir', 'ameli-login')] },
  };
  const clock = new TestClock();
  clock.ms = Date.now();
  const desk = new Harness({ profileDir, clock });
  await desk.createVault();
  // More calls in ten minutes than an adviser would take.
  await desk.call('setSettings', { ...(await desk.call('readSettings', {})), checksPerTenMinutes: 30 });
  const signingKey = newSigningKey();
  for (const [series, set] of Object.entries(sets)) {
    const { bytes } = await buildMemoryPack({
      ...set,
      series,
      signingKey,
      kinds: series === 'verifie' ? ['nir', 'phone'] : ['nir'],
    });
    const path = `${profileDir}-${series}.vigie`;
    writeFileSync(path, bytes);
    desk.shell.pick = path;
    const { offer } = await desk.call('choosePack', {});
    if (offer === null) throw new Error('the set was not offered');
    const comparedGroups = heardGroups(offer.pack.signer.fingerprint);
    if (!offer.pack.signer.trusted) await desk.call('trustSigner', { offerId: offer.offerId, comparedGroups });
    await desk.call('importPack', { offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false });
  }
  desk.app.dispose();
}

/**
 * Once before all end-to-end tests: the build, if it is older than its sources; a set as the security team would make it;
 * a profile on which it is installed. Every test works on copies of its own.
 */
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { Harness, passphrase, TestClock } from '../../app/harness.ts';
import { heardGroups } from '../../support/heard-groups.ts';
import { type MadeSet, makeSet, makeWorkspace } from './make-set.ts';

export interface Prepared {
  readonly set: MadeSet;
  readonly profileDir: string;
  /** Of the profile's only adviser, a supervisor. */
  readonly passphrase: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    prepared: Prepared;
  }
}

/** Through the contract, as the renderer would. */
async function makeProfile(profileDir: string, set: MadeSet): Promise<void> {
  const clock = new TestClock();
  clock.ms = Date.now();
  const desk = new Harness({ profileDir, clock });
  await desk.createVault();
  desk.shell.pick = set.packFile;
  const { offer } = await desk.call('choosePack', {});
  if (offer === null) throw new Error('the set was not offered');
  await desk.call('trustSigner', { offerId: offer.offerId, comparedGroups: heardGroups(set.fingerprint) });
  await desk.call('importPack', { offerId: offer.offerId, passphrase: set.slotPassphrase, forceOlder: false });
  desk.app.dispose();
}

export default async function setup({ provide }: TestProject): Promise<() => void> {
  const { buildIfStale } = await import('../../../scripts/lib/build.mjs');
  await buildIfStale();
  const workspace = makeWorkspace();
  try {
    const set = await makeSet(workspace.dir);
    const profileDir = join(workspace.dir, 'profile');
    await makeProfile(profileDir, set);
    provide('prepared', { set, profileDir, passphrase });
  } catch (error) {
    workspace.remove();
    throw error;
  }
  return workspace.remove;
}

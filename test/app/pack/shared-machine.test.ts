/** A terminal server: two users, two profiles, one file of a set that both may read and neither may write. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { testPassphrase } from '../../core/pack/memory-pack.ts';
import { heardGroups } from '../../support/heard-groups.ts';
import { Harness, listedNir, packBytes, passphrase, testKeystore } from '../harness.ts';

const open: Harness[] = [];
const dir = mkdtempSync(join(tmpdir(), 'vigie-shared-'));
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
  rmSync(dir, { recursive: true });
});

async function newUser(file: string): Promise<Harness> {
  const user = new Harness({ keystore: testKeystore() });
  open.push(user);
  await user.createVault();
  user.shell.pick = file;
  const { offer } = await user.call('choosePack', {});
  const comparedGroups = heardGroups(offer?.pack.signer.fingerprint);
  const offerId = offer?.offerId ?? '';
  await user.call('trustSigner', { offerId, comparedGroups });
  await user.call('importPack', { offerId, passphrase: testPassphrase, forceOlder: false });
  return user;
}

it('serves two profiles of one machine from one set file, each under a key of its own', async () => {
  const file = join(dir, 'set.vigie');
  writeFileSync(file, await packBytes(), { mode: 0o444 });
  const digest = () => createHash('sha256').update(readFileSync(file)).digest('hex');
  const before = [digest(), statSync(file).mtimeMs];
  const [one, two] = [await newUser(file), await newUser(file)];

  for (const user of [one, two]) {
    expect(await user.check(await user.openCase(), listedNir)).toMatchObject({ verdict: { kind: 'listed' } });
  }
  // Neither the file nor its directory was touched: users need no right to write there.
  expect([digest(), statSync(file).mtimeMs]).toEqual(before);
  expect(readdirSync(dir)).toEqual(['set.vigie']);

  // What a profile keeps of the set's key is sealed under that profile's own vault key.
  const register = (user: Harness) => readFileSync(join(user.profileDir, 'packs', 'register.sealed'));
  expect(register(one).equals(register(two))).toBe(false);
  await two.call('lock', {});
  writeFileSync(join(two.profileDir, 'packs', 'register.sealed'), register(one));
  await two.unlock(passphrase);
  const { problem } = await two.call('listSets', {});
  expect(problem).not.toBeNull();

  // The other one goes on: they share nothing but the file.
  expect(await one.check(await one.openCase(), listedNir)).toMatchObject({ verdict: { kind: 'listed' } });
});

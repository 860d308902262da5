import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testPassphrase } from '../../core/pack/memory-pack.ts';
import { type FaultServer, startFaultServer } from '../../files/http/support/fault-server.ts';
import { heardGroups } from '../../support/heard-groups.ts';
import { absentNir, Harness, listedNir, packBytes } from '../harness.ts';

/** Requests that a check makes once its pack is ready; canaries that must be found at the import, and at an unlock. */
const requestsOfCheck = 1;
const canaries = 64;
const canariesAtUnlock = 1;

let server: FaultServer;
let desk: Harness;

beforeEach(async () => {
  server = await startFaultServer(await packBytes());
  desk = new Harness();
  await desk.createVault();
});
afterEach(async () => {
  desk.dispose();
  await server.stop();
});

function requestsSince(): number {
  return server.asked.splice(0).length;
}

async function offerServed() {
  const { offer } = await desk.call('offerHttpPack', { address: server.url });
  const comparedGroups = heardGroups(offer.pack.signer.fingerprint);
  await desk.call('trustSigner', { offerId: offer.offerId, comparedGroups });
  return offer;
}

async function importServed(): Promise<string> {
  const offer = await offerServed();
  const { pack } = await desk.call('importPack', {
    offerId: offer.offerId,
    passphrase: testPassphrase,
    forceOlder: false,
  });
  expect(pack).toMatchObject({ source: 'http', state: 'ready' });
  return pack.packId;
}

async function verdictOf(text: string) {
  return (await desk.check(await desk.openCase(), text)).verdict;
}

function packFiles(): string[] {
  return readdirSync(join(desk.profileDir, 'packs')).sort();
}

describe('a pack that stays on a server', () => {
  it('is shown before it is installed, and copied never', async () => {
    const offer = await offerServed();
    expect(offer).toMatchObject({ source: 'http', fileName: `${new URL(server.url).host}/pack.vigie` });
    requestsSince();
    const packId = await importServed();
    // Manifest, signature, table and private part were fetched for the offer (and now for the second one): the import only asks for canaries.
    expect(server.asked.filter(({ first }) => first > 12_000)).toHaveLength(canaries);
    expect(packFiles()).toEqual([`${packId}.start`, 'register.sealed']);
    const start = readFileSync(join(desk.profileDir, 'packs', `${packId}.start`)).toString('latin1');
    expect(start).not.toContain('VIGIEPK1');
    expect(start).not.toContain('test-confirmed');
  });

  it('asks for one bucket a check, and for nothing but one canary at unlock', async () => {
    await importServed();
    requestsSince();
    expect((await verdictOf(listedNir)).kind).toBe('listed');
    expect(requestsSince()).toBe(requestsOfCheck);
    expect((await verdictOf(absentNir)).kind).toBe('not-listed');
    expect(requestsSince()).toBe(requestsOfCheck);
    desk.app.lock('asked');
    await desk.unlock();
    expect((await verdictOf(listedNir)).kind).toBe('listed');
    expect(requestsSince()).toBe(canariesAtUnlock + requestsOfCheck);
  });

  it('could not be checked while the server is away, and is again when it is back', async () => {
    await importServed();
    desk.app.lock('asked');
    server.fault = 'cut-before-head';
    await desk.unlock();
    for (const text of [listedNir, absentNir]) {
      expect(await verdictOf(text)).toMatchObject({
        kind: 'could-not-check',
        reason: { code: 'source-unreachable' },
        sets: [{ answer: 'could-not-check', problem: { code: 'source-unreachable' } }],
      });
    }
    // Its description is known all the same.
    expect((await desk.call('listSets', {})).packs).toMatchObject([
      { source: 'http', state: 'unusable', problem: { code: 'source-unreachable' }, series: 'test' },
    ]);
    server.fault = 'none';
    expect((await verdictOf(listedNir)).kind).toBe('listed');
    expect((await verdictOf(absentNir)).kind).toBe('not-listed');
    expect((await desk.call('listSets', {})).packs).toMatchObject([{ state: 'ready', problem: null }]);
  });

  it('is shown as out of reach when its server goes away in the middle of the day, until a check finds it again', async () => {
    await importServed();
    server.fault = 'cut-before-head';
    expect((await verdictOf(absentNir)).kind).toBe('could-not-check');
    expect((await desk.call('listSets', {})).packs).toMatchObject([
      { state: 'unusable', problem: { code: 'source-unreachable' } },
    ]);
    server.fault = 'none';
    expect((await verdictOf(absentNir)).kind).toBe('not-listed');
    expect((await desk.call('listSets', {})).packs).toMatchObject([{ state: 'ready', problem: null }]);
  });

  it('could not be checked once another version is served', async () => {
    await importServed();
    server.fault = 'other-version-206';
    for (const text of [listedNir, absentNir]) {
      expect(await verdictOf(text)).toMatchObject({ kind: 'could-not-check', reason: { code: 'source-changed' } });
    }
  });

  it.each(['removed', 'altered'])('fetches its start again if what was kept is %s', async (how) => {
    const packId = await importServed();
    desk.app.lock('asked');
    const path = join(desk.profileDir, 'packs', `${packId}.start`);
    const kept = readFileSync(path);
    if (how === 'removed') rmSync(path);
    else writeFileSync(path, kept.fill(7, 100, 101));
    requestsSince();
    await desk.unlock();
    expect((await verdictOf(listedNir)).kind).toBe('listed');
    // The whole of what precedes the buckets, no more.
    expect(requestsSince()).toBeGreaterThan(canariesAtUnlock + requestsOfCheck);
    expect(packFiles()).toContain(`${packId}.start`);
    expect(readFileSync(path)).toHaveLength(kept.length);
  });

  it('is tried again from nothing, if what was kept is lost and the server was away', async () => {
    const packId = await importServed();
    desk.app.lock('asked');
    rmSync(join(desk.profileDir, 'packs', `${packId}.start`));
    server.fault = 'busy';
    await desk.unlock();
    expect(await verdictOf(absentNir)).toMatchObject({ kind: 'could-not-check' });
    server.fault = 'none';
    expect((await verdictOf(listedNir)).kind).toBe('listed');
  });

  it('leaves nothing behind when it is removed, or was never opened', async () => {
    const offer = await offerServed();
    const wrong = { offerId: offer.offerId, passphrase: 'not the passphrase', forceOlder: false };
    expect(await desk.codeOf('importPack', wrong)).toBe('slot-no-match');
    expect(packFiles()).toEqual(['register.sealed']);
    const packId = await importServed();
    expect((await desk.call('removeSet', { packId })).packs).toEqual([]);
    expect(packFiles()).toEqual(['register.sealed']);
  });

  it('is not installed if a canary is out of reach', async () => {
    const offer = await offerServed();
    server.fault = 'altered-byte';
    const right = { offerId: offer.offerId, passphrase: testPassphrase, forceOlder: false };
    expect(await desk.codeOf('importPack', right)).toBe('bucket-corrupt');
    expect(packFiles()).toEqual(['register.sealed']);
    server.fault = 'none';
    expect(await desk.codeOf('importPack', right)).toBe('ok');
  });

  it.each([
    ['http://packs.example.fr/a.vigie', 'source-insecure'],
    ['https://name:word@packs.example.fr/a.vigie', 'source-insecure'],
    ['not an address', 'source-insecure'],
  ])('refuses %s', async (address, code) => {
    expect(await desk.codeOf('offerHttpPack', { address })).toBe(code);
  });

  it('is refused if what is served is no pack', async () => {
    const other = await startFaultServer(new Uint8Array(100_000));
    expect(await desk.codeOf('offerHttpPack', { address: other.url })).toBe('pack-bad-magic');
    await other.stop();
  });

  it('leaves the line when the vault is locked in the middle of an offer', async () => {
    server.fault = 'silent';
    const offering = desk.codeOf('offerHttpPack', { address: server.url });
    await new Promise((resolve) => setTimeout(resolve, 100));
    desk.app.lock('asked');
    expect(['cancelled', 'vault-locked']).toContain(await offering);
  });
});

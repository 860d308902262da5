/**
 * The vectors of format version 1: made again in memory they are the same bytes; the good packs answer as the index says;
 * each defect raises its code at its step, and at no step before.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex, zeroBytes } from '../../../src/core/bytes/bytes.ts';
import { readPublicKey } from '../../../src/core/crypto/signing.ts';
import { newX25519Pair, x25519PairOf } from '../../../src/core/crypto/x25519.ts';
import { isVigieError } from '../../../src/core/errors.ts';
import { parseIdentifier } from '../../../src/core/identifier/identifier.ts';
import { OpenPack } from '../../../src/core/pack/open-pack.ts';
import { readSealedPack, type SealedPack, verifyBuckets } from '../../../src/core/pack/reader.ts';
import { openRecipientSlots, readRecipient } from '../../../src/core/pack/recipients.ts';
import { requireNewer } from '../../../src/core/pack/series.ts';
import { openSlots } from '../../../src/core/pack/slots.ts';
import type { Step } from '../../vectors/pack/defects.ts';
import { makeVectors } from '../../vectors/pack/generate.ts';
import { memorySource } from './memory-pack.ts';

const folder = join(import.meta.dirname, '../../vectors/pack');
const stored = (path: string) => new Uint8Array(readFileSync(join(folder, path)));

interface StoredVerdict {
  text: string;
  kind: 'nir' | 'email';
  canonical: string;
  verdict: 'listed' | 'not-listed';
  exposures: { incident: string; own: string[]; others: string[]; claimedInRow: string[]; claimed: string[] }[];
}
interface StoredPack {
  file: string;
  packId: string;
  passphrases: { typed: string; slot: number }[];
  workstations: { name: string; privateKey: string; publicKey: string; recipient: string }[];
  keys: { contentKey: string };
  verdicts: StoredVerdict[];
}
interface StoredDefect {
  file: string;
  what: string;
  step: Step;
  code: string;
  passphrase?: string;
  ask?: { kind: 'nir' | 'email'; canonical: string };
  installed?: { series: string; sequence: number };
}
const index: { packs: StoredPack[]; defects: StoredDefect[]; trusted: { file: string; keyId: string }[] } = JSON.parse(
  readFileSync(join(folder, 'index.json'), 'utf8'),
);
const trust = new Set(index.trusted.map(({ keyId }) => keyId));

describe('the generator', () => {
  let made: Map<string, Uint8Array>;
  beforeAll(async () => {
    made = await makeVectors();
  });

  it('makes the stored files again, byte for byte, and no other', () => {
    for (const [path, bytes] of made) expect(toHex(stored(path)) === toHex(bytes), path).toBe(true);
    const onDisk = ['packs', 'defects', 'keys'].flatMap((name) =>
      readdirSync(join(folder, name)).map((file) => `${name}/${file}`),
    );
    expect(onDisk.sort()).toEqual([...made.keys()].filter((path) => path !== 'index.json').sort());
  });

  it('makes vectors small enough to be cloned by everyone', () => {
    let total = 0;
    for (const bytes of made.values()) total += bytes.length;
    expect(total).toBeLessThan(3_500_000);
  });

  it('signs with keys that the product does not trust', () => {
    const trusted = join(import.meta.dirname, '../../../resources/trusted-keys');
    const keyIds = readdirSync(trusted)
      .filter((name) => name.endsWith('.pem'))
      .map((name) => toHex(readPublicKey(readFileSync(join(trusted, name), 'utf8')).keyId));
    for (const { file, keyId } of index.trusted) {
      expect(toHex(readPublicKey(Buffer.from(stored(file)).toString('utf8')).keyId)).toBe(keyId);
      expect(keyIds).not.toContain(keyId);
    }
  });
});

describe.each(index.packs)('$file', ({ file, packId, passphrases, workstations, keys, verdicts }) => {
  let sealed: SealedPack;
  beforeAll(async () => {
    sealed = await readSealedPack(memorySource(stored(file)), trust);
  });

  it('is whole', async () => {
    expect(sealed.manifest.packId).toBe(packId);
    await verifyBuckets(sealed);
  });

  it.each(passphrases)('opens with the passphrase of slot $slot', async ({ typed }) => {
    const contentKey = await openSlots(sealed.manifest, typed);
    expect(toHex(contentKey)).toBe(keys.contentKey);
    const pack = new OpenPack(sealed, contentKey);
    zeroBytes(contentKey);
    await pack.requireCanaries();
    pack.close();
  });

  it('opens with the key of each of its workstations, and of no other', () => {
    for (const { privateKey, publicKey, recipient } of workstations) {
      const pair = x25519PairOf(fromHex(privateKey, 32) ?? new Uint8Array());
      expect(toHex(pair.publicKey)).toBe(publicKey);
      expect(toHex(readRecipient(recipient))).toBe(publicKey);
      expect(toHex(openRecipientSlots(sealed.manifest, pair) ?? new Uint8Array())).toBe(keys.contentKey);
    }
    expect(openRecipientSlots(sealed.manifest, newX25519Pair())).toBeNull();
  });

  it.each(verdicts)('answers $verdict for $text', async ({ text, kind, canonical, verdict, exposures }) => {
    const parsed = parseIdentifier(text, kind);
    expect(parsed).toMatchObject({ kind: 'ok', identifier: { kind, canonical } });
    const pack = new OpenPack(sealed, await openSlots(sealed.manifest, passphrases[0]?.typed ?? ''));
    const found = await pack.lookUp(kind, canonical);
    expect(found === null ? 'not-listed' : 'listed').toBe(verdict);
    const plain = (found ?? []).map((exposure) => ({ ...exposure, incident: exposure.incident.id }));
    expect(plain).toEqual(exposures);
  });
});

describe('one file, one defect, one code', () => {
  it.each(index.defects)('$file: $code at $step', async (defect) => {
    expect(await readToTheEnd(defect)).toEqual({ step: defect.step, code: defect.code });
  });
});

/** The whole way of a reader, in the order of FORMAT §8. @returns the step that failed, with its code */
async function readToTheEnd(defect: StoredDefect): Promise<{ step: Step | 'none'; code: string }> {
  let step: Step = 'open';
  try {
    const sealed = await readSealedPack(memorySource(stored(defect.file)), trust);
    step = 'verify';
    await verifyBuckets(sealed);
    step = 'unlock';
    const contentKey = await openSlots(sealed.manifest, defect.passphrase ?? '');
    const pack = new OpenPack(sealed, contentKey);
    step = 'series';
    if (defect.installed !== undefined) requireNewer(sealed.manifest, [{ packId: '', ...defect.installed }], []);
    step = 'canaries';
    await pack.requireCanaries();
    step = 'look-up';
    if (defect.ask !== undefined) await pack.lookUp(defect.ask.kind, defect.ask.canonical);
  } catch (error) {
    if (!isVigieError(error)) throw error;
    return { step, code: error.code };
  }
  return { step: 'none', code: 'no error' };
}

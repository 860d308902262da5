/** Slots for workstations: a pack opens with the right private key, says so with no other, and names nobody. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBech32m } from '../../../src/core/bytes/bech32.ts';
import { type ContentKey, fromHex, toHex, utf8 } from '../../../src/core/bytes/bytes.ts';
import { randomBytes } from '../../../src/core/crypto/symmetric.ts';
import { newX25519Pair, x25519PairOf } from '../../../src/core/crypto/x25519.ts';
import type { ErrorCode } from '../../../src/core/error-codes.ts';
import { isVigieError } from '../../../src/core/errors.ts';
import { maxManifestBytes } from '../../../src/core/pack/layout.ts';
import {
  decodeManifest,
  decodeSlots,
  encodeManifest,
  type Manifest,
  maxPackSlots,
} from '../../../src/core/pack/manifest.ts';
import { OpenPack } from '../../../src/core/pack/open-pack.ts';
import { readSealedPack } from '../../../src/core/pack/reader.ts';
import {
  encodeRecipient,
  openRecipientSlots,
  readRecipient,
  readRecipientFile,
  recipientFingerprint,
  sealRecipientSlot,
} from '../../../src/core/pack/recipients.ts';
import { openSlots } from '../../../src/core/pack/slots.ts';
import { buildMemoryPack, memorySource, type TestEntry, testPassphrase } from './memory-pack.ts';

const entries: TestEntry[] = [
  { kind: 'nir', canonical: '2550814168025', exposures: [{ incident: 0, classes: ['nir'] }] },
];
const branches = [newX25519Pair(), newX25519Pair(), newX25519Pair()];
const dijon = newX25519Pair();

async function codeOf(work: () => unknown): Promise<ErrorCode | 'no error'> {
  try {
    await work();
    return 'no error';
  } catch (error) {
    if (!isVigieError(error)) throw error;
    return error.code;
  }
}

async function packFor(recipients: readonly Uint8Array[], withoutPassphrase = false) {
  const { bytes, contentKey } = await buildMemoryPack({ entries, recipients, withoutPassphrase });
  return { bytes, contentKey, sealed: await readSealedPack(memorySource(bytes), 'any') };
}

/** The manifest with one slot changed, as a hostile or broken builder would sign it. */
function withSlot(manifest: Manifest, index: number, change: object): Manifest {
  const slots = manifest.slots.map((slot, i) => (i === index ? { ...(slot as object), ...change } : slot));
  return { ...manifest, slots };
}

describe('a pack for workstations', () => {
  it('opens with each recipient’s key and finds what is in it, without any passphrase', async () => {
    const { sealed, contentKey } = await packFor(
      branches.map(({ publicKey }) => publicKey),
      true,
    );
    for (const branch of branches) {
      const opened = openRecipientSlots(sealed.manifest, branch);
      expect(opened).toEqual(contentKey);
      const pack = new OpenPack(sealed, opened as ContentKey);
      await pack.requireCanaries();
      expect(await pack.lookUp('nir', '2550814168025')).toMatchObject([{ incident: { id: 'test-confirmed' } }]);
      pack.close();
    }
    expect(await codeOf(() => openSlots(sealed.manifest, testPassphrase))).toBe('slot-no-match');
  });

  it('opens for nobody else', async () => {
    const { sealed } = await packFor(branches.map(({ publicKey }) => publicKey));
    expect(openRecipientSlots(sealed.manifest, dijon)).toBeNull();
    expect(toHex(await openSlots(sealed.manifest, testPassphrase))).toHaveLength(64);
  });

  it('holds no recipient’s key, in no writing, and slots that differ in nothing but random bytes', async () => {
    const { bytes, sealed } = await packFor(branches.map(({ publicKey }) => publicKey));
    const text = Buffer.from(bytes).toString('latin1');
    for (const { publicKey } of branches) {
      expect(text).not.toContain(toHex(publicKey));
      expect(text).not.toContain(Buffer.from(publicKey).toString('latin1'));
      expect(text).not.toContain(Buffer.from(publicKey).toString('base64'));
      expect(text).not.toContain(encodeRecipient(publicKey));
      expect(text).not.toContain(recipientFingerprint(publicKey).join(''));
    }
    const slots = decodeSlots(sealed.manifest).filter((slot) => slot.type === 'x25519');
    expect(slots).toHaveLength(3);
    for (const slot of slots) expect(Object.keys(slot)).toEqual(['type', 'ephemeralKey', 'nonce', 'sealedKey']);
    expect(new Set(slots.map((slot) => slot.ephemeralKey)).size).toBe(3);
  });

  it('does not open with any bit of the slot flipped', async () => {
    const { sealed } = await packFor([dijon.publicKey], true);
    const [slot] = decodeSlots(sealed.manifest);
    if (slot?.type !== 'x25519') throw new Error('slot');
    fc.assert(
      fc.property(fc.constantFrom('ephemeralKey', 'nonce', 'sealedKey'), fc.nat(), (field, at) => {
        const bytes = fromHex(slot[field as 'nonce'], slot[field as 'nonce'].length / 2) ?? new Uint8Array(1);
        const byte = at % bytes.length;
        bytes[byte] = (bytes[byte] ?? 0) ^ (1 << (at % 8));
        expect(openRecipientSlots(withSlot(sealed.manifest, 0, { [field]: toHex(bytes) }), dijon)).toBeNull();
      }),
    );
  });

  it('does not open from another place in the list, or in another pack', async () => {
    const { sealed } = await packFor([dijon.publicKey, newX25519Pair().publicKey], true);
    const moved = { ...sealed.manifest, slots: [...sealed.manifest.slots].reverse() };
    expect(openRecipientSlots(moved, dijon)).toBeNull();
    const other = await packFor([dijon.publicKey], true);
    const planted = { ...other.sealed.manifest, slots: [sealed.manifest.slots[0]] };
    expect(openRecipientSlots(planted, dijon)).toBeNull();
  });

  it('tells a slot that opens to another key', async () => {
    const { sealed } = await packFor([dijon.publicKey], true);
    const wrong = sealRecipientSlot(
      randomBytes(32) as ContentKey,
      dijon.publicKey,
      { packId: fromHex(sealed.manifest.packId, 16) ?? new Uint8Array(16), slotIndex: 0 },
      { privateKey: randomBytes(32), nonce: randomBytes(12) },
    );
    const manifest = { ...sealed.manifest, slots: [wrong] };
    expect(await codeOf(() => openRecipientSlots(manifest, dijon))).toBe('commitment-mismatch');
  });

  it.each([
    ['an ephemeral key of small order', { ephemeralKey: '01'.padEnd(64, '0') }],
    ['an ephemeral key of 31 bytes', { ephemeralKey: '00'.repeat(31) }],
    ['a sealed key without its tag', { sealedKey: '00'.repeat(32) }],
    ['a label, which would name a branch', { label: 'Dijon' }],
    ['an unknown type', { type: 'p256' }],
  ])('refuses %s', async (_what, change) => {
    const { sealed } = await packFor([dijon.publicKey]);
    const manifest = withSlot(sealed.manifest, 1, change);
    expect(await codeOf(() => openRecipientSlots(manifest, dijon))).toBe('slot-malformed');
    // Whoever opens it, and however: structure comes before secrets.
    expect(await codeOf(() => openSlots(manifest, testPassphrase))).toBe('slot-malformed');
  });

  it('takes 1 024 recipients in a manifest a seventh full, and not one more', async () => {
    const other = newX25519Pair().publicKey;
    const many = Array.from({ length: maxPackSlots - 1 }, () => other);
    const { sealed } = await packFor([...many, dijon.publicKey], true);
    expect(sealed.layout.manifestBytes).toBeLessThan(maxManifestBytes / 6);
    expect(openRecipientSlots(sealed.manifest, dijon)).not.toBeNull();
    const slots = [...sealed.manifest.slots, sealed.manifest.slots[0]];
    const tooMany = encodeManifest({ ...sealed.manifest, slots });
    expect(await codeOf(() => decodeManifest(tooMany))).toBe('manifest-malformed');
  });

  it('takes 64 passphrases at most: each one tried costs a reader half a second', async () => {
    const { sealed } = await packFor([], false);
    const slots = Array.from({ length: 65 }, () => sealed.manifest.slots[0]);
    expect(await codeOf(() => decodeSlots({ ...sealed.manifest, slots: slots.slice(1) }))).toBe('no error');
    expect(await codeOf(() => decodeSlots({ ...sealed.manifest, slots }))).toBe('slot-malformed');
  });
});

describe('a recipient’s text', () => {
  it('gives back the key, in either case and with white space around it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (privateKey) => {
        const { publicKey } = x25519PairOf(privateKey);
        const text = encodeRecipient(publicKey);
        expect(text).toMatch(/^vigie1[a-z0-9]{58}$/);
        expect(readRecipient(`  ${text}\n`)).toEqual(publicKey);
        expect(readRecipient(text.toUpperCase())).toEqual(publicKey);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['a typo', encodeRecipient(dijon.publicKey).replace(/.$/, (last) => (last === 'q' ? 'p' : 'q'))],
    ['another length', encodeBech32m('vigie', new Uint8Array(31).fill(9))],
    ['another name', encodeBech32m('age', dijon.publicKey)],
    ['a point of small order', encodeBech32m('vigie', new Uint8Array(32))],
    ['a PEM key', '-----BEGIN PUBLIC KEY-----'],
    ['nothing', ''],
  ])('refuses %s', async (_what, text) => {
    expect(await codeOf(() => readRecipient(text))).toBe('recipient-malformed');
  });

  it('reads files joined together, each key once, and names the line that is wrong', async () => {
    const lines = ['# agences de Côte-d’Or', '', ...branches.map(({ publicKey }) => encodeRecipient(publicKey))];
    const text = `\u{feff}${[...lines, lines[2] ?? ''].join('\r\n')}\r\n`;
    expect(readRecipientFile(text)).toEqual(branches.map(({ publicKey }) => publicKey));
    expect(await codeOf(() => readRecipientFile('# personne\n'))).toBe('recipient-malformed');
    try {
      readRecipientFile([...lines, 'vigie1nothing'].join('\n'));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'recipient-malformed', details: { line: 6 } });
    }
  });

  it('has a fingerprint of its own: eight groups, which are not a signer’s', () => {
    const groups = recipientFingerprint(dijon.publicKey);
    expect(groups).toHaveLength(8);
    expect(groups.join('')).toMatch(/^[0-9a-f]{32}$/);
    expect(groups).not.toEqual(recipientFingerprint(newX25519Pair().publicKey));
    expect(utf8(groups.join(' ')).length).toBe(39);
  });
});

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ContentKey } from '../../../src/core/bytes/bytes.ts';
import { concatBytes, toHex } from '../../../src/core/bytes/bytes.ts';
import { checkIdentifier } from '../../../src/core/check/check.ts';
import { rawPublicKey, type SigningKey } from '../../../src/core/crypto/signing.ts';
import { isVigieError } from '../../../src/core/errors.ts';
import { signatureDomain } from '../../../src/core/pack/keys.ts';
import { encodeHeader, headerBytes, layoutOf } from '../../../src/core/pack/layout.ts';
import { OpenPack } from '../../../src/core/pack/open-pack.ts';
import { readSealedPack, verifyBuckets } from '../../../src/core/pack/reader.ts';
import { openSlots } from '../../../src/core/pack/slots.ts';
import { buildMemoryPack, memorySource, newSigningKey, type TestEntry, testPassphrase } from './memory-pack.ts';

const listedNir = '2550814168025';
const absentNir = '2840588321025';

const entries: TestEntry[] = [
  { kind: 'nir', canonical: listedNir, exposures: [{ incident: 0, classes: ['nir', 'civil-status', 'iban'] }] },
  {
    kind: 'email',
    canonical: 'jean@exemple.fr',
    exposures: [
      { incident: 0, classes: ['email'] },
      { incident: 1, classes: ['ameli-login', 'nir'] },
    ],
  },
];
for (let i = 0; i < 3000; i++) {
  entries.push({
    kind: 'nir',
    canonical: `1${String(i).padStart(12, '0')}`,
    exposures: [{ incident: 0, classes: ['nir'] }],
  });
}

let bytes: Uint8Array;
let signingKey: SigningKey;
let contentKey: ContentKey;

beforeAll(async () => {
  ({ bytes, signingKey, contentKey } = await buildMemoryPack({ entries }));
});

const trusted = (key: SigningKey) => new Set([toHex(key.keyId)]);
const read = (file: Uint8Array, trust = trusted(signingKey)) => readSealedPack(memorySource(file), trust);
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'no error';
  } catch (error) {
    if (!isVigieError(error)) throw error;
    return error.code;
  }
};

/** The same file with another manifest, signed anew: what a careless or hostile signer could publish. */
function resign(file: Uint8Array, edit: (manifest: Record<string, unknown>) => void): Uint8Array {
  const manifestBytes = new DataView(file.buffer, file.byteOffset).getUint32(8, true);
  const manifest = JSON.parse(Buffer.from(file.subarray(headerBytes, headerBytes + manifestBytes)).toString('utf8'));
  const before = layoutOf(manifestBytes, manifest);
  edit(manifest);
  const edited = Buffer.from(JSON.stringify(manifest), 'utf8');
  const signature = signingKey.sign(concatBytes(signatureDomain, edited));
  const start = concatBytes(
    encodeHeader({ manifestBytes: edited.length, signature, signerKey: rawPublicKey(signingKey) }),
    edited,
  );
  const prefixBits = before.bucketCount.toString(2).length - 1;
  const recordsPerBucket = (before.bucketBytes - 16) / 18;
  const after = layoutOf(edited.length, { prefixBits, recordsPerBucket, privateBytes: before.privateBytes });
  const whole = new Uint8Array(after.fileBytes);
  whole.set(start, 0);
  whole.set(file.subarray(before.tableOffset, before.tableOffset + before.tableBytes), after.tableOffset);
  const privatePart = file.subarray(before.privateOffset, before.privateOffset + before.privateBytes);
  whole.set(privatePart, after.privateOffset);
  whole.set(file.subarray(before.bucketsOffset), after.bucketsOffset);
  return whole;
}

describe('a pack', () => {
  it('finds what is in it, with four kinds of classes told apart', async () => {
    const sealed = await read(bytes);
    const pack = new OpenPack(sealed, await openSlots(sealed.manifest, testPassphrase));
    await pack.requireCanaries();
    expect(sealed.manifest.entryCount).toBe(entries.length);
    expect(sealed.manifest.prefixBits).toBe(2);
    expect(await pack.lookUp('nir', listedNir)).toMatchObject([
      { incident: { id: 'test-confirmed' }, own: ['nir', 'civil-status'], others: [], claimedInRow: ['iban'] },
    ]);
    expect(await pack.lookUp('email', 'jean@exemple.fr')).toMatchObject([
      { incident: { id: 'test-confirmed' }, own: [], others: ['nir', 'civil-status'], claimedInRow: ['email'] },
      { incident: { id: 'test-claimed' }, own: [], others: [], claimedInRow: ['ameli-login', 'nir'], claimed: [] },
    ]);
    for (const entry of entries.slice(0, 200)) expect(await pack.lookUp(entry.kind, entry.canonical)).not.toBeNull();
  });

  it('does not find what is not in it, nor a listed text under another kind', async () => {
    const sealed = await read(bytes);
    const pack = new OpenPack(sealed, contentKey.slice() as ContentKey);
    expect(await pack.lookUp('nir', absentNir)).toBeNull();
    expect(await pack.lookUp('email', listedNir)).toBeNull();
    expect(await pack.lookUp('nir', '1')).toBeNull();
  });

  it('refuses every look-up once closed', async () => {
    const pack = new OpenPack(await read(bytes), contentKey.slice() as ContentKey);
    const asked = codeOf(pack.lookUp('nir', listedNir));
    pack.close();
    expect(await asked).toBe('vault-locked');
    expect(await codeOf(pack.lookUp('nir', listedNir))).toBe('vault-locked');
  });

  it('refuses a wrong passphrase, and accepts the right one typed with other spaces', async () => {
    const { manifest } = await read(bytes);
    expect(await codeOf(openSlots(manifest, 'correct horse battery stapler'))).toBe('slot-no-match');
    expect(toHex(await openSlots(manifest, `  ${testPassphrase.replace(/ /g, '\u00a0 ')} `))).toBe(toHex(contentKey));
  });

  it('is refused when its signer is not trusted', async () => {
    expect(await codeOf(read(bytes, trusted(newSigningKey())))).toBe('signer-untrusted');
    expect(toHex((await readSealedPack(memorySource(bytes), 'any')).signer.keyId)).toBe(toHex(signingKey.keyId));
  });

  it('is refused whatever its length, one byte more or less at any boundary', async () => {
    const { layout } = await read(bytes);
    const boundaries = [
      0,
      8,
      12,
      76,
      headerBytes,
      headerBytes + layout.manifestBytes,
      layout.tableOffset,
      layout.tableOffset + layout.tableBytes,
      layout.privateOffset,
      layout.privateOffset + layout.privateBytes,
      layout.bucketsOffset,
      layout.bucketsOffset + layout.bucketBytes,
      layout.fileBytes,
    ];
    for (const boundary of boundaries) {
      for (const length of [boundary - 1, boundary, boundary + 1]) {
        if (length < 0 || length === layout.fileBytes) continue;
        const cut = new Uint8Array(length);
        cut.set(bytes.subarray(0, Math.min(length, bytes.length)), 0);
        expect(await codeOf(read(cut)), `length ${length}`).toBe(
          length > layout.fileBytes ? 'pack-trailing-bytes' : 'pack-truncated',
        );
      }
    }
  });

  it('betrays every flipped bit to verify, with the code of the part it lies in', async () => {
    const { layout } = await read(bytes);
    const expectedCodes = (at: number): string[] => {
      if (at < 7) return ['pack-bad-magic'];
      if (at < 8) return ['pack-version-unsupported'];
      if (at < 12) return ['manifest-too-long', 'pack-truncated', 'signature-invalid'];
      if (at < headerBytes + layout.manifestBytes) return ['signature-invalid', 'signer-key-malformed'];
      if (at < layout.tableOffset) return ['pack-padding-not-zero'];
      if (at < layout.tableOffset + layout.tableBytes) return ['table-mismatch'];
      if (at < layout.privateOffset) return ['pack-padding-not-zero'];
      if (at < layout.privateOffset + layout.privateBytes) return ['private-part-corrupt'];
      if (at < layout.bucketsOffset) return ['pack-padding-not-zero'];
      return ['bucket-corrupt'];
    };
    const verifyAll = async (file: Uint8Array) => verifyBuckets(await read(file));
    expect(await codeOf(verifyAll(bytes))).toBe('no error');
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const altered = bytes.slice();
        altered[at] = (altered[at] ?? 0) ^ (1 << bit);
        expect(expectedCodes(at)).toContain(await codeOf(verifyAll(altered)));
      }),
      {
        numRuns: 300,
        examples: [
          [0, 0],
          [7, 1],
          [8, 0],
          [11, 7],
          [12, 0],
          [76, 0],
          [107, 0],
          [headerBytes, 0],
          [layout.tableOffset - 1, 0],
          [layout.tableOffset, 0],
          [layout.bucketsOffset - 1, 0],
          [layout.bucketsOffset, 0],
          [bytes.length - 1, 7],
        ],
      },
    );
  });

  it('answers « could not check », never « not listed », when the bucket it reads was altered', async () => {
    const sealed = await read(bytes);
    const altered = bytes.slice();
    altered.fill(0xff, sealed.layout.bucketsOffset);
    const damaged = await read(altered);
    const pack = new OpenPack(damaged, contentKey.slice() as ContentKey);
    for (const canonical of [listedNir, absentNir]) {
      const verdict = await checkIdentifier([{ set: 'a', lookup: pack }], 'nir', canonical);
      expect(verdict).toMatchObject({ kind: 'could-not-check', fault: { code: 'bucket-corrupt' } });
    }
  });

  it('refuses buckets that were swapped', async () => {
    const { layout } = await read(bytes);
    const swapped = bytes.slice();
    const first = layout.bucketsOffset;
    swapped.set(bytes.subarray(first + layout.bucketBytes, first + 2 * layout.bucketBytes), first);
    swapped.set(bytes.subarray(first, first + layout.bucketBytes), first + layout.bucketBytes);
    expect(await codeOf((async () => verifyBuckets(await read(swapped)))())).toBe('bucket-corrupt');
  });
});

describe('a pack signed by a careless or hostile signer', () => {
  const readEdited = (edit: (manifest: Record<string, unknown>) => void) => codeOf(read(resign(bytes, edit)));

  it.each<[string, string, (manifest: Record<string, unknown>) => void]>([
    ['an unknown field', 'manifest-malformed', (m) => Object.assign(m, { extra: 1 })],
    ['a stretch below the bounds', 'cost-out-of-range', (m) => Object.assign(m.stretch as object, { memoryKiB: 63 })],
    ['a stretch above the bounds', 'cost-out-of-range', (m) => Object.assign(m.stretch as object, { passes: 17 })],
    ['too many prefix bits', 'manifest-malformed', (m) => Object.assign(m, { prefixBits: 21 })],
    ['no record in a bucket', 'manifest-malformed', (m) => Object.assign(m, { recordsPerBucket: 0 })],
    ['larger buckets than the file has', 'pack-truncated', (m) => Object.assign(m, { recordsPerBucket: 4000 })],
    ['another table hash', 'table-mismatch', (m) => Object.assign(m, { tableSha256: '0'.repeat(64) })],
    ['a date that is none', 'manifest-malformed', (m) => Object.assign(m, { dataAsOf: '2026-02-30' })],
  ])('is refused for %s with %s', async (_what, code, edit) => {
    expect(await readEdited(edit)).toBe(code);
  });

  it('opens no slot that is malformed, too costly, or of another key', async () => {
    const slotEdited = async (edit: (slot: Record<string, unknown>, manifest: Record<string, unknown>) => void) => {
      const { manifest } = await read(resign(bytes, (m) => edit((m.slots as Record<string, unknown>[])[0] ?? {}, m)));
      return codeOf(openSlots(manifest, testPassphrase));
    };
    expect(await slotEdited((slot) => Object.assign(slot, { type: 'plain' }))).toBe('slot-malformed');
    expect(await slotEdited((slot) => Object.assign(slot, { nonce: '00' }))).toBe('slot-malformed');
    expect(await slotEdited((slot) => Object.assign(slot, { memoryKiB: 1 << 21 }))).toBe('cost-out-of-range');
    expect(await slotEdited((slot) => Object.assign(slot, { sealedKey: '00'.repeat(48) }))).toBe('slot-no-match');
    expect(await slotEdited((_, manifest) => Object.assign(manifest, { packId: '00'.repeat(16) }))).toBe(
      'slot-no-match',
    );
    expect(await slotEdited((_, manifest) => Object.assign(manifest, { commitment: '00'.repeat(32) }))).toBe(
      'commitment-mismatch',
    );
  });

  it('is unusable when its canaries are missing', async () => {
    const built = await buildMemoryPack({ entries: entries.slice(0, 5), canaries: 'absent' });
    const sealed = await read(built.bytes, trusted(built.signingKey));
    expect(await codeOf(new OpenPack(sealed, built.contentKey).requireCanaries())).toBe('canary-missing');
  });
});

describe('the parser, on arbitrary bytes', () => {
  it('always ends in a coded error', async () => {
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000, size: 'max' }), fc.boolean(), async (noise, withMagic) => {
        const file = withMagic ? concatBytes(bytes.subarray(0, 8), noise) : noise;
        const code = await codeOf(read(file));
        codes.add(code);
        expect(code).not.toBe('no error');
      }),
      { numRuns: 500 },
    );
    expect(codes).toContain('pack-truncated');
    expect(codes).toContain('manifest-too-long');
  });
});

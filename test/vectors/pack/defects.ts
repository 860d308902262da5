/**
 * One file, one defect, one code. Each is a good pack but for what its line says, so that no earlier check can mask the
 * one that is meant: the step named is the first that may complain, and every step before it must pass. Long, because it
 * is one list and is read as one.
 */
import { concatBytes, utf8 } from '../../../src/core/bytes/bytes.ts';
import { rawPublicKey } from '../../../src/core/crypto/signing.ts';
import type { ErrorCode } from '../../../src/core/error-codes.ts';
import { sealBucket } from '../../../src/core/pack/bucket.ts';
import { prefixOf, stretchIdentifier, tagOf } from '../../../src/core/pack/family.ts';
import { deriveBucketKey, deriveTagKey } from '../../../src/core/pack/keys.ts';
import { bucketIndexOf, headerBytes, maxManifestBytes, recordBytes, tagBytes } from '../../../src/core/pack/layout.ts';
import { packIdBytes } from '../../../src/core/pack/reader.ts';
import {
  assemble,
  cutTo,
  flip,
  type LooseManifest,
  partsOf,
  withBuckets,
  withBytes,
  withManifest,
  withManifestText,
  withPrivatePart,
} from './assemble.ts';
import { deliveryPassphrase, makePack, type PackRecipe, stranger, type VectorPack } from './material.ts';
import { goodPacks } from './packs.ts';

/** The steps of a reader in their order (FORMAT §8). */
export const steps = ['open', 'verify', 'unlock', 'series', 'canaries', 'look-up'] as const;
export type Step = (typeof steps)[number];

export interface Defect {
  readonly file: string;
  readonly what: string;
  readonly step: Step;
  readonly code: ErrorCode;
  readonly bytes: Uint8Array;
  readonly passphrase?: string;
  /** What is looked up, where that is the step. */
  readonly ask?: { readonly kind: 'nir' | 'email'; readonly canonical: string };
  /** What is installed already, for the step `series`. */
  readonly installed?: { readonly series: string; readonly sequence: number };
}

const asked = { kind: 'nir', canonical: '2550814168025' } as const;

export async function makeDefects(): Promise<Defect[]> {
  const recipe = (name: string): PackRecipe => {
    const found = goodPacks.find((good) => good.recipe.name === name);
    if (found === undefined) throw new RangeError(name);
    return found.recipe;
  };
  const tiny = await makePack(recipe('tiny'));
  const small = await makePack(recipe('small'));
  const other = await makePack({ ...recipe('tiny'), name: 'other' });
  return [
    ...headerDefects(tiny, other),
    ...manifestDefects(tiny),
    ...lengthDefects(tiny),
    ...tableAndBucketDefects(tiny, small),
    ...slotDefects(tiny, small, other),
    ...privatePartDefects(tiny, other),
    ...(await contentDefects(tiny, small, recipe('tiny'))),
  ];
}

const open = (file: string, code: ErrorCode, what: string, bytes: Uint8Array): Defect => ({
  file,
  what,
  step: 'open',
  code,
  bytes,
});

function headerDefects(tiny: VectorPack, other: VectorPack): Defect[] {
  const setLength = (bytes: Uint8Array, value: number) => new DataView(bytes.buffer).setUint32(8, value, true);
  return [
    open(
      'magic-wrong',
      'pack-bad-magic',
      'the sixth byte of the magic is flipped',
      withBytes(tiny, (b) => flip(b, 5)),
    ),
    open('not-a-pack', 'pack-bad-magic', 'some other file', utf8('%PDF-1.7\n')),
    open(
      'version-2',
      'pack-version-unsupported',
      'the version digit is 2',
      withBytes(tiny, (b) => b.fill(0x32, 7, 8)),
    ),
    open(
      'manifest-length-over-limit',
      'manifest-too-long',
      'manifest length 2097153',
      withBytes(tiny, (b) => setLength(b, maxManifestBytes + 1)),
    ),
    open(
      'manifest-length-huge',
      'manifest-too-long',
      'manifest length 4294967295',
      withBytes(tiny, (b) => setLength(b, 0xffff_ffff)),
    ),
    open(
      'manifest-length-beyond-file',
      'pack-truncated',
      'manifest length 2097152, within the limit and beyond the end of the file',
      withBytes(tiny, (b) => setLength(b, maxManifestBytes)),
    ),
    open(
      'manifest-length-zero',
      'signature-invalid',
      'manifest length 0: what was signed is not there',
      withBytes(tiny, (b) => setLength(b, 0)),
    ),
    open(
      'signature-flipped',
      'signature-invalid',
      'one bit of R',
      withBytes(tiny, (b) => flip(b, 12)),
    ),
    open(
      'signature-s-flipped',
      'signature-invalid',
      'one bit of S',
      withBytes(tiny, (b) => flip(b, 44)),
    ),
    open(
      'signature-of-another-pack',
      'signature-invalid',
      'the same signer signed it, for other bytes',
      withBytes(tiny, (b) => b.set(other.bytes.subarray(12, 76), 12)),
    ),
    open(
      'signature-without-domain',
      'signature-invalid',
      'signed without the domain string',
      assemble(partsOf(tiny), undefined, new Uint8Array(0)),
    ),
    open(
      'signer-key-replaced',
      'signature-invalid',
      "the header holds a stranger's public key, the signature is the signer's",
      withBytes(tiny, (b) => b.set(rawPublicKey(stranger), 76)),
    ),
    open(
      'manifest-flipped',
      'signature-invalid',
      'one bit of the manifest',
      withBytes(tiny, (b) => flip(b, headerBytes + 600)),
    ),
    open('signer-untrusted', 'signer-untrusted', 'rightly signed by a stranger', assemble(partsOf(tiny), stranger)),
  ];
}

function manifestDefects(tiny: VectorPack): Defect[] {
  const raw = (manifestBytes: Uint8Array) => assemble({ ...partsOf(tiny), manifestBytes });
  const good = partsOf(tiny).manifestBytes;
  const malformed = (file: string, what: string, edit: (manifest: LooseManifest) => void) =>
    open(`manifest-${file}`, 'manifest-malformed', what, withManifest(tiny, edit));
  const edited = (file: string, what: string, edit: (text: string) => string) =>
    open(`manifest-${file}`, 'manifest-malformed', what, withManifestText(tiny, edit));
  const costly = (file: string, what: string, cost: Record<string, unknown>) =>
    open(
      `stretch-${file}`,
      'cost-out-of-range',
      what,
      withManifest(tiny, (m) => Object.assign(m.stretch, cost)),
    );
  return [
    open('manifest-not-utf8', 'manifest-malformed', 'a byte 0xff in a text', raw(withByte(good, 600, 0xff))),
    open('manifest-not-json', 'manifest-malformed', 'the last brace is missing', raw(good.slice(0, -1))),
    open('manifest-with-bom', 'manifest-malformed', 'a byte order mark', raw(concatBytes(utf8('\ufeff'), good))),
    malformed('unknown-member', 'a member that version 1 does not know', (m) => Object.assign(m, { extra: 1 })),
    malformed('member-missing', 'no commitment', (m) => delete m.commitment),
    malformed('format-2', 'format is 2 inside a version 1 file', (m) => Object.assign(m, { format: 2 })),
    malformed('hex-upper-case', 'the pack id in upper case', (m) =>
      Object.assign(m, { packId: String(m.packId).toUpperCase() }),
    ),
    malformed('prefix-bits-21', 'more prefix bits than 20', (m) => Object.assign(m, { prefixBits: 21 })),
    malformed('prefix-bits-negative', 'prefix bits −1', (m) => Object.assign(m, { prefixBits: -1 })),
    malformed('prefix-bits-fraction', 'prefix bits 0.5', (m) => Object.assign(m, { prefixBits: 0.5 })),
    malformed('no-records', 'no record in a bucket', (m) => Object.assign(m, { recordsPerBucket: 0 })),
    malformed('too-many-records', '65537 records in a bucket', (m) => Object.assign(m, { recordsPerBucket: 65_537 })),
    malformed('more-entries-than-records', 'entries and canaries do not fit in the buckets', (m) =>
      Object.assign(m, { entryCount: 3 }),
    ),
    malformed('sequence-zero', 'sequence number 0', (m) => Object.assign(m, { sequence: 0 })),
    malformed('no-slot', 'no slot at all', (m) => Object.assign(m, { slots: [] })),
    malformed('date-impossible', '30 February', (m) => Object.assign(m, { dataAsOf: '2026-02-30' })),
    malformed('instant-with-offset', 'an instant that is not in UTC', (m) =>
      Object.assign(m, { createdAt: '2026-01-02T03:04:05+01:00' }),
    ),
    malformed('classes-repeated', 'a data class twice', (m) =>
      Object.assign(m, { dataClasses: [...(m.dataClasses as string[]).slice(0, 10), 'nir'] }),
    ),
    malformed('class-unknown', 'a data class that version 1 does not know', (m) =>
      Object.assign(m, { dataClasses: [...(m.dataClasses as string[]).slice(0, 10), 'dna'] }),
    ),
    malformed('incident-repeated', 'two incidents of one id', (m) =>
      Object.assign(m.incidents[1] ?? {}, { id: m.incidents[0]?.id }),
    ),
    malformed('incident-unverified', 'a confirmed incident that does not say how it was verified', (m) =>
      Object.assign(m.incidents[0] ?? {}, { verification: null }),
    ),
    malformed('claimed-as-confirmed', 'a claimed incident with a confirmed class', (m) =>
      Object.assign(m.incidents[1] ?? {}, { dataClasses: { everyone: [], some: ['nir'], claimed: [] } }),
    ),
    malformed('class-twice-in-a-list', 'an incident that lists a class twice', (m) =>
      Object.assign(m.incidents[0] ?? {}, { dataClasses: { everyone: [], some: ['nir', 'nir'], claimed: [] } }),
    ),
    malformed('class-in-two-lists', 'a class that is both everybody’s and some people’s', (m) =>
      Object.assign(m.incidents[0] ?? {}, { dataClasses: { everyone: ['nir'], some: ['nir'], claimed: [] } }),
    ),
    malformed('kind-unknown', 'a kind of identifier that version 1 does not know', (m) =>
      Object.assign(m, { identifierKinds: ['nir', 'passport'] }),
    ),
    malformed('kind-repeated', 'a kind twice', (m) => Object.assign(m, { identifierKinds: ['nir', 'nir'] })),
    malformed('year-zero', 'a day of the year 0000', (m) => Object.assign(m, { dataAsOf: '0000-02-29' })),
    malformed('valid-until-text', 'a last day that is no day', (m) => Object.assign(m, { validUntil: 'soon' })),
    malformed('coverage-does-not-add-up', 'one identifier was seen that is nowhere told of', (m) =>
      Object.assign(m, { coverage: [{ kind: 'nir', seen: 3, indexed: 2, lost: 0, explained: [] }] }),
    ),
    malformed('coverage-reason-unknown', 'a reason that version 1 does not know', (m) =>
      Object.assign(m, {
        coverage: [{ kind: 'nir', seen: 3, indexed: 2, lost: 0, explained: [{ reason: 'tired', count: 1 }] }],
      }),
    ),
    malformed('assessment-level-unknown', 'a level that is not on the list', (m) =>
      Object.assign(m.incidents[0]?.assessment as object, { level: 'authentic' }),
    ),
    malformed('private-part-small', 'a private part of 4095 bytes', (m) => Object.assign(m, { privateBytes: 4095 })),
    malformed('private-part-large', 'a private part over 4 MiB', (m) => Object.assign(m, { privateBytes: 4_194_305 })),
    malformed('entry-count-huge', 'more entries than 2^20 buckets hold', (m) =>
      Object.assign(m, { entryCount: 68_719_476_737 }),
    ),
    malformed('issuer-untrimmed', 'white space at the end of the issuer', (m) =>
      Object.assign(m, { issuer: `${m.issuer}\u3000` }),
    ),
    malformed('issuer-too-long', '199 letters and one outside the BMP: 201 code units', (m) =>
      Object.assign(m, { issuer: `${'a'.repeat(199)}\u{1f512}` }),
    ),
    malformed('text-line-break', 'a line break in the issuer, which would print a line of its own', (m) =>
      Object.assign(m, { issuer: 'CNAM\nfingerprint: 0000 0000' }),
    ),
    malformed('text-control', 'an escape sequence for terminals in a label', (m) =>
      Object.assign(m.slots[0] ?? {}, { label: 'essai\u001b[2J' }),
    ),
    malformed('text-bidirectional', 'a character that reverses what follows, in a title', (m) =>
      Object.assign(m.incidents[0]?.title as object, { fr: 'Incident \u202eémrifnoc' }),
    ),
    edited('text-surrogate', 'half a surrogate pair in the issuer', (text) =>
      text.replace('"issuer":"', '"issuer":"\\ud83d'),
    ),
    edited('member-repeated', 'two sequence numbers, of which each reader would take another', (text) =>
      text.replace('"sequence":3', '"sequence":3,"sequence":9'),
    ),
    edited('member-repeated-deep', 'the same inside an incident, one name written with an escape', (text) =>
      text.replace('"status":"confirmed"', '"status":"confirmed","\\u0073tatus":"refuted"'),
    ),
    edited('number-fraction', 'a whole number written with a fraction', (text) =>
      text.replace('"sequence":3', '"sequence":3.0'),
    ),
    edited('number-exponent', 'a whole number written with an exponent', (text) =>
      text.replace('"sequence":3', '"sequence":3e0'),
    ),
    edited('number-minus-zero', 'minus zero', (text) => text.replace('"prefixBits":0', '"prefixBits":-0')),
    edited('too-deep', 'an array seventeen deep', (text) =>
      text.replace('"slots":[', `"slots":[${'['.repeat(16)}${']'.repeat(16)},`),
    ),
    costly('memory-low', 'stretch of 63 KiB', { memoryKiB: 63 }),
    costly('memory-high', 'stretch of 1048577 KiB', { memoryKiB: 1_048_577 }),
    costly('passes-zero', 'stretch of no pass', { passes: 0 }),
    costly('passes-high', 'stretch of 17 passes', { passes: 17 }),
    costly('lanes-zero', 'stretch of no lane', { lanes: 0 }),
    costly('lanes-high', 'stretch of 5 lanes', { lanes: 5 }),
  ];
}

function withByte(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
}

/** Every boundary of the file, one byte before, at, and one after. */
function lengthDefects(tiny: VectorPack): Defect[] {
  const { layout } = tiny;
  const boundaries: [string, number][] = [
    ['start', 0],
    ['magic', 8],
    ['length', 12],
    ['signature', 76],
    ['header', headerBytes],
    ['manifest', headerBytes + layout.manifestBytes],
    ['padding', layout.tableOffset],
    ['table', layout.tableOffset + layout.tableBytes],
    ['private-part', layout.privateOffset + 100],
    ['second-padding', layout.privateOffset],
    ['third-padding', layout.bucketsOffset],
    ['file', layout.fileBytes],
  ];
  const defects: Defect[] = [];
  for (const [name, boundary] of boundaries) {
    for (const [suffix, byteCount] of [
      ['minus-1', boundary - 1],
      ['exact', boundary],
      ['plus-1', boundary + 1],
    ] as const) {
      if (byteCount < 0 || byteCount === layout.fileBytes) continue;
      const longer = byteCount > layout.fileBytes;
      defects.push(
        open(
          `cut-${name}-${suffix}`,
          longer ? 'pack-trailing-bytes' : 'pack-truncated',
          `${byteCount} bytes of ${layout.fileBytes}`,
          cutTo(tiny.bytes, byteCount),
        ),
      );
    }
  }
  defects.push(
    open(
      'trailing-page',
      'pack-trailing-bytes',
      'a page of zeroes follows',
      cutTo(tiny.bytes, layout.fileBytes + 4096),
    ),
    open(
      'records-per-bucket-too-large',
      'pack-truncated',
      'the signed manifest announces a record more in each bucket than the file holds',
      withManifest(tiny, (m) => Object.assign(m, { recordsPerBucket: 19 })),
    ),
    open(
      'padding-after-manifest',
      'pack-padding-not-zero',
      'the last byte before the table is 1',
      withBytes(tiny, (b) => flip(b, layout.tableOffset - 1)),
    ),
    open(
      'padding-after-table',
      'pack-padding-not-zero',
      'the first byte after the table is 1',
      withBytes(tiny, (b) => flip(b, layout.tableOffset + layout.tableBytes)),
    ),
  );
  return defects;
}

function tableAndBucketDefects(tiny: VectorPack, small: VectorPack): Defect[] {
  const { layout } = small;
  const verify = (file: string, what: string, bytes: Uint8Array): Defect => ({
    file,
    what,
    step: 'verify',
    code: 'bucket-corrupt',
    bytes,
  });
  return [
    open(
      'table-flipped',
      'table-mismatch',
      'one bit of the table',
      withBytes(small, (b) => flip(b, layout.tableOffset + 32)),
    ),
    open(
      'table-hash-other',
      'table-mismatch',
      'the signed manifest names another table',
      withManifest(tiny, (m) => Object.assign(m, { tableSha256: '00'.repeat(32) })),
    ),
    open(
      'private-part-flipped',
      'private-part-corrupt',
      'one bit of the private part',
      withBytes(tiny, (b) => flip(b, tiny.layout.privateOffset + 70)),
    ),
    open(
      'private-part-hash-other',
      'private-part-corrupt',
      'the signed manifest names another private part',
      withManifest(tiny, (m) => Object.assign(m, { privateSha256: '00'.repeat(32) })),
    ),
    verify(
      'bucket-flipped-first-bit',
      'one bit of the first bucket',
      withBytes(small, (b) => flip(b, layout.bucketsOffset)),
    ),
    verify(
      'bucket-flipped-last-bit',
      'one bit of the last byte',
      withBytes(small, (b) => flip(b, layout.fileBytes - 1)),
    ),
    verify(
      'buckets-swapped',
      'the first two buckets changed places',
      withBytes(small, (b) => {
        const first = b.slice(layout.bucketsOffset, layout.bucketsOffset + layout.bucketBytes);
        b.copyWithin(
          layout.bucketsOffset,
          layout.bucketsOffset + layout.bucketBytes,
          layout.bucketsOffset + 2 * layout.bucketBytes,
        );
        b.set(first, layout.bucketsOffset + layout.bucketBytes);
      }),
    ),
  ];
}

/** Well formed, and for nobody. */
const recipientSlot = {
  type: 'x25519',
  ephemeralKey: '09'.padEnd(64, '0'),
  nonce: '00'.repeat(12),
  sealedKey: '00'.repeat(48),
};

function slotDefects(tiny: VectorPack, small: VectorPack, other: VectorPack): Defect[] {
  const unlock = (file: string, code: ErrorCode, what: string, bytes: Uint8Array, passphrase = deliveryPassphrase) =>
    ({ file, what, step: 'unlock', code, bytes, passphrase }) as const;
  const edited = (pack: VectorPack, edit: (slot: Record<string, unknown>, manifest: LooseManifest) => void) =>
    withManifest(pack, (m) => edit(m.slots[0] ?? {}, m));
  const slotWith = (members: Record<string, unknown>) => edited(tiny, (slot) => Object.assign(slot, members));
  return [
    unlock('slot-type-unknown', 'slot-malformed', 'a slot of type "hsm"', slotWith({ type: 'hsm' })),
    unlock('slot-nonce-short', 'slot-malformed', 'a nonce of 11 bytes', slotWith({ nonce: '00'.repeat(11) })),
    unlock('slot-unknown-member', 'slot-malformed', 'a member that version 1 does not know', slotWith({ hint: 'a' })),
    unlock(
      'slot-malformed-behind-a-good-one',
      'slot-malformed',
      'the passphrase is the first slot’s, the third slot has no label',
      withManifest(small, (m) => delete m.slots[2]?.label),
    ),
    unlock(
      'slot-x25519-low-order',
      'slot-malformed',
      'an ephemeral key with which every workstation derives the same',
      edited(tiny, (_, m) => m.slots.push({ ...recipientSlot, ephemeralKey: `01${'00'.repeat(31)}` })),
    ),
    unlock(
      'slot-x25519-low-order-top-bit',
      'slot-malformed',
      'the same in a writing that X25519 reads alike',
      edited(tiny, (_, m) => m.slots.push({ ...recipientSlot, ephemeralKey: `01${'00'.repeat(30)}80` })),
    ),
    unlock(
      'slot-x25519-label',
      'slot-malformed',
      'a slot for a workstation that names it',
      edited(tiny, (_, m) => m.slots.push({ ...recipientSlot, label: 'Dijon' })),
    ),
    unlock(
      'slot-x25519-only',
      'slot-no-match',
      'a passphrase where only a workstation’s key opens',
      edited(tiny, (_, m) => m.slots.splice(0, 1, recipientSlot)),
    ),
    unlock(
      'slot-label-untrimmed',
      'slot-malformed',
      'white space at the beginning of a label',
      slotWith({ label: '\u00a0essai' }),
    ),
    unlock('slot-label-blank', 'slot-malformed', 'a label of white space alone', slotWith({ label: ' ' })),
    unlock(
      'slot-label-too-long',
      'slot-malformed',
      '79 letters and one outside the BMP: 81 code units',
      slotWith({ label: `${'a'.repeat(79)}\u{1f512}` }),
    ),
    unlock(
      'slot-below-floor',
      'slot-below-floor',
      'a slot of 64 KiB on a pack whose stretch is a production one',
      edited(tiny, (_, m) => Object.assign(m.stretch, { memoryKiB: 19_456, passes: 2 })),
    ),
    unlock(
      'slot-passes-below-floor',
      'slot-below-floor',
      'a slot of 64 MiB and two passes on a pack whose stretch is a production one',
      edited(tiny, (slot, m) => {
        Object.assign(m.stretch, { memoryKiB: 65_536, passes: 2 });
        Object.assign(slot, { memoryKiB: 65_536, passes: 2 });
      }),
    ),
    unlock('slot-memory-high', 'cost-out-of-range', 'a slot of 2 GiB', slotWith({ memoryKiB: 2_097_152 })),
    unlock('slot-lanes-high', 'cost-out-of-range', 'a slot of 5 lanes', slotWith({ lanes: 5 })),
    unlock('slot-no-match', 'slot-no-match', 'one letter of the passphrase', tiny.bytes, `${deliveryPassphrase}s`),
    unlock(
      'slot-passphrase-case',
      'slot-no-match',
      'a passphrase is compared with its capitals',
      tiny.bytes,
      deliveryPassphrase.toUpperCase(),
    ),
    unlock(
      'slot-key-flipped',
      'slot-no-match',
      'one bit of the sealed key',
      edited(tiny, (slot) => Object.assign(slot, { sealedKey: flippedHex(String(slot.sealedKey)) })),
    ),
    unlock(
      'slot-moved',
      'slot-no-match',
      'the slot that the passphrase opens stands at another index',
      withManifest(small, (m) => m.slots.reverse()),
    ),
    unlock(
      'slot-of-another-pack',
      'slot-no-match',
      'a slot that the same passphrase opens in another pack',
      edited(tiny, (slot) => Object.assign(slot, other.manifest.slots[0])),
    ),
    unlock(
      'pack-id-other',
      'slot-no-match',
      'another pack id in the signed manifest',
      edited(tiny, (_, m) => Object.assign(m, { packId: '00'.repeat(16) })),
    ),
    unlock(
      'commitment-other',
      'commitment-mismatch',
      'a slot opens to a key that the manifest does not commit to',
      edited(tiny, (_, m) => Object.assign(m, { commitment: '00'.repeat(32) })),
    ),
  ];
}

/** What is sealed beside the records, rightly sealed and wrong: a signer's own mistakes, or a signer who cheats. */
function privatePartDefects(tiny: VectorPack, other: VectorPack): Defect[] {
  const unlock = (file: string, code: ErrorCode, what: string, bytes: Uint8Array): Defect => ({
    file,
    what,
    step: 'unlock',
    code,
    bytes,
    passphrase: deliveryPassphrase,
  });
  const malformed = (file: string, what: string, edit: (text: string) => string) =>
    unlock(`private-${file}`, 'private-part-malformed', what, withPrivateText(tiny, edit));
  return [
    unlock(
      'private-part-of-another-pack',
      'private-part-corrupt',
      'the private part of another pack',
      withManifest({ ...tiny, bytes: withPrivateBytesOf(tiny, other) }, (m) =>
        Object.assign(m, { privateSha256: other.manifest.privateSha256 }),
      ),
    ),
    unlock(
      'private-length-beyond',
      'private-part-malformed',
      'a text that is longer than the private part',
      withPrivatePart(tiny, (plain) => void new DataView(plain.buffer).setUint32(64, plain.length, true)),
    ),
    unlock(
      'private-padding',
      'private-part-malformed',
      'a byte after the text that is not zero',
      withPrivatePart(tiny, (plain) => void flip(plain, plain.length - 1)),
    ),
    unlock(
      'private-not-utf8',
      'private-part-malformed',
      'a byte 0xff in the text',
      withPrivatePart(tiny, (plain) => void plain.fill(0xff, 70, 71)),
    ),
    malformed('not-json', 'the last brace is missing', (text) => text.slice(0, -1)),
    malformed('unknown-member', 'a member that version 1 does not know', (text) => text.replace('{', '{"extra":1,')),
    malformed('member-repeated', 'two lists of combinations', (text) => text.replace('{', '{"exposures":[],')),
    malformed('exposure-outside', 'a combination names an incident that is not there', (text) =>
      text.replace('[1,', '[2,'),
    ),
    malformed('exposure-unknown-class', 'a mask has a bit beyond the data classes', (text) =>
      text.replace(/\[\[\[0,\d+/, '[[[0,2048'),
    ),
    malformed('exposure-incidents-out-of-order', 'a combination whose incidents do not ascend', (text) =>
      text.replace(/\[\[0,(\d+)\],\[1,(\d+)\]\]/, '[[1,$2],[0,$1]]'),
    ),
    malformed('exposures-out-of-order', 'two combinations that changed places', (text) =>
      text.replace(/"exposures":\[(\[\[.*?\]\]),(\[\[.*?\]\])\]/, '"exposures":[$2,$1]'),
    ),
    malformed('exposures-repeated', 'a combination twice', (text) =>
      text.replace(/"exposures":\[(\[\[.*?\]\])/, '"exposures":[$1,$1'),
    ),
    malformed('exposure-empty', 'a combination of no incident', (text) =>
      text.replace('"exposures":[', '"exposures":[[],'),
    ),
    malformed('input-repeated', 'one leaked file twice', (text) =>
      text.replace(/"inputs":\[(\{.*?\})/, '"inputs":[$1,$1'),
    ),
    malformed('input-outside', 'a leaked file of an incident that is not there', (text) =>
      text.replace('"incident":0', '"incident":2'),
    ),
    unlock(
      'family-commitment-other',
      'family-mismatch',
      'the manifest commits to another pepper',
      withManifest(tiny, (m) => Object.assign(m.stretch, { commitment: '00'.repeat(32) })),
    ),
    unlock(
      'family-pepper-other',
      'family-mismatch',
      'one bit of the sealed pepper',
      withPrivatePart(tiny, (plain) => void flip(plain, 0)),
    ),
    unlock(
      'family-prefix-key-other',
      'family-mismatch',
      'one bit of the sealed prefix key',
      withPrivatePart(tiny, (plain) => void flip(plain, 32)),
    ),
    unlock(
      'family-salt-other',
      'family-mismatch',
      'one bit of the salt in the manifest',
      withManifest(tiny, (m) => Object.assign(m.stretch, { salt: flippedHex(String(m.stretch.salt)) })),
    ),
  ];
}

/** The pack with another text in its private part. */
function withPrivateText(pack: VectorPack, edit: (text: string) => string): Uint8Array {
  return withPrivatePart(pack, (plain) => {
    const view = new DataView(plain.buffer);
    const before = Buffer.from(plain.subarray(68, 68 + view.getUint32(64, true))).toString('utf8');
    const after = edit(before);
    if (after === before) throw new RangeError('nothing was edited');
    const text = utf8(after);
    plain.fill(0, 68);
    view.setUint32(64, text.length, true);
    plain.set(text, 68);
    return plain;
  });
}

function withPrivateBytesOf(pack: VectorPack, other: VectorPack): Uint8Array {
  const { privateOffset, privateBytes } = other.layout;
  return withBytes(pack, (b) =>
    b.set(other.bytes.subarray(privateOffset, privateOffset + privateBytes), pack.layout.privateOffset),
  );
}

function flippedHex(hex: string): string {
  const bytes = Buffer.from(hex, 'hex');
  flip(bytes, 0);
  return bytes.toString('hex');
}

/** What only who opened the pack can see: a signer's own mistakes, or a signer who cheats. */
async function contentDefects(tiny: VectorPack, small: VectorPack, recipe: PackRecipe): Promise<Defect[]> {
  const noCanaries = await makePack({ ...recipe, name: 'no-canaries', canaries: 'absent' });
  const spread = await makePack({ ...recipe, name: 'spread', prefixBits: 6 });
  const series = (file: string, what: string, sequence: number): Defect => ({
    file,
    what,
    step: 'series',
    code: 'pack-older',
    bytes: tiny.bytes,
    passphrase: deliveryPassphrase,
    installed: { series: 'vecteurs', sequence },
  });
  const lookUp = (file: string, what: string, bytes: Uint8Array, step: Step = 'look-up'): Defect => ({
    file,
    what,
    step,
    code: 'bucket-corrupt',
    bytes,
    passphrase: deliveryPassphrase,
    ...(step === 'look-up' ? { ask: asked } : {}),
  });
  return [
    series('series-older', 'sequence 3 where 4 is installed', 4),
    series('series-equal', 'sequence 3 where 3 is installed', 3),
    {
      file: 'canary-missing',
      what: 'the canaries are under other identifiers',
      step: 'canaries',
      code: 'canary-missing',
      bytes: noCanaries.bytes,
      passphrase: deliveryPassphrase,
    },
    {
      file: 'kind-not-indexed',
      what: 'an address is looked up where the manifest says that NIRs alone were indexed',
      step: 'look-up',
      code: 'kind-not-indexed',
      bytes: tiny.bytes,
      passphrase: deliveryPassphrase,
      ask: { kind: 'email', canonical: 'jean.dupont@exemple.fr' },
    },
    lookUp(
      'bucket-flipped-and-signed',
      'one bit of each bucket, the table and the signature made to fit',
      withBuckets(small, (buckets) => {
        for (const bucket of buckets) flip(bucket, 0);
      }),
      'canaries',
    ),
    lookUp(
      'buckets-rotated-and-signed',
      'every bucket moved by one place, the table and the signature made to fit',
      withBuckets(small, (buckets) => buckets.push(...buckets.splice(0, 1))),
      'canaries',
    ),
    lookUp(
      'exposure-index-outside',
      'a record points to a combination that the private part does not have',
      withBuckets(tiny, (buckets) => {
        buckets[0] = resealed(tiny, 0, (records) => {
          for (const index of [1, 2]) renumber(records, index, 3);
        });
      }),
    ),
    lookUp(
      'bucket-out-of-order',
      'the asked record and its neighbour changed places: a binary search misses it',
      await withAskedBucket(spread, (records, at) => swapRecords(records, at, neighbourOf(records, at))),
    ),
    lookUp(
      'bucket-tag-repeated',
      'a record of the tag that is asked for, and before it padding with the same tag',
      await withAskedBucket(spread, (records, at) => {
        const neighbour = neighbourOf(records, at);
        const before = Math.min(at, neighbour);
        records.set(records.slice(at, at + tagBytes), neighbour);
        records.fill(0, before + tagBytes, before + recordBytes);
      }),
    ),
    lookUp(
      'bucket-padding-out-of-order',
      'padding that stands where its tag does not belong',
      await withAskedBucket(spread, (records, at) =>
        records
          .fill(at === 0 ? 0 : 0xff, neighbourOf(records, at))
          .fill(0, neighbourOf(records, at) + tagBytes, neighbourOf(records, at) + recordBytes),
      ),
    ),
  ];
}

/** A bucket of `pack` with other records, rightly sealed. */
function resealed(pack: VectorPack, bucket: number, edit: (records: Uint8Array) => void): Uint8Array {
  const packId = packIdBytes(pack.manifest);
  const key = deriveBucketKey(pack.contentKey, packId);
  const sealed = partsOf(pack).buckets[bucket] ?? new Uint8Array(0);
  // GCM is its own inverse: sealing the ciphertext under the same nonce gives the records back.
  const twice = sealBucket(key, packId, bucket, sealed.subarray(0, sealed.length - 16));
  const records = twice.slice(0, sealed.length - 16);
  edit(records);
  return sealBucket(key, packId, bucket, records);
}

/** The bucket in which the asked identifier is, edited and signed. `at` is the offset of its record. */
async function withAskedBucket(pack: VectorPack, edit: (records: Uint8Array, at: number) => void): Promise<Uint8Array> {
  const { family, manifest, contentKey } = pack;
  const stretched = await stretchIdentifier(family, asked);
  const bucket = bucketIndexOf(prefixOf(family.prefixKey, stretched), manifest.prefixBits);
  const tag = Buffer.from(tagOf(deriveTagKey(contentKey, family.salt), stretched));
  return withBuckets(pack, (buckets) => {
    buckets[bucket] = resealed(pack, bucket, (records) => {
      // No canary lies in it, else the canaries would tell.
      for (let at = tagBytes; at < records.length; at += recordBytes) {
        if (records[at] === 0xff && records[at + 1] === 0xff) throw new RangeError('a canary');
      }
      edit(records, Buffer.from(records).indexOf(tag));
    });
  });
}

/** Offset of the record before the one at `at`, or of the one after where there is none before. */
function neighbourOf(_records: Uint8Array, at: number): number {
  return at === 0 ? recordBytes : at - recordBytes;
}

function swapRecords(records: Uint8Array, a: number, b: number): void {
  const first = records.slice(a, a + recordBytes);
  records.copyWithin(a, b, b + recordBytes);
  records.set(first, b);
}

/** Gives every record of one exposure index another one. */
function renumber(records: Uint8Array, from: number, to: number): void {
  for (let at = tagBytes; at < records.length; at += recordBytes) {
    if (records[at] === from && records[at + 1] === 0) records[at] = to;
  }
}

/**
 * The signed manifest (FORMAT §4): what is in the pack, who says so, how it is laid out and locked.
 */
import { z } from 'zod';
import { decodeUtf8, fromHex, utf8 } from '../bytes/bytes.ts';
import { firstIssuePath } from '../bytes/read-json.ts';
import { parseStrictJson } from '../bytes/strict-json.ts';
import { requireCostWithin, slotBounds, stretchBounds } from '../crypto/argon2id.ts';
import { isLowOrderPoint } from '../crypto/x25519.ts';
import { VigieError } from '../errors.ts';
import { dataClasses, identifierKinds } from '../vocabulary.ts';
import { canariesPerKind } from './canaries.ts';
import { coverageSchema } from './coverage.ts';
import { incidentSchema } from './incident.ts';
import { formatVersion, leastPrivateBytes, maxPrefixBits, maxPrivateBytes, maxRecordsPerBucket } from './layout.ts';
import {
  hasRepeats,
  hexOf,
  isoDay,
  isoInstant,
  sequenceNumber,
  seriesNameSchema,
  shownTextSchema,
} from './signed-text.ts';

/** UTF-16 code units, FORMAT §4.1 and §5.2. */
export const longestIssuer = 200;
export const longestLabel = 80;
export const mostIncidents = 256;

const costFields = { memoryKiB: z.int(), passes: z.int(), lanes: z.int() };

/** A way to the content key by a passphrase (FORMAT §5.2). */
const passphraseSlotSchema = z.strictObject({
  type: z.literal('passphrase'),
  label: shownTextSchema(longestLabel),
  ...costFields,
  salt: hexOf(16),
  nonce: hexOf(12),
  sealedKey: hexOf(48),
});
export type PassphraseSlot = z.infer<typeof passphraseSlotSchema>;

/** A way by a workstation's private key (FORMAT §5.5). Nothing in it tells whose: the file lists no branches. */
const recipientSlotSchema = z.strictObject({
  type: z.literal('x25519'),
  ephemeralKey: hexOf(32),
  nonce: hexOf(12),
  sealedKey: hexOf(48),
});
export type RecipientSlot = z.infer<typeof recipientSlotSchema>;

const slotSchema = z.discriminatedUnion('type', [passphraseSlotSchema, recipientSlotSchema]);
export type KeySlot = z.infer<typeof slotSchema>;

/** Hundreds of branches: 1 024 slots of 290 bytes are a seventh of the longest manifest. */
export const maxPackSlots = 1024;
/** Each one that a reader tries costs an Argon2id evaluation. */
export const maxPassphraseSlots = 64;

export const manifestSchema = z
  .strictObject({
    format: z.literal(formatVersion),
    series: seriesNameSchema,
    sequence: sequenceNumber,
    createdAt: isoInstant,
    dataAsOf: isoDay,
    /** Last day on which « not listed » is said without a caution; null: until the next of its series. */
    validUntil: isoDay.nullable(),
    issuer: shownTextSchema(longestIssuer),
    incidents: z.array(incidentSchema).min(1).max(mostIncidents),
    dataClasses: z.array(z.enum(dataClasses)).min(1).max(16),
    identifierKinds: z.array(z.enum(identifierKinds)).min(1),
    coverage: coverageSchema,
    entryCount: z.int().min(0),
    prefixBits: z.int().min(0).max(maxPrefixBits),
    recordsPerBucket: z.int().min(1).max(maxRecordsPerBucket),
    stretch: z.strictObject({ ...costFields, salt: hexOf(16), commitment: hexOf(32) }),
    privateBytes: z.int().min(leastPrivateBytes).max(maxPrivateBytes),
    packId: hexOf(16),
    tableSha256: hexOf(32),
    privateSha256: hexOf(32),
    slots: z.array(z.unknown()).min(1).max(maxPackSlots),
    commitment: hexOf(32),
  })
  .superRefine((manifest, context) => {
    for (const field of ['dataClasses', 'identifierKinds'] as const) {
      if (hasRepeats(manifest[field])) context.addIssue({ code: 'custom', path: [field], message: 'repeated' });
    }
    if (hasRepeats(manifest.incidents.map(({ id }) => id))) {
      context.addIssue({ code: 'custom', path: ['incidents'], message: 'repeated' });
    }
    const records = manifest.recordsPerBucket * 2 ** manifest.prefixBits;
    if (manifest.entryCount + canaryCountOf(manifest) > records) {
      context.addIssue({ code: 'custom', path: ['entryCount'], message: 'more entries than records' });
    }
  });

/** Slots are validated one by one, last of all: see `slots.ts`. */
export type Manifest = z.infer<typeof manifestSchema>;

/** @returns how many records of the pack are canaries */
export function canaryCountOf(manifest: { readonly identifierKinds: readonly unknown[] }): number {
  return manifest.identifierKinds.length * canariesPerKind;
}

/**
 * @param bytes bytes whose signature was verified
 * @throws VigieError 'manifest-malformed' with the path of the offending field · 'cost-out-of-range'
 */
export function decodeManifest(bytes: Uint8Array): Manifest {
  const text = decodeUtf8(bytes);
  if (text === null) throw new VigieError('manifest-malformed', { field: 'utf-8' });
  const json = parseStrictJson(text);
  if ('fault' in json) throw new VigieError('manifest-malformed', { field: json.fault });
  const parsed = manifestSchema.safeParse(json.value);
  if (!parsed.success) throw new VigieError('manifest-malformed', { field: firstIssuePath(parsed.error) || '.' });
  requireCostWithin(parsed.data.stretch, stretchBounds);
  return parsed.data;
}

/** @throws VigieError 'slot-malformed' with the slot's index · 'cost-out-of-range' */
export function decodeSlots(manifest: Manifest): KeySlot[] {
  let passphraseSlots = 0;
  return manifest.slots.map((slot, index) => {
    const parsed = slotSchema.safeParse(slot);
    if (!parsed.success) throw new VigieError('slot-malformed', { slot: index, field: firstIssuePath(parsed.error) });
    if (parsed.data.type === 'passphrase') {
      requireCostWithin(parsed.data, slotBounds);
      if (++passphraseSlots > maxPassphraseSlots)
        throw new VigieError('slot-malformed', { slot: index, field: 'type' });
    } else if (isLowOrderPoint(fromHex(parsed.data.ephemeralKey, 32) ?? new Uint8Array(32))) {
      // Such a slot would open for whoever asks, or for nobody: no honest builder writes it (RFC 7748 §6.1).
      throw new VigieError('slot-malformed', { slot: index, field: 'ephemeralKey' });
    }
    return parsed.data;
  });
}

export function encodeManifest(manifest: Manifest): Uint8Array {
  return utf8(JSON.stringify(manifest));
}

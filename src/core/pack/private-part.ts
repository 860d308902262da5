/**
 * The private part (FORMAT §7.6): what only who opens a pack may know besides its records. The family's pepper and prefix
 * key; the exposure combinations, of which a rare one belongs to one person; the digests of the leaked files, which for a
 * small file could be guessed. Bytes in, bytes out.
 */
import { z } from 'zod';
import { concatBytes, copySecret, decodeUtf8, u32le, utf8, zeroBytes } from '../bytes/bytes.ts';
import { firstIssuePath } from '../bytes/read-json.ts';
import { parseStrictJson } from '../bytes/strict-json.ts';
import { gcmNonceBytes, gcmTagBytes, openAesGcm, sealAesGcm } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';
import type { ExposureParts } from './exposure.ts';
import { compareParts } from './exposure-sets.ts';
import { pepperBytes, prefixKeyBytes, type StretchFamily } from './family.ts';
import { formatVersion, leastPrivateBytes, maxExposures, maxPrivateBytes } from './layout.ts';
import { hexOf } from './signed-text.ts';

const exposurePart = z.tuple([z.int().min(0).max(255), z.int().min(0).max(0xffff)]);
const contentSchema = z.strictObject({
  exposures: z.array(z.array(exposurePart).min(1)).max(maxExposures),
  /** The leaked files as they were read, each once for each incident that it was read for. */
  inputs: z
    .array(z.strictObject({ incident: z.int().min(0).max(255), byteCount: z.int().min(0), sha256: hexOf(32) }))
    .max(65_536),
});
export type InputDigest = z.infer<typeof contentSchema>['inputs'][number];

export interface PrivateContent {
  readonly exposures: readonly ExposureParts[];
  readonly inputs: readonly InputDigest[];
}
export interface PrivatePart extends PrivateContent {
  /** 32 bytes that the reader zeroes. */
  readonly pepper: Uint8Array;
  /** 32 bytes that the reader zeroes. */
  readonly prefixKey: Uint8Array;
}

const textAt = pepperBytes + prefixKeyBytes + 4;
const domain = utf8('vigie/pack/v1/private\0');

/**
 * @returns the plain bytes, which the caller seals and zeroes. Sealed, their length is a power of two, so that it says little
 *   of the number of combinations
 * @throws VigieError 'too-many-exposures' if they do not fit
 */
export function encodePrivatePart(
  { pepper, prefixKey }: Pick<StretchFamily, 'pepper' | 'prefixKey'>,
  { exposures, inputs }: PrivateContent,
): Uint8Array {
  const text = utf8(JSON.stringify({ exposures, inputs }));
  let privateBytes = leastPrivateBytes;
  while (privateBytes < textAt + text.length + gcmTagBytes) privateBytes *= 2;
  if (privateBytes > maxPrivateBytes) throw new VigieError('too-many-exposures', { combinations: exposures.length });
  const plain = new Uint8Array(privateBytes - gcmTagBytes);
  plain.set(pepper, 0);
  plain.set(prefixKey, pepperBytes);
  plain.set(u32le(text.length), pepperBytes + prefixKeyBytes);
  plain.set(text, textAt);
  return plain;
}

function associatedData(packId: Uint8Array): Uint8Array {
  return concatBytes(domain, packId, u32le(formatVersion));
}

export function sealPrivatePart(privateKey: Uint8Array, packId: Uint8Array, plain: Uint8Array): Uint8Array {
  return sealAesGcm(privateKey, new Uint8Array(gcmNonceBytes), plain, associatedData(packId));
}

/**
 * @param bounds how many incidents and classes the manifest has, which the combinations may point to
 * @throws VigieError 'private-part-corrupt' if the tag does not fit · 'private-part-malformed' with the offending field
 */
export function openPrivatePart(
  privateKey: Uint8Array,
  packId: Uint8Array,
  sealed: Uint8Array,
  bounds: { readonly incidents: number; readonly dataClasses: number },
): PrivatePart {
  const plain = openAesGcm(privateKey, new Uint8Array(gcmNonceBytes), sealed, associatedData(packId));
  if (plain === null) throw new VigieError('private-part-corrupt');
  try {
    const content = readContent(plain, bounds);
    return {
      ...content,
      pepper: copySecret(plain.subarray(0, pepperBytes)),
      prefixKey: copySecret(plain.subarray(pepperBytes, pepperBytes + prefixKeyBytes)),
    };
  } finally {
    zeroBytes(plain);
  }
}

function readContent(
  plain: Uint8Array,
  bounds: { readonly incidents: number; readonly dataClasses: number },
): PrivateContent {
  const malformed = (field: string) => new VigieError('private-part-malformed', { field });
  const textBytes = new DataView(plain.buffer, plain.byteOffset).getUint32(pepperBytes + prefixKeyBytes, true);
  const end = textAt + textBytes;
  if (end > plain.length || plain.subarray(end).some((byte) => byte !== 0)) throw malformed('length');
  const text = decodeUtf8(plain.subarray(textAt, end));
  if (text === null) throw malformed('utf-8');
  const json = parseStrictJson(text);
  if ('fault' in json) throw malformed(json.fault);
  const parsed = contentSchema.safeParse(json.value);
  if (!parsed.success) throw malformed(firstIssuePath(parsed.error) || '.');
  const { exposures, inputs } = parsed.data;
  let before: ExposureParts | null = null;
  for (const [i, parts] of exposures.entries()) {
    let incidentBefore = -1;
    for (const [incidentIndex, mask] of parts) {
      const inside = incidentIndex < bounds.incidents && mask >>> bounds.dataClasses === 0;
      if (!inside || incidentIndex <= incidentBefore) throw malformed(`exposures.${i}`);
      incidentBefore = incidentIndex;
    }
    if (before !== null && compareParts(before, parts) >= 0) throw malformed(`exposures.${i}`);
    before = parts;
  }
  const named = new Set(inputs.map(({ incident, sha256 }) => `${incident}:${sha256}`));
  if (named.size !== inputs.length || inputs.some(({ incident }) => incident >= bounds.incidents)) {
    throw malformed('inputs');
  }
  return { exposures, inputs };
}

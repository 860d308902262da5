/**
 * Notices (FORMAT §14): what is known of an incident, signed, without any identifier: the answer for a caller who asks
 * about a rumour. Read in the order of a pack: structure, then signature, then trust, and only then what it says.
 */
import { z } from 'zod';
import { concatBytes, decodeUtf8, toHex, utf8 } from '../bytes/bytes.ts';
import { firstIssuePath } from '../bytes/read-json.ts';
import { parseStrictJson } from '../bytes/strict-json.ts';
import {
  rawPublicKey,
  readRawPublicKey,
  type Signer,
  type SigningKey,
  signatureBytes,
  verifySignature,
} from '../crypto/signing.ts';
import { VigieError } from '../errors.ts';
import { incidentSchema } from './incident.ts';
import { signerKeyBytes } from './layout.ts';
import { longestIssuer } from './manifest.ts';
import type { Trust } from './reader.ts';
import { hasRepeats, isoDay, isoInstant, sequenceNumber, seriesNameSchema, shownTextSchema } from './signed-text.ts';

const magic = utf8('VIGIENO1');
/** magic · payload length · signature · signer's public key: the header of a pack (FORMAT §3.1). */
const headerBytes = magic.length + 4 + signatureBytes + signerKeyBytes;
/** 64 incidents with the longest statements stay under it. */
const maxPayloadBytes = 256 * 1024;
export const maxNoticeBytes: number = headerBytes + maxPayloadBytes;

/** Precedes the payload in what is signed: a pack's signature is worth nothing here, nor the other way round. */
const signatureDomain = utf8('vigie/notice/v1/payload\0');

const noticeSchema = z
  .strictObject({
    format: z.literal(1),
    series: seriesNameSchema,
    sequence: sequenceNumber,
    issuer: shownTextSchema(longestIssuer),
    issuedAt: isoInstant,
    /** Last calendar date on which it may be read out; null: until the next of its series. */
    expiresOn: isoDay.nullable(),
    incidents: z.array(incidentSchema).min(1).max(64),
  })
  .superRefine(({ incidents }, context) => {
    if (hasRepeats(incidents.map(({ id }) => id))) {
      context.addIssue({ code: 'custom', path: ['incidents'], message: 'repeated' });
    }
  });
export type Notice = z.infer<typeof noticeSchema>;

export interface SignedNotice {
  readonly notice: Notice;
  readonly signer: Signer;
}

/** @throws VigieError 'notice-malformed' with the path of the offending field: what a reader would refuse is not signed */
export function writeNotice(notice: Notice, signingKey: SigningKey): Uint8Array {
  const payload = utf8(JSON.stringify(notice));
  parseNotice(parsePayload(payload));
  if (payload.length > maxPayloadBytes) throw new VigieError('notice-malformed', { field: 'length' });
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, payload.length, true);
  const signature = signingKey.sign(concatBytes(signatureDomain, payload));
  return concatBytes(magic, length, signature, rawPublicKey(signingKey), payload);
}

/**
 * @param bytes the whole file, or its first `maxNoticeBytes + 1` bytes
 * @param trust `any` only to show what an unknown signer signed
 * @throws VigieError, in this order: 'notice-malformed' { field: 'magic' | 'version' | 'length' } · 'signature-invalid' ·
 *   'signer-untrusted' · 'notice-malformed' with `utf-8`, `json` or the path of the offending field
 */
export function readNotice(bytes: Uint8Array, trust: Trust): SignedNotice {
  const versionAt = magic.length - 1;
  if (bytes.length < versionAt || magic.subarray(0, versionAt).some((byte, i) => bytes[i] !== byte)) {
    throw new VigieError('notice-malformed', { field: 'magic' });
  }
  if (bytes[versionAt] !== magic[versionAt]) throw new VigieError('notice-malformed', { field: 'version' });
  if (bytes.length < headerBytes) throw new VigieError('notice-malformed', { field: 'length' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const payloadBytes = view.getUint32(magic.length, true);
  if (payloadBytes > maxPayloadBytes || bytes.length !== headerBytes + payloadBytes) {
    throw new VigieError('notice-malformed', { field: 'length' });
  }
  const signatureAt = magic.length + 4;
  const signature = bytes.subarray(signatureAt, signatureAt + signatureBytes);
  const signer = readRawPublicKey(bytes.slice(signatureAt + signatureBytes, headerBytes));
  const payload = bytes.subarray(headerBytes);
  if (!verifySignature(signer, concatBytes(signatureDomain, payload), signature)) {
    throw new VigieError('signature-invalid');
  }
  const keyId = toHex(signer.keyId);
  if (trust !== 'any' && !trust.has(keyId)) throw new VigieError('signer-untrusted', { keyId });
  return { notice: parseNotice(parsePayload(payload)), signer };
}

function parsePayload(payload: Uint8Array): unknown {
  const text = decodeUtf8(payload);
  if (text === null) throw new VigieError('notice-malformed', { field: 'utf-8' });
  const json = parseStrictJson(text);
  if ('fault' in json) throw new VigieError('notice-malformed', { field: json.fault });
  return json.value;
}

function parseNotice(json: unknown): Notice {
  const parsed = noticeSchema.safeParse(json);
  if (!parsed.success) throw new VigieError('notice-malformed', { field: firstIssuePath(parsed.error) || '.' });
  return parsed.data;
}

/** @param today calendar date, ISO */
export function isNoticeExpired({ expiresOn }: Pick<Notice, 'expiresOn'>, today: string): boolean {
  return expiresOn !== null && expiresOn < today;
}

export interface KnownNotice {
  readonly series: string;
  readonly sequence: number;
}

/**
 * @param known every notice that was ever imported, also those removed since: a rumour's older wording does not come back
 * @throws VigieError 'notice-older' if one of this series, as recent or more, was known
 */
export function requireNewerNotice({ series, sequence }: KnownNotice, known: readonly KnownNotice[]): void {
  if (known.some((other) => other.series === series && other.sequence >= sequence)) {
    throw new VigieError('notice-older', { series, sequence });
  }
}

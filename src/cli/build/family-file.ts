/**
 * The publisher's own file of a stretch family (FORMAT §17.1): what the next pack of the family is built with. Sealed under a
 * passphrase at the cost of a slot; whoever opens it can stretch whatever they like. Bytes in, bytes out.
 */
import { compareBytes, concatBytes, u32le, utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import {
  type Argon2Cost,
  deriveSlotKey,
  requireCostWithin,
  slotBounds,
  stretchBounds,
} from '../../core/crypto/argon2id.ts';
import { gcmNonceBytes, gcmTagBytes, openAesGcm, randomBytes, sealAesGcm } from '../../core/crypto/symmetric.ts';
import { isVigieError, VigieError } from '../../core/errors.ts';
import {
  closeFamily,
  familyCommitment,
  pepperBytes,
  prefixKeyBytes,
  type StretchFamily,
  saltBytes,
} from '../../core/pack/family.ts';

const magic = utf8('VIGIEFA1');
const costBytes = 12;
const commitmentAt = magic.length + costBytes + saltBytes;
const madeAt = commitmentAt + 32;
const slotAt = madeAt + 8;
const associatedBytes = slotAt + costBytes + saltBytes;
const sealedAt = associatedBytes + gcmNonceBytes;
const fileBytes = sealedAt + pepperBytes + prefixKeyBytes + gcmTagBytes;

/** A family is renewed at the latest after this (FORMAT §6.1). */
export const longestFamilyMs = 365 * 86_400_000;

export interface HeldFamily {
  /** Zeroed by whoever opened it. */
  readonly family: StretchFamily;
  readonly madeMs: number;
}

function costOf({ memoryKiB, passes, lanes }: Argon2Cost): Uint8Array {
  return concatBytes(u32le(memoryKiB), u32le(passes), u32le(lanes));
}

/** @param slotCost of the passphrase */
export async function sealFamily(
  { family, madeMs }: HeldFamily,
  passphrase: string,
  slotCost: Argon2Cost,
): Promise<Uint8Array> {
  const made = new Uint8Array(8);
  new DataView(made.buffer).setBigUint64(0, BigInt(madeMs), true);
  const slotSalt = randomBytes(saltBytes);
  const associated = concatBytes(
    magic,
    costOf(family.cost),
    family.salt,
    familyCommitment(family),
    made,
    costOf(slotCost),
    slotSalt,
  );
  const nonce = randomBytes(gcmNonceBytes);
  const key = await deriveSlotKey(passphrase, slotSalt, slotCost);
  const secrets = concatBytes(family.pepper, family.prefixKey);
  try {
    return concatBytes(associated, nonce, sealAesGcm(key, nonce, secrets, associated));
  } finally {
    zeroBytes(key, secrets);
  }
}

/**
 * @throws VigieError 'family-malformed' { field } · 'slot-no-match' for another passphrase, or an altered file ·
 *   'family-mismatch' if what was sealed is not what the file commits to
 */
export async function openFamily(bytes: Uint8Array, passphrase: string): Promise<HeldFamily> {
  const malformed = (field: string) => new VigieError('family-malformed', { field });
  if (bytes.length < magic.length || compareBytes(bytes.subarray(0, magic.length), magic) !== 0) {
    throw malformed('magic');
  }
  if (bytes.length !== fileBytes) throw malformed('length');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const costAt = (at: number): Argon2Cost => ({
    memoryKiB: view.getUint32(at, true),
    passes: view.getUint32(at + 4, true),
    lanes: view.getUint32(at + 8, true),
  });
  const cost = costAt(magic.length);
  const slotCost = costAt(slotAt);
  try {
    requireCostWithin(cost, stretchBounds);
    requireCostWithin(slotCost, slotBounds);
  } catch (cause) {
    throw isVigieError(cause) ? malformed('cost') : cause;
  }
  const key = await deriveSlotKey(passphrase, bytes.slice(slotAt + costBytes, associatedBytes), slotCost);
  const nonce = bytes.subarray(associatedBytes, sealedAt);
  const secrets = openAesGcm(key, nonce, bytes.subarray(sealedAt), bytes.subarray(0, associatedBytes));
  zeroBytes(key);
  if (secrets === null) throw new VigieError('slot-no-match', { slots: 1 });
  const family: StretchFamily = {
    cost,
    salt: bytes.slice(magic.length + costBytes, commitmentAt),
    pepper: secrets.slice(0, pepperBytes),
    prefixKey: secrets.slice(pepperBytes),
  };
  zeroBytes(secrets);
  if (compareBytes(familyCommitment(family), bytes.subarray(commitmentAt, madeAt)) !== 0) {
    closeFamily(family);
    throw new VigieError('family-mismatch');
  }
  return { family, madeMs: Number(view.getBigUint64(madeAt, true)) };
}

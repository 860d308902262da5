/**
 * Passphrase slots (FORMAT §5.2). Turns a delivery passphrase into the content key. Reads no files. The slots of
 * workstations are in `recipients.ts`.
 */
import type { ContentKey, SlotKey } from '../bytes/bytes.ts';
import { concatBytes, fromHex, toHex, u32le, utf8, zeroBytes } from '../bytes/bytes.ts';
import { type Argon2Cost, deriveSlotKey, slotFloor } from '../crypto/argon2id.ts';
import { equalInConstantTime, openAesGcm, sealAesGcm } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';
import { deriveCommitment } from './keys.ts';
import { decodeSlots, type KeySlot, type Manifest, type PassphraseSlot } from './manifest.ts';
import { isBelowProduction } from './stretch-costs.ts';

/** The pack and the place in it that a slot's sealed key belongs to, for both types of slot. */
export function slotAssociatedData(packId: Uint8Array, slotIndex: number): Uint8Array {
  return concatBytes(utf8('vigie/pack/v1/slot\0'), packId, u32le(slotIndex));
}

/** A field whose length the schema has checked. */
export function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex, hex.length / 2);
  if (bytes === null) throw new VigieError('internal');
  return bytes;
}

/** A slot whose slow derivation is done: what is left needs the pack's id, which is known last. */
export interface DerivedSlot {
  readonly label: string;
  readonly cost: Argon2Cost;
  /** 16 bytes, drawn for this slot alone. */
  readonly salt: Uint8Array;
  readonly slotKey: SlotKey;
}

/** @returns a slot whose key the caller zeroes. @throws VigieError 'cost-out-of-range' */
export async function deriveSlot(
  { label, passphrase, cost }: { label: string; passphrase: string; cost: Argon2Cost },
  salt: Uint8Array,
): Promise<DerivedSlot> {
  return { label, cost, salt, slotKey: await deriveSlotKey(passphrase, salt, cost) };
}

/** @param nonce 12 bytes, drawn for this slot and this pack alone */
export function sealSlot(
  contentKey: ContentKey,
  { label, cost, salt, slotKey }: DerivedSlot,
  { packId, slotIndex, nonce }: { packId: Uint8Array; slotIndex: number; nonce: Uint8Array },
): PassphraseSlot {
  return {
    type: 'passphrase',
    label,
    memoryKiB: cost.memoryKiB,
    passes: cost.passes,
    lanes: cost.lanes,
    salt: toHex(salt),
    nonce: toHex(nonce),
    sealedKey: toHex(sealAesGcm(slotKey, nonce, contentKey, slotAssociatedData(packId, slotIndex))),
  };
}

/** @returns the content key, or null if the passphrase is not this slot's */
async function tryOpenSlot(
  slot: PassphraseSlot,
  slotIndex: number,
  packId: Uint8Array,
  passphrase: string,
): Promise<ContentKey | null> {
  const slotKey = await deriveSlotKey(passphrase, bytesOf(slot.salt), slot);
  try {
    const associated = slotAssociatedData(packId, slotIndex);
    return openAesGcm(slotKey, bytesOf(slot.nonce), bytesOf(slot.sealedKey), associated) as ContentKey | null;
  } finally {
    zeroBytes(slotKey);
  }
}

/**
 * Tries each passphrase slot in turn.
 * @returns 32 bytes that the caller zeroes
 * @throws VigieError 'slot-malformed' · 'cost-out-of-range' · 'slot-below-floor' before any passphrase is tried ·
 *   'slot-no-match' if none opens · 'commitment-mismatch' if a slot opens to another key
 */
export async function openSlots(manifest: Manifest, passphrase: string): Promise<ContentKey> {
  const slots = decodeSlots(manifest);
  requireSlotFloor(manifest, slots);
  const packId = bytesOf(manifest.packId);
  for (const [slotIndex, slot] of slots.entries()) {
    if (slot.type !== 'passphrase') continue;
    const contentKey = await tryOpenSlot(slot, slotIndex, packId, passphrase);
    if (contentKey === null) continue;
    requireCommitment(manifest, contentKey);
    return contentKey;
  }
  throw new VigieError('slot-no-match', { slots: slots.length });
}

/** @returns true for a slot whose passphrase is guessed faster than a pack in production allows (FORMAT §6.2) */
export function isSlotBelowFloor({ memoryKiB, passes }: Argon2Cost): boolean {
  return memoryKiB < slotFloor.memoryKiB || passes < slotFloor.passes;
}

/**
 * A strong stretch behind a weak slot protects nothing: the passphrase is guessed instead. A demonstration pack, which is
 * shown as one, may have any slot.
 * @throws VigieError 'slot-below-floor' with the slot's index
 */
export function requireSlotFloor(manifest: Pick<Manifest, 'stretch'>, slots: readonly KeySlot[]): void {
  if (isBelowProduction(manifest.stretch)) return;
  for (const [index, slot] of slots.entries()) {
    if (slot.type === 'passphrase' && isSlotBelowFloor(slot)) throw new VigieError('slot-below-floor', { slot: index });
  }
}

/** @throws VigieError 'commitment-mismatch' (and zeroes the key) if `contentKey` is not the one the manifest commits to */
export function requireCommitment(manifest: Manifest, contentKey: ContentKey): void {
  const commitment = deriveCommitment(contentKey, bytesOf(manifest.packId));
  if (equalInConstantTime(commitment, bytesOf(manifest.commitment))) return;
  zeroBytes(contentKey);
  throw new VigieError('commitment-mismatch');
}

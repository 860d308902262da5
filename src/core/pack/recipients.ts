/**
 * Recipients (FORMAT §5.5): workstations whose private key opens a pack, so that hundreds of branches receive one file
 * and no passphrase is sent. A slot names nobody: a workstation tries its key on each, a third of a millisecond a slot.
 */
import { decodeBech32m, encodeBech32m } from '../bytes/bech32.ts';
import { type ContentKey, toHex, utf8 } from '../bytes/bytes.ts';
import { fingerprintGroups } from '../crypto/signing.ts';
import { sha256 } from '../crypto/symmetric.ts';
import { isLowOrderPoint, openWithKey, sealToKey, type X25519KeyPair, x25519KeyBytes } from '../crypto/x25519.ts';
import { VigieError } from '../errors.ts';
import { decodeSlots, type Manifest, maxPackSlots, type RecipientSlot } from './manifest.ts';
import { bytesOf, requireCommitment, requireSlotFloor, slotAssociatedData } from './slots.ts';

/** What precedes the separator of a recipient's text: `vigie1…`, 64 characters in all. */
const recipientName = 'vigie';
const slotInfo = 'vigie/pack/v1/x25519-slot';
const fingerprintDomain = utf8('vigie/recipient/v1\0');

/** One line, as it stands in a `.vigie-recipient` file and on a workstation's screen. */
export function encodeRecipient(publicKey: Uint8Array): string {
  return encodeBech32m(recipientName, publicKey);
}

/** @returns 32 bytes. @throws VigieError 'recipient-malformed' for a typo, another text, or a key that would seal nothing */
export function readRecipient(text: string): Uint8Array {
  const publicKey = decodeBech32m(recipientName, text.trim());
  if (publicKey === null || publicKey.length !== x25519KeyBytes || isLowOrderPoint(publicKey)) {
    throw new VigieError('recipient-malformed');
  }
  return publicKey;
}

/**
 * Files may be joined: one recipient a line; blank lines and lines that start with `#` are passed over.
 * @returns public keys in the order of the file, each once
 * @throws VigieError 'recipient-malformed' with the line's number, or with none where the file names nobody
 */
export function readRecipientFile(text: string): Uint8Array[] {
  const found = new Map<string, Uint8Array>();
  for (const [index, line] of text
    .replace(/^\u{feff}/u, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    try {
      const publicKey = readRecipient(line);
      found.set(toHex(publicKey), publicKey);
    } catch (cause) {
      throw new VigieError('recipient-malformed', { line: index + 1 }, { cause });
    }
  }
  if (found.size === 0) throw new VigieError('recipient-malformed', { line: 0 });
  if (found.size > maxPackSlots) throw new VigieError('recipient-malformed', { line: 0, recipients: found.size });
  return [...found.values()];
}

/** Eight groups of four hexadecimal digits, to be read aloud by who sends the key and compared by who receives it. */
export function recipientFingerprint(publicKey: Uint8Array): string[] {
  return fingerprintGroups(sha256(fingerprintDomain, publicKey));
}

/**
 * @param ephemeral 32 secret bytes and 12 of nonce, drawn for this slot alone; the secret is zeroed here
 * @throws VigieError 'recipient-malformed' if the recipient's key is a point of small order
 */
export function sealRecipientSlot(
  contentKey: ContentKey,
  recipientKey: Uint8Array,
  place: { readonly packId: Uint8Array; readonly slotIndex: number },
  ephemeral: { readonly privateKey: Uint8Array; readonly nonce: Uint8Array },
): RecipientSlot {
  const context = { info: slotInfo, associated: slotAssociatedData(place.packId, place.slotIndex) };
  const box = sealToKey(recipientKey, contentKey, context, ephemeral);
  if (box === null) throw new VigieError('recipient-malformed');
  return {
    type: 'x25519',
    ephemeralKey: toHex(box.ephemeralKey),
    nonce: toHex(box.nonce),
    sealedKey: toHex(box.sealed),
  };
}

/**
 * Tries a workstation's key on each of the slots for keys.
 * @returns 32 bytes that the caller zeroes, or null if the pack is not for this workstation
 * @throws VigieError 'slot-malformed' · 'cost-out-of-range' · 'slot-below-floor' · 'commitment-mismatch' if a slot opens to another key
 */
export function openRecipientSlots(manifest: Manifest, pair: X25519KeyPair): ContentKey | null {
  const packId = bytesOf(manifest.packId);
  const slots = decodeSlots(manifest);
  requireSlotFloor(manifest, slots);
  for (const [slotIndex, slot] of slots.entries()) {
    if (slot.type !== 'x25519') continue;
    const box = {
      ephemeralKey: bytesOf(slot.ephemeralKey),
      nonce: bytesOf(slot.nonce),
      sealed: bytesOf(slot.sealedKey),
    };
    const context = { info: slotInfo, associated: slotAssociatedData(packId, slotIndex) };
    const contentKey = openWithKey(pair, box, context) as ContentKey | null;
    if (contentKey === null) continue;
    requireCommitment(manifest, contentKey);
    return contentKey;
  }
  return null;
}

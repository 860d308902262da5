/** What the screen is shown of a pack: the signed manifest, in the contract's shape. */
import type { PackView } from '../../contract/values.ts';
import { fingerprintGroups } from '../../core/crypto/signing.ts';
import { decodeSlots } from '../../core/pack/manifest.ts';
import { isPackOutdated, type SealedPack } from '../../core/pack/reader.ts';
import { insuredPerPrefix, isBelowProduction, stretchName } from '../../core/pack/stretch-costs.ts';
import type { SetEntry } from './pack-register.ts';

/**
 * @param signerName the name under which the signer is trusted, null if it is not
 * @param today calendar date
 */
export function packViewOf(pack: SealedPack, signerName: string | null, today: string): PackView {
  const { manifest, layout, signer } = pack;
  const { memoryKiB, passes, lanes } = manifest.stretch;
  const slots = decodeSlots(manifest);
  return {
    packId: manifest.packId,
    series: manifest.series,
    sequence: manifest.sequence,
    issuer: manifest.issuer,
    createdAt: manifest.createdAt,
    dataAsOf: manifest.dataAsOf,
    validUntil: manifest.validUntil,
    outdated: isPackOutdated(manifest, today),
    coverage: manifest.coverage,
    identifierKinds: manifest.identifierKinds,
    entryCount: manifest.entryCount,
    recordsPerBucket: manifest.recordsPerBucket,
    insuredPerPrefix: insuredPerPrefix(manifest.prefixBits),
    fileBytes: layout.fileBytes,
    stretch: {
      name: stretchName(manifest.stretch),
      memoryKiB,
      passes,
      lanes,
      belowProduction: isBelowProduction(manifest.stretch),
    },
    signer: {
      name: signerName ?? '',
      fingerprint: fingerprintGroups(signer.keyId),
      trusted: signerName !== null,
    },
    incidents: manifest.incidents,
    slotLabels: slots.flatMap((slot) => (slot.type === 'passphrase' ? [slot.label] : [])),
    recipientCount: slots.filter((slot) => slot.type === 'x25519').length,
  };
}

/** A pack whose file is gone or broken: the register still knows its name. */
export function unreadablePackView(entry: SetEntry): PackView {
  return {
    packId: entry.packId,
    series: entry.series,
    sequence: entry.sequence,
    issuer: '',
    createdAt: '',
    dataAsOf: '',
    validUntil: null,
    outdated: false,
    coverage: [],
    identifierKinds: [],
    entryCount: 0,
    recordsPerBucket: 0,
    insuredPerPrefix: 0,
    fileBytes: 0,
    stretch: { name: 'custom', memoryKiB: 0, passes: 0, lanes: 0, belowProduction: false },
    signer: { name: '', fingerprint: Array.from({ length: 8 }, () => '----'), trusted: false },
    incidents: [],
    slotLabels: [],
    recipientCount: 0,
  };
}

/**
 * An opened pack: looks identifiers up (FORMAT §6, §7). Holds the derived keys until `close()`; the content key itself
 * is not kept.
 */
import type { ContentKey, StretchedIdentifier } from '../bytes/bytes.ts';
import { equalBytes, fromHex, releaseBytes, zeroBytes } from '../bytes/bytes.ts';
import { type HeldKey, holdKey, type PreparedMac, prepareHmacSha256 } from '../crypto/symmetric.ts';
import { VigieError } from '../errors.ts';
import type { DataClass, IdentifierKind } from '../vocabulary.ts';
import { findRecord, openBucket } from './bucket.ts';
import { canariesPerKind, canaryOf } from './canaries.ts';
import { type Exposure, type ExposureParts, exposureOf } from './exposure.ts';
import { closeFamily, familyCommitment, prefixOf, type StretchFamily, stretchIdentifier, tagOf } from './family.ts';
import { deriveBucketKey, derivePrivateKey, deriveTagKey } from './keys.ts';
import { bucketIndexOf, canaryExposure, paddingExposure } from './layout.ts';
import { type InputDigest, openPrivatePart } from './private-part.ts';
import { expectedBucketHash, packIdBytes, type SealedPack } from './reader.ts';
import { bytesOf, requireCommitment } from './slots.ts';

export interface Canary {
  readonly kind: IdentifierKind;
  /** 1 … canariesPerKind */
  readonly index: number;
}

export class OpenPack {
  readonly sealed: SealedPack;
  /** Salt, costs, pepper, prefix key: zeroed by `close()`. */
  readonly family: StretchFamily;
  /** The leaked files that the pack was made from. */
  readonly inputs: readonly InputDigest[];
  readonly #packId: Uint8Array;
  /** What the last look-up read into; null at first, and while one is under way. */
  #readInto: Uint8Array | null = null;
  /** Null once closed. */
  #keys: { readonly prefix: PreparedMac; readonly tag: PreparedMac; readonly bucket: HeldKey } | null;
  readonly #exposures: readonly ExposureParts[];

  /**
   * @param contentKey 32 bytes; the caller zeroes them
   * @throws VigieError 'commitment-mismatch' if the key is not this pack's · 'private-part-corrupt' ·
   *   'private-part-malformed' · 'family-mismatch' if the pepper is not the one that the manifest commits to
   */
  constructor(sealed: SealedPack, contentKey: ContentKey) {
    const { manifest } = sealed;
    requireCommitment(manifest, contentKey);
    const { salt: saltHex, commitment, ...cost } = manifest.stretch;
    const salt = bytesOf(saltHex);
    this.sealed = sealed;
    this.#packId = packIdBytes(manifest);
    const privateKey = derivePrivateKey(contentKey, this.#packId);
    try {
      const bounds = { incidents: manifest.incidents.length, dataClasses: manifest.dataClasses.length };
      const { pepper, prefixKey, exposures, inputs } = openPrivatePart(
        privateKey,
        this.#packId,
        sealed.privatePart,
        bounds,
      );
      this.family = { cost, salt, pepper, prefixKey };
      this.#exposures = exposures;
      this.inputs = inputs;
    } finally {
      zeroBytes(privateKey);
    }
    if (!equalBytes(familyCommitment(this.family), fromHex(commitment, 32))) {
      closeFamily(this.family);
      throw new VigieError('family-mismatch');
    }
    const tagKey = deriveTagKey(contentKey, salt);
    this.#keys = {
      prefix: prepareHmacSha256(this.family.prefixKey),
      tag: prepareHmacSha256(tagKey),
      bucket: holdKey(deriveBucketKey(contentKey, this.#packId)),
    };
    zeroBytes(tagKey);
  }

  /**
   * One stretch and one look-up, for whoever asks one pack.
   * @throws VigieError as `stretch` and `lookUpStretched`
   */
  async lookUp(kind: IdentifierKind, canonical: string, signal?: AbortSignal): Promise<Exposure[] | null> {
    this.requireKind(kind);
    const stretched = await this.stretch(kind, canonical);
    try {
      return await this.lookUpStretched(stretched, signal);
    } finally {
      zeroBytes(stretched);
    }
  }

  /** @throws VigieError 'kind-not-indexed': such an identifier is listed nowhere in the pack, which says nothing of the person */
  requireKind(kind: IdentifierKind): void {
    if (!this.sealed.manifest.identifierKinds.includes(kind)) throw new VigieError('kind-not-indexed', { kind });
  }

  /**
   * The slow part, which serves every pack of the family.
   * @returns 32 bytes that the caller zeroes
   * @throws VigieError 'vault-locked' after `close()`
   */
  async stretch(kind: IdentifierKind, canonical: string): Promise<StretchedIdentifier> {
    if (this.#keys === null) throw new VigieError('vault-locked');
    const stretched = await stretchIdentifier(this.family, { kind, canonical });
    if (this.#keys !== null) return stretched;
    // The pepper may have been zeroes already: other packs of the family would answer « not listed » for these bytes.
    zeroBytes(stretched);
    throw new VigieError('vault-locked');
  }

  /**
   * One positioned read, one bucket opened.
   * @param stretched under this pack's family; left as it is
   * @returns what the pack knows of the identifier, one entry an incident; null if the pack does not list it
   * @throws VigieError 'bucket-corrupt' · 'file-unreadable' · 'pack-truncated' · 'source-…' · 'vault-locked' after `close()`
   */
  async lookUpStretched(stretched: StretchedIdentifier, signal?: AbortSignal): Promise<Exposure[] | null> {
    const exposureIndex = await this.findStretched(stretched, signal);
    // A canary's identifier is nobody's: whoever asks for it is told what is true of a person.
    if (exposureIndex === null || exposureIndex === paddingExposure || exposureIndex === canaryExposure) return null;
    return this.#exposuresAt(exposureIndex);
  }

  /** Every canary of every kind that the pack indexes. */
  canaries(): Canary[] {
    return this.sealed.manifest.identifierKinds.flatMap((kind) =>
      Array.from({ length: canariesPerKind }, (_, i) => ({ kind, index: i + 1 })),
    );
  }

  /**
   * Looks up every canary: the proof that this pack, opened with this key, finds what is in it.
   * @throws VigieError 'canary-missing' with its kind and number, and whatever `lookUp` throws
   */
  async requireCanaries(signal?: AbortSignal): Promise<void> {
    for (const canary of this.canaries()) {
      const stretched = await this.stretch(canary.kind, canaryOf(canary.kind, canary.index));
      try {
        await this.requireCanary(canary, stretched, signal);
      } finally {
        zeroBytes(stretched);
      }
    }
  }

  /** @param stretched the canary's, under this pack's family. @throws VigieError 'canary-missing', and as `lookUpStretched` */
  async requireCanary({ kind, index }: Canary, stretched: StretchedIdentifier, signal?: AbortSignal): Promise<void> {
    const found = await this.findStretched(stretched, signal);
    if (found !== canaryExposure) throw new VigieError('canary-missing', { kind, canary: index });
  }

  /** Zeroes pepper, prefix key and what the MACs keep, lets go of the bucket key. The source is closed by whoever opened it. */
  close(): void {
    if (this.#keys !== null) zeroBytes(...this.#keys.prefix.pads, ...this.#keys.tag.pads);
    this.#keys = null;
    closeFamily(this.family);
  }

  /**
   * All of a look-up but its stretch: one positioned read, one bucket opened, one search. Apart because it is measured
   * apart (bench/).
   * @returns the exposure index of the record that bears the tag, or null if none does
   * @throws VigieError as `lookUpStretched`
   */
  async findStretched(stretched: StretchedIdentifier, signal?: AbortSignal): Promise<number | null> {
    const { manifest, layout, source } = this.sealed;
    if (this.#keys === null) throw new VigieError('vault-locked');
    const bucketIndex = bucketIndexOf(prefixOf(this.#keys.prefix, stretched), manifest.prefixBits);
    const tag = tagOf(this.#keys.tag, stretched);
    const offset = layout.bucketsOffset + bucketIndex * layout.bucketBytes;
    // Ciphertext: one array serves look-up after look-up. A second one that comes meanwhile gets an array of its own.
    const into = this.#readInto ?? new Uint8Array(layout.bucketBytes);
    this.#readInto = null;
    if (signal?.aborted) throw new VigieError('cancelled');
    const sealed =
      source.readNow?.(offset, layout.bucketBytes, into) ??
      (await source.read(offset, layout.bucketBytes, signal, into));
    // Locked meanwhile.
    if (this.#keys === null) throw new VigieError('vault-locked');
    const expected = expectedBucketHash(this.sealed, bucketIndex);
    const records = openBucket(this.#keys.bucket, this.#packId, bucketIndex, sealed, expected);
    const found = findRecord(records, tag);
    zeroBytes(records, tag);
    releaseBytes(records);
    if (sealed.buffer !== into.buffer) releaseBytes(sealed);
    this.#readInto = into;
    return found;
  }

  /** @throws VigieError 'bucket-corrupt' if the record points outside the private part */
  #exposuresAt(exposureIndex: number): Exposure[] {
    const { manifest } = this.sealed;
    const parts = this.#exposures[exposureIndex - 1];
    if (parts === undefined) throw new VigieError('bucket-corrupt', { exposure: exposureIndex });
    return parts.map(([incidentIndex, mask]) => {
      const incident = manifest.incidents[incidentIndex];
      if (incident === undefined) throw new VigieError('private-part-malformed', { field: 'exposures' });
      const row: DataClass[] = manifest.dataClasses.filter((_, bit) => (mask >>> bit) & 1);
      return exposureOf(incident, row);
    });
  }
}

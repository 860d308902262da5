/**
 * An opened pack: looks identifiers up (FORMAT §6, §7). Holds the derived keys until `close()`; the content key itself
 * is not kept.
 */
import type { ContentKey, IdentifierTag, StretchedIdentifier } from '../bytes/bytes.ts';
import { fromHex, releaseBytes, utf8, zeroBytes } from '../bytes/bytes.ts';
import { stretch } from '../crypto/argon2id.ts';
import { VigieError } from '../errors.ts';
import { identifierPassword } from '../identifier/identifier.ts';
import type { DataClass, IdentifierKind } from '../vocabulary.ts';
import { findRecord, openBucket } from './bucket.ts';
import type { Incident } from './incident.ts';
import { deriveBucketKey, derivePepper } from './keys.ts';
import { bucketIndexOf, canaryExposure, paddingExposure, tagBytes, tagOffset } from './layout.ts';
import { expectedBucketHash, packIdBytes, type SealedPack } from './reader.ts';
import { requireCommitment } from './slots.ts';

/** What the pack knows of one identifier in one incident. */
export interface Exposure {
  readonly incident: Incident;
  /** Classes that the data controller confirmed for this incident and that this record has. */
  readonly confirmed: readonly DataClass[];
  /** Classes that only the file claims. Never to be worded as exposed. */
  readonly claimed: readonly DataClass[];
}

/** The canonical text of canary number `index` (1 … canaryCount). No identifier kind is called `canary`. */
export function canaryPassword(index: number): Uint8Array {
  return utf8(`canary:${index}`);
}

export class OpenPack {
  readonly sealed: SealedPack;
  readonly #packId: Uint8Array;
  readonly #salt: Uint8Array;
  readonly #pepper: Uint8Array;
  readonly #bucketKey: Uint8Array;
  #closed = false;

  /**
   * @param contentKey 32 bytes; the caller zeroes them
   * @throws VigieError 'commitment-mismatch' if the key is not this pack's
   */
  constructor(sealed: SealedPack, contentKey: ContentKey) {
    requireCommitment(sealed.manifest, contentKey);
    const salt = fromHex(sealed.manifest.stretch.salt, 16);
    if (salt === null) throw new VigieError('internal');
    this.sealed = sealed;
    this.#salt = salt;
    this.#packId = packIdBytes(sealed.manifest);
    this.#pepper = derivePepper(contentKey, salt);
    this.#bucketKey = deriveBucketKey(contentKey, this.#packId);
  }

  /**
   * One stretch, one positioned read, one bucket opened.
   * @returns what the pack knows of the identifier, one entry an incident; null if the pack does not list it
   * @throws VigieError 'kind-not-indexed' · 'bucket-corrupt' · 'file-unreadable' · 'pack-truncated' · 'source-…' · 'vault-locked' after `close()`
   */
  async lookUp(kind: IdentifierKind, canonical: string, signal?: AbortSignal): Promise<Exposure[] | null> {
    // It would be listed nowhere, which says nothing of the person.
    if (!this.sealed.manifest.identifierKinds.includes(kind)) throw new VigieError('kind-not-indexed', { kind });
    const exposureIndex = await this.#find(identifierPassword({ kind, canonical }), signal);
    // A canary's index cannot be met: its password has a kind of its own.
    if (exposureIndex === null || exposureIndex === paddingExposure) return null;
    return this.#exposuresAt(exposureIndex);
  }

  /**
   * Looks up every canary: the proof that this pack, opened with this key, finds what is in it.
   * @throws VigieError 'canary-missing' with its number, and whatever `lookUp` throws
   */
  async requireCanaries(signal?: AbortSignal): Promise<void> {
    for (let index = 1; index <= this.sealed.manifest.canaryCount; index++) {
      const found = await this.#find(canaryPassword(index), signal);
      if (found !== canaryExposure) throw new VigieError('canary-missing', { canary: index });
    }
  }

  /** Zeroes the keys. The source is closed by whoever opened it. */
  close(): void {
    this.#closed = true;
    zeroBytes(this.#pepper, this.#bucketKey);
  }

  /**
   * All of a look-up but its stretch: one positioned read, one bucket opened, one search. Apart because it is measured
   * apart (bench/). Zeroes `stretched`.
   * @returns the exposure index of the record that bears the tag, or null if none does
   * @throws VigieError as `lookUp`
   */
  async findStretched(stretched: StretchedIdentifier, signal?: AbortSignal): Promise<number | null> {
    const { manifest, layout, source } = this.sealed;
    const bucketIndex = bucketIndexOf(stretched, manifest.prefixBits);
    const offset = layout.bucketsOffset + bucketIndex * layout.bucketBytes;
    const sealed = await source.read(offset, layout.bucketBytes, signal);
    // Locked meanwhile: the keys are zeroes now, and an answer would be a false one.
    if (this.#closed) throw new VigieError('vault-locked');
    const expected = expectedBucketHash(this.sealed, bucketIndex);
    const records = openBucket(this.#bucketKey, this.#packId, bucketIndex, sealed, expected);
    const found = findRecord(records, stretched.subarray(tagOffset, tagOffset + tagBytes) as IdentifierTag);
    zeroBytes(records, stretched);
    releaseBytes(records);
    releaseBytes(sealed);
    return found;
  }

  /** Zeroes `password` whatever happens. */
  async #find(password: Uint8Array, signal: AbortSignal | undefined): Promise<number | null> {
    try {
      if (this.#closed) throw new VigieError('vault-locked');
      const stretched = await stretch(password, this.#salt, this.#pepper, this.sealed.manifest.stretch);
      return await this.findStretched(stretched, signal);
    } finally {
      zeroBytes(password);
    }
  }

  /** @throws VigieError 'bucket-corrupt' if the record points outside the manifest */
  #exposuresAt(exposureIndex: number): Exposure[] {
    const { manifest } = this.sealed;
    const parts = manifest.exposures[exposureIndex - 1];
    if (parts === undefined) throw new VigieError('bucket-corrupt', { exposure: exposureIndex });
    return parts.map(([incidentIndex, mask]) => {
      const incident = manifest.incidents[incidentIndex];
      if (incident === undefined) throw new VigieError('manifest-malformed', { field: 'exposures' });
      const present = manifest.dataClasses.filter((_, bit) => (mask >>> bit) & 1);
      const confirmed = present.filter((dataClass) => incident.dataClasses.confirmed.includes(dataClass));
      const claimed = present.filter((dataClass) => !incident.dataClasses.confirmed.includes(dataClass));
      return { incident, confirmed, claimed };
    });
  }
}

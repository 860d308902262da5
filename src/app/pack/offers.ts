/** Packs that were chosen and not imported yet: opened, shown, and closed when another is chosen or the vault is locked. */
import { toHex } from '../../core/bytes/bytes.ts';
import { printableText } from '../../core/bytes/misleading.ts';
import { randomBytes } from '../../core/crypto/symmetric.ts';
import type { X25519KeyPair } from '../../core/crypto/x25519.ts';
import { VigieError } from '../../core/errors.ts';
import { readSealedPack, type SealedPack } from '../../core/pack/reader.ts';
import { openFileSource } from '../../files/file-source.ts';
import { shownAddress } from '../../files/http-url.ts';
import type { PickedFile } from '../shell/shell.ts';
import { whileOpen } from '../vault/session.ts';
import { opensWithKey } from './import-pack.ts';
import { packViewOf } from './pack-view.ts';
import { openServedPack, type ServedPack } from './served-packs.ts';

/** A pack whose manifest was read and whose signature holds, whoever signed: who did is shown, and trusted before the import. */
export interface OfferedPack {
  /** Name of the file, or host and path of the address. */
  readonly fileName: string;
  readonly sealed: SealedPack;
  /** Null for a file. */
  readonly served: ServedPack | null;
}

export interface Offer extends OfferedPack {
  readonly offerId: string;
  readonly opensWithoutPassphrase: boolean;
  importing: AbortController | null;
}

/** @throws VigieError what `openFileSource` and `readSealedPack` throw */
export async function openOfferedFile(file: PickedFile): Promise<OfferedPack> {
  const source = await openFileSource(file.path);
  try {
    return { fileName: printableText(file.name), sealed: await readSealedPack(source, 'any'), served: null };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** @throws VigieError what `openHttpSource` and `readSealedPack` throw */
export async function openOfferedAddress(address: string, signal: AbortSignal): Promise<OfferedPack> {
  const served = await openServedPack(address, 'any', signal);
  return { fileName: shownAddress(new URL(served.place.address)), sealed: served.sealed, served };
}

/** The offers of one session. */
export class Offers {
  readonly #offers = new Map<string, Offer>();
  readonly #ended: AbortSignal;

  constructor(ended: AbortSignal) {
    this.#ended = ended;
  }

  /**
   * Takes the place of the offers that are not being imported.
   * @param ownKey the workstation's, which may open the pack without a passphrase
   * @throws VigieError what `open` throws · 'slot-malformed' · 'vault-locked' if the session ended meanwhile
   */
  async add(open: () => Promise<OfferedPack>, ownKey: X25519KeyPair | null): Promise<Offer> {
    const opened = await whileOpen({ ended: this.#ended }, open(), ({ sealed }) => sealed.source.close());
    try {
      // Whatever cannot be shown is refused now, rather than when it is shown.
      packViewOf(opened.sealed, null, '');
      const opensWithoutPassphrase = opensWithKey(opened.sealed.manifest, ownKey);
      const offer: Offer = { offerId: toHex(randomBytes(8)), ...opened, opensWithoutPassphrase, importing: null };
      for (const earlier of this.#offers.values()) if (earlier.importing === null) await this.close(earlier);
      this.#offers.set(offer.offerId, offer);
      return offer;
    } catch (error) {
      await opened.sealed.source.close();
      throw error;
    }
  }

  /** @throws VigieError 'pack-not-found' */
  require(offerId: string): Offer {
    const offer = this.#offers.get(offerId);
    if (offer === undefined) throw new VigieError('pack-not-found');
    return offer;
  }

  /** Takes back an offer that is not being imported. */
  async cancel(offerId: string): Promise<void> {
    const offer = this.#offers.get(offerId);
    if (offer !== undefined && offer.importing === null) await this.close(offer);
  }

  async close(offer: Offer): Promise<void> {
    this.#offers.delete(offer.offerId);
    await offer.sealed.source.close().catch(() => {});
  }

  /** At lock. A file that is being imported goes on being read; its import closes it. */
  closeAll(): void {
    for (const offer of this.#offers.values()) {
      if (offer.importing !== null && offer.served === null) continue;
      offer.importing?.abort();
      void offer.sealed.source.close().catch(() => {});
    }
    this.#offers.clear();
  }
}

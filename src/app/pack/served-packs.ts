/**
 * Packs that stay on a web server. What comes before the buckets (manifest, signature, table) is fetched once, verified,
 * and kept sealed under the vault key, so that unlocking asks the server for nothing and each check for one bucket.
 * What is kept is verified again each time it is opened: it is a cache, never an authority.
 */
import { rm } from 'node:fs/promises';
import type { ContentKey } from '../../core/bytes/bytes.ts';
import { VigieError } from '../../core/errors.ts';
import type { OpenPack } from '../../core/pack/open-pack.ts';
import { readSealedPack, type SealedPack, type Trust } from '../../core/pack/reader.ts';
import type { RandomAccessSource } from '../../core/pack/source.ts';
import { SealedBox, type VaultKeySource } from '../../core/unlock/sealed-box.ts';
import { readFileIfThere, writeFileAtomic } from '../../files/atomic-write.ts';
import { type HttpSource, type HttpVersion, openHttpSource } from '../../files/http-source.ts';
import { type ImportProgress, openWithCanaries } from './import-pack.ts';
import { packStartPath } from './pack-files.ts';

/** Where a pack is served, and which version of it was imported. */
export interface HttpPackPlace extends HttpVersion {
  readonly address: string;
}

/** The sealed starts of served packs, one file each. */
export class PackStarts {
  readonly #packsDir: string;
  readonly #box: SealedBox;

  constructor(packsDir: string, vault: VaultKeySource) {
    this.#packsDir = packsDir;
    this.#box = new SealedBox(vault, 'packStarts');
  }

  /** @returns null where there is none that opens: it is then fetched again. @throws VigieError 'vault-locked' */
  read(packId: string): Uint8Array | null {
    const sealed = readFileIfThere(packStartPath(this.#packsDir, packId));
    return sealed === null ? null : this.#box.open(sealed, packId);
  }

  /** @throws VigieError 'disk-full' · 'read-only' · 'file-unwritable' · 'vault-locked' */
  write(packId: string, start: Uint8Array): void {
    writeFileAtomic(packStartPath(this.#packsDir, packId), this.#box.seal(start, packId));
  }

  /** At lock. */
  close(): void {
    this.#box.close();
  }
}

/** A served pack with everything that comes before its buckets. */
export interface ServedPack {
  readonly sealed: SealedPack;
  readonly start: Uint8Array;
  readonly place: HttpPackPlace;
}

/**
 * Fetches and verifies what comes before the buckets.
 * @throws VigieError what `openHttpSource` and `readSealedPack` throw
 */
export async function openServedPack(address: string, trust: Trust, signal?: AbortSignal): Promise<ServedPack> {
  const source = await openHttpSource(address, signal === undefined ? {} : { signal });
  return servedFrom(source, trust, signal);
}

/**
 * Opens an installed served pack: from its sealed start if there is one, else from the server.
 * @throws VigieError what `openHttpSource` and `readSealedPack` throw
 */
export async function reopenServedPack(
  place: HttpPackPlace,
  packId: string,
  starts: PackStarts,
  trust: Trust,
  signal: AbortSignal,
): Promise<SealedPack> {
  const source = await openHttpSource(place.address, { known: place });
  try {
    const start = starts.read(packId);
    if (start !== null) return await readSealedPack(startedFrom(start, source), trust, signal);
    const served = await servedFrom(source, trust, signal);
    starts.write(packId, served.start);
    return served.sealed;
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function servedFrom(source: HttpSource, trust: Trust, signal?: AbortSignal): Promise<ServedPack> {
  try {
    const pieces: { readonly offset: number; readonly bytes: Uint8Array }[] = [];
    const noting: RandomAccessSource = {
      ...source,
      read: async (offset, byteCount, readSignal) => {
        const bytes = await source.read(offset, byteCount, readSignal);
        pieces.push({ offset, bytes });
        return bytes;
      },
    };
    const sealed = await readSealedPack(noting, trust, signal);
    const start = new Uint8Array(sealed.layout.bucketsOffset);
    // The reader reads all that comes before the buckets, padding included.
    for (const { offset, bytes } of pieces) start.set(bytes, offset);
    return { sealed: { ...sealed, source }, start, place: { address: source.url.href, ...source.version } };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** @returns a source whose first bytes are here and whose others are on the server */
function startedFrom(start: Uint8Array, source: HttpSource): RandomAccessSource {
  return {
    byteLength: source.byteLength,
    read: async (offset, byteCount, signal) =>
      offset + byteCount <= start.length
        ? start.slice(offset, offset + byteCount)
        : source.read(offset, byteCount, signal),
    close: () => source.close(),
  };
}

/**
 * Installs a served pack without copying it. The whole file cannot be verified without fetching it: each bucket is,
 * against the signed table, whenever it is read. The canaries are the first to be.
 * @param contentKey stays the caller's
 * @throws VigieError what `openHttpSource` and `requireCanaries` throw · 'disk-full' · 'read-only' · 'cancelled'
 */
export async function importServedPack(
  offered: ServedPack,
  contentKey: ContentKey,
  packsDir: string,
  starts: PackStarts,
  onProgress: ImportProgress,
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly sealed: SealedPack; readonly open: OpenPack }> {
  const { manifest } = offered.sealed;
  const path = packStartPath(packsDir, manifest.packId);
  let source: HttpSource | null = null;
  let open: OpenPack | null = null;
  try {
    // A source of its own: the offer closes the one that it has.
    source = await openHttpSource(offered.place.address, { known: offered.place });
    const sealed = { ...offered.sealed, source };
    open = await openWithCanaries(sealed, contentKey, onProgress, signal);
    starts.write(manifest.packId, offered.start);
    return { path, sealed, open };
  } catch (error) {
    open?.close();
    await source?.close();
    await rm(path, { force: true }).catch(() => {});
    throw signal.aborted ? new VigieError('cancelled', {}, { cause: error }) : error;
  }
}

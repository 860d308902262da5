/**
 * Imports, one after the other. What needs the vault is done while it is open: the pack's key is opened and sealed first, and
 * the pack is registered last. Between the two a file is copied and verified, which takes minutes for a gigabyte and needs no
 * key: that goes on behind the lock, so that nobody has to sit at the desk for it. A pack whose turn comes while the vault
 * is locked waits for the next unlock.
 */
import { rm } from 'node:fs/promises';
import type { EventName, EventPayload } from '../../contract/channels.ts';
import type { InstalledSetView } from '../../contract/values.ts';
import { type ContentKey, zeroBytes } from '../../core/bytes/bytes.ts';
import { equalInConstantTime } from '../../core/crypto/symmetric.ts';
import type { X25519KeyPair } from '../../core/crypto/x25519.ts';
import { faultOf, VigieError } from '../../core/errors.ts';
import type { AuditDetails } from '../../core/journal/audit-entry.ts';
import type { Manifest } from '../../core/pack/manifest.ts';
import type { SealedPack } from '../../core/pack/reader.ts';
import { requireNewer, withKnown } from '../../core/pack/series.ts';
import { makeDirectory } from '../../files/atomic-write.ts';
import type { Clock } from '../shell/options.ts';
import { whileOpen } from '../vault/session.ts';
import {
  copyAndVerify,
  discardVerified,
  type ImportProgress,
  openContentKey,
  openWithCanaries,
  tenTimesASecond,
  type VerifiedFile,
} from './import-pack.ts';
import { type InstalledSet, releaseSet } from './installed-set.ts';
import type { Offer } from './offers.ts';
import type { OpenDesk } from './open-desk.ts';
import { mostEntries, type SetEntry, unwrapContentKey, wrapContentKey } from './pack-register.ts';
import { importServedPack } from './served-packs.ts';
import type { Signers } from './signers.ts';

export interface ImportsContext {
  readonly packsDir: string;
  readonly clock: Clock;
  readonly signers: Signers;
  emit<E extends EventName>(event: E, payload: EventPayload<E>): void;
  /** This workstation's own key, where there is one. */
  ownKey(): X25519KeyPair | null;
  /** Null while the vault is locked. */
  desk(): OpenDesk | null;
  viewOf(set: InstalledSet): InstalledSetView;
  /** Closes sets that the register no longer names, and removes their files. */
  removeSets(gone: readonly InstalledSet[], entries: readonly SetEntry[]): Promise<void>;
}

/** An import that was begun and is neither registered nor given up. */
interface Running {
  readonly offer: Offer;
  readonly importing: AbortController;
  readonly forceOlder: boolean;
  /** The session in which it was asked for. */
  readonly askedIn: OpenDesk;
}

/** A verified copy whose content key is sealed under the vault: all that its registration needs. */
interface ToRegister extends Running {
  readonly verified: VerifiedFile;
  readonly entry: SetEntry;
}

export class Imports {
  readonly #context: ImportsContext;
  /** Imports take turns: what one replaces, and whether it is newer, is judged by what the one before it left. */
  #last: Promise<unknown> = Promise.resolve();
  /** Begun, and neither registered nor given up. */
  readonly #unfinished = new Map<string, Running>();
  /** Those among them that are verified, and for which the vault must be open. */
  #waiting: readonly ToRegister[] = [];
  #disposed = false;

  constructor(context: ImportsContext) {
    this.#context = context;
  }

  /**
   * @throws VigieError 'signer-untrusted' · 'pack-older' · 'cancelled' · what the import throws · 'vault-locked' if the vault was
   *   locked meanwhile: the import then goes on, and `importEnded` tells how it ended
   */
  async import(desk: OpenDesk, offer: Offer, passphrase: string, forceOlder: boolean): Promise<InstalledSetView> {
    if (offer.importing !== null) throw new VigieError('internal', { import: 'running' });
    const importing = new AbortController();
    offer.importing = importing;
    const running = { offer, importing, forceOlder, askedIn: desk };
    this.#unfinished.set(offer.offerId, running);
    const turn = this.#last.then(() => this.#import(running, passphrase));
    this.#last = turn.catch(() => undefined);
    return await turn;
  }

  /** At unlock: registers what was verified behind the lock, in its turn. */
  resume(): void {
    this.#last = this.#last.then(() => this.#registerWaiting());
  }

  /** Stops an import, whichever session it was begun in. Does nothing if there is none. */
  cancel(offerId: string): void {
    this.#unfinished.get(offerId)?.importing.abort();
  }

  /** When the program ends. The copies that were not registered are strays at the next unlock. */
  dispose(): void {
    this.#disposed = true;
    for (const { importing } of this.#unfinished.values()) importing.abort();
    for (const { verified } of this.#waiting) void verified.sealed.source.close().catch(() => {});
    this.#waiting = [];
  }

  /** True for the files of packs that are being copied, or wait to be registered. */
  owns(file: string): boolean {
    return [...this.#unfinished.values()].some(({ offer }) => file.includes(offer.sealed.manifest.packId));
  }

  async #import(running: Running, passphrase: string): Promise<InstalledSetView> {
    const { offer, importing, forceOlder, askedIn } = running;
    const cancelled = importing.signal;
    const { signers, packsDir } = this.#context;
    const { manifest } = offer.sealed;
    try {
      await askedIn.opened;
      // Its copy would be written over theirs, and be taken away with it when theirs is then refused.
      if (!askedIn.ended.aborted) await this.#registerWaiting();
      // Locked, or cancelled, while an earlier import was under way.
      if (askedIn.ended.aborted || cancelled.aborted) throw new VigieError('cancelled');
      if (signers.nameOf(offer.sealed.signer) === null) throw new VigieError('signer-untrusted');
      this.#requireOwnSeries(askedIn, offer.sealed);
      requireNewerThan(askedIn, manifest, forceOlder);
      makeDirectory(packsDir);
      const progress = this.#progressOf(offer);
      progress('open', 0, offer.sealed.layout.fileBytes);
      // First, because a mistyped passphrase should cost half a second and not the copy of a gigabyte.
      const opening = openContentKey(manifest, passphrase, this.#context.ownKey());
      const contentKey = await whileOpen(askedIn, opening, zeroBytes);
      let entry: SetEntry;
      try {
        requireOwnKey(askedIn, manifest, contentKey);
        entry = this.#entryOf(askedIn, offer, contentKey);
        if (offer.served !== null) return await this.#importServed(running, entry, contentKey, progress);
      } finally {
        zeroBytes(contentKey);
      }
      const verified = await copyAndVerify(offer.sealed, packsDir, signers.keyIds(), progress, cancelled);
      const toRegister = { ...running, verified, entry };
      // Locked meanwhile, and perhaps open again: whoever asked was told that it is locked, and an event tells the rest.
      if (this.#context.desk() !== askedIn) return this.#wait(toRegister);
      return await this.#register(askedIn, toRegister, {});
    } catch (error) {
      this.#noteRefusal(offer, error);
      throw error;
    } finally {
      this.#settle(offer);
      offer.importing = null;
      // Nobody can take up the offer of a session that is over.
      if (askedIn.ended.aborted) await askedIn.offers.close(offer);
    }
  }

  /** Those that were verified behind a lock come before whatever is imported after it. Never rejects. */
  async #registerWaiting(): Promise<void> {
    for (const each of this.#waiting) await this.#registerLater(each).catch(() => undefined);
  }

  /**
   * Registers, in whatever session is open by then, a pack whose copy ended after a lock. The call that began the import was
   * answered long ago, so that an event tells how it ended.
   */
  async #registerLater(waiting: ToRegister): Promise<void> {
    // Taken up already: two unlocks may have come before its turn.
    if (!this.#waiting.includes(waiting)) return;
    const desk = this.#context.desk();
    if (desk === null) return;
    this.#waiting = this.#waiting.filter((each) => each !== waiting);
    const { offerId } = waiting.offer;
    try {
      const pack = await this.#register(desk, waiting, { startedBy: waiting.askedIn.session.adviserId });
      this.#context.emit('importEnded', { offerId, pack, problem: null });
    } catch (error) {
      this.#noteRefusal(waiting.offer, error);
      const problem = faultOf(error);
      // Locked once more: it waits again, or the program ends.
      if (problem.code !== 'vault-locked') this.#context.emit('importEnded', { offerId, pack: null, problem });
    } finally {
      this.#settle(waiting.offer);
    }
  }

  /** @throws VigieError 'vault-locked' if the session ends before it is registered: it waits for another */
  async #register(desk: OpenDesk, toRegister: ToRegister, details: AuditDetails): Promise<InstalledSetView> {
    const { offer, verified, entry, forceOlder } = toRegister;
    const cancelled = toRegister.importing.signal;
    const { manifest, signer } = verified.sealed;
    let open: InstalledSet['open'] = null;
    try {
      await desk.opened;
      if (cancelled.aborted) throw new VigieError('cancelled');
      if (desk.ended.aborted) return this.#wait(toRegister);
      // Again: what was trusted and newer when the copy began may be neither after minutes behind the lock.
      if (this.#context.signers.nameOf(signer) === null) throw new VigieError('signer-untrusted');
      this.#requireOwnSeries(desk, verified.sealed);
      requireNewerThan(desk, manifest, forceOlder);
      const contentKey = unwrapContentKey(desk.contentKeys, entry);
      try {
        requireOwnKey(desk, manifest, contentKey);
        const stop = AbortSignal.any([cancelled, desk.ended]);
        open = await openWithCanaries(verified.sealed, contentKey, this.#progressOf(offer), stop);
      } finally {
        zeroBytes(contentKey);
      }
      if (desk.ended.aborted) throw new VigieError('cancelled');
    } catch (error) {
      open?.close();
      if (desk.ended.aborted && !cancelled.aborted) return this.#wait(toRegister);
      await discardVerified(verified.path, verified.sealed.source);
      throw error;
    }
    const set: InstalledSet = { entry, sealed: verified.sealed, open, state: 'ready', fault: null };
    return await this.#install(desk, offer, set, verified.path, details);
  }

  /** Forgets an import that is over, unless it waits for the next unlock. */
  #settle({ offerId }: Offer): void {
    if (!this.#waiting.some(({ offer }) => offer.offerId === offerId)) this.#unfinished.delete(offerId);
  }

  #wait(toRegister: ToRegister): never {
    if (this.#disposed) void toRegister.verified.sealed.source.close().catch(() => {});
    else {
      this.#waiting = [...this.#waiting, toRegister];
      // The vault may have been opened again already.
      if (this.#context.desk() !== null) this.resume();
    }
    throw new VigieError('vault-locked');
  }

  /** A served pack is not copied: nothing of it takes long, and it ends with the session. */
  async #importServed(
    { offer, importing, askedIn }: Running,
    entry: SetEntry,
    contentKey: ContentKey,
    progress: ImportProgress,
  ): Promise<InstalledSetView> {
    const { packsDir } = this.#context;
    if (offer.served === null) throw new VigieError('internal');
    const stop = AbortSignal.any([importing.signal, askedIn.ended]);
    const imported = await importServedPack(offer.served, contentKey, packsDir, askedIn.starts, progress, stop);
    const set: InstalledSet = { entry, sealed: imported.sealed, open: imported.open, state: 'ready', fault: null };
    return await this.#install(askedIn, offer, set, imported.path, {});
  }

  /** Writing the register is the moment of replacement: before it the older set counts, after it the newer one. */
  async #install(
    { register, sets, offers }: OpenDesk,
    offer: Offer,
    set: InstalledSet,
    path: string,
    details: AuditDetails,
  ): Promise<InstalledSetView> {
    const { series, source } = set.entry;
    const { packs } = register.content;
    const replaced = packs.filter((entry) => entry.series === series);
    const content = {
      ...register.content,
      packs: [...packs.filter((entry) => entry.series !== series), set.entry],
      known: withKnown(set.entry, register.content.known).slice(-mostEntries),
    };
    const gone: InstalledSet[] = [];
    let isInstalled = false;
    try {
      register.change(content, 'pack-imported', { ...aboutOf(offer), source: source.kind, ...details }, () => {
        gone.push(...sets.replace(replaced, set));
        isInstalled = true;
      });
    } finally {
      if (isInstalled) await this.#context.removeSets(gone, replaced);
      else await Promise.all([releaseSet(set), rm(path, { force: true })]);
    }
    await offers.close(offer);
    return this.#context.viewOf(set);
  }

  /** @throws VigieError 'series-taken' */
  #requireOwnSeries({ sets }: OpenDesk, { manifest, signer }: SealedPack): void {
    const held = sets.all.flatMap(({ entry: { series }, sealed }) =>
      sealed === null ? [] : [{ series, signer: sealed.signer }],
    );
    this.#context.signers.requireOwnSeries(manifest.series, signer, held);
  }

  /** Its content key is sealed under the vault: what is kept while the vault is locked opens nothing. */
  #entryOf({ contentKeys }: OpenDesk, { sealed, served }: Offer, contentKey: ContentKey): SetEntry {
    const { packId, series, sequence } = sealed.manifest;
    return {
      packId,
      series,
      sequence,
      importedAt: new Date(this.#context.clock.nowMs()).toISOString(),
      sealedContentKey: wrapContentKey(contentKeys, packId, contentKey),
      source: served === null ? { kind: 'file' } : { kind: 'http', ...served.place },
    };
  }

  /** Nothing is said to a locked screen. */
  #progressOf({ offerId }: Offer): ImportProgress {
    return tenTimesASecond((stage, doneBytes, totalBytes) => {
      if (this.#context.desk() === null) return;
      this.#context.emit('packProgress', { offerId, stage, doneBytes, totalBytes });
    });
  }

  #noteRefusal(offer: Offer, error: unknown): void {
    const desk = this.#context.desk();
    const { code } = faultOf(error);
    if (desk === null || code === 'vault-locked') return;
    desk.session.record('pack-refused', { details: { ...aboutOf(offer), code } });
  }
}

function aboutOf({ sealed }: Offer): AuditDetails {
  const { packId, series, sequence } = sealed.manifest;
  return { pack: packId, series, sequence };
}

/** @throws VigieError 'pack-older' */
function requireNewerThan({ register }: OpenDesk, manifest: Manifest, forceOlder: boolean): void {
  const { packs, known } = register.content;
  requireNewer(manifest, packs, known, forceOlder);
}

/**
 * Whoever opens one of two packs with one content key opens the other (FORMAT §5.1). The same build made again is no other.
 * @throws VigieError 'content-key-reused'
 */
function requireOwnKey(
  { register, contentKeys }: OpenDesk,
  { series, sequence }: Manifest,
  contentKey: ContentKey,
): void {
  for (const entry of register.content.packs) {
    if (entry.series === series && entry.sequence === sequence) continue;
    const held = unwrapContentKey(contentKeys, entry);
    const same = equalInConstantTime(held, contentKey);
    zeroBytes(held);
    if (same) throw new VigieError('content-key-reused', { series: entry.series, sequence: entry.sequence });
  }
}

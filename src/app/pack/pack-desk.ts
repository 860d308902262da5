/**
 * The desk of packs: chosen, imported and removed here, then consulted as sets. What exists only while the vault is open
 * (register, keys, offers, installed sets) is made at unlock and given back at lock, so that nothing of one session is left
 * to the next.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventName, EventPayload } from '../../contract/channels.ts';
import type { InstalledSetView, PackOffer } from '../../contract/values.ts';
import { type ContentKey, zeroBytes } from '../../core/bytes/bytes.ts';
import { civilDate } from '../../core/calendar.ts';
import { equalInConstantTime } from '../../core/crypto/symmetric.ts';
import type { X25519KeyPair } from '../../core/crypto/x25519.ts';
import { type Fault, faultOf, VigieError } from '../../core/errors.ts';
import type { Identifier } from '../../core/identifier/identifier.ts';
import type { AuditDetails } from '../../core/journal/audit-entry.ts';
import type { Manifest } from '../../core/pack/manifest.ts';
import type { SealedPack } from '../../core/pack/reader.ts';
import { requireNewer } from '../../core/pack/series.ts';
import { insuredPerCheck } from '../../core/pack/stretch-costs.ts';
import { SealedBox } from '../../core/unlock/sealed-box.ts';
import { makeDirectory } from '../../files/atomic-write.ts';
import { type AdminSettings, requireAllowedSource } from '../fleet/admin-settings.ts';
import type { Clock } from '../shell/options.ts';
import type { PickedFile } from '../shell/shell.ts';
import { type RegisterSession, SealedRegister } from '../vault/sealed-register.ts';
import { type ImportProgress, importPackFile, type KeyOpener, keyOpener } from './import-pack.ts';
import { type CheckAnswer, type InstalledSet, installedView, releaseSet } from './installed-set.ts';
import { InstalledSets } from './installed-sets.ts';
import { type Offer, type OfferedPack, Offers, openOfferedAddress, openOfferedFile } from './offers.ts';
import { removePackFiles, removeStrays } from './pack-files.ts';
import {
  type PackRegister,
  packRegisterSpec,
  type SetEntry,
  unwrapContentKey,
  wrapContentKey,
} from './pack-register.ts';
import { packViewOf } from './pack-view.ts';
import { importServedPack, PackStarts } from './served-packs.ts';
import type { Signers } from './signers.ts';

export interface PackDeskContext {
  readonly profileDir: string;
  readonly administrator: AdminSettings;
  readonly clock: Clock;
  readonly signers: Signers;
  emit<E extends EventName>(event: E, payload: EventPayload<E>): void;
  /** This workstation's own key, where there is one: packs may be sealed to it. */
  ownKey(): X25519KeyPair | null;
  /** How long a check waits for sets that are being opened. Absent: `openingWaitMs`. */
  readonly openingWaitMs?: number;
}

/** What exists only while the vault is open. */
interface OpenDesk {
  readonly session: RegisterSession;
  readonly register: SealedRegister<PackRegister>;
  readonly contentKeys: SealedBox;
  readonly starts: PackStarts;
  readonly offers: Offers;
  readonly sets: InstalledSets;
  readonly closing: AbortController;
  /** Settles once what the register names was opened, or could not be. Never rejects. */
  opened: Promise<void>;
}

/** A caller is waiting: longer than this, and the adviser is told to try again. Files open in milliseconds, servers may not. */
const openingWaitMs = 5_000;

export class PackDesk {
  readonly #context: PackDeskContext;
  readonly #packsDir: string;
  #desk: OpenDesk | null = null;
  /** Imports take turns: what one replaces, and whether it is newer, is judged by what the one before it left. */
  #lastImport: Promise<unknown> = Promise.resolve();

  constructor(context: PackDeskContext) {
    this.#context = context;
    this.#packsDir = join(context.profileDir, 'packs');
  }

  /**
   * At unlock: opens the register and begins to open the sets that it names. Copies what it needs of the vault's key.
   * @throws VigieError 'signer-key-malformed' · 'disk-full' · 'read-only'
   */
  open(session: RegisterSession): void {
    this.close();
    const { profileDir, administrator, clock, signers } = this.#context;
    const closing = new AbortController();
    const register = new SealedRegister(packRegisterSpec, profileDir, session, clock.nowMs());
    const contentKeys = new SealedBox(session.vault, 'packContentKeys');
    const starts = new PackStarts(this.#packsDir, session.vault);
    const offers = new Offers(closing.signal);
    const sets = new InstalledSets({
      packsDir: this.#packsDir,
      administrator,
      signers,
      contentKeys,
      starts,
      clock,
      ended: closing.signal,
      onChange: () => this.#announce(),
    });
    const desk = { session, register, contentKeys, starts, offers, sets, closing, opened: Promise.resolve() };
    this.#desk = desk;
    signers.open(register);
    desk.opened = sets.open(register.content.packs);
  }

  /** Resolves once the sets are open, before their canaries are found. Never rejects. */
  async opened(): Promise<void> {
    const desk = this.#desk;
    if (desk === null) return;
    await desk.opened;
    // Where the register is at fault nobody knows which files are strays.
    if (this.#desk === desk && desk.register.fault === null)
      await removeStrays(this.#packsDir, desk.register.content.packs);
  }

  /** At lock, synchronously: stops imports and look-ups, zeroes every key. */
  close(): void {
    const desk = this.#desk;
    if (desk === null) return;
    this.#desk = null;
    desk.closing.abort();
    desk.register.close();
    desk.contentKeys.close();
    desk.starts.close();
    desk.offers.closeAll();
    desk.sets.closeAll();
    this.#context.signers.close();
  }

  /** @returns the installed sets; none while locked */
  list(): InstalledSetView[] {
    return this.#desk?.sets.all.map((each) => this.#viewOf(each)) ?? [];
  }

  /** Why no set can be consulted, where the register itself is at fault; null otherwise. */
  get fault(): Fault | null {
    return this.#desk?.register.fault ?? null;
  }

  /** Begins a new register where the old one is at fault: until packs are imported again, every check says that there is none. */
  async reset(): Promise<void> {
    const { register } = await this.#requireOpened();
    // A register that can be read is emptied set by set, each with its own entry in the journal.
    if (register.fault === null) return;
    register.reset();
    this.#context.signers.open(register);
    await removeStrays(this.#packsDir, register.content.packs);
    this.#announce();
  }

  offerFile(file: PickedFile): Promise<PackOffer> {
    return this.#offer(() => openOfferedFile(file));
  }

  /** @throws VigieError 'settings-locked' for a server that the administrator did not allow */
  async offerAddress(address: string): Promise<PackOffer> {
    const { closing } = this.#requireOpen();
    requireAllowedSource(address, this.#context.administrator);
    return await this.#offer(() => openOfferedAddress(address, closing.signal));
  }

  /** @throws VigieError as `Signers.trustCompared` · 'pack-not-found' */
  trustSigner(offerId: string, comparedGroups: string): PackOffer {
    const desk = this.#requireOpen();
    const offer = desk.offers.require(offerId);
    this.#context.signers.trustCompared(offer.sealed.signer, offer.sealed.manifest.issuer, comparedGroups);
    return this.#offerView(desk, offer);
  }

  /** @throws VigieError 'pack-not-found' · 'signer-untrusted' · 'pack-older' · 'cancelled' · what the import throws */
  async import(offerId: string, passphrase: string, forceOlder: boolean): Promise<InstalledSetView> {
    const desk = this.#requireOpen();
    const offer = desk.offers.require(offerId);
    if (offer.importing !== null) throw new VigieError('internal', { import: 'running' });
    const importing = new AbortController();
    offer.importing = importing;
    const turn = this.#lastImport.then(() => this.#import(desk, offer, importing, passphrase, forceOlder));
    this.#lastImport = turn.catch(() => undefined);
    return await turn;
  }

  async #import(
    desk: OpenDesk,
    offer: Offer,
    importing: AbortController,
    passphrase: string,
    forceOlder: boolean,
  ): Promise<InstalledSetView> {
    const { register, sets, closing } = desk;
    const { manifest, signer } = offer.sealed;
    const about = { pack: manifest.packId, series: manifest.series, sequence: manifest.sequence };
    try {
      await desk.opened;
      // Locked, or cancelled, while an earlier import was under way.
      if (closing.signal.aborted || importing.signal.aborted) throw new VigieError('cancelled');
      if (this.#context.signers.nameOf(signer) === null) throw new VigieError('signer-untrusted');
      const isReplaced = (entry: SetEntry) => entry.series === manifest.series;
      requireNewer(manifest, register.content.packs, forceOlder);
      makeDirectory(this.#packsDir);
      const stop = AbortSignal.any([importing.signal, closing.signal]);
      const { set, path } = await this.#bringIn(desk, offer, passphrase, stop);
      const { packs } = register.content;
      const replaced = packs.filter(isReplaced);
      const content = { ...register.content, packs: [...packs.filter((entry) => !isReplaced(entry)), set.entry] };
      const gone: InstalledSet[] = [];
      let isInstalled = false;
      try {
        // Writing the register is the moment of replacement: before it the older set counts, after it the newer one.
        register.change(content, 'pack-imported', { ...about, source: set.entry.source.kind }, () => {
          gone.push(...sets.replace(replaced, set));
          isInstalled = true;
        });
      } finally {
        if (isInstalled) await this.#removeSets(gone, replaced);
        else await Promise.all([releaseSet(set), rm(path, { force: true })]);
      }
      await desk.offers.close(offer);
      this.#announce();
      return this.#viewOf(set);
    } catch (error) {
      this.#noteRefusal(desk, error, about);
      throw error;
    } finally {
      offer.importing = null;
    }
  }

  /** Verifies what was offered, opens it and seals its content key. @returns a set that the register does not name yet */
  async #bringIn(
    { contentKeys, starts }: OpenDesk,
    { offerId, sealed, served }: Offer,
    passphrase: string,
    stop: AbortSignal,
  ): Promise<{ readonly set: InstalledSet; readonly path: string }> {
    const { signers, ownKey, clock } = this.#context;
    const progress: ImportProgress = (stage, doneBytes, totalBytes) =>
      this.#context.emit('packProgress', { offerId, stage, doneBytes, totalBytes });
    const opener = keyOpener(passphrase, ownKey());
    // Before the copy of a gigabyte.
    const openKey: KeyOpener = async (manifest) => this.#requireOwnKey(manifest, await opener(manifest));
    const imported = await (served === null
      ? importPackFile(sealed, openKey, this.#packsDir, signers.keyIds(), progress, stop)
      : importServedPack(served, openKey, this.#packsDir, starts, progress, stop));
    const { packId, series, sequence } = sealed.manifest;
    try {
      const entry: SetEntry = {
        packId,
        series,
        sequence,
        importedAt: new Date(clock.nowMs()).toISOString(),
        sealedContentKey: wrapContentKey(contentKeys, packId, imported.contentKey),
        source: served === null ? { kind: 'file' } : { kind: 'http', ...served.place },
      };
      const set: InstalledSet = { entry, sealed: imported.sealed, open: imported.open, state: 'ready', fault: null };
      return { set, path: imported.path };
    } catch (error) {
      await releaseSet(imported);
      throw error;
    } finally {
      zeroBytes(imported.contentKey);
    }
  }

  /**
   * Whoever opens one of two packs with one content key opens the other (FORMAT §5.1). The same build made again is no other.
   * @returns `contentKey`
   * @throws VigieError 'content-key-reused', and zeroes the key
   */
  #requireOwnKey({ series, sequence }: Manifest, contentKey: ContentKey): ContentKey {
    const { register, contentKeys } = this.#requireOpen();
    for (const entry of register.content.packs) {
      if (entry.series === series && entry.sequence === sequence) continue;
      const held = unwrapContentKey(contentKeys, entry);
      const same = equalInConstantTime(held, contentKey);
      zeroBytes(held);
      if (!same) continue;
      zeroBytes(contentKey);
      throw new VigieError('content-key-reused', { series: entry.series, sequence: entry.sequence });
    }
    return contentKey;
  }

  async cancelImport(offerId: string): Promise<void> {
    await this.#desk?.offers.cancel(offerId);
  }

  /** @throws VigieError 'pack-not-found' */
  async remove(packId: string): Promise<void> {
    const { register, sets } = await this.#requireOpened();
    const { packs } = register.content;
    const removed = packs.filter((entry) => entry.packId === packId);
    if (removed.length === 0) throw new VigieError('pack-not-found');
    const content = { ...register.content, packs: packs.filter((entry) => entry.packId !== packId) };
    let gone: readonly InstalledSet[] = [];
    register.change(content, 'pack-removed', { pack: packId }, () => {
      gone = sets.replace(removed, null);
    });
    await this.#removeSets(gone, removed);
    this.#announce();
  }

  /** Looks `identifier` up in every installed set. Never rejects for a fault of a set: that is `could-not-check`. */
  async check(identifier: Identifier, signal?: AbortSignal): Promise<CheckAnswer> {
    const { register, opened, sets, closing } = this.#requireOpen();
    if (register.fault !== null) return { kind: 'could-not-check', reason: register.fault, sets: [] };
    // Until they are open there are none to ask, which is not the same as none being installed.
    if (!(await settledWithin(opened, this.#context.openingWaitMs ?? openingWaitMs))) {
      return { kind: 'could-not-check', reason: { code: 'sets-opening', details: {} }, sets: [] };
    }
    if (closing.signal.aborted) throw new VigieError('vault-locked');
    return await sets.check(identifier, AbortSignal.any([closing.signal, ...(signal === undefined ? [] : [signal])]));
  }

  async #offer(open: () => Promise<OfferedPack>): Promise<PackOffer> {
    const desk = this.#requireOpen();
    try {
      const offer = await desk.offers.add(open, this.#context.ownKey());
      const { packId, series } = offer.sealed.manifest;
      desk.session.record('pack-offered', { details: { pack: packId, series } });
      return this.#offerView(desk, offer);
    } catch (error) {
      this.#noteRefusal(desk, error, {});
      throw error;
    }
  }

  #today(): string {
    return civilDate(this.#context.clock.nowMs());
  }

  #noteRefusal(desk: OpenDesk, error: unknown, about: AuditDetails): void {
    if (desk.closing.signal.aborted) return;
    desk.session.record('pack-refused', { details: { ...about, code: faultOf(error).code } });
  }

  #offerView({ register }: OpenDesk, offer: Offer): PackOffer {
    const { manifest, signer } = offer.sealed;
    const same = register.content.packs.find((entry) => entry.series === manifest.series);
    return {
      offerId: offer.offerId,
      fileName: offer.fileName,
      source: offer.served === null ? 'file' : 'http',
      pack: packViewOf(offer.sealed, this.#context.signers.nameOf(signer), this.#today()),
      opensWithoutPassphrase: offer.opensWithoutPassphrase,
      replaces:
        same === undefined
          ? null
          : { packId: same.packId, sequence: same.sequence, older: same.sequence >= manifest.sequence },
    };
  }

  #viewOf(set: InstalledSet): InstalledSetView {
    const served = this.#desk?.sets.all.flatMap(({ entry, sealed }) =>
      entry.source.kind === 'http' && sealed !== null ? [sealed.manifest] : [],
    );
    const nameOf = ({ signer }: SealedPack) => this.#context.signers.nameOf(signer);
    return installedView(set, nameOf, this.#today(), insuredPerCheck(served ?? []));
  }

  /** Closes sets that the register no longer names, and removes their files. */
  async #removeSets(gone: readonly InstalledSet[], entries: readonly SetEntry[]): Promise<void> {
    for (const { sealed } of gone) await sealed?.source.close().catch(() => {});
    await removePackFiles(this.#packsDir, entries);
  }

  #announce(): void {
    this.#context.emit('setsChanged', { packs: this.list() });
  }

  /** @throws VigieError 'vault-locked' */
  #requireOpen(): OpenDesk {
    if (this.#desk === null) throw new VigieError('vault-locked');
    return this.#desk;
  }

  /** What changes the sets waits until all are open: those that are still being opened would come back. @throws VigieError 'vault-locked' */
  async #requireOpened(): Promise<OpenDesk> {
    const desk = this.#requireOpen();
    await desk.opened;
    if (desk.closing.signal.aborted) throw new VigieError('vault-locked');
    return desk;
  }
}

/** @returns true once `promise` has settled; false if it takes longer than `waitMs` */
async function settledWithin(promise: Promise<void>, waitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), waitMs);
  });
  const settled = await Promise.race([promise.then(() => true as const), late]);
  clearTimeout(timer);
  return settled;
}

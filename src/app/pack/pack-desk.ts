/**
 * The desk of packs: chosen, imported and removed here, then consulted as sets. What exists only while the vault is open
 * (register, keys, offers, installed sets) is made at unlock and given back at lock, so that nothing of one session is left
 * to the next.
 */
import { join } from 'node:path';
import type { EventName, EventPayload } from '../../contract/channels.ts';
import type { InstalledSetView, PackOffer, SignerRow } from '../../contract/values.ts';
import { civilDate } from '../../core/calendar.ts';
import type { X25519KeyPair } from '../../core/crypto/x25519.ts';
import { type Fault, faultOf, VigieError } from '../../core/errors.ts';
import type { Identifier } from '../../core/identifier/identifier.ts';
import type { AuditDetails } from '../../core/journal/audit-entry.ts';
import type { CheckAnswer } from '../../core/journal/case-record.ts';
import type { Manifest } from '../../core/pack/manifest.ts';
import type { SealedPack } from '../../core/pack/reader.ts';
import { isRolledBack } from '../../core/pack/series.ts';
import { insuredPerCheck } from '../../core/pack/stretch-costs.ts';
import { SealedBox } from '../../core/unlock/sealed-box.ts';
import { type AdminSettings, requireAllowedSource } from '../fleet/admin-settings.ts';
import type { Clock } from '../shell/options.ts';
import type { PickedFile } from '../shell/shell.ts';
import { type RegisterSession, SealedRegister } from '../vault/sealed-register.ts';
import { whileOpen } from '../vault/session.ts';
import { Imports } from './imports.ts';
import { type InstalledSet, installedView } from './installed-set.ts';
import { InstalledSets } from './installed-sets.ts';
import { type Offer, type OfferedPack, Offers, openOfferedAddress, openOfferedFile } from './offers.ts';
import type { OpenDesk } from './open-desk.ts';
import { removePackFiles, removeStrays } from './pack-files.ts';
import { type PackRegister, packRegisterSpec, type SetEntry } from './pack-register.ts';
import { packViewOf } from './pack-view.ts';
import { PackStarts } from './served-packs.ts';
import type { Claim, Signers } from './signers.ts';

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

/** A caller is waiting: longer than this, and the adviser is told to try again. Files open in milliseconds, servers may not. */
const openingWaitMs = 5_000;

export class PackDesk {
  readonly #context: PackDeskContext;
  readonly #packsDir: string;
  #desk: OpenDesk | null = null;
  /** Ends what is under way at the desk. */
  #closing: AbortController | null = null;
  readonly #imports: Imports;

  constructor(context: PackDeskContext) {
    this.#context = context;
    this.#packsDir = join(context.profileDir, 'packs');
    const { clock, signers, ownKey } = context;
    this.#imports = new Imports({
      packsDir: this.#packsDir,
      clock,
      signers,
      ownKey,
      emit: (event, payload) => context.emit(event, payload),
      desk: () => this.#desk,
      viewOf: (set) => this.#viewOf(set),
      removeSets: async (gone, entries) => {
        await this.#removeSets(gone, entries);
        this.#announce();
      },
    });
  }

  /**
   * At unlock: opens the register and begins to open the sets that it names. Copies what it needs of the vault's key.
   * @throws VigieError 'signer-key-malformed' · 'disk-full' · 'read-only'
   */
  open(session: RegisterSession): void {
    this.close();
    const { profileDir, administrator, clock, signers } = this.#context;
    const closing = new AbortController();
    const ended = closing.signal;
    const register = new SealedRegister(packRegisterSpec, profileDir, session, clock.nowMs());
    const contentKeys = new SealedBox(session.vault, 'packContentKeys');
    const starts = new PackStarts(this.#packsDir, session.vault);
    const offers = new Offers(ended);
    const sets = new InstalledSets({
      packsDir: this.#packsDir,
      administrator,
      signers,
      contentKeys,
      starts,
      clock,
      ended,
      onChange: () => this.#announce(),
    });
    const desk: OpenDesk = { session, register, contentKeys, starts, offers, sets, ended, opened: Promise.resolve() };
    this.#desk = desk;
    this.#closing = closing;
    signers.open(register);
    // Where the register is at fault nobody knows which files are strays.
    if (register.fault === null) this.#removeStrays(register);
    desk.opened = sets.open(register.content.packs);
    this.#imports.resume();
  }

  /** Resolves once the sets are open, before their canaries are found. Never rejects. */
  async opened(): Promise<void> {
    await this.#desk?.opened;
  }

  /** When the program ends. */
  dispose(): void {
    this.#imports.dispose();
    this.close();
  }

  /** At lock, synchronously: stops look-ups and zeroes every key. A file that is being imported needs none. */
  close(): void {
    const desk = this.#desk;
    if (desk === null) return;
    this.#desk = null;
    this.#closing?.abort();
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

  /** @returns the packs of the installed sets that could be read; none while locked */
  sealed(): SealedPack[] {
    return this.#desk?.sets.all.flatMap(({ sealed }) => sealed ?? []) ?? [];
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
    this.#removeStrays(register);
    this.#announce();
  }

  offerFile(file: PickedFile): Promise<PackOffer> {
    return this.#offer(() => openOfferedFile(file));
  }

  /** @throws VigieError 'settings-locked' for a server that the administrator did not allow */
  async offerAddress(address: string): Promise<PackOffer> {
    const { ended } = this.#requireOpen();
    requireAllowedSource(address, this.#context.administrator);
    return await this.#offer(() => openOfferedAddress(address, ended));
  }

  /** @throws VigieError as `Signers.trustCompared` · 'pack-not-found' */
  trustSigner(offerId: string, comparedGroups: string): PackOffer {
    const desk = this.#requireOpen();
    const offer = desk.offers.require(offerId);
    this.#context.signers.trustCompared(offer.sealed.signer, offer.sealed.manifest.issuer, comparedGroups);
    this.trustChanged();
    return this.#offerView(desk, offer);
  }

  claims(): Claim[] {
    return this.sealed().map(({ signer, manifest: { issuer } }) => ({ signer, issuer }));
  }

  /** @throws VigieError 'vault-locked' */
  signers(): SignerRow[] {
    return this.#context.signers.list();
  }

  /** @throws VigieError as `Signers.distrust` */
  distrustSigner(keyId: string): void {
    try {
      this.#context.signers.distrust(keyId);
    } finally {
      // Also where the change holds and the journal could not be told of it.
      this.trustChanged();
    }
  }

  /** Takes sets whose signer is trusted no more out of look-ups, and those whose signer is again back in. */
  trustChanged(): void {
    if (this.#desk?.sets.trustChanged() === true) this.#announce();
  }

  /** @throws VigieError 'pack-not-found' · what `Imports.import` throws */
  async import(offerId: string, passphrase: string, forceOlder: boolean): Promise<InstalledSetView> {
    const desk = this.#requireOpen();
    return await this.#imports.import(desk, desk.offers.require(offerId), passphrase, forceOlder);
  }

  async cancelImport(offerId: string): Promise<void> {
    await this.#desk?.offers.cancel(offerId);
    this.#imports.cancel(offerId);
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

  /**
   * Looks `identifier` up in every installed set. Never rejects for a fault of a set: that is `could-not-check`.
   * @param admit journals the check, or throws why there is none: called before any set is asked, beside the stretch
   */
  async check(identifier: Identifier, admit: () => void, signal?: AbortSignal): Promise<CheckAnswer> {
    const desk = this.#requireOpen();
    const { register, sets, ended } = desk;
    if (register.fault !== null) {
      admit();
      return { kind: 'could-not-check', reason: register.fault, sets: [] };
    }
    // Until they are open there are none to ask, which is not the same as none being installed.
    if (!(await whileOpen(desk, settledWithin(desk.opened, this.#context.openingWaitMs ?? openingWaitMs)))) {
      admit();
      return { kind: 'could-not-check', reason: { code: 'sets-opening', details: {} }, sets: [] };
    }
    const stop = AbortSignal.any([ended, ...(signal === undefined ? [] : [signal])]);
    return await sets.check(identifier, stop, admit);
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

  #removeStrays({ content }: SealedRegister<PackRegister>): void {
    removeStrays(this.#packsDir, content.packs, (file) => this.#imports.owns(file));
  }

  #today(): string {
    return civilDate(this.#context.clock.nowMs());
  }

  #noteRefusal(desk: OpenDesk, error: unknown, about: AuditDetails): void {
    if (desk.ended.aborted) return;
    desk.session.record('pack-refused', { details: { ...about, code: faultOf(error).code } });
  }

  #offerView({ register }: OpenDesk, offer: Offer): PackOffer {
    const { manifest, signer } = offer.sealed;
    return {
      offerId: offer.offerId,
      fileName: offer.fileName,
      source: offer.served === null ? 'file' : 'http',
      pack: packViewOf(offer.sealed, this.#context.signers.nameOf(signer), this.#today()),
      namesakes: this.#context.signers.namesakesOf(signer, manifest.issuer),
      opensWithoutPassphrase: offer.opensWithoutPassphrase,
      replaces: replacedBy(manifest, register.content),
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
    await whileOpen(desk, desk.opened);
    return desk;
  }
}

/** @returns null if no set of the series is installed, and no more recent one ever was */
function replacedBy(manifest: Manifest, { packs, known }: PackRegister): PackOffer['replaces'] {
  const installed = packs.find(({ series }) => series === manifest.series);
  const packId = installed?.packId ?? null;
  const latest = known.find(({ series }) => series === manifest.series);
  if (latest !== undefined && isRolledBack(manifest, known)) return { packId, sequence: latest.sequence, older: true };
  if (installed === undefined) return null;
  return { packId, sequence: installed.sequence, older: installed.sequence >= manifest.sequence };
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

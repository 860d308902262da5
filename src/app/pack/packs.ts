/**
 * The desk of sets: what is installed, what is offered, and the look-up in all of it. Keys live from `openAll` (unlock)
 * to `closeAll` (lock).
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledPack, PackOffer, Problem } from '../../contract/values.ts';
import { toHex, type VaultKey, zeroBytes } from '../../core/bytes/bytes.ts';
import { type Consulted, checkIdentifier, type SetAnswer, type Verdict } from '../../core/check/check.ts';
import { fingerprintGroups, rawPublicKey, type Signer } from '../../core/crypto/signing.ts';
import { randomBytes } from '../../core/crypto/symmetric.ts';
import { faultOf, VigieError } from '../../core/errors.ts';
import type { Exposure } from '../../core/pack/open-pack.ts';
import { OpenPack } from '../../core/pack/open-pack.ts';
import { readSealedPack, type SealedPack } from '../../core/pack/reader.ts';
import { requireNewer } from '../../core/pack/series.ts';
import { isBelowProduction } from '../../core/pack/stretch-costs.ts';
import { makeDirectory } from '../../files/atomic-write.ts';
import { openFileSource } from '../../files/file-source.ts';
import { shownAddress } from '../../files/http-url.ts';
import { type AdminSettings, noAdminSettings, requireAllowedSource } from '../fleet/admin-settings.ts';
import type { PickedFile } from '../shell/shell.ts';
import {
  importServedPack,
  openServedPack,
  PackStarts,
  packStartPath,
  reopenServedPack,
  type ServedPack,
} from './packs-http.ts';
import { type ImportProgress, importPackFile, keyOpener, opensWithKey, packFilePath } from './packs-import.ts';
import type { CheckAnswer, ConsultedSet, CreatePackDesk, PackDesk, PackDeskContext } from './packs-port.ts';
import { emptyPackRegister, PackRegistry, type Register, type RegistryEntry } from './packs-registry.ts';
import { type TrustedSigners, trustedSigners } from './packs-signers.ts';
import { packViewOf, unreadablePackView } from './packs-view.ts';

/** An installed pack: usable, or the reason why it is not. It is never left out of a check. */
interface Installed {
  readonly entry: RegistryEntry;
  sealed: SealedPack | null;
  open: OpenPack | null;
  state: InstalledPack['state'];
  fault: Problem | null;
  /** Settles once the canaries were looked for; no check answers before. Never rejects. */
  canariesSought: Promise<void>;
}

interface OfferedPack {
  readonly fileName: string;
  readonly sealed: SealedPack;
  /** Null for a file. */
  readonly served: ServedPack | null;
}

interface Offer extends OfferedPack {
  readonly offerId: string;
  readonly opensWithoutPassphrase: boolean;
  importing: AbortController | null;
}

/** What exists only while the vault is open. */
interface OpenDesk {
  readonly registry: PackRegistry;
  readonly starts: PackStarts;
  register: Register;
  signers: TrustedSigners;
  readonly closing: AbortController;
  /** Settles once what the register names was opened, or could not be. Never rejects. */
  opened: Promise<void>;
}

/** A caller is waiting: longer than this, and the adviser is told to try again. Files open in milliseconds, servers may not. */
const openingWaitMs = 5_000;

export const createPackDesk: CreatePackDesk = (context) => new Desk(context);

class Desk implements PackDesk {
  readonly #context: PackDeskContext;
  readonly #packsDir: string;
  #desk: OpenDesk | null = null;
  /** Never changed in place: a check sees by it that sets were replaced while it ran. */
  #installed: readonly Installed[] = [];
  /** Set when the register itself could not be read: every check says so. */
  #registerFault: Problem | null = null;
  readonly #offers = new Map<string, Offer>();
  /** Imports take turns: what one replaces, and whether it is newer, is judged by what the one before it left. */
  #lastImport: Promise<unknown> = Promise.resolve();

  constructor(context: PackDeskContext) {
    this.#context = context;
    this.#packsDir = join(context.profileDir, 'packs');
  }

  list(): InstalledPack[] {
    return this.#installed.flatMap((each) => {
      const view = this.#viewOf(each);
      return view === null ? [] : [view];
    });
  }

  get problem(): Problem | null {
    return this.#registerFault;
  }

  async reset(): Promise<{ packs: InstalledPack[] }> {
    const desk = await this.#requireOpened();
    // A register that can be read is emptied set by set, each with its own entry in the journal.
    if (this.#registerFault === null) return { packs: this.list() };
    const { reason = 'altered' } = this.#registerFault.details;
    desk.register = { ...emptyPackRegister, revision: this.#context.anchor?.()?.revision ?? 0 };
    this.#registerFault = null;
    this.#replaceRegister(desk, desk.register);
    this.#context.record('packs-reset', { reason, revision: desk.register.revision });
    await removeStrays(this.#packsDir, desk.register);
    this.#announce();
    return { packs: this.list() };
  }

  async choosePack(): Promise<{ offer: PackOffer | null }> {
    const picked = await this.#context.shell.pickFile({
      title: '',
      filters: [{ label: 'Vigie', extensions: ['vigie'] }],
    });
    return { offer: picked === null ? null : await this.#offer(() => openOfferedFile(picked)) };
  }

  async offerDroppedPack({ token }: { token: string }): Promise<{ offer: PackOffer }> {
    const dropped = this.#context.shell.resolveDroppedFile(token);
    if (dropped === null) throw new VigieError('file-not-found', { doing: 'read' });
    return { offer: await this.#offer(() => openOfferedFile(dropped)) };
  }

  async offerHttpPack({ address }: { address: string }): Promise<{ offer: PackOffer }> {
    const desk = this.#requireOpen();
    requireAllowedSource(address, this.#administrator);
    const offer = await this.#offer(async () => {
      const served = await openServedPack(address, 'any', desk.closing.signal);
      return { fileName: shownAddress(new URL(served.place.address)), sealed: served.sealed, served };
    });
    return { offer };
  }

  async trustSigner(input: { offerId: string; comparedGroups: string }): Promise<{ offer: PackOffer }> {
    this.#requireOpen();
    const offer = this.#requireOffer(input.offerId);
    this.trustCompared(offer.sealed.signer, offer.sealed.manifest.issuer, input.comparedGroups);
    return { offer: this.#offerView(offer) };
  }

  signers(): TrustedSigners {
    return this.#requireOpen().signers;
  }

  trustCompared(signer: Signer, name: string, comparedGroups: string): void {
    const desk = this.#requireOpen();
    const groups = fingerprintGroups(signer.keyId);
    const heard = comparedGroups.toLowerCase().replace(/[^0-9a-f]/g, '');
    if (heard !== groups.slice(-2).join('')) throw new VigieError('signer-untrusted', { compared: false });
    if (!desk.signers.has(toHex(signer.keyId))) {
      if (!this.#administrator.supervisorsMayTrustSigners) {
        throw new VigieError('settings-locked', { field: 'trustedSigners' });
      }
      const added = { publicKey: toHex(rawPublicKey(signer)), name, trustedAt: this.#now() };
      this.#replaceRegister(desk, { ...desk.register, signers: [...desk.register.signers, added] });
      this.#context.record('signer-trusted', { signer: groups.join(' '), revision: desk.register.revision });
    }
  }

  async importPack(input: {
    offerId: string;
    passphrase: string;
    forceOlder: boolean;
  }): Promise<{ pack: InstalledPack }> {
    const desk = this.#requireOpen();
    const offer = this.#requireOffer(input.offerId);
    if (offer.importing !== null) throw new VigieError('internal', { import: 'running' });
    const importing = new AbortController();
    offer.importing = importing;
    const turn = this.#lastImport.then(() => this.#import(desk, offer, importing, input));
    this.#lastImport = turn.catch(() => undefined);
    return await turn;
  }

  async #import(
    desk: OpenDesk,
    offer: Offer,
    importing: AbortController,
    input: { readonly passphrase: string; readonly forceOlder: boolean },
  ): Promise<{ pack: InstalledPack }> {
    const { manifest, signer } = offer.sealed;
    const about = { pack: manifest.packId, series: manifest.series, sequence: manifest.sequence };
    try {
      await desk.opened;
      // Locked, or cancelled, while an earlier import was under way.
      if (this.#desk !== desk || importing.signal.aborted) throw new VigieError('cancelled');
      if (!desk.signers.has(toHex(signer.keyId))) throw new VigieError('signer-untrusted');
      const replaced = desk.register.packs.filter((entry) => entry.series === manifest.series);
      requireNewer(manifest, desk.register.packs, input.forceOlder);
      makeDirectory(this.#packsDir);
      const progress: ImportProgress = (stage, doneBytes, totalBytes) =>
        this.#context.emit('packProgress', { offerId: offer.offerId, stage, doneBytes, totalBytes });
      const stop = AbortSignal.any([importing.signal, desk.closing.signal]);
      const trust = new Set(desk.signers.keys());
      const openKey = keyOpener(input.passphrase, this.#context.workstationKeyPair?.() ?? null);
      const imported = await (offer.served === null
        ? importPackFile(offer.sealed, openKey, this.#packsDir, trust, progress, stop)
        : importServedPack(offer.served, openKey, this.#packsDir, desk.starts, progress, stop));
      const entry: RegistryEntry = {
        packId: manifest.packId,
        series: manifest.series,
        sequence: manifest.sequence,
        importedAt: this.#now(),
        sealedContentKey: desk.registry.wrapContentKey(manifest.packId, imported.contentKey),
        source: offer.served === null ? { kind: 'file' } : { kind: 'http', ...offer.served.place },
      };
      zeroBytes(imported.contentKey);
      const kept = desk.register.packs.filter((each) => each.series !== manifest.series);
      try {
        // This write is the moment of replacement: before it the older pack counts, after it the newer one.
        this.#replaceRegister(desk, { ...desk.register, packs: [...kept, entry] });
      } catch (error) {
        imported.open.close();
        await imported.sealed.source.close();
        await rm(imported.path, { force: true });
        throw error;
      }
      const installed: Installed = {
        entry,
        sealed: imported.sealed,
        open: imported.open,
        state: 'ready',
        fault: null,
        canariesSought: Promise.resolve(),
      };
      // In the turn of the register: a check that found neither the older set nor this one would say « not listed ».
      this.#installed = [...this.#installed, installed];
      const forgotten = this.#forget(replaced.map((each) => each.packId));
      this.#context.record('pack-imported', {
        ...about,
        source: entry.source.kind,
        revision: desk.register.revision,
      });
      await forgotten;
      await this.#closeOffer(offer);
      this.#announce();
      const pack = this.#viewOf(installed);
      if (pack === null) throw new VigieError('internal');
      return { pack };
    } catch (error) {
      if (this.#desk === desk) this.#context.record('pack-refused', { ...about, code: faultOf(error).code });
      throw error;
    } finally {
      offer.importing = null;
    }
  }

  async cancelImport({ offerId }: { offerId: string }): Promise<Record<string, never>> {
    const offer = this.#offers.get(offerId);
    offer?.importing?.abort();
    if (offer !== undefined && offer.importing === null) await this.#closeOffer(offer);
    return {};
  }

  async removePack({ packId }: { packId: string }): Promise<{ packs: InstalledPack[] }> {
    const desk = await this.#requireOpened();
    if (!desk.register.packs.some((entry) => entry.packId === packId)) throw new VigieError('pack-not-found');
    this.#replaceRegister(desk, {
      ...desk.register,
      packs: desk.register.packs.filter((entry) => entry.packId !== packId),
    });
    await this.#forget([packId]);
    this.#context.record('pack-removed', { pack: packId, revision: desk.register.revision });
    this.#announce();
    return { packs: this.list() };
  }

  async openAll(vaultKey: VaultKey): Promise<void> {
    this.closeAll();
    const registry = new PackRegistry(this.#packsDir, vaultKey);
    const closing = new AbortController();
    let register = emptyPackRegister;
    this.#registerFault = null;
    try {
      const anchor = this.#context.anchor?.() ?? null;
      register = registry.read(anchor);
      // Not known to the journal yet: made by an earlier version, or a crash came in between.
      if (register.revision > (anchor?.revision ?? 0)) {
        this.#context.record('packs-anchored', { revision: register.revision });
      }
    } catch (error) {
      this.#registerFault = faultOf(error);
    }
    const starts = new PackStarts(this.#packsDir, vaultKey);
    const signers = this.#signersOf(register);
    const desk: OpenDesk = { registry, starts, register, signers, closing, opened: Promise.resolve() };
    this.#desk = desk;
    desk.opened = this.#openRegistered(desk);
    await desk.opened;
    // Without the register nobody knows which files are strays.
    if (this.#desk === desk && this.#registerFault === null) await removeStrays(this.#packsDir, desk.register);
  }

  async #openRegistered(desk: OpenDesk): Promise<void> {
    const opened = await Promise.all(desk.register.packs.map((entry) => this.#openInstalled(desk, entry)));
    if (this.#desk !== desk) {
      // Locked while the files were being opened.
      for (const each of opened) this.#release(each);
      return;
    }
    this.#installed = opened;
    for (const installed of opened) installed.canariesSought = this.#findCanaries(desk, installed);
  }

  /** What changes the sets waits for those that are being opened: they would come back over it. @throws VigieError 'vault-locked' */
  async #requireOpened(): Promise<OpenDesk> {
    const desk = this.#requireOpen();
    await desk.opened;
    if (this.#desk !== desk) throw new VigieError('vault-locked');
    return desk;
  }

  closeAll(): void {
    this.#desk?.closing.abort();
    this.#desk?.registry.close();
    this.#desk?.starts.close();
    this.#desk = null;
    for (const installed of this.#installed) this.#release(installed);
    this.#installed = [];
    for (const offer of this.#offers.values()) {
      offer.importing?.abort();
      void offer.sealed.source.close().catch(() => {});
    }
    this.#offers.clear();
  }

  async check(
    identifier: { readonly kind: 'nir' | 'email'; readonly canonical: string },
    signal?: AbortSignal,
  ): Promise<CheckAnswer> {
    const desk = this.#requireOpen();
    if (this.#registerFault !== null) return { kind: 'could-not-check', reason: this.#registerFault, sets: [] };
    // Until they are open there are none to ask, which is not the same as none being installed.
    const waitMs = this.#context.openingWaitMs ?? openingWaitMs;
    if (!(await settledWithin(desk.opened, waitMs))) {
      return { kind: 'could-not-check', reason: { code: 'packs-opening', details: {} }, sets: [] };
    }
    if (this.#desk !== desk) throw new VigieError('vault-locked');
    this.#tryServedAgain(desk);
    const stop = signal === undefined ? desk.closing.signal : AbortSignal.any([signal, desk.closing.signal]);
    let asked: readonly Installed[];
    let verdict: Verdict<Installed>;
    do {
      asked = this.#installed;
      await Promise.all(asked.map((set) => set.canariesSought));
      const consulted = asked.map(consultedOf);
      verdict = await checkIdentifier(consulted, identifier.kind, identifier.canonical, stop);
      // A set was replaced meanwhile, and its keys zeroed: those that are in use now are asked.
    } while (this.#installed !== asked && this.#desk === desk && !stop.aborted);
    this.#noteOutOfReach(desk, verdict);
    const sets = verdict.sets.map(({ set, answer }) => consultedSetOf(set, answer));
    if (verdict.kind === 'listed') return { kind: 'listed', exposures: verdict.exposures.map(exposureViewOf), sets };
    if (verdict.kind === 'not-listed') return { kind: 'not-listed', sets };
    return { kind: 'could-not-check', reason: verdict.fault, sets };
  }

  /** @param open any signer: who signed is shown, and must be trusted before the import */
  async #offer(open: () => Promise<OfferedPack>): Promise<PackOffer> {
    const desk = this.#requireOpen();
    let opened: OfferedPack | null = null;
    let opensWithoutPassphrase = false;
    try {
      opened = await open();
      packViewOf(opened.sealed, null);
      opensWithoutPassphrase = opensWithKey(opened.sealed.manifest, this.#context.workstationKeyPair?.() ?? null);
      // Locked while a server was asked.
      if (this.#desk !== desk) throw new VigieError('vault-locked');
    } catch (error) {
      await opened?.sealed.source.close();
      if (this.#desk === desk) this.#context.record('pack-refused', { code: faultOf(error).code });
      throw error;
    }
    const offer: Offer = { offerId: toHex(randomBytes(8)), ...opened, opensWithoutPassphrase, importing: null };
    for (const earlier of this.#offers.values()) if (earlier.importing === null) await this.#closeOffer(earlier);
    this.#offers.set(offer.offerId, offer);
    const { manifest } = offer.sealed;
    this.#context.record('pack-offered', { pack: manifest.packId, series: manifest.series });
    return this.#offerView(offer);
  }

  #offerView(offer: Offer): PackOffer {
    const desk = this.#requireOpen();
    const { manifest, signer } = offer.sealed;
    const same = desk.register.packs.find((entry) => entry.series === manifest.series);
    return {
      offerId: offer.offerId,
      fileName: offer.fileName,
      source: offer.served === null ? 'file' : 'http',
      pack: packViewOf(offer.sealed, desk.signers.get(toHex(signer.keyId)) ?? null),
      opensWithoutPassphrase: offer.opensWithoutPassphrase,
      replaces:
        same === undefined
          ? null
          : { packId: same.packId, sequence: same.sequence, older: same.sequence >= manifest.sequence },
    };
  }

  async #openInstalled(desk: OpenDesk, entry: RegistryEntry): Promise<Installed> {
    const sought = Promise.resolve();
    let sealed: SealedPack | null = null;
    try {
      sealed = await this.#readInstalled(desk, entry);
      try {
        // The register says which pack this is: another validly signed one in its place is not it.
        if (sealed.manifest.packId !== entry.packId) throw new VigieError('pack-not-found', { pack: entry.packId });
        const contentKey = desk.registry.unwrapContentKey(entry);
        try {
          const open = new OpenPack(sealed, contentKey);
          return { entry, sealed, open, state: 'checking', fault: null, canariesSought: sought };
        } finally {
          zeroBytes(contentKey);
        }
      } catch (error) {
        await sealed.source.close();
        throw error;
      }
    } catch (error) {
      return { entry, sealed, open: null, state: 'unusable', fault: faultOf(error), canariesSought: sought };
    }
  }

  async #readInstalled(desk: OpenDesk, { packId, source: place }: RegistryEntry): Promise<SealedPack> {
    const trust = new Set(desk.signers.keys());
    if (place.kind === 'http') {
      // Installed before the administrator ruled its server out: every check then says so.
      requireAllowedSource(place.address, this.#administrator);
      return reopenServedPack(place, packId, desk.starts, trust, desk.closing.signal);
    }
    const source = await openFileSource(packFilePath(this.#packsDir, packId));
    try {
      return await readSealedPack(source, trust);
    } catch (error) {
      await source.close();
      throw error;
    }
  }

  /** A served pack that could not be used is tried anew when someone asks: the line may be back. */
  #tryServedAgain(desk: OpenDesk): void {
    for (const installed of this.#installed) {
      if (installed.entry.source.kind !== 'http' || installed.state !== 'unusable') continue;
      installed.state = 'checking';
      installed.fault = null;
      installed.canariesSought = this.#reopen(desk, installed).then(() => this.#findCanaries(desk, installed));
    }
  }

  async #reopen(desk: OpenDesk, installed: Installed): Promise<void> {
    if (installed.open !== null) return;
    const again = await this.#openInstalled(desk, installed.entry);
    // Locked, or taken out of use, meanwhile.
    if (this.#desk !== desk || !this.#installed.includes(installed)) return this.#release(again);
    installed.sealed = again.sealed;
    installed.open = again.open;
    installed.state = again.state;
    installed.fault = again.fault;
  }

  /** A server that went away after its set was opened: the screens say so until a check finds it again. */
  #noteOutOfReach(desk: OpenDesk, { sets }: Verdict<Installed>): void {
    if (this.#desk !== desk) return;
    let changed = false;
    for (const { set, answer } of sets) {
      if (answer.kind !== 'could-not-check' || set.entry.source.kind !== 'http' || set.state !== 'ready') continue;
      if (!answer.fault.code.startsWith('source-')) continue;
      set.state = 'unusable';
      set.fault = answer.fault;
      changed = true;
    }
    if (changed) this.#announce();
  }

  async #findCanaries(desk: OpenDesk, installed: Installed): Promise<void> {
    if (installed.open === null) return;
    try {
      await installed.open.requireCanaries(desk.closing.signal);
      installed.state = 'ready';
    } catch (error) {
      if (this.#desk !== desk) return;
      installed.state = 'unusable';
      installed.fault = faultOf(error);
    }
    if (this.#desk === desk) this.#announce();
  }

  #viewOf(installed: Installed): InstalledPack | null {
    const desk = this.#desk;
    if (desk === null) return null;
    const { entry, sealed, state, fault } = installed;
    const common = { source: entry.source.kind, importedAt: entry.importedAt, state, problem: fault };
    if (sealed !== null) {
      return { ...packViewOf(sealed, desk.signers.get(toHex(sealed.signer.keyId)) ?? null), ...common };
    }
    return { ...unreadablePackView(entry), ...common };
  }

  #replaceRegister(desk: OpenDesk, register: Register): void {
    // Writing over a register that could not be read would forget its sets, and turn them into « not listed ».
    if (this.#registerFault !== null) throw new VigieError('vault-malformed', this.#registerFault.details);
    makeDirectory(this.#packsDir);
    const next = { ...register, revision: desk.register.revision + 1 };
    desk.registry.write(next);
    desk.register = next;
    desk.signers = this.#signersOf(next);
  }

  /** Closes packs that the register no longer names, at once, then removes their files. */
  async #forget(packIds: readonly string[]): Promise<void> {
    const gone = this.#installed.filter(({ entry }) => packIds.includes(entry.packId));
    if (gone.length > 0) this.#installed = this.#installed.filter((each) => !gone.includes(each));
    for (const each of gone) each.open?.close();
    for (const each of gone) await each.sealed?.source.close().catch(() => {});
    for (const packId of packIds) {
      for (const path of [packFilePath(this.#packsDir, packId), packStartPath(this.#packsDir, packId)]) {
        await rm(path, { force: true }).catch(() => {});
      }
    }
  }

  #release(installed: Installed): void {
    installed.open?.close();
    void installed.sealed?.source.close().catch(() => {});
  }

  async #closeOffer(offer: Offer): Promise<void> {
    this.#offers.delete(offer.offerId);
    await offer.sealed.source.close().catch(() => {});
  }

  #announce(): void {
    this.#context.emit('packsChanged', { packs: this.list() });
  }

  get #administrator(): AdminSettings {
    return this.#context.administrator ?? noAdminSettings;
  }

  #signersOf(register: Register): TrustedSigners {
    return trustedSigners(this.#context.trustedKeysDir, this.#administrator, register.signers);
  }

  #requireOpen(): OpenDesk {
    if (this.#desk === null) throw new VigieError('vault-locked');
    return this.#desk;
  }

  #requireOffer(offerId: string): Offer {
    const offer = this.#offers.get(offerId);
    if (offer === undefined) throw new VigieError('pack-not-found');
    return offer;
  }

  #now(): string {
    return new Date(this.#context.clock.nowMs()).toISOString();
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

async function openOfferedFile(file: PickedFile): Promise<OfferedPack> {
  const source = await openFileSource(file.path);
  try {
    return { fileName: file.name, sealed: await readSealedPack(source, 'any'), served: null };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** What a crash in the middle of an import leaves: files that the register does not name. */
async function removeStrays(packsDir: string, register: Register): Promise<void> {
  const named = new Set(register.packs.flatMap(({ packId }) => [`${packId}.vigie`, `${packId}.start`]));
  const files = await readdir(packsDir).catch(() => []);
  for (const file of files) {
    const stray = (/\.(vigie|start)$/.test(file) && !named.has(file)) || file.endsWith('.partial');
    if (stray) await rm(join(packsDir, file), { force: true }).catch(() => {});
  }
}

/** An unusable set stays among those that are asked: leaving it out would turn its fault into « not listed ». */
function consultedOf(set: Installed): Consulted<Installed> {
  if (set.open !== null && set.state !== 'unusable') return { set, lookup: set.open };
  return { set, fault: set.fault ?? { code: 'internal', details: {} } };
}

function exposureViewOf({ incident, confirmed, claimed }: Exposure) {
  return { incident, confirmed: [...confirmed], claimed: [...claimed] };
}

function consultedSetOf({ entry, sealed }: Installed, answer: SetAnswer): ConsultedSet {
  return {
    packId: entry.packId,
    issuer: sealed?.manifest.issuer ?? '',
    titles: sealed?.manifest.incidents.map((incident) => incident.title) ?? [],
    dataAsOf: sealed?.manifest.dataAsOf ?? '',
    belowProduction: sealed === null ? false : isBelowProduction(sealed.manifest.stretch),
    answer: answer.kind,
    problem: answer.kind === 'could-not-check' ? answer.fault : null,
  };
}

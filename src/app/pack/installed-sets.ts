/**
 * The sets that are installed, from unlocking to locking. What becomes of a set is a new `InstalledSet` in a new list: neither
 * the list nor a set in it is ever changed, so that whoever holds one sees what it was when they took it.
 */

import { zeroBytes } from '../../core/bytes/bytes.ts';
import { civilDate } from '../../core/calendar.ts';
import { type CheckOptions, checkIdentifier, type Verdict } from '../../core/check/check.ts';
import { faultOf, VigieError } from '../../core/errors.ts';
import type { Identifier } from '../../core/identifier/identifier.ts';
import type { CheckAnswer } from '../../core/journal/case-record.ts';
import { OpenPack } from '../../core/pack/open-pack.ts';
import { readSealedPack, type SealedPack } from '../../core/pack/reader.ts';
import type { SealedBox } from '../../core/unlock/sealed-box.ts';
import { openFileSource } from '../../files/file-source.ts';
import { type AdminSettings, requireAllowedSource } from '../fleet/admin-settings.ts';
import type { Clock } from '../shell/options.ts';
import { FamilyCanaries } from './family-canaries.ts';
import { answerOf, consultedOf, type InstalledSet, releaseSet } from './installed-set.ts';
import { packFilePath } from './pack-files.ts';
import { type SetEntry, unwrapContentKey } from './pack-register.ts';
import { type PackStarts, reopenServedPack } from './served-packs.ts';
import type { Signers } from './signers.ts';

export interface InstalledSetsContext {
  readonly packsDir: string;
  readonly administrator: AdminSettings;
  readonly signers: Signers;
  /** Opens the content keys in the register: its own key is the vault's for the purpose `packContentKeys`. */
  readonly contentKeys: SealedBox;
  readonly starts: PackStarts;
  readonly clock: Clock;
  /** Aborted at lock. */
  readonly ended: AbortSignal;
  /** A set became usable, or stopped being so. */
  onChange(): void;
}

export class InstalledSets {
  readonly #context: InstalledSetsContext;
  #sets: readonly InstalledSet[] = [];
  /** Sets of which a canary is being looked for; no check that needs one answers before that is over. They never reject. */
  readonly #seeking = new Map<SetEntry, Promise<void>>();

  constructor(context: InstalledSetsContext) {
    this.#context = context;
  }

  get all(): readonly InstalledSet[] {
    return this.#sets;
  }

  /** Opens what the register names, then looks for a canary of each in the background: all are looked for at import.
   * Never rejects: a fault belongs to its set. */
  async open(entries: readonly SetEntry[]): Promise<void> {
    const opened = await Promise.all(entries.map((entry) => this.#openOne(entry)));
    if (this.#context.ended.aborted) {
      for (const each of opened) void releaseSet(each);
      return;
    }
    this.#sets = opened;
    const canaries = new FamilyCanaries();
    const seek = ({ entry }: InstalledSet) => this.#seek(entry, Promise.resolve(), canaries);
    const isLocal = ({ entry }: InstalledSet) => entry.source.kind === 'file';
    // Those on this disk are proved within a moment of each other. Twenty are told of once: a window that is drawn anew for
    // each of them answers nobody meanwhile. A server may be slow, and its set is told of by itself.
    void Promise.all(opened.filter(isLocal).map(seek)).then(() => this.#tell());
    for (const set of opened) if (!isLocal(set)) void seek(set).then(() => this.#tell());
    void Promise.all(this.#seeking.values()).then(() => canaries.close());
  }

  /**
   * A set that was just imported takes the place of those that it replaces, in one step: a check that found neither the older
   * set nor this one would say « not listed ».
   * @returns those that went, with their keys zeroed
   */
  replace(replaced: readonly SetEntry[], imported: InstalledSet | null): readonly InstalledSet[] {
    const packIds = replaced.map(({ packId }) => packId);
    const gone = this.#sets.filter(({ entry }) => packIds.includes(entry.packId));
    const kept = this.#sets.filter((each) => !gone.includes(each));
    this.#sets = imported === null ? kept : [...kept, imported];
    for (const { open } of gone) open?.close();
    return gone;
  }

  /**
   * A set whose signer is trusted no more stays among those that are asked, as one that cannot answer: its keys are zeroed, and
   * a check that is under way asks it again. One whose signer is trusted again is opened again.
   * @returns true if a set changed
   */
  trustChanged(): boolean {
    let isChanged = false;
    const canaries = new FamilyCanaries();
    for (const { entry, sealed, open, fault } of this.#sets) {
      if (sealed === null) continue;
      const isTrusted = this.#context.signers.nameOf(sealed.signer) !== null;
      const isHeldBack = fault?.code === 'signer-distrusted' || fault?.code === 'signer-untrusted';
      if (isTrusted === !isHeldBack) continue;
      isChanged = true;
      if (isTrusted) {
        this.#update(entry, { state: 'checking', fault: null });
        void this.#seek(entry, this.#reopen(entry), canaries).then(() => this.#tell());
      } else {
        open?.close();
        this.#update(entry, { open: null, state: 'unusable', fault: this.#context.signers.faultOf(sealed.signer) });
      }
    }
    void Promise.all(this.#seeking.values()).then(() => canaries.close());
    return isChanged;
  }

  /** At lock, or when the register begins anew. */
  closeAll(): void {
    for (const set of this.#sets) void releaseSet(set);
    this.#sets = [];
  }

  /**
   * Looks `identifier` up in every installed set. Never rejects for a fault of a set: that is `could-not-check`.
   * @param admit as for `checkIdentifier`; called once
   */
  async check(identifier: Identifier, stop: AbortSignal, admit: () => void): Promise<CheckAnswer> {
    this.#tryServedAgain();
    let options: CheckOptions = { signal: stop, admit };
    let asked: readonly InstalledSet[];
    let verdict: Verdict<InstalledSet>;
    do {
      // A served set that is being reached anew has nothing to be asked yet.
      await this.#settled(({ open }) => open === null);
      asked = this.#sets;
      verdict = await checkIdentifier(asked.map(consultedOf), identifier.kind, identifier.canonical, options);
      options = { signal: stop };
      // The stretch of the check and that of the canary ran side by side; the answer waits for both.
      await this.#settled(({ sealed }) => sealed?.manifest.identifierKinds.includes(identifier.kind) === true);
      // Sets were replaced or removed meanwhile, and their keys zeroed, or a canary was missing: they are asked as they are now.
    } while (!this.#stand(asked) && !stop.aborted);
    this.#noteOutOfReach(verdict);
    const { signers, clock } = this.#context;
    return answerOf(verdict, ({ signer }) => signers.nameOf(signer), civilDate(clock.nowMs()));
  }

  /** Waits until no canary of such a set is being looked for. */
  async #settled(isMeant: (set: InstalledSet) => boolean): Promise<void> {
    const meant = () => this.#sets.filter(isMeant).flatMap(({ entry }) => this.#seeking.get(entry) ?? []);
    for (let seeking = meant(); seeking.length > 0; seeking = meant()) await Promise.all(seeking);
  }

  /** @returns true if no set came or went since `sets` was the list, and none that was being proved then was found unusable */
  #stand(sets: readonly InstalledSet[]): boolean {
    const now = this.#sets;
    return (
      sets.length === now.length &&
      sets.every(({ entry, state }, index) => {
        const found = now[index];
        const isHeldBack = found?.fault?.code === 'signer-distrusted' && state !== 'unusable';
        return entry === found?.entry && !isHeldBack && !(state === 'checking' && found.state === 'unusable');
      })
    );
  }

  /** @returns the set as it is now; undefined if it is installed no more */
  #find(entry: SetEntry): InstalledSet | undefined {
    return this.#sets.find((each) => each.entry === entry);
  }

  #update(entry: SetEntry, change: Partial<Omit<InstalledSet, 'entry'>>): void {
    this.#sets = this.#sets.map((each) => (each.entry === entry ? { ...each, ...change } : each));
  }

  async #openOne(entry: SetEntry): Promise<InstalledSet> {
    let sealed: SealedPack | null = null;
    try {
      sealed = await this.#readPack(entry);
      try {
        // The register says which pack this is: another validly signed one in its place is not it.
        if (sealed.manifest.packId !== entry.packId) throw new VigieError('pack-not-found', { pack: entry.packId });
        const { signers } = this.#context;
        if (signers.nameOf(sealed.signer) === null) {
          // What it is stays known, so that a supervisor sees which set is held back, and why.
          return { entry, sealed, open: null, state: 'unusable', fault: signers.faultOf(sealed.signer) };
        }
        const contentKey = unwrapContentKey(this.#context.contentKeys, entry);
        try {
          return { entry, sealed, open: new OpenPack(sealed, contentKey), state: 'checking', fault: null };
        } finally {
          zeroBytes(contentKey);
        }
      } catch (error) {
        await sealed.source.close();
        throw error;
      }
    } catch (error) {
      return { entry, sealed, open: null, state: 'unusable', fault: faultOf(error) };
    }
  }

  async #readPack({ packId, source: place }: SetEntry): Promise<SealedPack> {
    const { packsDir, administrator, starts, ended } = this.#context;
    if (place.kind === 'http') {
      // The administrator may have ruled its server out since it was installed: every check then says so.
      requireAllowedSource(place.address, administrator);
      return reopenServedPack(place, packId, starts, 'any', ended);
    }
    const source = await openFileSource(packFilePath(packsDir, packId));
    try {
      return await readSealedPack(source, 'any');
    } catch (error) {
      await source.close();
      throw error;
    }
  }

  /** Never rejects. */
  #seek(entry: SetEntry, first: Promise<void>, canaries: FamilyCanaries): Promise<void> {
    const seeking = first
      .then(() => this.#findCanary(entry, canaries))
      .finally(() => {
        // Unless the set is being tried again already.
        if (this.#seeking.get(entry) === seeking) this.#seeking.delete(entry);
      });
    this.#seeking.set(entry, seeking);
    return seeking;
  }

  #tell(): void {
    if (!this.#context.ended.aborted) this.#context.onChange();
  }

  async #findCanary(entry: SetEntry, canaries: FamilyCanaries): Promise<void> {
    const { ended } = this.#context;
    const open = this.#find(entry)?.open ?? null;
    if (open === null) return;
    let change: Pick<InstalledSet, 'state' | 'fault'> = { state: 'ready', fault: null };
    try {
      await canaries.require(open, ended);
    } catch (error) {
      change = { state: 'unusable', fault: faultOf(error) };
    }
    // Its signer may have been withdrawn meanwhile.
    if (!ended.aborted && this.#find(entry)?.open === open) this.#update(entry, change);
  }

  /** A served set that could not be used is tried anew when someone asks: its server may be reachable again. */
  #tryServedAgain(): void {
    const canaries = new FamilyCanaries();
    for (const { entry, state, fault } of this.#sets) {
      if (entry.source.kind !== 'http' || state !== 'unusable' || fault?.code === 'signer-distrusted') continue;
      this.#update(entry, { state: 'checking', fault: null });
      void this.#seek(entry, this.#reopen(entry), canaries).then(() => this.#tell());
    }
    void Promise.all(this.#seeking.values()).then(() => canaries.close());
  }

  async #reopen(entry: SetEntry): Promise<void> {
    if (this.#find(entry)?.open !== null) return;
    const { sealed: before } = this.#find(entry) ?? {};
    const { open, sealed, state, fault } = await this.#openOne(entry);
    await before?.source.close().catch(() => {});
    // Locked, or removed, meanwhile.
    if (this.#context.ended.aborted || this.#find(entry) === undefined) return releaseSet({ open, sealed });
    this.#update(entry, { open, sealed, state, fault });
  }

  /** A server that went away after its set was opened: the screens say so until a check finds it again. */
  #noteOutOfReach({ sets }: Verdict<InstalledSet>): void {
    if (this.#context.ended.aborted) return;
    let changed = false;
    for (const { set, answer } of sets) {
      if (answer.kind !== 'could-not-check' || !answer.fault.code.startsWith('source-')) continue;
      if (set.entry.source.kind !== 'http' || this.#find(set.entry)?.state !== 'ready') continue;
      this.#update(set.entry, { state: 'unusable', fault: answer.fault });
      changed = true;
    }
    if (changed) this.#context.onChange();
  }
}

/**
 * Sets (step `pack`): what is installed, and the import of one more. An offer is shown (signature, signer, provenance,
 * cost) before its delivery passphrase is asked for; the passphrase passes through and is not kept. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EventPayload, VigieApi } from '../../contract/channels.ts';
import type { InstalledSetView, PackOffer, Problem, SignerRow } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';

export type ImportProgress = Omit<EventPayload<'packProgress'>, 'offerId'>;

interface ResumedImport {
  readonly offerId: string;
  readonly progress: ImportProgress;
}

export interface PacksState {
  readonly packs: readonly InstalledSetView[];
  /** Who is trusted; empty until a supervisor asked. */
  readonly signers: readonly SignerRow[];
  readonly loaded: boolean;
  /** The register cannot be used as it is; only `reset` goes on from there. */
  readonly registerProblem: Problem | null;
  readonly offer: PackOffer | null;
  /** True while the file is opened, or its signer is being trusted. */
  readonly busy: boolean;
  readonly importing: ImportProgress | null;
  readonly cancelling: boolean;
  /** An import that was begun before the vault was locked, and goes on. */
  readonly resumed: ResumedImport | null;
  /** What became of it: null in the place of a set that could not be installed. Undefined where nothing was resumed. */
  readonly resumedEnd: InstalledSetView | null | undefined;
  readonly problem: Problem | null;
  readonly imported: InstalledSetView | null;
  load(): Promise<void>;
  choose(): Promise<void>;
  offerDropped(file: File): Promise<void>;
  /** A set that stays on a web server. */
  offerAddress(address: string): Promise<void>;
  /** @returns true if the signer is now trusted. */
  trustSigner(comparedGroups: string): Promise<boolean>;
  importOffer(passphrase: string, forceOlder: boolean): Promise<void>;
  cancelImport(): Promise<void>;
  cancelResumed(): Promise<void>;
  dismissResumedEnd(): void;
  dismissOffer(): void;
  dismissProblem(): void;
  remove(packId: string): Promise<void>;
  loadSigners(): Promise<void>;
  /** @param signer key id */
  distrust(signer: string): Promise<void>;
  /** Begins an empty register; the sets are then imported again. */
  reset(): Promise<boolean>;
  clear(): void;
}

const nothing = {
  packs: [],
  signers: [],
  loaded: false,
  registerProblem: null,
  offer: null,
  busy: false,
  importing: null,
  cancelling: false,
  resumed: null,
  resumedEnd: undefined,
  problem: null,
  imported: null,
} as const;

export function createPacksStore(api: VigieApi): StoreApi<PacksState> {
  const store = createStore<PacksState>()((set, get) => ({
    ...nothing,

    async load() {
      const result = await callSafely(api, 'listSets', {});
      if (result.ok) set({ packs: result.value.packs, registerProblem: result.value.problem, loaded: true });
      else set({ problem: result.problem, loaded: true });
    },

    async choose() {
      if (get().busy || get().importing !== null) return;
      set({ busy: true, problem: null, imported: null });
      const result = await callSafely(api, 'choosePack', {});
      if (!result.ok) return set({ busy: false, problem: result.problem });
      set({ busy: false, offer: result.value.offer ?? get().offer });
    },

    async offerDropped(file) {
      if (get().busy || get().importing !== null) return;
      set({ busy: true, problem: null, imported: null });
      let token: string;
      try {
        token = await api.tokenForDroppedFile(file);
      } catch {
        return set({ busy: false, problem: { code: 'file-unreadable', details: {} } });
      }
      const result = await callSafely(api, 'offerDroppedPack', { token });
      set(result.ok ? { busy: false, offer: result.value.offer } : { busy: false, problem: result.problem });
    },

    async offerAddress(address) {
      if (get().busy || get().importing !== null) return;
      set({ busy: true, problem: null, imported: null });
      const result = await callSafely(api, 'offerHttpPack', { address });
      set(result.ok ? { busy: false, offer: result.value.offer } : { busy: false, problem: result.problem });
    },

    async trustSigner(comparedGroups) {
      const { offer } = get();
      if (offer === null || get().busy) return false;
      set({ busy: true, problem: null });
      const result = await callSafely(api, 'trustSigner', { offerId: offer.offerId, comparedGroups });
      if (!result.ok) {
        set({ busy: false, problem: result.problem });
        return false;
      }
      set({ busy: false, offer: result.value.offer });
      return result.value.offer.pack.signer.trusted;
    },

    async importOffer(passphrase, forceOlder) {
      const { offer, importing } = get();
      if (offer === null || importing !== null) return;
      set({
        importing: { stage: 'open', doneBytes: 0, totalBytes: offer.pack.fileBytes },
        cancelling: false,
        problem: null,
      });
      const result = await callSafely(api, 'importPack', { offerId: offer.offerId, passphrase, forceOlder });
      if (!result.ok) {
        const cancelled = result.problem.code === 'cancelled';
        return set({ importing: null, cancelling: false, problem: cancelled ? null : result.problem });
      }
      set({ importing: null, cancelling: false, offer: null, imported: result.value.pack });
      await get().load();
    },

    async cancelImport() {
      const { offer, importing } = get();
      if (offer === null || importing === null) return;
      set({ cancelling: true });
      await callSafely(api, 'cancelImport', { offerId: offer.offerId });
    },

    async cancelResumed() {
      const { resumed } = get();
      if (resumed === null) return;
      set({ resumed: null });
      await callSafely(api, 'cancelImport', { offerId: resumed.offerId });
    },

    dismissResumedEnd() {
      set({ resumedEnd: undefined });
    },

    dismissOffer() {
      const { offer, importing } = get();
      if (offer === null || importing !== null) return;
      set({ offer: null, problem: null });
      // The application forgets the file as well.
      void callSafely(api, 'cancelImport', { offerId: offer.offerId });
    },

    dismissProblem() {
      set({ problem: null });
    },

    async remove(packId) {
      const result = await callSafely(api, 'removeSet', { packId });
      set(result.ok ? { packs: result.value.packs } : { problem: result.problem });
    },

    async loadSigners() {
      const result = await callSafely(api, 'listSigners', {});
      set(result.ok ? { signers: result.value.signers } : { problem: result.problem });
    },

    async distrust(signer) {
      const result = await callSafely(api, 'distrustSigner', { signer, confirmed: true });
      set(result.ok ? { ...result.value } : { problem: result.problem });
    },

    async reset() {
      const result = await callSafely(api, 'resetSets', {});
      if (result.ok) set({ packs: result.value.packs, registerProblem: null, problem: null });
      else set({ problem: result.problem });
      return result.ok;
    },

    clear() {
      set({ ...nothing });
    },
  }));

  api.on('packProgress', ({ offerId, ...progress }) => {
    const { offer, importing } = store.getState();
    if (importing !== null && offer?.offerId === offerId) store.setState({ importing: progress });
    // Nobody asked for it in this session: the vault was locked meanwhile.
    else if (importing === null) store.setState({ resumed: { offerId, progress } });
  });
  api.on('importEnded', ({ pack, problem }) => {
    const cancelled = problem?.code === 'cancelled';
    store.setState({ resumed: null, resumedEnd: cancelled ? undefined : pack, problem: cancelled ? null : problem });
  });
  api.on('setsChanged', ({ packs }) => store.setState({ packs, loaded: true }));

  return store;
}

/**
 * Notices (steps `pack` and `check`): what is known of an incident, signed, without identifiers; their import, and the
 * incidents that a caller can ask about without any look-up. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { VigieApi } from '../../contract/channels.ts';
import type { AskableIncident, NoticeOffer, NoticeView, Problem } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';
import { oneAtATime } from './one-at-a-time.ts';

export interface NoticesState {
  readonly notices: readonly NoticeView[];
  readonly loaded: boolean;
  /** The register cannot be used as it is; only `reset` goes on from there. */
  readonly registerProblem: Problem | null;
  /** Null until they were read. */
  readonly incidents: readonly AskableIncident[] | null;
  readonly offer: NoticeOffer | null;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** Series of the notice imported last. */
  readonly imported: string | null;
  load(): Promise<void>;
  loadIncidents(): Promise<void>;
  choose(): Promise<void>;
  offerDropped(file: File): Promise<void>;
  /** @returns true if the signer is now trusted. */
  trustSigner(comparedGroups: string): Promise<boolean>;
  importOffer(): Promise<boolean>;
  dismissOffer(): void;
  remove(series: string): Promise<boolean>;
  reset(): Promise<boolean>;
  dismissProblem(): void;
  clear(): void;
}

const nothing = {
  notices: [],
  loaded: false,
  registerProblem: null,
  incidents: null,
  offer: null,
  busy: false,
  problem: null,
  imported: null,
} as const;

export function createNoticesStore(api: VigieApi): StoreApi<NoticesState> {
  return createStore<NoticesState>()((set, get) => {
    const { change, read, forget } = oneAtATime<NoticesState>(set, get, { imported: null });
    const list = ({ notices }: { readonly notices: readonly NoticeView[] }) => ({ notices });

    return {
      ...nothing,

      async load() {
        const result = await read(() => callSafely(api, 'listNotices', {}));
        if (result === null) return;
        if (result.ok) set({ ...list(result.value), registerProblem: result.value.problem, loaded: true });
        else set({ problem: result.problem, loaded: true });
      },

      async loadIncidents() {
        const result = await read(() => callSafely(api, 'listIncidents', {}));
        if (result === null) return;
        set(result.ok ? { incidents: result.value.incidents } : { incidents: [], problem: result.problem });
      },

      async choose() {
        await change(
          () => callSafely(api, 'chooseNotice', {}),
          ({ offer }) => ({ offer: offer ?? get().offer }),
        );
      },

      async offerDropped(file) {
        await change(
          async () => {
            const token = await api.tokenForDroppedFile(file).catch(() => null);
            if (token === null) return { ok: false, problem: { code: 'file-unreadable', details: {} } };
            return callSafely(api, 'offerDroppedNotice', { token });
          },
          ({ offer }) => ({ offer }),
        );
      },

      async trustSigner(comparedGroups) {
        const { offer } = get();
        if (offer === null) return false;
        await change(
          () => callSafely(api, 'trustNoticeSigner', { offerId: offer.offerId, comparedGroups }),
          (answer) => answer,
        );
        return get().offer?.notice.signer.trusted === true;
      },

      async importOffer() {
        const { offer } = get();
        if (offer === null) return false;
        return change(
          () => callSafely(api, 'importNotice', { offerId: offer.offerId }),
          ({ notices }) => ({ notices, offer: null, imported: offer.notice.series }),
        );
      },

      dismissOffer: () => set({ offer: null, problem: null }),
      remove: (series) => change(() => callSafely(api, 'removeNotice', { series }), list),
      reset: () =>
        change(
          () => callSafely(api, 'resetNotices', {}),
          ({ notices }) => ({ notices, registerProblem: null }),
        ),
      dismissProblem: () => set({ problem: null }),

      clear() {
        forget();
        set({ ...nothing });
      },
    };
  });
}

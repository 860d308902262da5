/**
 * Cases between workstations (step `journal`): exported to another workstation's key or under a passphrase, taken in
 * from a file or from the code of a sheet. Passphrases pass through and are not kept. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Input, Output, VigieApi } from '../../contract/channels.ts';
import type { CaseOffer, Problem, RecipientView } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';
import { oneAtATime } from './one-at-a-time.ts';

export type Arrival = Output<'importCase'>;
export type ExportTarget = Input<'exportCase'>['to'];

export interface HandOverState {
  readonly recipient: RecipientView | null;
  readonly offer: CaseOffer | null;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** `cancelled`: the dialog was closed, nothing was written. */
  readonly exported: { readonly kind: 'saved'; readonly path: string } | { readonly kind: 'cancelled' } | null;
  /** What came last, until it was shown. */
  readonly arrival: Arrival | null;
  /** @returns true if `text` is a workstation's key. */
  describeRecipient(text: string): Promise<boolean>;
  chooseRecipient(): Promise<boolean>;
  forgetRecipient(): void;
  /** @returns true if the file was written. */
  exportCase(reference: string, to: ExportTarget): Promise<boolean>;
  /** @returns true if what is needed to open the file is known to be asked for: `offer`. */
  chooseFile(): Promise<boolean>;
  offerDropped(file: File): Promise<boolean>;
  importOffer(passphrase: string | null): Promise<Arrival | null>;
  /** The text of a sheet's code. */
  readCode(text: string): Promise<Arrival | null>;
  dismissOffer(): void;
  dismissProblem(): void;
  clear(): void;
}

const nothing = { recipient: null, offer: null, busy: false, problem: null, exported: null, arrival: null } as const;

/** Every code of a sheet begins so; typed or pasted in the field of the references, it is one. */
export function isHandOverCode(text: string): boolean {
  return /^\s*vh1/i.test(text);
}

export function createHandOverStore(api: VigieApi): StoreApi<HandOverState> {
  return createStore<HandOverState>()((set, get) => {
    const { change, forget } = oneAtATime<HandOverState>(set, get, { exported: null, arrival: null });

    return {
      ...nothing,

      describeRecipient: (text) =>
        change(
          () => callSafely(api, 'describeRecipient', { text }),
          (recipient) => ({ recipient }),
        ),
      async chooseRecipient() {
        await change(
          () => callSafely(api, 'chooseRecipient', {}),
          ({ recipient }) => ({ recipient: recipient ?? get().recipient }),
        );
        return get().recipient !== null;
      },
      forgetRecipient: () => set({ recipient: null, problem: null }),

      async exportCase(reference, to) {
        await change(
          () => callSafely(api, 'exportCase', { reference, to }),
          ({ path }) => ({ exported: path === null ? { kind: 'cancelled' } : { kind: 'saved', path } }),
        );
        return get().exported?.kind === 'saved';
      },

      async chooseFile() {
        await change(
          () => callSafely(api, 'chooseCaseFile', {}),
          ({ offer }) => ({ offer: offer ?? get().offer }),
        );
        return get().offer !== null;
      },
      offerDropped: (file) =>
        change(
          async () => {
            const token = await api.tokenForDroppedFile(file).catch(() => null);
            if (token === null) return { ok: false, problem: { code: 'file-unreadable', details: {} } };
            return callSafely(api, 'offerDroppedCase', { token });
          },
          ({ offer }) => ({ offer }),
        ),

      async importOffer(passphrase) {
        const { offer } = get();
        if (offer === null) return null;
        await change(
          () => callSafely(api, 'importCase', { offerId: offer.offerId, passphrase }),
          (arrival) => ({ arrival, offer: null }),
        );
        return get().arrival;
      },
      async readCode(text) {
        await change(
          () => callSafely(api, 'readHandOverCode', { text: text.trim() }),
          (arrival) => ({ arrival }),
        );
        return get().arrival;
      },

      dismissOffer: () => set({ offer: null, problem: null }),
      dismissProblem: () => set({ problem: null, arrival: null }),
      clear() {
        forget();
        set({ ...nothing });
      },
    };
  });
}

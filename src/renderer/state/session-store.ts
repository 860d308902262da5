/**
 * Session (step `unlock`): which phase the application is in, the adviser, preferences. No React. Holds no passphrase:
 * it passes through `unlock` and `createVault` and is dropped. Recovery words stay only until they were acknowledged
 * or the session is locked.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EventPayload, Input, VigieApi } from '../../contract/channels.ts';
import { type AppState, type PassphraseRating, type Problem, pageStaysAt } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';

type LockReason = EventPayload<'locked'>['reason'];
/** What whoever types the recovery words may ask for beside them. */
type RecoveryWishes = Omit<Input<'unlock'>, 'passphrase'>;

export interface SessionState {
  /** Null until the application has answered for the first time. */
  readonly app: AppState | null;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** True after a passphrase that opened nothing, until the next attempt. */
  readonly passphraseWrong: boolean;
  /** Instant (ms) before which no passphrase is taken; null when there is no delay. */
  readonly retryAt: number | null;
  readonly lockReason: LockReason | null;
  /** True once another page is about to take this one's place: nothing is shown any more. */
  readonly isLeaving: boolean;
  readonly recoveryWords: readonly string[] | null;
  load(): Promise<void>;
  createVault(adviserName: string, passphrase: string): Promise<void>;
  acknowledgeRecoveryWords(): void;
  /** @param wishes what the recovery words alone may ask for (`unlock` in the contract says what each does) */
  unlock(passphrase: string, wishes?: RecoveryWishes): Promise<void>;
  lock(): Promise<void>;
  setPreferences(preferences: Input<'setPreferences'>): Promise<void>;
  /** @returns true if the passphrase is now `next`. */
  changePassphrase(current: string, next: string): Promise<boolean>;
  /** New recovery words; the old ones open nothing any more. Supervisor. They are shown as at the first start. */
  replaceRecoveryWords(): Promise<void>;
  /** @returns null where a newer question overtook this one, or the application could not tell. */
  ratePassphrase(passphrase: string): Promise<PassphraseRating | null>;
  noteActivity(): void;
}

// The contract asks for at most one call a second.
const activityIntervalMs = 1000;

export function createSessionStore(api: VigieApi, clock: () => number): StoreApi<SessionState> {
  let ratingTurn = 0;
  let activityAt = Number.NEGATIVE_INFINITY;

  const store = createStore<SessionState>()((set, get) => ({
    app: null,
    busy: false,
    problem: null,
    passphraseWrong: false,
    retryAt: null,
    lockReason: null,
    isLeaving: false,
    recoveryWords: null,

    async load() {
      const result = await callSafely(api, 'readAppState', {});
      if (!result.ok) return set({ problem: result.problem });
      // After a lock the page is a new one, which was not told why.
      set({ app: result.value, problem: null, lockReason: result.value.lockReason ?? get().lockReason });
    },

    async createVault(adviserName, passphrase) {
      if (get().busy) return;
      set({ busy: true, problem: null });
      const result = await callSafely(api, 'createVault', { adviserName, passphrase });
      if (!result.ok) return set({ busy: false, problem: result.problem });
      set({ busy: false, app: result.value.state, recoveryWords: result.value.recoveryWords, lockReason: null });
    },

    acknowledgeRecoveryWords() {
      set({ recoveryWords: null });
    },

    async unlock(passphrase, wishes = {}) {
      if (get().busy) return;
      set({ busy: true, problem: null, passphraseWrong: false });
      const result = await callSafely(api, 'unlock', { passphrase, ...wishes });
      if (!result.ok) {
        const delay = result.problem.details.retryAfterMs;
        const retryAt = typeof delay === 'number' && delay > 0 ? clock() + delay : get().retryAt;
        return set({ busy: false, problem: result.problem, retryAt });
      }
      if (result.value.kind === 'unlocked') {
        return set({ busy: false, app: result.value.state, retryAt: null, lockReason: null });
      }
      const { retryAfterMs } = result.value;
      set({ busy: false, passphraseWrong: true, retryAt: retryAfterMs > 0 ? clock() + retryAfterMs : null });
    },

    async lock() {
      const result = await callSafely(api, 'lock', {});
      if (get().isLeaving) return;
      if (result.ok) set({ app: result.value, recoveryWords: null, lockReason: 'asked' });
      else set({ problem: result.problem });
    },

    async setPreferences(preferences) {
      const result = await callSafely(api, 'setPreferences', preferences);
      set(result.ok ? { app: result.value } : { problem: result.problem });
    },

    async changePassphrase(current, next) {
      if (get().busy) return false;
      set({ busy: true, problem: null });
      const result = await callSafely(api, 'changeOwnPassphrase', { current, next });
      set(result.ok ? { busy: false } : { busy: false, problem: result.problem });
      return result.ok;
    },

    async replaceRecoveryWords() {
      if (get().busy) return;
      set({ busy: true, problem: null });
      const result = await callSafely(api, 'replaceRecoveryWords', {});
      if (result.ok) set({ busy: false, recoveryWords: result.value.recoveryWords });
      else set({ busy: false, problem: result.problem });
    },

    async ratePassphrase(passphrase) {
      ratingTurn += 1;
      const turn = ratingTurn;
      const result = await callSafely(api, 'ratePassphrase', { passphrase });
      return turn === ratingTurn && result.ok ? result.value : null;
    },

    noteActivity() {
      const now = clock();
      if (get().app?.phase !== 'unlocked' || now - activityAt < activityIntervalMs) return;
      activityAt = now;
      void callSafely(api, 'noteActivity', {});
    },
  }));

  api.on('locked', ({ reason }) => {
    const { app } = store.getState();
    // The screen is cleared at once; the application's own state follows.
    store.setState({
      app: app === null ? null : { ...app, phase: 'locked', session: null },
      recoveryWords: null,
      passphraseWrong: false,
      problem: null,
      lockReason: reason,
      isLeaving: app?.renewsPage === true && !pageStaysAt.has(reason),
    });
    if (!store.getState().isLeaving) void store.getState().load();
  });

  return store;
}

/**
 * What a supervisor changes (steps `unlock` and `journal`): advisers of this workstation, blocks lifted, settings, export and
 * purge of the journal. Passphrases pass through and are not kept. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallResult, Input, Output, VigieApi } from '../../contract/channels.ts';
import type { AdviserRow, Problem, Role, SettingsView } from '../../contract/values.ts';
import { callSafely } from './call-safely.ts';

export type WorkstationSettings = Input<'setSettings'>;

export interface AdministrationState {
  readonly advisers: readonly AdviserRow[];
  /** Null until they were read. */
  readonly settings: SettingsView | null;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly exported: Output<'exportJournal'> | null;
  readonly purged: Output<'purgeJournal'> | null;
  load(): Promise<void>;
  /** Each of these: @returns true if it was done; otherwise `problem` says why. */
  addAdviser(name: string, role: Role, passphrase: string): Promise<boolean>;
  setRole(adviserId: string, role: Role): Promise<boolean>;
  disable(adviserId: string): Promise<boolean>;
  resetPassphrase(adviserId: string, passphrase: string): Promise<boolean>;
  liftQuota(adviserId: string, reason: string): Promise<boolean>;
  saveSettings(settings: WorkstationSettings): Promise<boolean>;
  exportJournal(format: Input<'exportJournal'>['format']): Promise<boolean>;
  purgeJournal(): Promise<boolean>;
  dismissProblem(): void;
  clear(): void;
}

const nothing = { advisers: [], settings: null, busy: false, problem: null, exported: null, purged: null } as const;

export function createAdministrationStore(api: VigieApi): StoreApi<AdministrationState> {
  return createStore<AdministrationState>()((set, get) => {
    /** One change at a time; what it answers is put in the state by `keep`. */
    const change = async <T>(
      ask: () => Promise<CallResult<T>>,
      keep: (value: T) => Partial<AdministrationState>,
    ): Promise<boolean> => {
      if (get().busy) return false;
      set({ busy: true, problem: null, exported: null, purged: null });
      const result = await ask();
      set(result.ok ? { busy: false, ...keep(result.value) } : { busy: false, problem: result.problem });
      return result.ok;
    };
    const list = ({ advisers }: { readonly advisers: readonly AdviserRow[] }) => ({ advisers });

    return {
      ...nothing,

      async load() {
        const [advisers, settings] = await Promise.all([
          callSafely(api, 'listAdvisers', {}),
          callSafely(api, 'readSettings', {}),
        ]);
        if (advisers.ok) set({ advisers: advisers.value.advisers });
        else set({ problem: advisers.problem });
        if (settings.ok) set({ settings: settings.value });
      },

      addAdviser: (name, role, passphrase) =>
        change(() => callSafely(api, 'addAdviser', { name, role, passphrase }), list),
      setRole: (adviserId, role) => change(() => callSafely(api, 'setAdviserRole', { adviserId, role }), list),
      disable: (adviserId) => change(() => callSafely(api, 'disableAdviser', { adviserId }), list),
      resetPassphrase: (adviserId, passphrase) =>
        change(() => callSafely(api, 'resetAdviserPassphrase', { adviserId, passphrase }), list),
      liftQuota: (adviserId, reason) => change(() => callSafely(api, 'liftQuota', { adviserId, reason }), list),
      saveSettings: (settings) =>
        change(
          () => callSafely(api, 'setSettings', settings),
          (value) => ({ settings: value }),
        ),
      exportJournal: (format) =>
        change(
          () => callSafely(api, 'exportJournal', { format }),
          (exported) => ({ exported }),
        ),
      purgeJournal: () =>
        change(
          () => callSafely(api, 'purgeJournal', {}),
          (purged) => ({ purged }),
        ),

      dismissProblem: () => set({ problem: null }),
      clear: () => set({ ...nothing }),
    };
  });
}

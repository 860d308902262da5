/**
 * What the handlers of `unlock`, `case`, `check`, `guide`, `journal` and `print` share: each of their files takes this and returns
 * its part of the table of channels. Handlers of packs and notices, a room above, take the desks alone.
 */
import type { AppState } from '../contract/values.ts';
import type { Guide } from '../core/guide/schema.ts';
import type { NoticeDesk } from './pack/notices.ts';
import type { PackDesk } from './pack/pack-desk.ts';
import type { AppOptions } from './shell/options.ts';
import type { PreferenceStore } from './shell/preferences.ts';
import type { SessionKeeper } from './vault/session.ts';
import type { VaultStore } from './vault/vault-store.ts';
import type { WorkstationKey } from './vault/workstation-key.ts';

export interface AppContext {
  readonly options: AppOptions;
  readonly store: VaultStore;
  readonly sessions: SessionKeeper;
  readonly packs: PackDesk;
  readonly notices: NoticeDesk;
  readonly workstationKey: WorkstationKey;
  readonly guide: Guide;
  readonly preferences: PreferenceStore;
  readAppState(): AppState;
  /** Wherever keys were opened and are given up again: at each lock, and where what was opening did not become a session. */
  cleanMemory(): void;
  /** One change of the vault at a time: two that began from the same revision would lose one of them. */
  inTurn<T>(action: () => Promise<T>): Promise<T>;
}

/** Now, as it is stored and shown. */
export function nowIso({ options }: Pick<AppContext, 'options'>): string {
  return new Date(options.clock.nowMs()).toISOString();
}

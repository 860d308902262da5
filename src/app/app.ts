/**
 * The application, put together: serves the contract to any shell, and turns failures into problems (code and safe details),
 * never into words.
 */
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import type { CallResult, EventName, EventPayload } from '../contract/channels.ts';
import type { AppState } from '../contract/values.ts';
import { faultOf, isVigieError, VigieError } from '../core/errors.ts';
import { pageStaysAt } from '../core/vocabulary.ts';
import { CaseDesk } from './case/case-desk.ts';
import { checkHandlers } from './check/check-handlers.ts';
import { QuotaGate } from './check/quota-gate.ts';
import { quotaHandlers } from './check/quota-handlers.ts';
import type { AppContext } from './context.ts';
import { createDoor } from './door/door.ts';
import type { Handlers } from './door/handlers.ts';
import { noAdminSettings } from './fleet/admin-settings.ts';
import { guideHandlers } from './guide/guide-handlers.ts';
import { handOverHandlers } from './journal/hand-over.ts';
import { journalHandlers } from './journal/journal-handlers.ts';
import { statisticsHandlers } from './journal/statistics.ts';
import { noticeHandlers } from './pack/notice-handlers.ts';
import { NoticeDesk } from './pack/notices.ts';
import { PackDesk } from './pack/pack-desk.ts';
import { packHandlers } from './pack/pack-handlers.ts';
import { Signers } from './pack/signers.ts';
import { letterHandlers } from './print/letter-handlers.ts';
import { printHandlers } from './print/print-handlers.ts';
import { SheetPress } from './print/sheet-press.ts';
import { readGuideFiles, readSheetFonts } from './shell/guide-files.ts';
import type { AppOptions } from './shell/options.ts';
import { openPreferences } from './shell/preferences.ts';
import { supervisorHandlers } from './unlock/supervisor-handlers.ts';
import { unlockHandlers } from './unlock/unlock-handlers.ts';
import { workstationKeyHandlers } from './unlock/workstation-key-handlers.ts';
import { cleanMemorySoon } from './vault/clean-memory.ts';
import { type LockReason, type Session, SessionKeeper, sessionAdviser } from './vault/session.ts';
import { openVaultStore } from './vault/vault-store.ts';
import { WorkstationKey } from './vault/workstation-key.ts';

export interface App {
  /** Answers one call of the renderer. Never rejects. @param input as it came over the wire: unparsed */
  invoke(channel: string, input: unknown): Promise<CallResult<unknown>>;
  /** A shell turned a call away because of who sent it. Leaves a trace in an open journal; never throws. */
  noteRefusedCall(): void;
  /** Ends the session, if there is one. Synchronous, never throws. */
  lock(reason: LockReason): void;
  /** Locks and gives the profile directory back. The app cannot be used afterwards. */
  dispose(): void;
}

/**
 * @throws VigieError 'vault-in-use' if another instance has the profile; 'guide-malformed'; 'read-only', 'disk-full',
 *   'file-unwritable'
 */
export function createApp(options: AppOptions): App {
  const guide = readGuideFiles(options.guideDir);
  // The lock is taken last of all that can fail: what throws here holds nothing.
  const preferences = openPreferences(options.profileDir);
  const store = openVaultStore(options.profileDir);
  const { shell, administrator = noAdminSettings, cleanMemory = cleanMemorySoon } = options;
  const emit = <E extends EventName>(event: E, payload: EventPayload<E>) => shell.emit(event, payload);

  let lastLockReason: LockReason | null = null;
  const sessions = new SessionKeeper(options.clock, administrator, (reason) => {
    packs.close();
    notices.close();
    workstationKey.close();
    emit('locked', { reason });
    lastLockReason = reason;
    if (!pageStaysAt.has(reason)) shell.renewPage?.();
    cleanMemory();
  });
  const { profileDir, trustedKeysDir, clock } = options;
  const workstationKey = new WorkstationKey(profileDir);
  const claims = () => [...packs.claims(), ...notices.claims()];
  const signers = new Signers({ trustedKeysDir, administrator, clock, claims });
  const packs = new PackDesk({ profileDir, administrator, clock, signers, emit, ownKey: () => workstationKey.pair });
  const notices = new NoticeDesk({
    profileDir,
    clock,
    signers,
    installedSets: () => packs.sealed(),
    trustChanged: () => packs.trustChanged(),
  });

  let lastTurn: Promise<unknown> = Promise.resolve();
  const context: AppContext = {
    options,
    store,
    sessions,
    packs,
    notices,
    workstationKey,
    guide,
    preferences,
    readAppState,
    cleanMemory,
    inTurn: (action) => {
      const turn = lastTurn.then(action, action);
      lastTurn = turn.catch(() => undefined);
      return turn;
    },
  };

  /** What the vault's file says, since a keystore may have been locked when the vault was made, or be locked now. */
  function boundKeystore(session: Session | null): string | null {
    if (session !== null) return session.vault.file.device?.keystore ?? null;
    if (!store.exists()) return shell.keystore?.isProtecting === true ? shell.keystore.name : null;
    try {
      return store.readVault().device?.keystore ?? null;
    } catch {
      // A damaged vault is said at the unlock, with what to do.
      return null;
    }
  }

  function readAppState(): AppState {
    const session = sessions.current;
    const { locale, theme, digitKeys, hideFromCapture } = preferences.current;
    return {
      phase: session !== null ? 'unlocked' : store.exists() ? 'locked' : 'first-run',
      version: packageJson.version,
      shell: shell.name,
      locale,
      theme,
      digitKeys,
      hideFromCapture:
        shell.canHideFromCapture === true
          ? { isOn: administrator.hideFromCapture ?? hideFromCapture, isFixed: administrator.hideFromCapture !== null }
          : null,
      demo:
        options.demo == null
          ? null
          : { passphrase: options.demo.passphrase, identifiers: options.demo.identifiers.map((each) => ({ ...each })) },
      session:
        session === null
          ? null
          : {
              adviserId: session.adviserId,
              adviserName: sessionAdviser(session).name,
              role: sessionAdviser(session).role,
              idleLockMs: sessions.settings.idleLockMs,
              systemLog: session.journal.systemLogState,
            },
      keystore: boundKeystore(session),
      systemLog: options.systemLog?.name ?? null,
      setCount: session === null ? 0 : packs.list().length,
      lockReason: session === null ? lastLockReason : null,
      renewsPage: shell.renewPage !== undefined,
      resumeReference: session === null ? null : session.journal.latestOpenCase(session.adviserId),
    };
  }

  const cases = new CaseDesk(context);
  const quota = new QuotaGate(context);
  const quotas = quotaHandlers(context, quota);
  const press = new SheetPress(shell, () => readSheetFonts(join(options.guideDir, '..', 'fonts')));
  const handlers: Handlers = {
    ...unlockHandlers(context),
    ...packHandlers(shell, packs),
    ...checkHandlers(context, cases, quota),
    ...guideHandlers(context, cases),
    ...noticeHandlers(shell, notices),
    ...workstationKeyHandlers(context),
    ...handOverHandlers(context, cases),
    ...journalHandlers(context, cases),
    ...printHandlers(context, cases, press),
    ...letterHandlers(context, cases, press),
    ...quotas,
    ...supervisorHandlers(context, quotas.listAdvisers),
    ...statisticsHandlers(context),
  };

  const door = createDoor(
    {
      nowMs: () => clock.nowMs(),
      vaultExists: () => store.exists(),
      caller: () => {
        const session = sessions.current;
        return session === null ? null : { role: sessionAdviser(session).role, viaRecovery: session.viaRecovery };
      },
      keepAwake: () => sessions.touch(),
      // The call is refused whether or not there is room for one entry more about it.
      enterRefusal: (details) => {
        if (sessions.current?.room.has('ipc-refused') === true) sessions.current.record('ipc-refused', { details });
      },
    },
    handlers,
  );

  let disposed = false;
  const stopListening = shell.onLockSignal((signal) => sessions.lock(signal));

  return {
    invoke: async (channel, input) => {
      try {
        if (disposed) throw new VigieError('vault-locked');
        sessions.lockIfIdle();
        return { ok: true, value: await door.serve(channel, input) };
      } catch (error) {
        if (!isVigieError(error)) options.onUnexpectedError?.(error, channel);
        return { ok: false, problem: faultOf(error) };
      }
    },
    noteRefusedCall: () => {
      try {
        door.noteForeignCall();
      } catch (error) {
        // The call was refused whether or not the journal could say so.
        options.onUnexpectedError?.(error, 'unknown');
      }
    },
    lock: (reason) => sessions.lock(reason),
    dispose: () => {
      if (disposed) return;
      disposed = true;
      stopListening();
      sessions.lock('window-closed');
      packs.dispose();
      options.systemLog?.close();
      store.release();
    },
  };
}

/** Step `unlock`: making the vault, opening and locking it, one's own passphrase, preferences. */
import { totalmem } from 'node:os';
import type { unlockChannels } from '../../contract/unlock.ts';
import { zeroBytes } from '../../core/bytes/bytes.ts';
import { createSequenceWatch } from '../../core/check/sequence-watch.ts';
import { type Argon2Cost, slotCost } from '../../core/crypto/argon2id.ts';
import { isVigieError, VigieError } from '../../core/errors.ts';
import { nobody } from '../../core/journal/audit-entry.ts';
import type { NewEntry } from '../../core/journal/audit-trail.ts';
import { Journal, type JournalOptions } from '../../core/journal/journal.ts';
import { deriveJournalKeys } from '../../core/journal/journal-keys.ts';
import { revisionIn } from '../../core/journal/revisions.ts';
import { type Attempts, countAttempt, noAttempts, waitMs, withClockOf } from '../../core/unlock/attempts.ts';
import { ratePassphrase, requireGoodPassphrase } from '../../core/unlock/passphrase-rating.ts';
import { readRecoveryWords } from '../../core/unlock/recovery-words.ts';
import { defaultSettings, findAdviser, recoveryAdviserId } from '../../core/unlock/register.ts';
import {
  createVault,
  type DeviceSecret,
  isPassphraseOf,
  type OpenVault,
  openVault,
  raiseRevision,
  rebindDevice,
  setPassphrase,
} from '../../core/unlock/vault.ts';
import type { AppContext } from '../context.ts';
import { nowIso } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { readName } from '../door/harmless-text.ts';
import { type AdminSettings, noAdminSettings, settingsInForce } from '../fleet/admin-settings.ts';
import { bindDevice, openDeviceSecret, resealDevice } from '../vault/device-binding.ts';
import { EntryRoom } from '../vault/entry-room.ts';
import { retentionStartMs } from '../vault/retention.ts';
import { saveVault, whileOpen, writeVaultWith } from '../vault/session.ts';
import type { VaultStore } from '../vault/vault-store.ts';

/** Below this, half of `slotCost`: 256 MiB on top of a browser would make a small machine swap. */
const smallMachineBytes = 4 * 2 ** 30;

function vaultCost({ options }: AppContext): Argon2Cost {
  if (options.costs !== undefined) return options.costs.vault;
  return totalmem() < smallMachineBytes ? { ...slotCost, memoryKiB: slotCost.memoryKiB / 2 } : slotCost;
}

function openJournal(
  { store, options }: AppContext,
  { vaultKey, file }: OpenVault,
  how: Pick<JournalOptions, 'create' | 'tolerateMismatch'> & { readonly logLines: readonly string[] },
): Journal {
  const { systemLog = null } = options;
  return Journal.open({
    path: store.journalPath,
    keys: deriveJournalKeys(vaultKey, file.vaultId),
    vaultId: file.vaultId,
    vaultRevision: file.revision,
    headStore: store.headStore,
    nowMs: options.clock.nowMs(),
    clock: () => ({ wallMs: options.clock.nowMs(), sinceBoot: options.clock.sinceBoot?.() ?? null }),
    create: how.create,
    tolerateMismatch: how.tolerateMismatch ?? false,
    systemLog: systemLog === null ? null : { lines: how.logLines, append: (line) => systemLog.append(line) },
  });
}

/** What the journal could not be told while it was closed, then who came in. */
function arrivalEntries(attempts: Attempts, tampered: boolean, vault: OpenVault, nowMs: number): NewEntry[] {
  const failures = attempts.unreportedMs.map(
    (atMs): NewEntry => ({ atMs: nowMs, adviserId: nobody, kind: 'unlock-failed', details: { failedAtMs: atMs } }),
  );
  const { adviserId } = vault;
  const entries: NewEntry[] = [...failures];
  if (tampered) entries.push({ atMs: nowMs, adviserId: nobody, kind: 'attempts-tampered' });
  if (adviserId === recoveryAdviserId) entries.push({ atMs: nowMs, adviserId, kind: 'recovery-used' });
  return [...entries, { atMs: nowMs, adviserId, kind: 'unlocked', details: { revision: vault.file.revision } }];
}

async function beginSession(
  context: AppContext,
  vault: OpenVault,
  device: DeviceSecret,
  journal: Journal,
  entries: readonly NewEntry[],
): Promise<void> {
  const { sessions, packs, notices, workstationKey, options } = context;
  const session = sessions.begin({ vault, device, journal, sequence: createSequenceWatch() });
  try {
    journal.write(entries);
    const nowMs = options.clock.nowMs();
    // The registers are opened before the purge, which could delete the entries with their last revisions.
    notices.open(session);
    packs.open(session);
    // Only a supervisor's unlock purges: an adviser who set the clock years forward would otherwise delete their own block
    // and every trace of what led to it.
    if (vault.adviserId !== recoveryAdviserId && findAdviser(vault.register, vault.adviserId).role === 'supervisor') {
      const before = retentionStartMs(nowMs, sessions.settings.retentionMonths);
      journal.purge(before, { adviserId: nobody, atMs: nowMs });
    }
    workstationKey.open(session, nowMs);
    await packs.opened();
  } catch (error) {
    sessions.lock('fault');
    throw error;
  }
}

/** The recovery words bind the vault to this machine's keystore, or to none where there is none; advisers get new passphrases. */
async function repairBinding(
  context: AppContext,
  vault: OpenVault,
  journal: Journal,
): Promise<{ vault: OpenVault; device: DeviceSecret }> {
  const binding = await bindDevice(context.options.shell.keystore);
  const repaired = rebindDevice(vault, binding);
  writeVaultWith(journal, context.store, repaired);
  return { vault: repaired, device: binding?.secret ?? null };
}

/**
 * Whoever holds the recovery words goes on from what is there, although its files are not of one moment. The words must be the
 * last ones: those of a vault from before they were replaced would bring back whoever was dismissed with them.
 * @returns the vault, above every revision that the journal has
 * @throws VigieError why the files do not belong together, where these words are older ones
 */
function anchorAnew({ store, options }: AppContext, vault: OpenVault, journal: Journal): OpenVault {
  const { mismatch } = journal;
  if (mismatch === null) return vault;
  const replaced = journal.latestOf(['recovery-replaced']);
  if (replaced !== null && vault.file.revision < (revisionIn(replaced.detailsText) ?? 0)) throw mismatch;
  const raised = raiseRevision(vault, journal.highestVaultRevision);
  store.writeVault(raised.file);
  const { revision } = raised.file;
  const details = { code: mismatch.code, reason: String(mismatch.details.reason ?? ''), revision };
  const entry: NewEntry = {
    atMs: options.clock.nowMs(),
    adviserId: vault.adviserId,
    kind: 'journal-anchored',
    details,
  };
  journal.anchorAnew(entry, revision);
  return raised;
}

/** @throws VigieError 'unlock-delayed' { retryAfterMs } */
function requireNoDelay(store: VaultStore, nowMs: number): { attempts: Attempts; tampered: boolean } {
  const read = store.readAttempts(nowMs);
  const attempts = withClockOf(read.attempts, nowMs);
  const retryAfterMs = waitMs(attempts, nowMs);
  if (retryAfterMs > 0) {
    // A missing or damaged file counts as failures made now, and so does an attempt that lies ahead of the clock. It is written,
    // so that the delay runs from here on and does not begin anew with each try.
    if (read.tampered || attempts !== read.attempts) store.writeAttempts(attempts);
    throw new VigieError('unlock-delayed', { retryAfterMs });
  }
  return { attempts, tampered: read.tampered };
}

interface UnlockWishes {
  readonly passphrase: string;
  readonly goOnFromHere: boolean;
  readonly bindAnew: boolean;
}

/** @param requireWanted throws if a lock was asked for since: looked at each time that the keys were waited for */
async function tryUnlock(
  context: AppContext,
  { passphrase, goOnFromHere, bindAnew }: UnlockWishes,
  requireWanted: () => void,
) {
  const { store, options } = context;
  const file = store.readVault();
  const nowMs = options.clock.nowMs();
  const { attempts, tampered } = requireNoDelay(store, nowMs);
  const viaWords = readRecoveryWords(passphrase) !== null;
  let device: DeviceSecret = null;
  let shouldRebind = false;
  let shouldReseal = false;
  try {
    ({ secret: device, shouldReseal } = await openDeviceSecret(file, options.shell.keystore));
  } catch (error) {
    // The recovery words open the vault without the keystore. A binding that is lost for good is made anew; one that only
    // does not answer for now is kept, because undoing it takes every adviser's passphrase away: the person must say so.
    const isLost = isVigieError(error, 'keystore-lost');
    if (!viaWords || !(isLost || isVigieError(error, 'keystore-unavailable'))) throw error;
    shouldRebind = isLost || bindAnew;
  }
  // Counted and on disk before anybody can know whether the passphrase opens the vault: the derivation, which takes longer,
  // runs meanwhile on another thread, and the system's log is read.
  const counted = countAttempt(attempts, nowMs);
  const opening = openVault(file, passphrase, device);
  const logLines = options.systemLog?.read() ?? Promise.resolve([]);
  try {
    store.writeAttempts(counted);
  } catch (error) {
    await forgetOpened(opening);
    zeroBytes(device);
    context.cleanMemory();
    throw error;
  }
  const opened = await opening;
  if (opened === null) {
    zeroBytes(device);
    return { kind: 'wrong-passphrase' as const, retryAfterMs: waitMs(counted, nowMs) };
  }
  let vault = opened;
  let journal: Journal | null = null;
  try {
    const tolerateMismatch = goOnFromHere && vault.adviserId === recoveryAdviserId;
    const lines = await logLines;
    requireWanted();
    journal = openJournal(context, vault, { create: false, tolerateMismatch, logLines: lines });
    vault = anchorAnew(context, vault, journal);
    const rebound = shouldRebind && vault.adviserId === recoveryAdviserId;
    if (rebound) {
      ({ vault, device } = await repairBinding(context, vault, journal));
    }
    if (shouldReseal && device !== null && options.shell.keystore !== null) {
      const resealed = await resealDevice(vault, device, options.shell.keystore);
      if (resealed !== null) {
        vault = resealed;
        writeVaultWith(journal, store, vault);
      }
    }
    const arrival = arrivalEntries(attempts, tampered, vault, nowMs);
    if (rebound)
      arrival.push({
        atMs: nowMs,
        adviserId: vault.adviserId,
        kind: 'device-bound',
        details: { revision: vault.file.revision },
      });
    requireWanted();
    requireRoomToUnlock(options.administrator ?? noAdminSettings, vault, journal, nowMs);
    await beginSession(context, vault, device, journal, arrival);
    store.writeAttempts(noAttempts);
    return { kind: 'unlocked' as const, state: context.readAppState() };
  } catch (error) {
    journal?.close();
    zeroBytes(vault.vaultKey, device);
    context.cleanMemory();
    // The passphrase was right: what failed is no reason to make the person wait.
    store.writeAttempts(attempts);
    throw error;
  }
}

/**
 * An adviser's program that unlocks and locks without end is stopped as well. A supervisor's unlock never is: nobody else lifts
 * what stands.
 * @throws VigieError 'entries-exceeded', entered once as an alarm
 */
function requireRoomToUnlock(administrator: AdminSettings, vault: OpenVault, journal: Journal, nowMs: number): void {
  const { adviserId, register } = vault;
  if (adviserId === recoveryAdviserId || findAdviser(register, adviserId).role === 'supervisor') return;
  const { checksPerDay } = settingsInForce(register.settings, administrator);
  new EntryRoom({ journal, adviserId, nowMs: () => nowMs, checksPerDay: () => checksPerDay }).require('unlocked');
}

/** For an attempt that could not be counted: whatever it would have opened. */
async function forgetOpened(opening: Promise<OpenVault | null>): Promise<void> {
  const opened = await opening.catch(() => null);
  zeroBytes(opened?.vaultKey);
}

export function unlockHandlers(context: AppContext): HandlersOf<typeof unlockChannels> {
  const { store, sessions, preferences, options, inTurn } = context;
  return {
    readAppState: () => context.readAppState(),

    setPreferences: (change) => {
      const fixed = options.administrator?.hideFromCapture ?? null;
      if (fixed !== null && change.hideFromCapture !== undefined && change.hideFromCapture !== fixed) {
        throw new VigieError('settings-locked', { field: 'hideFromCapture' });
      }
      preferences.change(change);
      return context.readAppState();
    },

    ratePassphrase: ({ passphrase }) => ratePassphrase(passphrase),

    createVault: ({ adviserName, passphrase }) => {
      const requireWanted = sessions.watchLocks();
      return inTurn(async () => {
        if (store.exists()) throw new VigieError('vault-exists');
        const shownName = readName(adviserName, 'name');
        requireGoodPassphrase(passphrase);
        const binding = await bindDevice(options.shell.keystore);
        const { vault, recoveryWords } = await createVault({
          adviserName: shownName,
          passphrase,
          cost: vaultCost(context),
          device: binding,
          settings: defaultSettings,
          now: nowIso(context),
        });
        const device = binding?.secret ?? null;
        let journal: Journal | null = null;
        try {
          requireWanted();
          store.discardOrphanJournal();
          store.writeAttempts(noAttempts);
          journal = openJournal(context, vault, { create: true, logLines: [] });
          // Written last: a directory without `vault.json` holds no vault, so that a crash before this line leaves none behind.
          store.writeVault(vault.file);
          await beginSession(
            context,
            vault,
            device,
            journal,
            arrivalEntries(noAttempts, false, vault, options.clock.nowMs()),
          );
        } catch (error) {
          journal?.close();
          zeroBytes(vault.vaultKey, device);
          context.cleanMemory();
          throw error;
        }
        return { state: context.readAppState(), recoveryWords: [...recoveryWords] };
      });
    },

    unlock: (wishes) => {
      const requireWanted = sessions.watchLocks();
      return inTurn(async () => {
        if (sessions.current !== null) return { kind: 'unlocked' as const, state: context.readAppState() };
        return await tryUnlock(context, wishes, requireWanted);
      });
    },

    lock: () => {
      sessions.lock('asked');
      return context.readAppState();
    },

    noteActivity: () => {
      sessions.touch();
      return {};
    },

    changeOwnPassphrase: ({ current, next }) =>
      inTurn(async () => {
        const session = sessions.require();
        const nowMs = options.clock.nowMs();
        const { attempts } = requireNoDelay(store, nowMs);
        // Before the passphrase is tried: what is refused for want of room is no wrong passphrase.
        session.room.require('adviser-passphrase-changed');
        requireGoodPassphrase(next);
        // A new passphrase that another adviser has already counts as a failure too: otherwise it would be a way to guess theirs.
        store.writeAttempts(countAttempt(attempts, nowMs));
        const isOwn = await isPassphraseOf(session.vault, session.adviserId, current, session.device);
        if (!isOwn) throw new VigieError('passphrase-wrong');
        const changed = await whileOpen(session, setPassphrase(session.vault, session.adviserId, next, session.device));
        saveVault(store, session, changed, 'adviser-passphrase-changed', { subject: session.adviserId });
        store.writeAttempts(attempts);
        return {};
      }),
  };
}

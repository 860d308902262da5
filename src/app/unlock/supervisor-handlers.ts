/** What a supervisor does: advisers, blocks, settings, recovery words. Each act is journalled in their name. */
import type { AdviserRow, SettingsView } from '../../contract/values.ts';
import type { AuditDetails, AuditKind } from '../../core/journal/audit-entry.ts';
import type { VaultSettings } from '../../core/unlock/register.ts';
import {
  addAdviser,
  changeSettings,
  disableAdviser,
  type OpenVault,
  replaceRecoveryWords,
  setAdviserRole,
  setPassphrase,
} from '../../core/unlock/vault.ts';
import type { QuotaGate } from '../check/quota-gate.ts';
import { type AppContext, type Handlers, nowIso } from '../context.ts';
import { readName, requireHarmless } from '../door/harmless-text.ts';
import { lockedSettings, noAdminSettings, requireUnlocked } from '../fleet/admin-settings.ts';
import { listAlarms } from '../journal/alarms.ts';
import { requireGoodPassphrase } from './passphrase-rating.ts';
import { saveVault } from './unlock-handlers.ts';

type SupervisorChannels =
  | 'listAdvisers'
  | 'addAdviser'
  | 'setAdviserRole'
  | 'disableAdviser'
  | 'resetAdviserPassphrase'
  | 'replaceRecoveryWords'
  | 'liftQuota'
  | 'listAlarms'
  | 'readSettings'
  | 'setSettings';

export function supervisorHandlers(context: AppContext, quota: QuotaGate): Pick<Handlers, SupervisorChannels> {
  const { sessions, inTurn } = context;
  const { administrator = noAdminSettings } = context.options;

  const settingsView = (): SettingsView => ({
    ...sessions.settings,
    lockedByAdministrator: lockedSettings(administrator),
  });

  const listAdvisers = (): { advisers: AdviserRow[] } => ({
    advisers: sessions.require().vault.register.advisers.map(({ slotId: _, ...adviser }) => ({
      ...adviser,
      quota: quota.view(adviser.adviserId),
    })),
  });

  /** The vault first, then the journal: an entry never tells of a change that a crash undid. */
  function keep(vault: OpenVault, kind: AuditKind, details: AuditDetails): void {
    saveVault(context, vault);
    sessions.record(kind, details);
  }

  return {
    listAdvisers,

    addAdviser: ({ name, role, passphrase }) =>
      inTurn(async () => {
        const shownName = readName(name, 'name');
        requireGoodPassphrase(passphrase);
        const session = sessions.require();
        const added = await addAdviser(
          session.vault,
          { name: shownName, role, now: nowIso(context) },
          passphrase,
          session.device,
        );
        keep(added.vault, 'adviser-added', { subject: added.adviserId, role });
        return listAdvisers();
      }),

    setAdviserRole: ({ adviserId, role }) =>
      inTurn(async () => {
        keep(setAdviserRole(sessions.require().vault, adviserId, role), 'adviser-role-changed', {
          subject: adviserId,
          role,
        });
        return listAdvisers();
      }),

    disableAdviser: ({ adviserId }) =>
      inTurn(async () => {
        keep(disableAdviser(sessions.require().vault, adviserId), 'adviser-disabled', { subject: adviserId });
        return listAdvisers();
      }),

    resetAdviserPassphrase: ({ adviserId, passphrase }) =>
      inTurn(async () => {
        requireGoodPassphrase(passphrase);
        const session = sessions.require();
        const changed = await setPassphrase(session.vault, adviserId, passphrase, session.device);
        keep(changed, 'adviser-passphrase-changed', { subject: adviserId });
        return listAdvisers();
      }),

    replaceRecoveryWords: () =>
      inTurn(async () => {
        const { vault, recoveryWords } = await replaceRecoveryWords(sessions.require().vault);
        keep(vault, 'recovery-replaced', {});
        return { recoveryWords: [...recoveryWords] };
      }),

    liftQuota: ({ adviserId, reason }) => {
      requireHarmless(reason, 'reason');
      quota.lift(adviserId, reason);
      return listAdvisers();
    },

    listAlarms: ({ limit }) => ({ alarms: listAlarms(sessions.require(), limit) }),

    readSettings: settingsView,

    setSettings: (settings) =>
      inTurn(async () => {
        requireUnlocked(settings, administrator);
        requireHarmless(settings.organisation, 'organisation');
        const { vault } = sessions.require();
        // What is fixed is not written: taken out of the administrator's file, the supervisor's own word counts again.
        const kept = Object.keys(administrator.fixed).map((field) => [
          field,
          vault.register.settings[field as keyof VaultSettings],
        ]);
        keep(changeSettings(vault, { ...settings, ...Object.fromEntries(kept) }), 'settings-changed', { ...settings });
        sessions.touch();
        return settingsView();
      }),
  };
}

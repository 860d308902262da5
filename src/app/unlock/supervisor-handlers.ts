/** What a supervisor does: advisers, settings, recovery words. Each act is journalled in their name. Step `unlock`. */
import type { supervisorChannels } from '../../contract/unlock.ts';
import type { SettingsView } from '../../contract/values.ts';
import { VigieError } from '../../core/errors.ts';
import { requireGoodPassphrase } from '../../core/unlock/passphrase-rating.ts';
import type { VaultSettings } from '../../core/unlock/register.ts';
import {
  addAdviser,
  changeSettings,
  disableAdviser,
  replaceRecoveryWords,
  setAdviserRole,
  setPassphrase,
} from '../../core/unlock/vault.ts';
import { type AppContext, nowIso } from '../context.ts';
import type { Handlers, HandlersOf } from '../door/handlers.ts';
import { readFreeText, readName } from '../door/harmless-text.ts';
import { lockedSettings, noAdminSettings, requireUnlocked } from '../fleet/admin-settings.ts';
import { requireStillOpen, type Session, saveVault, sessionAdviser, whileOpen } from '../vault/session.ts';

/** @param listAdvisers as they are shown once one was changed: with their quotas, which belong to the step `check` */
export function supervisorHandlers(
  context: AppContext,
  listAdvisers: Handlers['listAdvisers'],
): HandlersOf<typeof supervisorChannels> {
  const { sessions, inTurn, store } = context;
  const { administrator = noAdminSettings } = context.options;

  const settingsView = (): SettingsView => ({
    ...sessions.settings,
    lockedByAdministrator: lockedSettings(administrator),
  });

  /**
   * In its turn, and in the session in which it was asked for. The door let it in before it waited: an act that came first may have
   * ended that session, or the rights of its adviser.
   */
  function supervise<T>(act: (session: Session) => T | Promise<T>): Promise<T> {
    const session = sessions.require();
    return inTurn(async () => {
      requireStillOpen(session);
      if (sessionAdviser(session).role !== 'supervisor') throw new VigieError('role-required', { role: 'supervisor' });
      return await act(session);
    });
  }

  return {
    addAdviser: ({ name, role, passphrase }) =>
      supervise(async (session) => {
        const shownName = readName(name, 'name');
        requireGoodPassphrase(passphrase);
        const adviser = { name: shownName, role, now: nowIso(context) };
        const added = await whileOpen(session, addAdviser(session.vault, adviser, passphrase, session.device));
        saveVault(store, session, added.vault, 'adviser-added', { subject: added.adviserId, role });
        return listAdvisers({});
      }),

    setAdviserRole: ({ adviserId, role }) =>
      supervise((session) => {
        const changed = setAdviserRole(session.vault, adviserId, role);
        saveVault(store, session, changed, 'adviser-role-changed', { subject: adviserId, role });
        return listAdvisers({});
      }),

    disableAdviser: ({ adviserId }) =>
      supervise((session) => {
        saveVault(store, session, disableAdviser(session.vault, adviserId), 'adviser-disabled', { subject: adviserId });
        const left = listAdvisers({});
        // Nobody goes on who is no adviser any more, not even for the rest of their own session.
        if (adviserId === session.adviserId) sessions.lock('asked');
        return left;
      }),

    resetAdviserPassphrase: ({ adviserId, passphrase }) =>
      supervise(async (session) => {
        requireGoodPassphrase(passphrase);
        const changed = await whileOpen(session, setPassphrase(session.vault, adviserId, passphrase, session.device));
        saveVault(store, session, changed, 'adviser-passphrase-changed', { subject: adviserId });
        return listAdvisers({});
      }),

    replaceRecoveryWords: () =>
      supervise(async (session) => {
        const { vault, recoveryWords } = await whileOpen(session, replaceRecoveryWords(session.vault));
        saveVault(store, session, vault, 'recovery-replaced', {});
        return { recoveryWords: [...recoveryWords] };
      }),

    readSettings: settingsView,

    setSettings: (typed) =>
      supervise((session) => {
        const settings = { ...typed, organisation: readFreeText(typed.organisation, 'organisation') };
        requireUnlocked(settings, administrator);
        const { vault } = session;
        // A value that the administrator fixed is not stored: once it leaves the administrator's file, the supervisor's own counts.
        const kept = Object.keys(administrator.fixed).map((field) => [
          field,
          vault.register.settings[field as keyof VaultSettings],
        ]);
        const changed = changeSettings(vault, { ...settings, ...Object.fromEntries(kept) });
        saveVault(store, session, changed, 'settings-changed', { ...settings });
        sessions.touch();
        return settingsView();
      }),
  };
}

/**
 * Who may call what, and when: one line per channel, so that no handler can forget to ask. A channel that is missing
 * here does not compile.
 */
import type { Channel } from '../contract/channels.ts';

/** `any`: also while locked · `first-run`, `locked`: only then · `adviser`: unlocked · `supervisor`: unlocked as one. */
export type Access = 'any' | 'first-run' | 'locked' | 'adviser' | 'supervisor';

export const access: Readonly<Record<Channel, Access>> = {
  readAppState: 'any',
  setPreferences: 'any',
  describeIdentifier: 'adviser',
  listPacks: 'adviser',
  choosePack: 'supervisor',
  offerDroppedPack: 'supervisor',
  offerHttpPack: 'supervisor',
  trustSigner: 'supervisor',
  importPack: 'supervisor',
  cancelImport: 'supervisor',
  removePack: 'supervisor',
  resetPacks: 'supervisor',
  chooseNotice: 'supervisor',
  offerDroppedNotice: 'supervisor',
  trustNoticeSigner: 'supervisor',
  importNotice: 'supervisor',
  listNotices: 'adviser',
  removeNotice: 'supervisor',
  resetNotices: 'supervisor',
  listIncidents: 'adviser',
  readWorkstationKey: 'supervisor',
  saveWorkstationKey: 'supervisor',
  replaceWorkstationKey: 'supervisor',
  ratePassphrase: 'any',
  createVault: 'first-run',
  unlock: 'locked',
  lock: 'any',
  noteActivity: 'any',
  openCase: 'adviser',
  checkIdentifier: 'adviser',
  readQuota: 'adviser',
  askAboutIncident: 'adviser',
  answerQuestion: 'adviser',
  recordOutcome: 'adviser',
  saveNote: 'adviser',
  closeCase: 'adviser',
  listCases: 'adviser',
  readCase: 'adviser',
  verifyJournal: 'adviser',
  describeRecipient: 'adviser',
  chooseRecipient: 'adviser',
  exportCase: 'adviser',
  chooseCaseFile: 'adviser',
  offerDroppedCase: 'adviser',
  importCase: 'adviser',
  readHandOverCode: 'adviser',
  exportJournal: 'supervisor',
  purgeJournal: 'supervisor',
  listAdvisers: 'supervisor',
  addAdviser: 'supervisor',
  setAdviserRole: 'supervisor',
  disableAdviser: 'supervisor',
  resetAdviserPassphrase: 'supervisor',
  changeOwnPassphrase: 'adviser',
  replaceRecoveryWords: 'supervisor',
  liftQuota: 'supervisor',
  readSettings: 'adviser',
  setSettings: 'supervisor',
  previewSheet: 'adviser',
  printSheet: 'adviser',
  saveSheet: 'adviser',
};

/** Calls that the renderer makes by itself: they do not put the idle lock off. */
export const passiveChannels: ReadonlySet<Channel> = new Set([
  'readAppState',
  'readQuota',
  'listPacks',
  'listNotices',
  'readSettings',
]);

/** What someone who came in with the recovery words may not do: they are there to mend the vault, not to look people up. */
export const notForRecovery: ReadonlySet<Channel> = new Set([
  'openCase',
  'checkIdentifier',
  'describeIdentifier',
  'changeOwnPassphrase',
  'reopenCase',
  'askAboutIncident',
  'exportCase',
  'importCase',
  'readHandOverCode',
  'liftQuota',
]);

/**
 * A workstation after a year of calls: a real vault at the production cost, and a journal of as many cases and entries as
 * are asked for, written by the journal's own classes in one transaction instead of one for each change.
 */
import { join } from 'node:path';
import { type App, createApp } from '../../src/app/app.ts';
import { planOf, summaryOf } from '../../src/app/case/case-view.ts';
import { readGuideFiles } from '../../src/app/shell/guide-files.ts';
import type { AppOptions } from '../../src/app/shell/options.ts';
import type { Shell } from '../../src/app/shell/shell.ts';
import type { CallResult, Channel, Input, Output } from '../../src/contract/channels.ts';
import type { VaultKey } from '../../src/core/bytes/bytes.ts';
import { slotCost } from '../../src/core/crypto/argon2id.ts';
import type { RecordedOutcome } from '../../src/core/guide/plan.ts';
import { type AuditKind, createChain } from '../../src/core/journal/audit-entry.ts';
import { AuditTrail, type NewEntry } from '../../src/core/journal/audit-trail.ts';
import type { CaseRecord } from '../../src/core/journal/case-record.ts';
import { newCaseReference } from '../../src/core/journal/case-reference.ts';
import { CaseStore } from '../../src/core/journal/case-store.ts';
import { openDatabase, prepareForWriting } from '../../src/core/journal/database.ts';
import { sealHead } from '../../src/core/journal/head.ts';
import { deriveJournalKeys } from '../../src/core/journal/journal-keys.ts';
import type { Incident } from '../../src/core/pack/incident.ts';
import { openVault } from '../../src/core/unlock/vault.ts';
import { callerOfThisFund } from '../../src/core/vocabulary.ts';
import { headFile } from '../../src/files/head-file.ts';
import { readVaultFile, vaultFiles } from '../../src/files/vault-directory.ts';

export const journalPassphrase = 'corbeau tranquille 74 sur la dune';
const guideDir = join(import.meta.dirname, '../../resources/guide');
const dayMs = 86_400_000;
/** Within the default retention of a year: an unlock purges nothing. */
const historyDays = 330;
const entriesPerCase = 10;

/** No window: what the benchmark asks never reaches for one. */
export const noShell: Shell = {
  name: 'chromium',
  keystore: null,
  pickFile: async () => null,
  resolveDroppedFile: () => null,
  saveFile: async () => null,
  measureHtml: async () => [],
  renderPdf: async () => new Uint8Array(),
  printHtml: async () => 'cancelled',
  closePrintPage: async () => undefined,
  onLockSignal: () => () => {},
  emit: () => {},
};

/** The application without a window, at the production cost, asked over the contract. */
export class JournalProfile {
  readonly #app: App;

  /** @param more a shell that picks files, signers to trust; absent: neither */
  constructor(profileDir: string, more: Partial<Pick<AppOptions, 'shell' | 'trustedKeysDir'>> = {}) {
    this.#app = createApp({
      profileDir,
      shell: noShell,
      guideDir,
      trustedKeysDir: join(profileDir, 'no-trusted-keys'),
      clock: { nowMs: () => Date.now() },
      costs: { vault: slotCost },
      ...more,
      onUnexpectedError: (error) => {
        throw error;
      },
    });
  }

  async call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
    const result = (await this.#app.invoke(channel, input)) as CallResult<Output<C>>;
    if (!result.ok) throw new Error(`${channel}: ${result.problem.code}`);
    return result.value;
  }

  dispose(): void {
    this.#app.dispose();
  }
}

/** Makes the vault, then a journal of `caseCount` cases and ten entries for each in the place of its own. */
export async function makeJournalProfile(profileDir: string, caseCount: number): Promise<{ entries: number }> {
  const maker = new JournalProfile(profileDir);
  await maker.call('createVault', { adviserName: 'Amina', passphrase: journalPassphrase });
  maker.dispose();
  const file = readVaultFile(profileDir);
  const vault = await openVault(file, journalPassphrase, null);
  if (vault === null) throw new Error('the vault did not open');
  return writeHistory(profileDir, vault.vaultKey, vault.file.vaultId, vault.file.revision, vault.adviserId, caseCount);
}

function writeHistory(
  profileDir: string,
  vaultKey: VaultKey,
  vaultId: string,
  vaultRevision: number,
  supervisorId: string,
  caseCount: number,
): { entries: number } {
  const keys = deriveJournalKeys(vaultKey, vaultId);
  const { journal, journalHead } = vaultFiles(profileDir);
  const database = openDatabase(journal, keys.database, false);
  prepareForWriting(database);
  const trail = new AuditTrail(database, createChain(keys.chain));
  const cases = new CaseStore(database);
  const guide = readGuideFiles(guideDir);
  const advisers = [supervisorId, 'b'.repeat(32), 'c'.repeat(32), 'd'.repeat(32)];
  const startMs = Date.now() - historyDays * dayMs;
  const stepMs = Math.floor((historyDays * dayMs) / caseCount);
  let end = trail.end();
  const templates = [0, 1, 2, 3].map((kind) => template(kind));
  const summaries = templates.map((record) => summaryOf(guide, record));
  const stepIds = planOf(guide, templates[1] ?? template(1)).steps.map(({ id }) => id);

  database.transaction(() => {
    for (let i = 0; i < caseCount; i++) {
      const openedMs = startMs + i * stepMs;
      const kind = i % 4;
      const minutes = 3 + ((i * 7) % 9);
      // Not `i % 4`, which is the kind: one of the advisers would have all the verdicts that block.
      const adviserId = advisers[Math.floor(i / 4) % advisers.length] ?? supervisorId;
      const base = templates[kind] ?? template(kind);
      const record: CaseRecord = {
        ...base,
        reference: newCaseReference(),
        openedAt: new Date(openedMs).toISOString(),
        callEndedAt: new Date(openedMs + minutes * 60_000).toISOString(),
        closedAt: i % 20 === 0 ? null : new Date(openedMs + minutes * 60_000).toISOString(),
        status: i % 20 === 0 ? 'interrupted' : 'closed',
        adviserId,
        outcomes: kind === 0 ? {} : outcomesOf(stepIds, i, openedMs),
      };
      const summary = {
        ...(summaries[kind] ?? { stepsTotal: 0 }),
        stepsDone: kind === 0 ? 0 : 5,
        nextDueOn: i % 50 === 0 ? '2026-12-01' : null,
      };
      const caseDigest = cases.digest(record, summary);
      const kinds: AuditKind[] = [
        'case-opened',
        'check',
        (['verdict-not-listed', 'verdict-listed', 'verdict-listed', 'verdict-could-not-check'] as const)[kind] ??
          'verdict-listed',
        'case-changed',
        'case-changed',
        'case-changed',
        'case-changed',
        'case-changed',
        'sheet-printed',
        'case-closed',
      ];
      for (const [n, entryKind] of kinds.entries()) {
        const entry: NewEntry = {
          atMs: openedMs + n * 10_000,
          adviserId,
          kind: entryKind,
          caseReference: record.reference,
          details: entryKind === 'check' || entryKind === 'sheet-printed' ? { identifierKind: 'nir' } : { caseDigest },
        };
        end = trail.append(end, entry);
      }
      cases.save(record, summary, end.seq);
    }
  })();
  database.close();
  const store = headFile(journalHead);
  // Above whatever the maker of the vault wrote.
  const head = { ...end, vaultRevision, announced: {}, epoch: 0, writes: 1_000_000 };
  store.write(sealHead(keys.head, vaultId, head), 0);
  store.flush();
  store.close();
  return { entries: caseCount * entriesPerCase };
}

function outcomesOf(stepIds: readonly string[], i: number, atMs: number): Record<string, RecordedOutcome> {
  const kinds = ['done', 'done', 'refused', 'later', 'not-applicable'] as const;
  return Object.fromEntries(
    kinds.map((kind, n) => [
      stepIds[(i + n) % stepIds.length] ?? '',
      { kind, at: new Date(atMs).toISOString(), dueOn: null, reason: null, evidence: {} },
    ]),
  );
}

/** An incident that was verified, told at the length at which one usually is. */
export function verifiedIncident(id: string): Incident {
  const sentence =
    'Une phrase comme en dit un communiqué, d’une longueur ordinaire, avec ce qui est confirmé et ce qui ne l’est pas.';
  const text = { fr: `${sentence} ${sentence}`, en: `${sentence} ${sentence}` };
  return {
    id,
    title: { fr: `Fuite ${id}`, en: `Leak ${id}` },
    occurredOn: null,
    disclosedOn: '2022-03-17',
    status: 'confirmed',
    source: 'banc de mesure',
    dataClasses: { everyone: [], some: ['nir', 'iban', 'email'], claimed: ['ameli-login'] },
    statement: text,
    verification: { by: 'CSIRT', on: '2022-03-17', method: text },
    assessment: null,
  };
}

/** A case as the application keeps it, of each sort. */
function template(kind: number): CaseRecord {
  const at = new Date(0).toISOString();
  const answer = (['not-listed', 'listed', 'listed', 'could-not-check'] as const)[kind] ?? 'listed';
  const listed =
    answer === 'listed'
      ? [verifiedIncident(`fuite-${kind}`), ...(kind === 2 ? [verifiedIncident('fuite-9')] : [])]
      : [];
  return {
    reference: 'VG-0000-0000',
    openedAt: at,
    closedAt: null,
    status: 'open',
    adviserId: '',
    about: callerOfThisFund,
    others: [],
    verdicts: [
      {
        kind: answer,
        checkId: '0'.repeat(16),
        checkedAt: at,
        identifierKind: 'nir',
        exposures: listed.map((each) => ({
          incident: { ...each, toldBy: { signer: '0'.repeat(64), name: 'CSIRT' } },
          own: ['nir', 'iban', 'email'],
          others: [],
          claimedInRow: ['ameli-login'],
          claimed: [],
        })),
        sets: [
          {
            packId: '0'.repeat(32),
            issuer: 'CSIRT',
            titles: [{ fr: 'Fuite', en: 'Leak' }],
            dataAsOf: '2022-03-17',
            belowProduction: false,
            outdated: false,
            lost: 0,
            answer,
            problem: null,
          },
        ],
        reason: null,
      },
    ],
    askedIncidents: [],
    answers: {},
    outcomes: {},
    note: '',
    changedAt: at,
    handOver: null,
    callEndedAt: null,
  };
}

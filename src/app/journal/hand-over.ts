/**
 * Cases between workstations: exported sealed, imported, or reopened from the code of a sheet. A case that is here
 * already is united with what comes (`uniteCases`); nothing that was recorded on either side is lost.
 */
import type { handOverChannels } from '../../contract/journal.ts';
import type { CaseOffer, RecipientView } from '../../contract/values.ts';
import { toHex, zeroBytes } from '../../core/bytes/bytes.ts';
import { printableText, withoutMisleading } from '../../core/bytes/misleading.ts';
import { slotCost } from '../../core/crypto/argon2id.ts';
import { fingerprintGroups } from '../../core/crypto/signing.ts';
import { randomBytes } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { RecordedOutcome } from '../../core/guide/plan.ts';
import { privateQuestionIds, privateStepIds } from '../../core/guide/private.ts';
import { harmlessNumbers, looksLikeSecret } from '../../core/guide/secrets.ts';
import type { AuditDetails } from '../../core/journal/audit-entry.ts';
import { type CaseHandOver, type CaseRecord, serialiseCase } from '../../core/journal/case-record.ts';
import {
  type HandedCase,
  maxHandOverBytes,
  openHandedCase,
  parseHandOver,
  serialiseHandOver,
  uniteCases,
} from '../../core/journal/hand-over.ts';
import { type HandOverCode, readHandOverCode, stepCode } from '../../core/journal/hand-over-code.ts';
import {
  openHandOverWithKey,
  openHandOverWithPassphrase,
  readSealedHandOver,
  type SealedHandOver,
  sealHandOverToKey,
  sealHandOverWithPassphrase,
} from '../../core/journal/hand-over-file.ts';
import { encodeRecipient, readRecipient, readRecipientFile, recipientFingerprint } from '../../core/pack/recipients.ts';
import { requireGoodPassphrase } from '../../core/unlock/passphrase-rating.ts';
import { callerOfThisFund } from '../../core/vocabulary.ts';
import { readFileStart } from '../../files/read-start.ts';
import type { CaseDesk, CaseEntry } from '../case/case-desk.ts';
import { sharedStepCodes, travellingCase } from '../case/travelling-case.ts';
import { type AppContext, nowIso } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { isHarmlessField } from '../door/harmless-text.ts';
import type { PickedFile } from '../shell/shell.ts';
import { saveRecorded } from '../vault/recorded-save.ts';
import { requireStillOpen, whileOpen } from '../vault/session.ts';
import { openExportKey } from './export-key.ts';

type Taken = { readonly kind: 'opened' | 'merged' | 'already-here'; readonly record: CaseRecord };

interface Offer {
  readonly offerId: string;
  readonly handOver: SealedHandOver;
  /** Opened when it was offered, where it is sealed to this workstation's key; null where a passphrase is needed. */
  readonly handed: HandedCase | null;
  /** Fingerprint of the workstation that signed it; null under a passphrase, which proves nobody. */
  readonly from: string[] | null;
}

const times: ReadonlySet<string> = new Set(['openedAt', 'closedAt', 'changedAt', 'at', 'checkedAt']);

/** Longer than the longest file of recipients that a person would choose here. */
const maxRecipientFileBytes = 65_536;

export function handOverHandlers(context: AppContext, cases: CaseDesk): HandlersOf<typeof handOverChannels> {
  const { sessions, options, guide, workstationKey } = context;
  const harmless = harmlessNumbers(guide);
  const privateIds = privateQuestionIds(guide);
  const privateSteps = privateStepIds(guide);
  let offer: Offer | null = null;
  /** The session in which the offer was made; it can be accepted in no other. */
  let offeredIn: unknown = null;

  async function offerFile(picked: PickedFile): Promise<CaseOffer> {
    const session = sessions.require();
    const handOver = readSealedHandOver(await whileOpen(session, readFileStart(picked.path, maxHandOverBytes + 1)));
    const opened = handOver.kind === 'key' ? openedByKey(handOver) : { handed: null, from: null };
    offer = { offerId: toHex(randomBytes(8)), handOver, ...opened };
    offeredIn = session;
    session.ended.addEventListener('abort', () => (offer = null), { once: true });
    return {
      offerId: offer.offerId,
      fileName: printableText(picked.name),
      needsPassphrase: handOver.kind === 'passphrase',
      from: offer.from,
    };
  }

  function openedByKey(handOver: Extract<SealedHandOver, { kind: 'key' }>): Pick<Offer, 'handed' | 'from'> {
    const opened = openHandOverWithKey(handOver, workstationKey.require().pair);
    if (opened === null) throw new VigieError('hand-over-no-match');
    return { handed: parsed(opened.plain), from: fingerprintGroups(opened.signer.keyId) };
  }

  function parsed(plain: Uint8Array): HandedCase {
    try {
      return withoutSecrets(asWrittenHere(parseHandOver(plain).case));
    } finally {
      zeroBytes(plain);
    }
  }

  /**
   * Texts and times as they could have been written here. A time to come would head every list until then, and outdo whatever is recorded
   * meanwhile: it counts as now.
   */
  function asWrittenHere(handed: HandedCase): HandedCase {
    const now = nowIso(context);
    const mended = (value: unknown, name: string): unknown => {
      if (typeof value === 'string') {
        if (times.has(name)) return Date.parse(value) > Date.parse(now) ? now : value;
        return withoutMisleading(value, name === 'note');
      }
      if (Array.isArray(value)) return value.map((each) => mended(each, name));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mended(each, key)]));
    };
    return mended(handed, '') as HandedCase;
  }

  /** Drops from a case what the screens of this workstation would have refused to save: text that looks like an identifier. */
  function withoutSecrets(handed: HandedCase): HandedCase {
    const isHarmless = (text: string) => looksLikeSecret(text, harmless).length === 0;
    const harmlessPart = ({ answers, outcomes }: Pick<HandedCase, 'answers' | 'outcomes'>) => {
      // Private answers, which no workstation hands over, are not taken from a file that holds some all the same.
      const kept = Object.entries(answers).filter(([id]) => isHarmlessField(id) && !privateIds.has(id));
      const steps = Object.entries(outcomes).filter(([id]) => isHarmlessField(id) && !privateSteps.has(id));
      const harmlessSteps = steps.map(([stepId, outcome]) => {
        const evidence = Object.entries(outcome.evidence).filter((field) => field.every(isHarmlessField));
        const reason = outcome.reason !== null && isHarmlessField(outcome.reason) ? outcome.reason : null;
        return [stepId, { ...outcome, evidence: Object.fromEntries(evidence), reason }];
      });
      return {
        answers: Object.fromEntries(kept),
        outcomes: Object.fromEntries(harmlessSteps) as HandedCase['outcomes'],
      };
    };
    return {
      ...handed,
      note: isHarmless(handed.note) ? handed.note : '',
      ...harmlessPart(handed),
      others: handed.others.map((other) => ({ ...other, ...harmlessPart(other) })),
    };
  }

  /** Saves the case that came, united with the copy of it that is here. */
  function take(handed: HandedCase, handOver: CaseHandOver, entry: CaseEntry): Taken {
    const { journal, adviserId } = sessions.require();
    const here = journal.readCase(handed.reference);
    if (here === null) {
      return { kind: 'opened', record: cases.begin(openHandedCase(handed, adviserId, handOver), entry) };
    }
    const united = uniteCases(here, handed, handOver);
    if (united === null) return { kind: 'already-here', record: here };
    // One file after the other would make a case of any length, which no file could bring elsewhere either.
    if (serialiseCase(united).length > maxHandOverBytes)
      throw new VigieError('hand-over-malformed', { field: 'length' });
    return { kind: 'merged', record: cases.save(united, [entry]) };
  }

  const answer = ({ kind, record }: Taken) => ({ kind, case: cases.view(record) });

  return {
    describeRecipient: ({ text }) => recipientView(readRecipient(text), ''),

    chooseRecipient: async () => {
      const filters = [{ label: 'Vigie', extensions: ['vigie-recipient'] }];
      const picked = await options.shell.pickFile({ title: '', filters });
      if (picked === null) return { recipient: null };
      const bytes = await readFileStart(picked.path, maxRecipientFileBytes);
      const [first, second] = readRecipientFile(Buffer.from(bytes).toString('utf8'));
      // A case is sealed to one workstation; files with several recipients are for packs.
      if (first === undefined || second !== undefined) throw new VigieError('recipient-malformed', { line: 0 });
      return { recipient: recipientView(first, printableText(picked.name).replace(/\.vigie-recipient$/i, '')) };
    },

    exportCase: async ({ reference, to }) => {
      const session = sessions.require();
      const record = cases.read(reference);
      const plain = serialiseHandOver(travellingCase(guide, record), nowIso(context));
      let bytes: Uint8Array;
      let details: AuditDetails;
      try {
        if (to.kind === 'recipient') {
          const recipientKey = readRecipient(to.recipient);
          bytes = sealHandOverToKey(plain, recipientKey, openExportKey(context).key);
          details = { to: 'recipient', recipient: recipientFingerprint(recipientKey).join(' ') };
        } else {
          requireGoodPassphrase(to.passphrase);
          bytes = await sealHandOverWithPassphrase(plain, to.passphrase, options.costs?.vault ?? slotCost);
          details = { to: 'passphrase' };
        }
      } finally {
        zeroBytes(plain);
      }
      const file = { suggestedName: `${record.reference}.vigie-case`, bytes };
      return await saveRecorded(options.shell, session, file, 'case-exported', { case: record.reference, details });
    },

    chooseCaseFile: async () => {
      const filters = [{ label: 'Vigie', extensions: ['vigie-case'] }];
      const picked = await options.shell.pickFile({ title: '', filters });
      return { offer: picked === null ? null : await offerFile(picked) };
    },

    offerDroppedCase: async ({ token }) => {
      const dropped = options.shell.resolveDroppedFile(token);
      if (dropped === null) throw new VigieError('file-not-found', { doing: 'read' });
      return { offer: await offerFile(dropped) };
    },

    importCase: async ({ offerId, passphrase }) => {
      const session = sessions.require();
      if (offer === null || offer.offerId !== offerId || offeredIn !== session) throw new VigieError('case-not-found');
      const { handOver, from } = offer;
      let { handed } = offer;
      if (handed === null && handOver.kind === 'passphrase') {
        const plain = await openHandOverWithPassphrase(handOver, passphrase ?? '');
        if (plain === null) throw new VigieError('hand-over-no-match');
        handed = parsed(plain);
        // Deriving the key took a moment, in which the workstation may have been locked.
        requireStillOpen(session);
      }
      if (handed === null) throw new VigieError('hand-over-no-match');
      const nothing = { confirmed: [], claimed: [], incidentStatuses: [] };
      const taken = take(
        handed,
        { kind: 'file', at: nowIso(context), from, ...nothing },
        { kind: 'case-imported', details: { by: handOver.kind, from: from?.join(' ') ?? null } },
      );
      offer = null;
      return answer(taken);
    },

    readHandOverCode: ({ text }) => {
      const code = readHandOverCode(text);
      const at = nowIso(context);
      const { confirmed, claimed, incidentStatuses } = code;
      const here = sessions.require().journal.readCase(code.reference);
      const outcomes = outcomesOf(code, at, here);
      const handOver = { kind: 'code' as const, at, from: null, confirmed, claimed, incidentStatuses };
      const details = { outcomes: Object.keys(outcomes).length };
      return answer(take(caseOfCode(code.reference, at, outcomes), handOver, { kind: 'case-code-read', details }));
    },
  };

  /** A code holds no times, so that nobody knows which outcome is the newer: it only adds those that are missing here. */
  function outcomesOf(code: HandOverCode, at: string, here: CaseRecord | null): Record<string, RecordedOutcome> {
    const ids = guide.steps.map(({ id }) => id);
    const shared = sharedStepCodes(ids);
    const outcomes: Record<string, RecordedOutcome> = {};
    for (const id of ids) {
      const kind = shared.has(stepCode(id)) ? undefined : code.outcomes.get(stepCode(id));
      if (kind === undefined || (here !== null && Object.hasOwn(here.outcomes, id))) continue;
      outcomes[id] = { kind, at, dueOn: null, reason: null, evidence: {} };
    }
    return outcomes;
  }
}

function caseOfCode(reference: string, at: string, outcomes: Record<string, RecordedOutcome>): HandedCase {
  return {
    reference,
    openedAt: at,
    closedAt: null,
    // Older than any change made here, so that `uniteCases` overrides nothing that is known here.
    changedAt: new Date(0).toISOString(),
    status: 'open',
    about: callerOfThisFund,
    verdicts: [],
    others: [],
    askedIncidents: [],
    answers: {},
    outcomes: outcomes as HandedCase['outcomes'],
    note: '',
  };
}

function recipientView(publicKey: Uint8Array, name: string): RecipientView {
  return { recipient: encodeRecipient(publicKey), fingerprint: recipientFingerprint(publicKey), name };
}

/**
 * Steps `identifier` and `check`: what is being typed, and the one look-up that a verdict comes from. The identifier
 * lives in this function's variables only; what leaves it is the verdict and, until the lock, the masked form.
 */
import type { checkChannels } from '../../contract/check.ts';
import type { identifierChannels } from '../../contract/identifier.ts';
import { toHex } from '../../core/bytes/bytes.ts';
import { randomBytes } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import { type Identifier, maskIdentifier, parseIdentifier, readTyped } from '../../core/identifier/identifier.ts';
import type { CaseVerdict, CheckAnswer, ToldIncident } from '../../core/journal/case-record.ts';
import { firstSubjectId, withSubject } from '../../core/journal/case-subject.ts';
import type { IdentifierKind } from '../../core/vocabulary.ts';
import type { CaseDesk } from '../case/case-desk.ts';
import { verdictView } from '../case/case-view.ts';
import { type AppContext, nowIso } from '../context.ts';
import type { HandlersOf } from '../door/handlers.ts';
import { requireStillOpen, whileOpen } from '../vault/session.ts';
import type { QuotaGate } from './quota-gate.ts';

const verdictKinds = {
  listed: 'verdict-listed',
  'not-listed': 'verdict-not-listed',
  'could-not-check': 'verdict-could-not-check',
} as const;

/**
 * @param as the kind, where the screen asked for it
 * @throws VigieError 'identifier-invalid' with the first problem's code · 'identifier-ambiguous' { kinds }
 */
function requireIdentifier(text: string, as: IdentifierKind | null): Identifier {
  const parsed = parseIdentifier(text, as);
  if (parsed.kind === 'ok') return parsed.identifier;
  if (parsed.kind === 'ambiguous') throw new VigieError('identifier-ambiguous', { kinds: parsed.kinds.join(', ') });
  throw new VigieError('identifier-invalid', { problem: parsed.problems[0] ?? 'unknown' });
}

function caseVerdict(answer: CheckAnswer, kind: Identifier['kind'], checkedAt: string): CaseVerdict {
  return {
    kind: answer.kind,
    checkId: toHex(randomBytes(8)),
    checkedAt,
    identifierKind: kind,
    exposures: answer.kind === 'listed' ? answer.exposures : [],
    sets: answer.sets,
    reason: answer.kind === 'could-not-check' ? answer.reason : null,
  };
}

export function checkHandlers(
  context: AppContext,
  cases: CaseDesk,
  quota: QuotaGate,
): HandlersOf<typeof identifierChannels & typeof checkChannels> {
  const { sessions, packs, notices } = context;
  return {
    describeIdentifier: ({ text, as }) => readTyped(text, as ?? null),

    openCase: () => cases.view(cases.open()),

    checkIdentifier: async ({ reference, person = firstSubjectId, text, as, callerAuthenticated }) => {
      const session = sessions.require();
      const record = cases.readOpen(reference);
      cases.of(record, person);
      if (!callerAuthenticated) throw new VigieError('caller-not-authenticated');
      const identifier = requireIdentifier(text, as ?? null);
      const admit = () => {
        // Somebody else may have unlocked since: the check would be entered as theirs.
        requireStillOpen(session);
        quota.admit(record.reference, identifier);
      };
      // Locked meanwhile: the answer is dropped, the journal shows a check without a verdict.
      const answer = await whileOpen(session, packs.check(identifier, admit, session.ended));
      const verdict = caseVerdict(answer, identifier.kind, nowIso(context));
      session.masks.set(verdict.checkId, maskIdentifier(identifier));
      // The case may have been changed while the check ran: it is read again.
      const latest = cases.read(record.reference);
      // A case that was closed while the check ran keeps the verdict and stays closed.
      const status = latest.status === 'closed' ? 'closed' : 'open';
      const verdicts = [...cases.of(latest, person).verdicts, verdict];
      const saved = cases.change(withSubject(latest, person, { verdicts }), { status }, [
        {
          kind: verdictKinds[verdict.kind],
          details: {
            checkId: verdict.checkId,
            sets: verdict.sets.length,
            ...(verdict.reason === null ? {} : { code: verdict.reason.code }),
          },
        },
      ]);
      const masked = session.masks.get(verdict.checkId) ?? '';
      return {
        case: cases.view(saved, person),
        verdict: verdictView(verdict, masked, cases.of(saved, person).answers),
        quota: quota.view(session.adviserId),
      };
    },

    // The words are kept in the case as they are now: a later notice may tell the incident otherwise.
    askAboutIncident: ({ reference, person, incidentId, signer, asked }) => {
      const record = cases.readOpen(reference);
      cases.of(record, person);
      const isMeant = ({ id, toldBy }: ToldIncident) =>
        id === incidentId && (signer === undefined || signer === toldBy.signer);
      const others = record.askedIncidents.filter((incident) => !isMeant(incident));
      // Nothing is journalled for an incident that was never asked about: the page could send any text as its id.
      if (!asked && others.length === record.askedIncidents.length) return cases.view(record, person);
      const askedIncidents = asked ? [...others, notices.requireIncident(incidentId, signer)] : others;
      const details = { incident: incidentId, asked };
      return cases.view(cases.change(record, { askedIncidents }, [{ kind: 'incident-asked', details }]), person);
    },
  };
}

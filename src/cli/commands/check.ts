/**
 * `vigie check`: identifiers on standard input, one a line; one answer each on standard output. Never repeats an
 * identifier: an answer bears its line number and the masked form.
 */
import { zeroBytes } from '../../core/bytes/bytes.ts';
import { civilDate } from '../../core/calendar.ts';
import { checkIdentifier, type Verdict } from '../../core/check/check.ts';
import { VigieError } from '../../core/errors.ts';
import { kindSpecs, maskIdentifier, parseIdentifier } from '../../core/identifier/identifier.ts';
import { tiedToNumber } from '../../core/journal/number-holder.ts';
import { OpenPack } from '../../core/pack/open-pack.ts';
import { isPackOutdated, type SealedPack } from '../../core/pack/reader.ts';
import { openSlots } from '../../core/pack/slots.ts';
import { type IdentifierKind, type IncidentStatus, identifierKinds } from '../../core/vocabulary.ts';
import type { Command } from '../command.ts';
import { linesOf } from '../lines.ts';
import { onlyFile, readTrustedSigners, withPackFile } from '../pack-files.ts';
import { askSecret, printJson, printResult, readPassphraseFile } from '../terminal.ts';

interface Answer {
  readonly line: number;
  /** `ambiguous`: the line may be an identifier of several kinds, and was not looked up. */
  readonly kind: 'listed' | 'not-listed' | 'could-not-check' | 'invalid' | 'ambiguous';
  readonly identifierKind: IdentifierKind | null;
  readonly masked: string | null;
  readonly exposures: readonly {
    readonly incident: string;
    readonly status: IncidentStatus;
    readonly own: readonly string[];
    /** Of a phone number, which may have been somebody else's when the data leaked: confirmed for whoever had it then. */
    readonly tied: readonly string[];
    readonly others: readonly string[];
    readonly claimedInRow: readonly string[];
    readonly claimed: readonly string[];
  }[];
  /** True where the pack's last day of validity is over. */
  readonly outdated: boolean;
  /** Error code, or the reason for which the identifier is not one. */
  readonly reason: string | null;
}

export const check: Command = {
  options: { trust: 'many', 'slot-passphrase-file': 'text', kind: 'text', json: 'flag' },
  positionals: 'some',
  async run(given, { text, signal }) {
    const path = onlyFile(given.positionals);
    const { trust } = await readTrustedSigners(given.all('trust'));
    const as = kindOf(given.text('kind'));
    const passphraseFile = given.text('slot-passphrase-file');
    return await withPackFile(path, trust, signal, async (sealed) => {
      const passphrase =
        passphraseFile === null
          ? await askSecret(text.labels.slotPassphrase)
          : await readPassphraseFile(passphraseFile);
      const pack = await openWithPassphrase(sealed, passphrase);
      try {
        await pack.requireCanaries(signal);
        let allAnswered = true;
        let line = 0;
        for await (const typed of linesOf(process.stdin, signal)) {
          line++;
          if (signal.aborted) break;
          if (typed.trim() === '') continue;
          const answer = await answerOne(pack, line, typed, as, signal);
          if (answer.kind === 'could-not-check' || answer.kind === 'ambiguous') allAnswered = false;
          if (given.flag('json')) printJson(answer);
          else printResult(plainAnswer(answer));
        }
        return allAnswered && !signal.aborted ? 0 : 2;
      } finally {
        pack.close();
      }
    });
  },
};

/** @throws VigieError 'usage' if it is no kind of identifier */
function kindOf(given: string | null): IdentifierKind | null {
  if (given === null) return null;
  const kind = identifierKinds.find((one) => one === given);
  if (kind === undefined) throw new VigieError('usage', { reason: 'bad-value', option: '--kind' });
  return kind;
}

export async function openWithPassphrase(sealed: SealedPack, passphrase: string): Promise<OpenPack> {
  const contentKey = await openSlots(sealed.manifest, passphrase);
  try {
    return new OpenPack(sealed, contentKey);
  } finally {
    zeroBytes(contentKey);
  }
}

/** @param as the kind of every line, null: each is recognised */
async function answerOne(
  pack: OpenPack,
  line: number,
  typed: string,
  as: IdentifierKind | null,
  signal: AbortSignal,
): Promise<Answer> {
  const parsed = parseIdentifier(typed, as);
  if (parsed.kind === 'ambiguous') {
    const reason = parsed.kinds.join('-or-');
    return { line, kind: 'ambiguous', identifierKind: null, masked: null, exposures: [], outdated: false, reason };
  }
  if (parsed.kind === 'invalid') {
    const reason = parsed.problems[0] ?? null;
    return { line, kind: 'invalid', identifierKind: null, masked: null, exposures: [], outdated: false, reason };
  }
  const { kind, canonical } = parsed.identifier;
  const masked = maskIdentifier(parsed.identifier);
  const verdict = await checkIdentifier([{ set: null, lookup: pack }], kind, canonical, { signal });
  return {
    line,
    kind: verdict.kind,
    identifierKind: kind,
    masked,
    exposures: exposuresOf(verdict, kind),
    outdated: isPackOutdated(pack.sealed.manifest, civilDate(Date.now())),
    reason: verdict.kind === 'could-not-check' ? verdict.fault.code : null,
  };
}

function exposuresOf(verdict: Verdict<null>, kind: IdentifierKind): Answer['exposures'] {
  if (verdict.kind !== 'listed') return [];
  // Nobody is asked here since when the number is theirs: it is as on the screen of a call before anybody was.
  const held = verdict.exposures.map((exposure) =>
    kindSpecs[kind].holderMayChange ? tiedToNumber(exposure) : { ...exposure, tied: [] },
  );
  return held.map((exposure) => ({
    ...exposure,
    incident: exposure.incident.id,
    status: exposure.incident.status,
  }));
}

function plainAnswer(answer: Answer): string {
  const exposures = answer.exposures.map(plainExposure);
  return [String(answer.line), plainKind(answer), answer.masked ?? '-', ...exposures, answer.reason ?? '']
    .join('\t')
    .trimEnd();
}

/** The answer, with what it is worth: an absence of old data, a number that may have been somebody else's. */
function plainKind({ kind, outdated, identifierKind }: Answer): string {
  if (kind === 'not-listed' && outdated) return 'not-listed (outdated)';
  return kind === 'listed' && identifierKind !== null && kindSpecs[identifierKind].holderMayChange
    ? 'listed (number)'
    : kind;
}

/** Five lists that are never mixed: what this person lost, or whoever had the number; what others lost; what is only claimed of either. */
function plainExposure({
  incident,
  status,
  own,
  tied,
  others,
  claimedInRow,
  claimed,
}: Answer['exposures'][number]): string {
  const lists = Object.entries({ own, tied, others, 'claimed-in-row': claimedInRow, claimed });
  const told = lists.filter(([name, classes]) => name === 'own' || classes.length > 0);
  const words = told.map(([name, classes]) => `${name} ${classes.length === 0 ? '-' : classes.join(', ')}`);
  return `${incident} (${status}): ${words.join('; ')}`;
}

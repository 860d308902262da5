/** One installed set, as it is at one moment: usable, or the reason why it is not. Pure: nothing here changes a set. */
import type { InstalledSetView } from '../../contract/values.ts';
import { toHex } from '../../core/bytes/bytes.ts';
import type { Consulted, SetAnswer, Verdict } from '../../core/check/check.ts';
import type { Fault } from '../../core/errors.ts';
import type { CaseSet, CheckAnswer, ToldExposure } from '../../core/journal/case-record.ts';
import { lostCount } from '../../core/pack/coverage.ts';
import type { OpenPack } from '../../core/pack/open-pack.ts';
import { isPackOutdated, type SealedPack } from '../../core/pack/reader.ts';
import { isBelowProduction, leastInsuredPerCheck } from '../../core/pack/stretch-costs.ts';
import type { SetEntry } from './pack-register.ts';
import { packViewOf, unreadablePackView } from './pack-view.ts';

export interface InstalledSet {
  readonly entry: SetEntry;
  /** Null where the pack could not be read. */
  readonly sealed: SealedPack | null;
  /** Null where it could not be opened. */
  readonly open: OpenPack | null;
  readonly state: InstalledSetView['state'];
  readonly fault: Fault | null;
}

/** An unusable set stays among those that are asked: leaving it out would turn its fault into « not listed ». */
export function consultedOf(set: InstalledSet): Consulted<InstalledSet> {
  if (set.open !== null && set.state !== 'unusable') return { set, lookup: set.open };
  return { set, fault: set.fault ?? { code: 'internal', details: {} } };
}

/**
 * @param signerName as for `installedView`
 * @param today calendar date
 */
export function answerOf(
  verdict: Verdict<InstalledSet>,
  signerName: (pack: SealedPack) => string | null,
  today: string,
): CheckAnswer {
  const sets = verdict.sets.map(({ set, answer }) => caseSetOf(set, answer, today));
  switch (verdict.kind) {
    case 'listed':
      return {
        kind: 'listed',
        exposures: verdict.sets.flatMap(({ set, answer }) => toldBy(set, answer, signerName)),
        sets,
      };
    case 'not-listed':
      return { kind: 'not-listed', sets };
    case 'could-not-check':
      return { kind: 'could-not-check', reason: verdict.fault, sets };
  }
}

/** Each exposure with the signer of the set that has it: an incident's words are theirs alone. */
function toldBy(
  { sealed }: InstalledSet,
  answer: SetAnswer,
  signerName: (pack: SealedPack) => string | null,
): ToldExposure[] {
  if (answer.kind !== 'listed' || sealed === null) return [];
  const teller = { signer: toHex(sealed.signer.keyId), name: signerName(sealed) ?? sealed.manifest.issuer };
  return answer.exposures.map((exposure) => ({ ...exposure, incident: { ...exposure.incident, toldBy: teller } }));
}

function caseSetOf({ entry, sealed }: InstalledSet, answer: SetAnswer, today: string): CaseSet {
  return {
    packId: entry.packId,
    issuer: sealed?.manifest.issuer ?? '',
    titles: sealed?.manifest.incidents.map((incident) => incident.title) ?? [],
    dataAsOf: sealed?.manifest.dataAsOf ?? '',
    belowProduction: sealed === null ? false : isBelowProduction(sealed.manifest.stretch),
    outdated: sealed === null ? false : isPackOutdated(sealed.manifest, today),
    lost: sealed === null ? 0 : lostCount(sealed.manifest.coverage),
    answer: answer.kind,
    problem: answer.kind === 'could-not-check' ? answer.fault : null,
  };
}

/**
 * @param signerName and today as for `packViewOf`
 * @param perCheck `insuredPerCheck` of all served sets
 */
export function installedView(
  { entry, sealed, state, fault }: InstalledSet,
  signerName: (pack: SealedPack) => string | null,
  today: string,
  perCheck: number,
): InstalledSetView {
  const view = sealed === null ? unreadablePackView(entry) : packViewOf(sealed, signerName(sealed), today);
  const people = entry.source.kind === 'http' ? perCheck : null;
  const few = people !== null && people < leastInsuredPerCheck;
  const common = { source: entry.source.kind, importedAt: entry.importedAt, state, problem: fault };
  return { ...view, ...common, insuredPerCheck: people, fewPerCheck: few };
}

/** Gives back what a set holds: its keys are zeroed at once. */
export function releaseSet({ open, sealed }: Pick<InstalledSet, 'open' | 'sealed'>): Promise<void> {
  open?.close();
  return sealed?.source.close().catch(() => {}) ?? Promise.resolve();
}

/** Whether a pack may be made of what was read: nothing undecided, and nobody lost whom the analyst did not accept by number. */
import { VigieError } from '../../core/errors.ts';
import type { Coverage } from '../../core/pack/coverage.ts';
import { type IdentifierKind, identifierKinds } from '../../core/vocabulary.ts';
import { coverageOf, lookAt } from '../../leak/report.ts';
import type { ReadInput } from './read-inputs.ts';

export type AcceptedLoss = ReadonlyMap<IdentifierKind, number>;

/** `nir=12,email=3`. @throws VigieError 'usage' */
export function parseAcceptedLoss(text: string | null): AcceptedLoss {
  const accepted = new Map<IdentifierKind, number>();
  for (const part of text === null ? [] : text.split(',')) {
    const [, name, many] = /^\s*(\w+)=(\d{1,12})\s*$/.exec(part) ?? [];
    const kind = identifierKinds.find((one) => one === name);
    if (kind === undefined || many === undefined || accepted.has(kind)) {
      throw new VigieError('usage', { reason: 'bad-value', option: '--accept-lost' });
    }
    accepted.set(kind, Number(many));
  }
  return accepted;
}

export function coverageOfInputs(inputs: readonly ReadInput[]): Coverage {
  return coverageOf(inputs.flatMap(({ members }) => members));
}

/**
 * @throws VigieError 'input-undecided' { columns, position, doubt } · 'input-loses' { lost: 'nir=2,email=1', lines, reason } unless
 *   exactly that was accepted
 */
export function requireDecidedAndWhole(inputs: readonly ReadInput[], accepted: AcceptedLoss): void {
  for (const { path, members } of inputs) {
    for (const member of members) {
      for (const { columns } of lookAt(member).tables) {
        const undecided = columns.filter(({ stops }) => stops);
        const [first] = undecided;
        if (first === undefined) continue;
        const details = {
          columns: undecided.length,
          position: first.position,
          doubt: first.doubt ?? '',
          reason: first.doubt ?? '',
        };
        throw new VigieError('input-undecided', details, { cause: Object.assign(new Error('undecided'), { path }) });
      }
    }
  }
  const coverage = coverageOfInputs(inputs);
  const lost = identifierKinds.flatMap((kind) => {
    const many = coverage.find((one) => one.kind === kind)?.lost ?? 0;
    return many === 0 ? [] : [[kind, many] as const];
  });
  const same =
    lost.length === [...accepted.values()].filter((many) => many > 0).length &&
    lost.every(([kind, many]) => accepted.get(kind) === many);
  if (same) return;
  throw new VigieError('input-loses', {
    lost: lost.map(([kind, many]) => `${kind}=${many}`).join(',') || 'nir=0',
    ...where(inputs),
  });
}

/** Reason and lines of the first loss, and its file where there are several. */
function where(inputs: readonly ReadInput[]): { reason: string; lines: string } {
  for (const [index, { members }] of inputs.entries()) {
    for (const { account } of members) {
      for (const [reason, { lines }] of account.lost) {
        return { reason, lines: (inputs.length > 1 ? `${index + 1}:` : '') + lines.slice(0, 10).join(', ') };
      }
    }
  }
  return { reason: '', lines: '' };
}

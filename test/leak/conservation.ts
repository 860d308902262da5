/** The law of the leak, as a property: each identifier that went into a file is listed, or counted as lost or bad, or stops the build; never none. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { canonicaliseEmail } from '../../src/core/identifier/identifier.ts';
import { type Account, type ScannedKind, scannedKinds } from '../../src/leak/account.ts';
import type { MemberReport } from '../../src/leak/read-leak.ts';
import { lookAt } from '../../src/leak/report.ts';
import { leakArbitrary, type MadeLeak } from './leak-maker.ts';
import { readFiles } from './read-sold.ts';

export interface Conservation {
  files: number;
  identifiers: number;
  listed: number;
  /** Lost or bad, each by its kind and its line. */
  counted: number;
  /** Files that cannot be read, refused by name; nobody of them is in a pack. */
  refused: number;
  /** Files of which a column must be decided by the analyst: no pack either. */
  undecided: number;
}

export function conservationProperty(
  tally: Conservation,
  files: fc.Arbitrary<MadeLeak> = leakArbitrary(),
): fc.IAsyncProperty<[MadeLeak]> {
  return fc.asyncProperty(files, async (made) => {
    const directory = mkdtempSync(join(tmpdir(), 'vigie-made-'));
    try {
      const path = join(directory, 'leak');
      writeFileSync(path, made.bytes);
      await requireConserved(made, path, tally);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
}

type Wanted = { readonly kind: ScannedKind; readonly canonical: string; readonly line: number | null };

async function requireConserved(made: MadeLeak, path: string, tally: Conservation): Promise<void> {
  const { found, members, refused } = await readFiles([path], { linesPerReason: Number.MAX_SAFE_INTEGER });
  tally.files++;
  if (refused !== null) {
    tally.refused++;
    return;
  }
  const columns = members.flatMap((member) => lookAt(member).tables.flatMap((table) => table.columns));
  const stopping = columns.find(({ stops }) => stops);
  if (stopping !== undefined) {
    if (!made.mayStop) throw new Error(`column ${stopping.position} stops (${stopping.doubt}): ${made.what}`);
    tally.undecided++;
    return;
  }
  const text = made.bytes.toString('latin1').replaceAll('\0', '');
  const bare = text.toUpperCase().replace(/[ ']/g, '');
  const wanted = made.people.flatMap(({ nir, email, line }): Wanted[] => [
    ...(nir !== null && (line === null || bare.includes(nir)) ? [{ kind: 'nir' as const, canonical: nir, line }] : []),
    ...(email !== null && (line === null || text.includes(email))
      ? [{ kind: 'email' as const, canonical: canonicaliseEmail(email) ?? '', line }]
      : []),
  ]);
  const missing = wanted.filter(({ canonical }) => !found.has(canonical));
  tally.identifiers += wanted.length;
  tally.listed += wanted.length - missing.length;
  tally.counted += missing.length;
  const onNoLine = missing.filter((one) => !members.some((member) => isCounted(one, member)));
  for (const kind of scannedKinds) {
    const silent = onNoLine.filter((one) => one.kind === kind);
    const isOnNoLine = silent.some(({ line }) => line === null);
    const counted = (member: MemberReport) =>
      isOnNoLine ? countedAnywhere(member, kind) : countedOutside(member.account, kind);
    if (silent.length > members.reduce((sum, member) => sum + counted(member), 0))
      throw new Error(
        `${silent.length} ${kind} neither listed nor counted, first on line ${silent[0]?.line}: ${made.what}`,
      );
  }
}

/** Text outside of records has no lines of its own: what is lost or explained there is known by its number. */
function countedOutside({ lost, explained }: Account, kind: ScannedKind): number {
  return (lost.get('outside-records')?.count[kind] ?? 0) + (explained.get('banner')?.[kind] ?? 0);
}

/** Lost, a banner's, or in a row whose fault is of that kind or of none. */
function countedAnywhere({ account, badByReason }: MemberReport, kind: ScannedKind): number {
  const bad = [...badByReason].filter(([reason]) => !isOfOther(reason, kind));
  return (
    account.lostTally()[kind] +
    (account.explained.get('banner')?.[kind] ?? 0) +
    bad.reduce((sum, [, { count }]) => sum + count, 0)
  );
}

function isOfOther(reason: string, kind: ScannedKind): boolean {
  return reason.startsWith(kind === 'nir' ? 'email-' : 'nir-');
}

/** True if this identifier is among the lost, or in a row whose fault is of its kind. */
function isCounted({ kind, line }: Wanted, { account, badByReason }: MemberReport): boolean {
  if (line === null) return false;
  for (const { count, lines } of account.lost.values()) if (count[kind] > 0 && lines.includes(line)) return true;
  for (const [reason, { lines }] of badByReason) {
    if (!isOfOther(reason, kind) && lines.includes(line)) return true;
  }
  return false;
}

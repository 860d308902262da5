/** What to build, read from the options of `vigie build`: its files, each with its incident. Reads no row of them. */
import type { Argon2Cost } from '../../core/crypto/argon2id.ts';
import { VigieError } from '../../core/errors.ts';
import type { Incident } from '../../core/pack/incident.ts';
import { groupParts } from '../../leak/containers/parts.ts';
import type { Arguments } from '../arguments.ts';
import { expandPath, type FileSettings, readSettings } from '../leak/inputs.ts';
import { type AcceptedLoss, parseAcceptedLoss } from '../leak/judge.ts';
import type { Shard } from './collector.ts';
import { readCost, readIncidents } from './description.ts';

export interface BuildInput extends FileSettings {
  readonly incidentIndex: number;
}

export interface BuildPlan {
  readonly inputs: readonly BuildInput[];
  readonly incidents: readonly Incident[];
  readonly skipBadFiles: boolean;
  readonly acceptedLoss: AcceptedLoss;
  readonly cost: Argon2Cost;
  readonly shard: Shard;
}

/** @throws VigieError 'usage' · 'incident-malformed' · 'file-not-found' */
export async function readBuildPlan(given: Arguments): Promise<BuildPlan> {
  const incidents = await readIncidents(given.all('incident'));
  const named = [...given.all('in'), ...given.positionals];
  if (named.length === 0) throw new VigieError('usage', { reason: 'missing-option', option: '--in' });
  const inputs = await readBuildInputs(given, named, incidents);
  // The pack would name it, and answer « not listed » to all who are in its file.
  if (incidents.some((_, index) => !inputs.some(({ incidentIndex }) => incidentIndex === index))) {
    throw new VigieError('usage', { reason: 'incident-without-input', option: '--in' });
  }
  return {
    inputs,
    incidents,
    skipBadFiles: given.flag('skip-bad-files'),
    acceptedLoss: parseAcceptedLoss(given.text('accept-lost')),
    cost: readCost(given.text('stretch') ?? 'default'),
    shard: readShard(given.text('shard')),
  };
}

/** Every file of what was named, once for each incident that it was named for, and what was said of it. */
async function readBuildInputs(
  given: Arguments,
  named: readonly string[],
  incidents: readonly Incident[],
): Promise<BuildInput[]> {
  const ofIncident = incidents.map(() => new Set<string>());
  const order: string[] = [];
  for (const text of named) {
    const { path, incidentIndex } = inputOf(text, incidents);
    for (const one of await expandPath(path)) {
      ofIncident[incidentIndex]?.add(one);
      order.push(one);
    }
  }
  const rank = new Map([...new Set(order)].map((path, i) => [path, i]));
  // Pieces of one file are of one incident.
  const grouped = await Promise.all(ofIncident.map((paths) => groupParts([...paths])));
  const files = grouped.flatMap((groups, incidentIndex) => groups.map((pieces) => ({ pieces, incidentIndex })));
  files.sort((a, b) => (rank.get(a.pieces[0] ?? '') ?? 0) - (rank.get(b.pieces[0] ?? '') ?? 0));
  const settings = await readSettings(
    given,
    files.map(({ pieces }) => pieces),
  );
  return settings.map((one, i) => ({ ...one, incidentIndex: files[i]?.incidentIndex ?? 0 }));
}

/** `FILE` with a single incident, `FILE@incidentId` with several. */
function inputOf(text: string, incidents: readonly Incident[]): Pick<BuildInput, 'path' | 'incidentIndex'> {
  const at = text.lastIndexOf('@');
  const index = incidents.findIndex(({ id }) => at > 0 && id === text.slice(at + 1));
  if (index >= 0) return { path: text.slice(0, at), incidentIndex: index };
  if (incidents.length > 1) throw new VigieError('usage', { reason: 'input-without-incident', option: '--in' });
  return { path: text, incidentIndex: 0 };
}

/** `i/n`, i from 1. */
function readShard(text: string | null): Shard {
  if (text === null) return { index: 0, count: 1 };
  const parts = /^(\d{1,4})\/(\d{1,4})$/.exec(text);
  const index = Number(parts?.[1]) - 1;
  const count = Number(parts?.[2]);
  if (parts === null || index < 0 || index >= count)
    throw new VigieError('usage', { reason: 'bad-value', option: '--shard' });
  return { index, count };
}

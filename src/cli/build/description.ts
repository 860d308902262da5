/**
 * What is said of a pack or a notice by options: its incidents, series, days and cost. Apart from `plan.ts`, because what makes no
 * pack out of files need not load what reads them.
 */
import { isMisleadingText } from '../../core/bytes/misleading.ts';
import type { Argon2Cost } from '../../core/crypto/argon2id.ts';
import { requireCostWithin, stretchBounds } from '../../core/crypto/argon2id.ts';
import { VigieError } from '../../core/errors.ts';
import { type Incident, incidentMalformed, parseIncident } from '../../core/pack/incident.ts';
import { longestIssuer, mostIncidents } from '../../core/pack/manifest.ts';
import { isoDay, shownTextSchema } from '../../core/pack/signed-text.ts';
import { stretchCosts, stretchNames } from '../../core/pack/stretch-costs.ts';
import type { PackDescription } from '../../core/pack/writer.ts';
import type { Arguments } from '../arguments.ts';
import { readTextFile } from '../pack-files.ts';

/** Sorted by id. @throws VigieError 'usage' if there is none · 'incident-malformed' · 'file-not-found' */
export async function readIncidents(paths: readonly string[]): Promise<Incident[]> {
  if (paths.length === 0) throw new VigieError('usage', { reason: 'missing-option', option: '--incident' });
  if (paths.length > mostIncidents) throw new VigieError('usage', { reason: 'bad-value', option: '--incident' });
  const incidents: Incident[] = [];
  for (const path of paths) {
    let json: unknown;
    try {
      json = JSON.parse(await readTextFile(path));
    } catch (cause) {
      if (cause instanceof SyntaxError) throw ofFile(incidentMalformed(new Map([['json', 'not-json']])), path);
      throw cause;
    }
    const incident = readIncident(json, path);
    if (incidents.some(({ id }) => id === incident.id)) {
      throw ofFile(incidentMalformed(new Map([['id', 'id-repeated']])), path);
    }
    incidents.push(incident);
  }
  // By id, so that the order of the options changes no byte of the pack.
  return incidents.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readIncident(json: unknown, path: string): Incident {
  try {
    return parseIncident(json);
  } catch (error) {
    throw error instanceof VigieError ? ofFile(error, path) : error;
  }
}

/** The path travels where the paths of the system's own errors do. */
function ofFile({ code, details }: VigieError, path: string): VigieError {
  return new VigieError(code, details, { cause: Object.assign(new Error(code), { path }) });
}

/** @throws VigieError 'usage' */
export function readCost(text: string): Argon2Cost {
  const named = stretchNames.find((name) => name === text);
  if (named !== undefined) return stretchCosts[named];
  const parts = /^(\d{1,9}),(\d{1,9}),(\d{1,9})$/.exec(text);
  if (parts === null) throw new VigieError('usage', { reason: 'bad-value', option: '--stretch' });
  const cost = { memoryKiB: Number(parts[1]), passes: Number(parts[2]), lanes: Number(parts[3]) };
  try {
    requireCostWithin(cost, stretchBounds);
  } catch (cause) {
    // Typed, not read from a file: a matter of usage.
    throw new VigieError('usage', { reason: 'cost-bounds', option: '--stretch' }, { cause });
  }
  return cost;
}

/** Description of the pack, from the options or else from the incidents. @throws VigieError 'usage' */
export function readDescription(given: Arguments, incidents: readonly Incident[]): PackDescription {
  const latest =
    incidents
      .map(({ disclosedOn }) => disclosedOn)
      .sort()
      .at(-1) ?? '';
  const first = incidents[0];
  const dataAsOf = given.text('data-as-of') ?? latest;
  const validUntil = given.text('valid-until');
  for (const [option, day] of [
    ['--data-as-of', dataAsOf],
    ['--valid-until', validUntil],
  ] as const) {
    if (day !== null && !isoDay.safeParse(day).success) throw new VigieError('usage', { reason: 'bad-value', option });
  }
  const issuer = given.required('issuer').trim();
  if (!shownTextSchema(longestIssuer).safeParse(issuer).success || isMisleadingText(issuer))
    throw new VigieError('usage', { reason: 'bad-value', option: '--issuer' });
  const series = given.text('series') ?? first?.id ?? '';
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(series))
    throw new VigieError('usage', { reason: 'bad-value', option: '--series' });
  return {
    series,
    sequence: given.wholeNumber('sequence', 1, 2_147_483_647) ?? 1,
    createdAt: buildInstant(),
    dataAsOf,
    validUntil,
    issuer,
    incidents,
  };
}

/** The last second of the year 9999: what follows has no instant of four-digit years (FORMAT §4.1). */
const lastEpoch = 253_402_300_799;

/** reproducible-builds.org: SOURCE_DATE_EPOCH, in seconds, replaces the clock. @throws VigieError 'usage' if it is malformed */
export function buildInstant(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH ?? '';
  if (epoch === '') return new Date().toISOString();
  if (!/^\d{1,12}$/.test(epoch) || Number(epoch) > lastEpoch) {
    throw new VigieError('usage', { reason: 'bad-value', option: 'SOURCE_DATE_EPOCH' });
  }
  return new Date(Number(epoch) * 1000).toISOString();
}

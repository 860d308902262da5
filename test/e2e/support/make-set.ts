/** A leak, a signer and a pack, made by the real command line as the security team would. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectNode, run } from '../../../scripts/lib/project.mjs';
import { vigieAtTestCost } from '../../../scripts/pictures/desk.ts';

export interface Known {
  readonly listed: readonly string[];
  readonly absent: readonly string[];
}

export interface MadeSet {
  readonly packFile: string;
  /** Number 2 of the same series, with the same entries. */
  readonly newerPackFile: string;
  readonly slotPassphrase: string;
  /** Eight groups of four hexadecimal digits. */
  readonly fingerprint: readonly string[];
  readonly trustedKeysDir: string;
  readonly known: Known;
  /** Every identifier of the leak file as it is written there. */
  readonly leakFile: string;
  readonly incidentFile: string;
  /** What signs: options of the command line. */
  readonly signed: readonly string[];
}

/** A directory of its own for a test file; removed by `remove`. */
export function makeWorkspace(): { readonly dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-e2e-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Runs the `vigie` command line, its slots at test cost. @returns what it printed @throws Error with that if it fails */
export async function vigieCommand(...args: string[]): Promise<string> {
  const { code, output } = await run(projectNode(), [vigieAtTestCost, ...args], { capture: true });
  if (code !== 0) throw new Error(`vigie ${args[0]} ended with ${code}\n${output}`);
  return output;
}

/** A synthetic leak, a signer and a pack, as the security team would make them. */
export async function makeSet(dir: string, entries = 400): Promise<MadeSet> {
  const at = (...names: string[]) => join(dir, 'set', ...names);
  mkdirSync(at('trusted-keys'), { recursive: true });
  const slotPassphrase = 'sept bateaux rentrent au port ce soir';
  writeFileSync(at('slot'), `${slotPassphrase}\n`, { mode: 0o600 });
  writeFileSync(at('signer'), 'phrase du signataire de test\n', { mode: 0o600 });
  await vigieCommand('demo', '--entries', String(entries), '--out', at('leak'));
  const keygen = await vigieCommand('keygen', '--out', at(), '--name', 'cellule', '--passphrase-file', at('signer'));
  const signed = ['--signer', at('cellule.pem'), '--passphrase-file', at('signer'), '--issuer', 'Assurance Maladie'];
  const build = (sequence: number, name: string) =>
    vigieCommand(
      'build',
      ...['--in', at('leak', 'leak.csv'), '--incident', at('leak', 'incident.json')],
      ...signed,
      ...['--sequence', String(sequence)],
      ...['--slot', 'agence', '--slot-passphrase-file', at('slot'), '--stretch', '64,1,1', '--out', at(name)],
    );
  await Promise.all([build(1, 'set.vigie'), build(2, 'newer.vigie')]);
  const fingerprint = /(?:[0-9a-f]{4}[ -]){7}[0-9a-f]{4}/i.exec(keygen)?.[0].split(/[ -]/) ?? [];
  if (fingerprint.length !== 8) throw new Error('keygen printed no fingerprint');
  return {
    packFile: at('set.vigie'),
    newerPackFile: at('newer.vigie'),
    slotPassphrase,
    fingerprint,
    trustedKeysDir: at('trusted-keys'),
    known: JSON.parse(readFileSync(at('leak', 'known.json'), 'utf8')),
    leakFile: at('leak', 'leak.csv'),
    incidentFile: at('leak', 'incident.json'),
    signed,
  };
}

/** An incident of its own, told like that of `set` but for `change`. @returns the path of its file */
export function writeIncident(
  set: MadeSet,
  dir: string,
  change: { readonly id: string; readonly [member: string]: unknown },
): string {
  const path = join(dir, `${change.id}.json`);
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(set.incidentFile, 'utf8')), ...change }));
  return path;
}

/** The same people in another incident, by the same signer. @param more further options of `vigie build` @returns the path of the set */
export async function buildBeside(set: MadeSet, dir: string, incidentFile: string, ...more: string[]): Promise<string> {
  const out = join(dir, `beside-${more.length}-${Math.random().toString(36).slice(2, 8)}.vigie`);
  const input = ['--in', set.leakFile, '--incident', incidentFile, ...set.signed];
  await vigieCommand('build', ...input, '--stretch', '64,1,1', ...more, '--out', out);
  return out;
}

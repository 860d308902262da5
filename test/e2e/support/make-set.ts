/** A leak, a signer and a pack, made by the real command line as the security team would. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectNode, projectRoot, run } from '../../../scripts/lib/project.mjs';

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
}

/** A directory of its own for a test file; removed by `remove`. */
export function makeWorkspace(): { readonly dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-e2e-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Runs the `vigie` command line. @returns what it printed @throws Error with that if it fails */
async function vigieCommand(...args: string[]): Promise<string> {
  const { code, output } = await run(projectNode(), [join(projectRoot, 'bin', 'vigie.mjs'), ...args], {
    capture: true,
  });
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
  const build = (sequence: number, name: string) =>
    vigieCommand(
      'build',
      ...['--in', at('leak', 'leak.csv'), '--incident', at('leak', 'incident.json')],
      ...['--signer', at('cellule.pem'), '--passphrase-file', at('signer'), '--sequence', String(sequence)],
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
  };
}

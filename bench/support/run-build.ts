/** One real `vigie build`, from the command line to the file, with the memory that its process reached. */
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { incident, slotPassphrase } from './packs.ts';

const vigie = join(import.meta.dirname, '../../bin/vigie.mjs');

export interface BuildRun {
  readonly seconds: number;
  /** Highest resident memory of the process, Node and its threads included; null where the system does not tell. */
  readonly peakBytes: number | null;
}

export async function runBuild(leak: string, out: string, stretch: string, directory: string): Promise<BuildRun> {
  const file = (name: string, text: string) => {
    const path = join(directory, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const { privateKey } = generateKeyPairSync('ed25519');
  const words = ['build', '--in', leak, '--out', out, '--slot', 'bench', '--stretch', stretch].concat(
    ['--incident', file('incident.json', JSON.stringify(incident))],
    ['--signer', file('signer.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)],
    ['--slot-passphrase-file', file('passphrase.txt', slotPassphrase)],
  );
  const startedAt = performance.now();
  const child = spawn(process.execPath, [vigie, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  let peakBytes: number | null = null;
  const watch = setInterval(() => {
    peakBytes = highWaterMark(child.pid) ?? peakBytes;
  }, 100);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`vigie build ended with ${code}: ${said}`);
  return { seconds: (performance.now() - startedAt) / 1000, peakBytes };
}

/** Linux's own record of the most that a process ever had resident. */
function highWaterMark(pid: number | undefined): number | null {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return null;
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(path, 'utf8'))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}

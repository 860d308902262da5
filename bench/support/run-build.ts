/** One real `vigie build`, from the command line to the file, with the memory that its process reached. */
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { incident, slotPassphrase } from './packs.ts';

const vigie = join(import.meta.dirname, '../../bin/vigie.mjs');

export interface BuildRun {
  readonly seconds: number;
  /** Of all its threads: what else runs on the machine is not in it. Null where the system does not tell. */
  readonly processorSeconds: number | null;
  /** Remarks, on standard error. */
  readonly said: string;
  /** Highest resident memory of the process, Node and its threads included; null where the system does not tell. */
  readonly memory: { readonly slotBytes: number; readonly stretchingBytes: number } | null;
}

/** @param stretch null where `more` names a family, which fixes the cost */
export async function runBuild(
  leak: string,
  out: string,
  stretch: string | null,
  directory: string,
  more: readonly string[] = [],
): Promise<BuildRun> {
  const file = (name: string, text: string) => {
    const path = join(directory, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const { privateKey } = generateKeyPairSync('ed25519');
  const words = ['build', '--in', leak, '--out', out, '--slot', 'bench'].concat(
    stretch === null ? more : ['--stretch', stretch, ...more],
    ['--incident', file('incident.json', JSON.stringify(incident))],
    ['--issuer', 'Essai'],
    ['--signer', file('signer.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)],
    ['--slot-passphrase-file', file('passphrase.txt', slotPassphrase)],
  );
  const startedAt = performance.now();
  const child = spawn(process.execPath, [vigie, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  // The passphrase's own Argon2id comes first and takes 256 MiB; the mark is put back when the first worker starts.
  let slotBytes = 0;
  let stretchingBytes = 0;
  let stretching = false;
  let processorSeconds: number | null = null;
  const watch = setInterval(() => {
    processorSeconds = processorTime(child.pid) ?? processorSeconds;
    const peakBytes = highWaterMark(child.pid);
    if (stretching) stretchingBytes = peakBytes ?? stretchingBytes;
    else slotBytes = peakBytes ?? slotBytes;
    if (!stretching && hasWorkers(child.pid)) {
      resetHighWaterMark(child.pid);
      stretching = true;
    }
  }, 100);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`vigie build ended with ${code}: ${said}`);
  const memory = stretchingBytes > 0 ? { slotBytes, stretchingBytes } : null;
  return { seconds: (performance.now() - startedAt) / 1000, processorSeconds, memory, said };
}

/** proc(5), stat: fields 14 and 15, user and system, in hundredths of a second. @returns seconds */
function processorTime(pid: number | undefined): number | null {
  try {
    // The second field, the name, may hold spaces, and ends with the last parenthesis.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
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

/** True once Node runs worker threads: it gives each this name. */
function hasWorkers(pid: number | undefined): boolean {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return false;
  try {
    return readdirSync(tasks).some((id) => readFileSync(`${tasks}/${id}/comm`, 'utf8').startsWith('WorkerThread'));
  } catch {
    return false;
  }
}

/** proc(5), clear_refs: 5 puts the peak back to what is resident now. */
function resetHighWaterMark(pid: number | undefined): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

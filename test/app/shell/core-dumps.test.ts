import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { forbidCoreDumps, forbidErrorReports } from '../../../src/app/shell/core-dumps.ts';

const dir = mkdtempSync(join(tmpdir(), 'vigie-core-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Lets a process abort where it may leave any core it likes. @returns what it printed */
function abortAfter(statement: string): string {
  const module = pathToFileURL(resolve(import.meta.dirname, '../../../src/app/shell/core-dumps.ts')).href;
  const program = `import { readFileSync } from 'node:fs';
    import { forbidCoreDumps } from ${JSON.stringify(module)};
    ${statement}
    process.stdout.write(readFileSync('/proc/self/limits', 'utf8').match(/core file size +\\S+ +\\S+/)[0], () => process.abort());`;
  const command = 'ulimit -c unlimited; exec "$@"';
  const node = [process.execPath, '--input-type=module', '-e', program];
  return spawnSync('sh', ['-c', command, 'sh', ...node], { cwd: dir, encoding: 'utf8' }).stdout;
}

describe.runIf(process.platform === 'linux')('forbidCoreDumps', () => {
  it('leaves no core of a process that dies, nor anything for a program that collects them', () => {
    expect(abortAfter('forbidCoreDumps();')).toMatch(/size +1 +1$/);
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe.runIf(process.platform === 'linux')('forbidCoreDumps, where a process was started before', () => {
  it('covers it too, and those that it started', () => {
    const printed = abortAfter(`
      const { spawn } = await import('node:child_process');
      const child = spawn('sh', ['-c', 'sleep 20 & echo $!; wait'], { stdio: ['ignore', 'pipe', 'ignore'] });
      const [line] = await new Promise((done) => child.stdout.once('data', (data) => done(String(data).split('\\n'))));
      forbidCoreDumps();
      for (const pid of [child.pid, Number(line)]) {
        process.stdout.write(readFileSync('/proc/' + pid + '/limits', 'utf8').match(/core file size +\\S+/)[0] + ';');
        process.kill(pid);
      }`);
    expect(printed.match(/size +1(?=[; ])/g)).toHaveLength(3);
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('forbidCoreDumps', () => {
  it.each(['win32', 'darwin'] as const)('claims nothing on %s', (platform) => {
    expect(forbidCoreDumps(platform)).toBe(false);
  });
});

describe('forbidErrorReports', () => {
  it('leaves the heap out of Windows’ reports, and is no reason not to start anywhere', async () => {
    expect(forbidErrorReports('linux')).toBe(false);
    expect(forbidErrorReports('darwin')).toBe(false);
    expect(forbidErrorReports('win32')).toBe(process.platform === 'win32');
  });
});

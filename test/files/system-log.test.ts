/** What journald's programs are given and give, through programs that stand in for them; and none where no log lasts. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournald, openSystemLog } from '../../src/files/system-log.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vigie-log-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function program(name: string, script: string): string {
  const path = join(directory, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe.skipIf(process.platform === 'win32')('the log of journald', () => {
  it('gets each line through one program, and is read back', async () => {
    const kept = join(directory, 'kept');
    const append = program('append', `echo "$@" >> ${directory}/started; exec cat >> ${kept}`);
    const log = openJournald({ append, read: program('read', `cat ${kept}`) });
    log.append('one');
    log.append('two');
    log.close();
    await expect.poll(() => existsSync(kept) && readFileSync(kept, 'utf8'), { timeout: 20_000 }).toBe('one\ntwo\n');
    expect((await log.read()).slice(0, 2)).toEqual(['one', 'two']);
    expect(readFileSync(join(directory, 'started'), 'utf8')).toBe('-t vigie-anchor -p info\n');
  });

  it('is empty where its programs fail or are missing, and takes lines all the same', async () => {
    for (const name of [program('false', 'exit 1'), join(directory, 'absent')]) {
      const log = openJournald({ append: name, read: name });
      for (let i = 0; i < 3; i++) {
        log.append('lost');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(await log.read()).toEqual([]);
      log.close();
    }
  });

  it('is none on a system whose log does not last', () => {
    expect(openSystemLog('darwin')).toBeNull();
  });
});

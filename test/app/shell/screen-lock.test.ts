import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLogindLine, watchScreenLock } from '../../../src/app/shell/screen-lock.ts';

describe('readLogindLine', () => {
  const session = '/org/freedesktop/login1/session/_32';
  it.each([
    [`${session}: org.freedesktop.login1.Session.Lock ()`, 'screen-locked'],
    [
      `${session}: org.freedesktop.DBus.Properties.PropertiesChanged ('org.freedesktop.login1.Session', {'LockedHint': <true>}, @as [])`,
      'screen-locked',
    ],
    ['/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (true,)', 'suspended'],
    ['/org/freedesktop/login1: org.freedesktop.login1.Manager.PrepareForSleep (false,)', null],
    [`${session}: org.freedesktop.login1.Session.Unlock ()`, null],
    ['Monitoring signals from all objects owned by org.freedesktop.login1', null],
    ['', null],
  ])('reads %s as %s', (line, signal) => {
    expect(readLogindLine(line)).toBe(signal);
  });
});

describe.skipIf(process.platform === 'win32')('watchScreenLock', () => {
  it('tells what logind says, line by line, and leaves no process behind', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'vigie-lock-'));
    try {
      const program = join(dir, 'gdbus');
      const says = (line: string) => `printf '%s' "${line}"`;
      const lock = '/org/freedesktop/login1/session/_32: org.freedesktop.login1.Session.Lo';
      const lines = [says(lock), 'sleep 0.2', `${says('ck ()')}; echo`, says('PrepareForSleep'), 'echo'];
      writeFileSync(program, `#!/bin/sh\necho $$ > ${join(dir, 'pid')}\n${lines.join('\n')}\nexec sleep 60\n`);
      chmodSync(program, 0o755);
      const seen: string[] = [];
      let stop = (): void => {};
      await new Promise<void>((done) => {
        stop = watchScreenLock(
          (signal) => {
            seen.push(signal);
            done();
          },
          'linux',
          program,
        );
      });
      expect(seen).toEqual(['screen-locked']);
      stop();
      const pid = Number(readFileSync(join(dir, 'pid'), 'utf8'));
      const isGone = () => {
        try {
          process.kill(pid, 0);
          return false;
        } catch {
          return true;
        }
      };
      for (let tries = 0; tries < 1_500 && !isGone(); tries++) await new Promise((wait) => setTimeout(wait, 20));
      expect(isGone()).toBe(true);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('goes on without the program, and asks for none elsewhere', () => {
    watchScreenLock(() => undefined, 'linux', '/nonexistent/gdbus')();
    watchScreenLock(() => undefined, 'darwin', '/nonexistent/gdbus')();
    expect(existsSync('/nonexistent')).toBe(false);
  });
});

/** What the workflow holds a packaged program to: tried on this machine's browser, whose pages are processes too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countPages, endTree, faultOfStart, listProcesses } from '../../scripts/check-started.mjs';
import { findBrowser } from '../../scripts/find-browser.mjs';

const dir = mkdtempSync(join(tmpdir(), 'vigie-started-'));
afterAll(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));

describe('countPages', () => {
  it('counts pages below one process alone, however far below', () => {
    const processes = [
      { pid: 1, parent: 0, command: 'init' },
      { pid: 10, parent: 1, command: 'vigie' },
      { pid: 12, parent: 11, command: 'vigie --type=renderer --lang=fr' },
      { pid: 11, parent: 10, command: 'vigie --type=zygote' },
      { pid: 20, parent: 1, command: 'chromium --type=renderer' },
    ];
    expect(countPages(processes, 10)).toBe(1);
    expect(countPages(processes, 1)).toBe(2);
    expect(countPages(processes.slice(0, 2), 10)).toBe(0);
  });

  it('knows the processes of this machine', () => {
    expect(listProcesses().find(({ pid }) => pid === process.pid)?.parent).toBe(process.ppid);
  });
});

describe('endTree', () => {
  const processes = [
    { pid: 10, parent: 1, command: 'vigie' },
    { pid: 11, parent: 10, command: 'vigie --type=zygote' },
    { pid: 12, parent: 11, command: 'vigie --type=renderer' },
    { pid: 20, parent: 1, command: 'other' },
  ];

  it('ends a tree on Windows by its root, which nothing has ended before', () => {
    const calls: unknown[] = [];
    endTree(10, {
      platform: 'win32',
      list: () => processes,
      run: (program, args) => calls.push([program, ...args]),
      kill: (pid) => calls.push(pid),
    });
    expect(calls).toEqual([['taskkill', '/PID', '10', '/T', '/F']]);
  });

  it('lets taskkill fail where a process ended before its turn, and not where one is left', () => {
    const run = () => {
      throw new Error('taskkill: 128');
    };
    expect(endTree(10, { platform: 'win32', list: () => [], run })).toBeUndefined();
    expect(() => endTree(10, { platform: 'win32', list: () => processes, run })).toThrow('taskkill');
  });

  it('ends each process of a tree elsewhere, whichever has ended already, and no other', () => {
    const killed: number[] = [];
    const kill = (pid: number) => {
      killed.push(pid);
      if (pid === 11) throw new Error('ESRCH');
    };
    endTree(10, { platform: 'linux', list: () => processes, kill });
    expect(killed).toEqual([10, 11, 12]);
  });
});

describe('faultOfStart', () => {
  const times = { patienceMs: 200_000, steadyMs: 200 };

  it('is content with a program that shows a page', async () => {
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const args = ['--headless', '--disable-gpu', `--user-data-dir=${dir}`, ...root];
    expect(await faultOfStart(findBrowser() ?? '', ['about:blank', ...args], times)).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('leaves nothing running of what it started', async () => {
    const child = 'setInterval(() => {}, 1000)';
    const parent = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}, '${dir}']); ${child}`;
    expect(await faultOfStart(process.execPath, ['-e', parent, dir], { ...times, patienceMs: 2_000 })).toMatch(
      /no page/,
    );
    const left = () => listProcesses().filter(({ command }) => command.includes(dir));
    await expect.poll(left, { timeout: 20_000 }).toEqual([]);
  });

  it('is not content with a box that waits, nor with what ends', async () => {
    const node = (script: string, patienceMs: number) =>
      faultOfStart(process.execPath, ['-e', script], { ...times, patienceMs });
    expect(await node('setTimeout(() => {}, 60_000)', 1_000)).toMatch(/no page/);
    expect(await node('process.exit(3)', times.patienceMs)).toBe('it ended (3)');
    expect(await faultOfStart(join(dir, 'missing'), [], times)).toMatch(/ENOENT/);
  });
});

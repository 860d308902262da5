/** A second start on one profile: what the first and the second do, and what the person is told. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unreservedText } from '../../src/main/boxes.ts';
import type { FakeElectron } from '../support/fake-electron.ts';
import { shellOfEachTest } from '../support/shell-of-each-test.ts';

const root = resolve(import.meta.dirname, '..', '..');
/** Takes the lock in a process of its own, and keeps it. */
const lockHolder = `
  import { acquireLock } from ${JSON.stringify(join(root, 'src', 'files', 'lock-file.ts'))};
  acquireLock(process.argv[1]);
  process.stdout.write('held');
  setInterval(() => {}, 1000);
`;
const { startWith, stop, pathOf } = shellOfEachTest();

describe('a second start', () => {
  /** A second start while `first` runs, told to it as Electron tells it. */
  const startSecond = (first: { fake: FakeElectron }, environment: Record<string, string> = {}) =>
    startWith({ isSecondInstance: true }, { environment }, ({ electron }) => {
      first.fake.electron.app.emit('second-instance', {}, [], '/', electron.app.instanceData);
    });

  it('leaves the place to the first instance, which comes to the front and says so', async () => {
    const first = await startWith({}, { environment: { DISPLAY: ':0', XDG_SESSION_ID: '2' } });
    if (first.window === undefined) throw new Error('no window was opened');
    first.window.isMinimizedNow = true;
    // A terminal that outlived its session keeps the session's name; its windows are on this screen all the same.
    const second = await startSecond(first, { DISPLAY: ':0.0', XDG_SESSION_ID: '1' });
    expect(first.fake.log.slice(-2)).toEqual(['restore', 'focus']);
    expect(first.fake.windows).toHaveLength(1);
    expect([second.fake.electron.app.hasQuit, second.fake.errorBoxes, second.window]).toEqual([true, [], undefined]);
  });

  it.each([
    ['another display', { DISPLAY: ':0', XDG_SESSION_ID: 'c2' }, { DISPLAY: ':10', XDG_SESSION_ID: 'c2' }],
    ['another session', { XDG_SESSION_ID: 'c2' }, { XDG_SESSION_ID: 'c7' }],
    ['another Wayland socket', { WAYLAND_DISPLAY: 'c2' }, { WAYLAND_DISPLAY: 'wayland-1' }],
  ])('says who holds the profile where the first instance comes to the front of %s', async (_, first, second) => {
    const { fake } = await startSecond(await startWith({}, { environment: first }), second);
    expect(fake.electron.app.hasQuit).toBe(true);
    expect(fake.errorBoxes[0]).toMatch(/déjà ouverte.*autre session.*already open.*another session/s);
    for (const known of [`PID ${process.pid}`, hostname(), userInfo().username, 'session c2']) {
      expect(fake.errorBoxes[0]).toContain(known);
    }
  });

  it('says who holds the profile where the first instance does not answer', async () => {
    await startWith();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const file = pathOf('running.json');
    writeFileSync(
      file,
      JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), pid: other.pid, session: 'RDP-Tcp#3' }),
    );
    // On Windows Electron leaves it alone, and says to this one that it is the second.
    const second = await startWith({ stuckFirst: other, platform: 'win32' });
    expect([other.exitCode, other.signalCode]).toEqual([null, null]);
    expect(second.fake.electron.app.hasQuit).toBe(true);
    expect(second.fake.errorBoxes[0]).toMatch(/déjà ouverte.*already open/s);
    for (const known of [`PID ${other.pid}`, hostname(), 'RDP-Tcp#3']) {
      expect(second.fake.errorBoxes[0]).toContain(known);
    }
    // Gone without taking its name away: its number may be another program's by now.
    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
    const third = await startWith({ isSecondInstance: true });
    expect(third.fake.errorBoxes[0]).toMatch(
      /semble déjà pris, et aucune Vigie ne répond.*taken already, and no Vigie answers/s,
    );
    expect(third.fake.errorBoxes[0]).not.toContain(`PID ${other.pid}`);
    // Nor does whoever comes next take it for one that it killed.
    stop();
    expect((await startWith()).fake.messageBoxes).toEqual([]);
  });

  it('says what stands in the way where nobody has the profile and it cannot be reserved, and names nobody', async () => {
    const missing = pathOf('no', 'such');
    writeFileSync(pathOf('file'), '');
    const below = pathOf('file', 'Vigie');
    for (const [fakeOptions, options, dir, why] of [
      [{ tempDir: missing }, { environment: { TMPDIR: missing } }, missing, 'ce dossier manque'],
      [{ userData: below }, {}, below, 'ENOTDIR'],
    ] as const) {
      const { fake, window } = await startWith(fakeOptions, options);
      expect([window, fake.electron.app.hasQuit]).toEqual([undefined, true]);
      expect(fake.errorBoxes).toEqual([expect.stringContaining(`rien ne peut être écrit dans ${dir} (${why})`)]);
      expect(fake.errorBoxes[0]).not.toMatch(/déjà ouverte|already open/);
    }
    // Nothing of the attempt is left, and the next start is an ordinary one.
    expect(readdirSync(pathOf()).filter((name) => name.startsWith('reservation'))).toEqual([]);
    expect((await startWith()).fake.errorBoxes).toEqual([]);
  });

  it.each(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'EIO'])('has words for %s', (code) => {
    const text = unreservedText({ dir: '/home/a', code });
    expect(text).toMatch(/réserver.*Rien n’est perdu.*reserve.*Nothing is lost/s);
    expect(text.includes(code)).toBe(code === 'EIO');
  });

  /** A first start in a process of its own, with a call under way, that answers nothing any more. */
  async function startStuck(passphrase: string) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'stuck-child.ts'), pathOf(), passphrase], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    const [reference] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    return { child, ended, reference };
  }

  it('takes the place of a first instance that it killed because it did not answer, says so, and has all that was recorded', async () => {
    const passphrase = 'corbeau tranquille 74 sur la dune';
    const { child, ended, reference } = await startStuck(passphrase);
    const { fake, call } = await startWith({ stuckFirst: child });
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect([fake.errorBoxes, fake.electron.app.exitCode, fake.electron.app.hasQuit]).toEqual([[], null, false]);
    expect(fake.messageBoxes).toHaveLength(1);
    expect(fake.messageBoxes[0]).toMatch(/ne répondait plus.*verrouillé.*did not answer.*locked/s);
    for (const known of [`PID ${child.pid}`, hostname()]) expect(fake.messageBoxes[0]).toContain(known);
    expect(JSON.parse(readFileSync(pathOf('running.json'), 'utf8'))).toMatchObject({ pid: process.pid });

    expect(await call('readAppState', {})).toMatchObject({ value: { phase: 'locked' } });
    expect(await call('unlock', { passphrase })).toMatchObject({ ok: true });
    expect(await call('readCase', { reference })).toMatchObject({ ok: true, value: { reference } });
    expect(await call('verifyJournal', {})).toMatchObject({ value: { intact: true } });
    stop();
    // Told once: the next start is an ordinary one.
    expect((await startWith()).fake.messageBoxes).toEqual([]);
  });

  it('names whoever has the vault’s lock, and not itself', async () => {
    const first = await startWith();
    first.fake.electron.app.emit('will-quit');
    expect(existsSync(pathOf('running.json'))).toBe(false);
    const holder = spawn(process.execPath, ['--input-type=module', '-e', lockHolder, pathOf('profile', 'vault.lock')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    const { fake } = await startWith();
    const ended = once(holder, 'exit');
    holder.kill('SIGKILL');
    await ended;
    expect(fake.electron.app.exitCode).toBe(1);
    expect(fake.errorBoxes[0]).toMatch(/déjà ouverte.*already open/s);
    expect(fake.errorBoxes[0]).not.toContain(`PID ${process.pid}`);
    expect(existsSync(pathOf('running.json'))).toBe(false);
    if (process.platform === 'linux') {
      for (const known of [`PID ${holder.pid}`, hostname(), userInfo().username]) {
        expect(fake.errorBoxes[0]).toContain(known);
      }
    }
  });
});

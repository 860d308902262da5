import type { IpcMain, WebContents } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDroppedFiles, type DroppedFiles } from '../../src/app/shell/dropped-files.ts';
import { serveIpc } from '../../src/main/ipc.ts';
import { createFakeElectron } from '../support/fake-electron.ts';
import { FakeSession } from '../support/fake-session.ts';

const refused = { ok: false, problem: { code: 'ipc-refused', details: {} } };

describe('serveIpc', () => {
  let received: unknown[][] = [];
  let refusals = 0;
  let dropped: DroppedFiles = createDroppedFiles();
  let call: (channel: string, args: unknown[], sender?: object) => Promise<unknown> = async () => undefined;

  beforeEach(() => {
    const fake = createFakeElectron();
    fake.becomeReady();
    const window = new fake.electron.BrowserWindow({ webPreferences: { session: new FakeSession() } });
    window.webContents.mainFrame.url = 'app://vigie/';
    received = [];
    refusals = 0;
    dropped = createDroppedFiles();
    const target = {
      async invoke(...args: unknown[]) {
        received.push(args);
        return { ok: true, value: {} };
      },
      noteRefusedCall() {
        refusals++;
      },
    };
    serveIpc(
      fake.electron.ipcMain as unknown as IpcMain,
      window.webContents as unknown as WebContents,
      target,
      dropped,
    );
    call = async (channel, args, sender) => await fake.invokeIpc(window, channel, args, sender);
  });

  it('passes a call of our page on as it is', async () => {
    expect(await call('vigie:call', ['lock', {}])).toEqual({ ok: true, value: {} });
    expect(received).toEqual([['lock', {}]]);
  });

  it.each([
    ['another window', { sender: {} }],
    ['a frame that has gone', { senderFrame: null }],
    ['a sub-frame', { senderFrame: { parent: {}, detached: false, url: 'app://vigie/' } }],
    ['a detached frame', { senderFrame: { parent: null, detached: true, url: 'app://vigie/' } }],
    ['another origin', { senderFrame: { parent: null, detached: false, url: 'https://example.org/' } }],
    [
      'an origin that begins like ours',
      { senderFrame: { parent: null, detached: false, url: 'app://vigie.example/' } },
    ],
  ])('refuses %s, and has it noted', async (_name, sender) => {
    expect(await call('vigie:call', ['lock', {}], sender)).toEqual(refused);
    expect(await call('vigie:dropped', ['/etc/passwd'], sender)).toBe('');
    expect(received).toEqual([]);
    expect(refusals).toBe(2);
  });

  it('refuses a channel that is no text, and has it noted', async () => {
    expect(await call('vigie:call', [{ toString: () => 'lock' }, {}])).toEqual(refused);
    expect(refusals).toBe(1);
  });

  it('gives a token for a dropped file', async () => {
    const token = await call('vigie:dropped', ['/home/a/set.vigie']);
    expect(dropped.take(String(token))?.path).toBe('/home/a/set.vigie');
    expect(await call('vigie:dropped', [''])).toBe('');
  });
});

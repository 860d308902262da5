import type { App, Session, WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { appUrl, awayUrl, hardenApp, hardenSession, sheetUrl } from '../../src/main/hardening.ts';
import { createFakeElectron, type FakeElectron } from '../support/fake-electron.ts';
import { FakeSession } from '../support/fake-session.ts';

describe('hardenSession', () => {
  let session: FakeSession;
  beforeEach(() => {
    session = new FakeSession();
    hardenSession(session as unknown as Session, [appUrl, awayUrl], { devtools: false });
  });

  it.each([appUrl, awayUrl, 'app://vigie/assets/a.js', 'about:srcdoc', 'data:font/woff2;base64,AA=='])(
    'lets %s through',
    (url) => {
      expect(session.allows(url)).toBe(true);
    },
  );

  it.each([
    'https://example.org/',
    'http://127.0.0.1:8080/',
    'ws://localhost/',
    'file:///etc/passwd',
    'app://other/',
    'app://vigie.example/',
    sheetUrl,
    'devtools://devtools/bundled/inspector.html',
    'blob:app://vigie/1',
  ])('blocks %s', (url) => {
    expect(session.allows(url)).toBe(false);
  });

  it('lets developer tools load only where they exist', () => {
    const other = new FakeSession();
    hardenSession(other as unknown as Session, [appUrl], { devtools: true });
    expect(other.allows('devtools://devtools/bundled/inspector.html')).toBe(true);
  });

  it.each([
    ['clipboard-sanitized-write', 'app://vigie/', true, true],
    ['clipboard-sanitized-write', 'app://vigie/', false, false],
    ['clipboard-sanitized-write', 'https://example.org/', true, false],
    ['clipboard-sanitized-write', 'app://vigie.example/', true, false],
    ['clipboard-read', 'app://vigie/', true, false],
    ['media', 'app://vigie/', true, false],
    ['notifications', 'app://vigie/', true, false],
    ['fileSystem', 'app://vigie/', true, false],
  ])('answers a request for %s from %s (main frame: %s) with %s', (permission, requestingUrl, isMainFrame, granted) => {
    const answer = vi.fn();
    const ask = session.permissionRequest as unknown as (...args: unknown[]) => void;
    ask(null, permission, answer, { requestingUrl, isMainFrame });
    expect(answer).toHaveBeenCalledExactlyOnceWith(granted);
  });

  it('denies devices, downloads and the spell checker', () => {
    expect((session.devicePermission as unknown as () => boolean)()).toBe(false);
    expect(session.spellChecker).toBe(false);
    const preventDefault = vi.fn();
    session.events.emit('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});

describe('hardenApp', () => {
  function contentsOf(fake: FakeElectron) {
    hardenApp(fake.electron.app as unknown as App);
    fake.becomeReady();
    const window = new fake.electron.BrowserWindow({ webPreferences: { session: new FakeSession() } });
    return window.webContents;
  }
  function isPrevented(contents: unknown, event: string, details: object = {}, ...rest: unknown[]): boolean {
    const preventDefault = vi.fn();
    (contents as WebContents & { emit(...args: unknown[]): void }).emit(event, { ...details, preventDefault }, ...rest);
    return preventDefault.mock.calls.length > 0;
  }

  it('denies every page new windows, navigation, redirects and webviews', () => {
    const contents = contentsOf(createFakeElectron());
    expect(contents.openHandler?.({ url: 'https://example.org' })).toEqual({ action: 'deny' });
    for (const event of ['will-navigate', 'will-redirect', 'will-attach-webview'])
      expect(isPrevented(contents, event)).toBe(true);
  });

  it('lets only the preview of the sheet into a frame', () => {
    const contents = contentsOf(createFakeElectron());
    const navigate = (details: object) => isPrevented(contents, 'will-frame-navigate', details);
    expect(navigate({ isMainFrame: false, url: 'about:srcdoc' })).toBe(false);
    expect(navigate({ isMainFrame: true, url: 'about:srcdoc' })).toBe(true);
    expect(navigate({ isMainFrame: false, url: 'https://example.org' })).toBe(true);
  });

  it('takes reload and developer tools away from a packaged build', () => {
    const contents = contentsOf(createFakeElectron({ packaged: true }));
    const press = (key: string, modifiers: object = {}) =>
      isPrevented(
        contents,
        'before-input-event',
        {},
        { key, control: false, meta: false, shift: false, alt: false, ...modifiers },
      );
    expect(press('F5')).toBe(true);
    expect(press('r', { control: true })).toBe(true);
    expect(press('F12')).toBe(true);
    expect(press('I', { control: true, shift: true })).toBe(true);
    expect(press('r')).toBe(false);
    expect(press('c', { control: true })).toBe(false);
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openWindowState, placeWindow, rememberPlace, zoomFactors } from '../../src/main/window-state.ts';
import { createFakeElectron } from '../support/fake-electron.ts';
import { FakeSession } from '../support/fake-session.ts';

const dir = mkdtempSync(join(tmpdir(), 'vigie-window-'));
const file = join(dir, 'window.json');
afterAll(() => rmSync(dir, { recursive: true }));

const fullHd = { workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
const leftOfIt = { workArea: { x: -1280, y: 0, width: 1280, height: 984 } };
const at = (x: number, y: number, width = 1300, height = 900) => ({
  bounds: { x, y, width, height },
  isMaximized: false,
  zoomFactor: 1,
});

describe('placeWindow', () => {
  it('gives back the place that was remembered, on whichever display', () => {
    expect(placeWindow(at(100, 50), [fullHd])).toMatchObject({ x: 100, y: 50, width: 1300, height: 900 });
    expect(placeWindow(at(-1200, 20, 1100, 800), [fullHd, leftOfIt])).toMatchObject({ x: -1200, width: 1100 });
  });

  it.each([
    ['on a display that is gone', at(-1200, 20)],
    ['out of sight', at(5000, 5000)],
    ['with its title bar above the screen', at(100, -300)],
    ['but for a sliver', at(1900, 100)],
  ])('forgets a place %s', (_name, state) => {
    const placed = placeWindow(state, [fullHd]);
    expect(placed).toMatchObject({ width: 1280, height: 800 });
    expect('x' in placed).toBe(false);
  });

  it('fits a laptop at 200 %', () => {
    const small = { workArea: { x: 0, y: 0, width: 960, height: 500 } };
    expect(placeWindow(at(0, 0), [small])).toMatchObject({ width: 960, height: 500, minWidth: 960, minHeight: 500 });
  });

  it('never makes a window that cannot be grasped, whatever was remembered', () => {
    const pixel = fc.integer({ min: -10_000, max: 10_000 });
    const length = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(pixel, pixel, length, length, (x, y, width, height) => {
        const placed = placeWindow(at(x, y, width, height), [fullHd, leftOfIt]);
        const fits = [fullHd, leftOfIt].some(
          ({ workArea }) => placed.width <= workArea.width && placed.height <= workArea.height,
        );
        const isVisible =
          placed.x === undefined || (placed.x + placed.width > -1280 && placed.x < 1920 && (placed.y ?? 0) > -60);
        return fits && isVisible;
      }),
    );
  });
});

describe('window.json', () => {
  it('remembers place and text size, and holds nothing but numbers', () => {
    const fake = createFakeElectron();
    fake.becomeReady();
    const window = new fake.electron.BrowserWindow({ webPreferences: { session: new FakeSession() } });
    const store = openWindowState(dir);
    rememberPlace(window as unknown as BrowserWindow, store);
    store.change({ zoomFactor: 1.5 });
    window.bounds = { x: 10, y: 20, width: 1200, height: 800 };
    window.maximize();
    window.close();
    const expected = { bounds: window.bounds, isMaximized: true, zoomFactor: 1.5 };
    expect(openWindowState(dir).current).toEqual(expected);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(expected);
  });

  it.each([
    ['nothing', ''],
    ['another shape', '{"bounds":[0,0]}'],
    ['a size that no window has', '{"bounds":{"x":0,"y":0,"width":1e9,"height":1},"isMaximized":false,"zoomFactor":1}'],
    ['a zoom that nobody can read', '{"bounds":null,"isMaximized":false,"zoomFactor":0.01}'],
    ['no text', '\xff\xfe'],
  ])('holding %s is as good as absent', (_name, text) => {
    writeFileSync(file, text, 'latin1');
    expect(openWindowState(dir).current).toEqual({ bounds: null, isMaximized: false, zoomFactor: 1 });
  });

  it('that cannot be written stops nobody', () => {
    const store = openWindowState(join(dir, 'missing'));
    store.change({ zoomFactor: 2 });
    expect(store.current.zoomFactor).toBe(2);
  });

  it('reaches 200 %', () => {
    expect(zoomFactors).toContain(2);
  });
});

import type { BrowserWindow, Menu, WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { installMenu, offerContextMenu } from '../../src/main/menu.ts';
import type { WindowState, WindowStateStore } from '../../src/main/window-state.ts';
import { createZoom } from '../../src/main/zoom.ts';
import { createFakeElectron, type FakeElectron } from '../support/fake-electron.ts';
import { FakeSession } from '../support/fake-session.ts';

type Item = { label?: string; role?: string; enabled?: boolean; submenu?: Item[]; click?: () => void };

function memoryStore(): WindowStateStore {
  let current: WindowState = { bounds: null, isMaximized: false, zoomFactor: 1 };
  return {
    get current() {
      return current;
    },
    change: (change) => {
      current = { ...current, ...change };
    },
  };
}

let fake: FakeElectron;
let window: InstanceType<FakeElectron['electron']['BrowserWindow']>;
let menu: typeof Menu;
let store: WindowStateStore;

beforeEach(() => {
  fake = createFakeElectron();
  fake.becomeReady();
  window = new fake.electron.BrowserWindow({ webPreferences: { session: new FakeSession() } });
  menu = fake.electron.Menu as unknown as typeof Menu;
  store = memoryStore();
});
const makeZoom = () => createZoom(window.webContents as unknown as WebContents, store);

describe('the application menu', () => {
  const noZoom = { in: () => {}, out: () => {}, reset: () => {} };

  it.each(['win32', 'linux'] as const)('is absent on %s, and its accelerators with it', (platform) => {
    installMenu(menu, platform, 'fr', noZoom);
    expect(fake.menu.current).toBeNull();
  });

  it('speaks both languages on macOS, every item of it', () => {
    const labels = (['fr', 'en'] as const).map((locale) => {
      installMenu(menu, 'darwin', locale, noZoom);
      const items = (fake.menu.current as Item[]).flatMap((item) => [item, ...(item.submenu ?? [])]);
      const named = items.filter((item) => item.role !== undefined || item.click !== undefined);
      expect(named.filter(({ label }) => label === undefined)).toEqual([]);
      return items.map(({ label }) => label).filter((label) => label !== undefined);
    });
    expect(labels[0]).toHaveLength(labels[1]?.length ?? 0);
    const same = labels[0]?.filter((label, index) => label === labels[1]?.[index]);
    expect(same).toEqual(['Vigie']);
  });

  it('offers neither reload nor developer tools', () => {
    installMenu(menu, 'darwin', 'fr', noZoom);
    expect(JSON.stringify(fake.menu.current)).not.toMatch(/reload|devtools/i);
  });
});

describe('the context menu', () => {
  const flags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
  const open = (parameters: object): Item[] | undefined => {
    fake.menu.popups.length = 0;
    const all = { isEditable: false, editFlags: flags, selectionText: '', ...parameters };
    window.webContents.emit('context-menu', {}, all);
    return fake.menu.popups[0] as Item[] | undefined;
  };
  beforeEach(() => offerContextMenu(menu, window as unknown as BrowserWindow, () => 'fr'));

  it('edits a field', () => {
    expect(open({ isEditable: true })?.map(({ label }) => label)).toEqual([
      'Couper',
      'Copier',
      'Coller',
      undefined,
      'Tout sélectionner',
    ]);
  });

  it('copies nothing out of a passphrase field', () => {
    const items = open({ isEditable: true, editFlags: { ...flags, canCopy: false, canCut: false } }) ?? [];
    expect(items.filter(({ role }) => role === 'copy' || role === 'cut').map(({ enabled }) => enabled)).toEqual([
      false,
      false,
    ]);
  });

  it('copies a selection, and is absent elsewhere', () => {
    expect(open({ selectionText: 'VG-7K3M-Q2XA' })?.map(({ role }) => role)).toEqual(['copy']);
    expect(open({ selectionText: ' ' })).toBeUndefined();
    expect(open({})).toBeUndefined();
  });
});

describe('text size', () => {
  const press = (key: string, change: object = {}) => {
    const preventDefault = vi.fn();
    const input = { type: 'keyDown', control: true, meta: false, alt: false, key, code: '', ...change };
    window.webContents.emit('before-input-event', { preventDefault }, input);
    return preventDefault.mock.calls.length;
  };

  it('follows the keys, up to its ends, and is remembered', () => {
    makeZoom();
    for (let presses = 0; presses < 30; presses++) press('+');
    expect(window.webContents.zoomFactor).toBe(3);
    for (let presses = 0; presses < 30; presses++) press('-');
    expect(window.webContents.zoomFactor).toBe(0.75);
    expect(store.current.zoomFactor).toBe(0.75);
    press('à', { code: 'Digit0' });
    expect(window.webContents.zoomFactor).toBe(1);
  });

  // What Chromium gives of the same three wishes on each keyboard, with Ctrl held: key, and place of the key.
  it.each([
    [
      'QWERTY',
      [
        ['=', 'Equal'],
        ['+', 'Equal'],
      ],
      [['-', 'Minus']],
      [['0', 'Digit0']],
    ],
    [
      'AZERTY',
      [
        ['=', 'Equal'],
        ['+', 'Equal'],
      ],
      [
        ['-', 'Digit6'],
        [')', 'Minus'],
      ],
      [
        ['à', 'Digit0'],
        ['0', 'Digit0'],
      ],
    ],
    [
      'QWERTZ',
      [
        ['+', 'BracketRight'],
        ['Dead', 'Equal'],
      ],
      [['-', 'Slash']],
      [['0', 'Digit0']],
    ],
    [
      'BÉPO',
      [
        ['+', 'Digit7'],
        ['=', 'Minus'],
      ],
      [['-', 'Digit8']],
      [['*', 'Digit0']],
    ],
    ['a keypad', [['+', 'NumpadAdd']], [['-', 'NumpadSubtract']], [['0', 'Numpad0']]],
  ])('follows the keys of %s', (_name, larger, smaller, reset) => {
    makeZoom();
    for (const [key = '', code] of larger) {
      store.change({ zoomFactor: 1 });
      expect([press(key, { code }), store.current.zoomFactor]).toEqual([1, 1.1]);
    }
    for (const [key = '', code] of smaller) {
      store.change({ zoomFactor: 1 });
      expect([press(key, { code }), store.current.zoomFactor]).toEqual([1, 0.9]);
    }
    for (const [key = '', code] of reset) {
      store.change({ zoomFactor: 2 });
      expect([press(key, { code }), store.current.zoomFactor]).toEqual([1, 1]);
    }
  });

  it('leaves Ctrl+Insert of a keypad without NumLock, and AltGr, to what they type', () => {
    makeZoom();
    expect(press('Insert', { code: 'Numpad0' })).toBe(0);
    expect(press('}', { code: 'Equal', alt: true })).toBe(0);
  });

  it('leaves other keys to the page', () => {
    makeZoom();
    expect(press('l')).toBe(0);
    expect(press('+', { control: false })).toBe(0);
    expect(press('+', { type: 'keyUp' })).toBe(0);
    expect(press('+')).toBe(1);
  });

  it('follows the wheel, and is there again after each load', () => {
    makeZoom();
    window.webContents.emit('zoom-changed', {}, 'in');
    expect(store.current.zoomFactor).toBe(1.1);
    window.webContents.zoomFactor = 1;
    window.webContents.emit('did-finish-load');
    expect(window.webContents.zoomFactor).toBe(1.1);
  });
});

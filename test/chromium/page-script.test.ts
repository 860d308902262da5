import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { pageScript } from '../../src/chromium/page-script.ts';

/** Runs the page script in a world that has nothing of this one, as a browser does. */
function runIn(location: string, options: { framed?: boolean } = {}) {
  const calls: unknown[][] = [];
  const listeners = new Map<string, (event: unknown) => void>();
  const world = vm.createContext({});
  vm.runInContext('globalThis.window = globalThis;', world);
  Object.assign(world, {
    location: { origin: new URL(location).origin },
    __vigieCall: (...args: unknown[]) => {
      calls.push(args);
      return Promise.resolve('{"ok":true,"value":{}}');
    },
    __vigieDropped: () => Promise.resolve('token'),
    addEventListener: (type: string, listener: (event: unknown) => void) => void listeners.set(type, listener),
  });
  vm.runInContext(options.framed === true ? 'globalThis.top = {};' : 'globalThis.top = globalThis;', world);
  vm.runInContext(pageScript(), world);
  return { world, calls, listeners, evaluate: (source: string): unknown => vm.runInContext(source, world) };
}

const ours = 'https://vigie.invalid/';

describe('the page script', () => {
  it('stands on its own and puts a frozen window.vigie in place', async () => {
    const { evaluate, calls } = runIn(ours);
    expect(evaluate('Object.isFrozen(vigie) && Object.keys(vigie).join()')).toBe('call,on,tokenForDroppedFile');
    expect(await evaluate("vigie.call('lock', {})")).toEqual({ ok: true, value: {} });
    expect(calls).toEqual([['lock', {}]]);
    evaluate('window.vigie = 1');
    expect(evaluate('typeof vigie')).toBe('object');
  });

  it('refuses what the contract does not have', async () => {
    const { evaluate, calls } = runIn(ours);
    expect(await evaluate("vigie.call('readFile', {})")).toMatchObject({ ok: false, problem: { code: 'ipc-refused' } });
    expect(calls).toEqual([]);
  });

  it('delivers an event to those who listen for it, until they stop', () => {
    const { evaluate } = runIn(ours);
    evaluate("globalThis.seen = []; globalThis.stop = vigie.on('locked', (payload) => seen.push(payload.reason));");
    evaluate("__vigieDeliver('locked', { reason: 'idle' }); __vigieDeliver('setsChanged', { packs: [] });");
    evaluate("stop(); __vigieDeliver('locked', { reason: 'asked' });");
    expect(evaluate('seen.join()')).toBe('idle');
  });

  it('hands a dropped file over once', async () => {
    const { evaluate } = runIn(ours);
    expect(await evaluate("vigie.tokenForDroppedFile({ name: 'a' })")).toBe('token');
    expect(evaluate('__vigieTakeDropped()?.name')).toBe('a');
    expect(evaluate('__vigieTakeDropped()')).toBeNull();
  });

  it('lets nothing be dragged out', () => {
    let isPrevented = false;
    runIn(ours).listeners.get('dragstart')?.({
      preventDefault: () => {
        isPrevented = true;
      },
    });
    expect(isPrevented).toBe(true);
  });

  it.each([
    ['another origin', 'https://example.org/', {}],
    ['the sheet', 'https://sheet.invalid/x', {}],
    ['a frame', ours, { framed: true }],
  ])('does nothing in %s', (_name, location, options) => {
    expect(runIn(location, options).evaluate('typeof vigie')).toBe('undefined');
  });
});

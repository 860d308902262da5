import { describe, expect, it } from 'vitest';
import { findWeakening } from '../../src/main/switches.ts';

describe('findWeakening', () => {
  it.each(['remote-debugging-port', 'inspect', 'no-sandbox', 'disable-web-security', 'js-flags'])(
    'names --%s',
    (name) => {
      expect(findWeakening((one) => one === name, {})).toBe(`--${name}`);
    },
  );

  it.each(['NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE', 'SSLKEYLOGFILE'])('names %s', (name) => {
    expect(findWeakening(() => false, { [name]: 'x' })).toBe(name);
    expect(findWeakening(() => false, { [name]: '' })).toBeNull();
  });

  it('finds nothing in an ordinary start', () => {
    expect(findWeakening((name) => name === 'lang', { PATH: '/usr/bin', LANG: 'fr_FR.UTF-8' })).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { createSecretRegistry } from '../../../src/core/unlock/secret-registry.ts';

describe('the secret registry', () => {
  it('zeroes every secret, even if a close fails', () => {
    const registry = createSecretRegistry();
    const first = registry.keep(new Uint8Array([1, 2, 3]));
    const second = registry.keep(Buffer.from('secret'));
    const order: string[] = [];
    registry.onClear(() => void order.push('first'));
    registry.onClear(() => {
      order.push('second');
      throw new RangeError('close failed');
    });
    expect(registry.count).toBe(2);
    expect(() => registry.clear()).toThrow(RangeError);
    expect(order).toEqual(['second', 'first']);
    expect([...first, ...second].every((byte) => byte === 0)).toBe(true);
    expect(registry.count).toBe(0);
    registry.clear();
    expect(order).toHaveLength(2);
  });
});

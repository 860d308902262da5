import { describe, expect, it } from 'vitest';
import { createDroppedFiles } from '../../../src/app/shell/dropped-files.ts';

describe('dropped files', () => {
  it('trade a token for the file once', () => {
    const dropped = createDroppedFiles();
    const token = dropped.remember('/home/a/set.vigie');
    expect(dropped.take(token)).toEqual({ path: '/home/a/set.vigie', name: 'set.vigie' });
    expect(dropped.take(token)).toBeNull();
  });

  it('know no token that was not given, and do not tell the path in it', () => {
    const dropped = createDroppedFiles();
    const token = dropped.remember('/home/a/set.vigie');
    expect(dropped.take('')).toBeNull();
    expect(dropped.take('/home/a/set.vigie')).toBeNull();
    expect(token).toMatch(/^[0-9a-f]{32}$/);
  });

  it('forget the oldest beyond sixteen', () => {
    const dropped = createDroppedFiles();
    const tokens = Array.from({ length: 17 }, (_, index) => dropped.remember(`/f${index}`));
    expect(dropped.take(tokens[0] ?? '')).toBeNull();
    expect(dropped.take(tokens[1] ?? '')?.name).toBe('f1');
    expect(dropped.take(tokens[16] ?? '')?.name).toBe('f16');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareEqual } from '../../../src/renderer/state/share-equal.ts';

describe('what did not change', () => {
  it('is the same object, and what holds a change is not', () => {
    const before = {
      steps: [
        { id: 'a', outcome: null },
        { id: 'b', outcome: null },
      ],
      questions: [{ id: 'q' }],
    };
    const after = {
      steps: [
        { id: 'a', outcome: { kind: 'done' } },
        { id: 'b', outcome: null },
      ],
      questions: [{ id: 'q' }],
    };
    const shared = shareEqual(before, after);
    expect(shared).toEqual(after);
    expect(shared.steps[1]).toBe(before.steps[1]);
    expect(shared.questions).toBe(before.questions);
    expect(shared.steps).not.toBe(before.steps);
    expect(before.steps[0]?.outcome).toBeNull();
  });

  it('never changes the value, whatever was before', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        expect(shareEqual(before, after)).toEqual(after);
        expect(shareEqual(before, structuredClone(before))).toBe(before);
      }),
    );
  });

  it('tells a list from an object with the same keys, and a member that went from one that is undefined', () => {
    expect(shareEqual({ 0: 'a' }, ['a'])).toEqual(['a']);
    expect(shareEqual(['a', 'b'], ['a'])).toEqual(['a']);
    expect(shareEqual({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
  });
});

import { describe, expect, it } from 'vitest';
import { parseColumnOverrides } from '../../../src/leak/meaning/overrides.ts';

describe('--columns', () => {
  it('reads headers, positions and the word password', () => {
    expect(parseColumnOverrides('nir=Numéro, email=3,password=mdp')).toEqual([
      { role: 'nir', column: 'Numéro' },
      { role: 'email', column: '3' },
      { role: 'ameli-login', column: 'mdp' },
    ]);
  });

  it.each(['nir', 'nir=', '=a', 'shoe-size=1'])('refuses %s, naming the part', (text) => {
    expect(() => parseColumnOverrides(`email=1,${text}`)).toThrow(
      expect.objectContaining({ code: 'usage', details: expect.objectContaining({ part: 2 }) }),
    );
  });
});

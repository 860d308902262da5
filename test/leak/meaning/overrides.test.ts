import { describe, expect, it } from 'vitest';
import { parseColumnOverrides } from '../../../src/leak/meaning/overrides.ts';

describe('--columns', () => {
  it('reads headers, positions and the word password', () => {
    expect(parseColumnOverrides('nir=Numéro, email=3,password=mdp,text=4,none=5')).toEqual([
      { role: 'nir', searched: 'searched', column: 'Numéro' },
      { role: 'email', searched: 'searched', column: '3' },
      { role: 'ameli-login', searched: 'searched', column: 'mdp' },
      { role: null, searched: 'searched', column: '4' },
      { role: null, searched: 'excluded', column: '5' },
    ]);
  });

  it.each(['nir', 'nir=', '=a', 'shoe-size=1'])('refuses %s, naming the part', (text) => {
    expect(() => parseColumnOverrides(`email=1,${text}`)).toThrow(
      expect.objectContaining({ code: 'usage', details: expect.objectContaining({ part: 2 }) }),
    );
  });
});

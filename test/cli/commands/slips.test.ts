/** What people type in the wrong place must not come back at them. */
import { describe, expect, it } from 'vitest';
import { vigie } from '../support/run-vigie.ts';

describe('an identifier given where a file belongs', () => {
  it.each(['2840588321025', '2 84 05 88 321 025', 'jean@exemple.fr'])('is not repeated (%#)', async (typed) => {
    const ran = await vigie(['inspect', typed]);
    expect(ran.code).toBe(3);
    expect(ran.stdout + ran.stderr).not.toContain(typed);
    expect(ran.stderr).toMatch(/^hint: /m);
  });

  it('hides no ordinary file name', async () => {
    expect((await vigie(['inspect', 'missing.vigie'])).stderr).toContain('missing.vigie');
  });
});

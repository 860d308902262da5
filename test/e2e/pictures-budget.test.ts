/** What the renderer weighs, compressed as an installer would: a start at each shift, and a reader of every line added. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/lib/project.mjs';

// A little above what the build weighs today: whoever goes beyond says why, here.
const budgetKB: Readonly<Record<string, number>> = { '.js': 240, '.css': 24, '.woff2': 56 };

describe('the built renderer', () => {
  it('stays within its budget', () => {
    const dir = join(projectRoot, 'out', 'renderer', 'assets');
    const weights: Record<string, number> = {};
    for (const name of readdirSync(dir)) {
      const kind = extname(name);
      // Fonts are compressed already.
      const bytes = readFileSync(join(dir, name));
      weights[kind] = (weights[kind] ?? 0) + (kind === '.woff2' ? bytes : gzipSync(bytes, { level: 9 })).length;
    }
    expect(Object.keys(weights).sort()).toEqual(Object.keys(budgetKB).sort());
    for (const [kind, limit] of Object.entries(budgetKB)) {
      expect((weights[kind] ?? 0) / 1000, `kilobytes of ${kind}`).toBeLessThanOrEqual(limit);
    }
  });
});

/**
 * The demonstration profile, as `scripts/demo/` made it: where it lies, and what the screen may show of it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { VigieError } from '../../core/errors.ts';
import type { DemoHints } from './options.ts';

/** Written last: a profile without it was never finished and is made again. */
export const demoFileName = 'demo.json';

const demoFile = z.object({
  passphrase: z.string(),
  identifiers: z.array(z.object({ text: z.string(), expected: z.enum(['listed', 'not-listed']) })),
});

export interface DemoProfile {
  readonly profileDir: string;
  readonly trustedKeysDir: string;
  readonly demo: DemoHints;
}

/**
 * @param dir directory of the demonstration, for example `.vigie/demo`
 * @throws VigieError 'file-not-found' if it was not made, or not to its end
 */
export function readDemoProfile(dir: string): DemoProfile {
  let text: string;
  try {
    text = readFileSync(join(dir, demoFileName), 'utf8');
  } catch (cause) {
    throw new VigieError('file-not-found', { file: demoFileName }, { cause });
  }
  return {
    profileDir: join(dir, 'profile'),
    trustedKeysDir: join(dir, 'trusted-keys'),
    demo: demoFile.parse(JSON.parse(text)),
  };
}

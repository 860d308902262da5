/** Memory of commands that read millions of rows. */
import { setFlagsFromString } from 'node:v8';

/**
 * Rows are garbage as soon as they are looked at, and V8 would let a hundred megabytes of them lie before it collects. The
 * flag that bounds the young generation outright is read at start-up only; this one stops its growth from here on.
 */
export function keepYoungGenerationSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

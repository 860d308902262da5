/** Every container that is read, in the order in which they are tried. A new one is one file and one line here. */
import type { Container } from './container.ts';
import { gzip } from './gzip.ts';

export const containers: readonly Container[] = [gzip];

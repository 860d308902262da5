/**
 * Every container that is read, in the order in which they are tried: spreadsheets are zip archives, so they come before it. A new one
 * is one file and one line here.
 */
import { bzip2 } from './bzip2.ts';
import type { Container } from './container.ts';
import { gzip } from './gzip.ts';
import { ods } from './ods.ts';
import { refused } from './refused.ts';
import { sqlite } from './sqlite.ts';
import { tar } from './tar.ts';
import { xlsx } from './xlsx.ts';
import { xz } from './xz.ts';
import { zip } from './zip.ts';
import { zstd } from './zstd.ts';

export const containers: readonly Container[] = [gzip, bzip2, xz, zstd, ods, xlsx, zip, tar, sqlite, ...refused];

/**
 * Every container that is read, in the order in which they are tried: spreadsheets are zip archives, so they come before it. A new one
 * is one file and one line here.
 */
import { base64 } from './base64.ts';
import { bzip2 } from './bzip2.ts';
import type { Container } from './container.ts';
import { gzip } from './gzip.ts';
import { mail } from './mail.ts';
import { ods } from './ods.ts';
import { quotedPrintable } from './quoted-printable.ts';
import { refused } from './refused.ts';
import { sqlite } from './sqlite.ts';
import { tar } from './tar.ts';
import { utf32 } from './utf32.ts';
import { xlsx } from './xlsx.ts';
import { xz } from './xz.ts';
import { zip } from './zip.ts';
import { zstd } from './zstd.ts';

export const containers: readonly Container[] = [
  ...[gzip, bzip2, xz, zstd, ods, xlsx, zip, tar, sqlite],
  ...[utf32, base64, mail, quotedPrintable],
  ...refused,
];

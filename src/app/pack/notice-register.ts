/** What the sealed register of notices holds: the signed notices themselves, and the last number of every series ever seen. */
import { z } from 'zod';
import { maxNoticeBytes, readNotice, type SignedNotice } from '../../core/pack/notice.ts';
import { sealedFileNames } from '../../files/vault-directory.ts';
import type { RegisterSpec } from '../vault/sealed-register.ts';

/** Signed bytes are verified each time they are read, whoever signed: whether a signer is still trusted is asked when shown. */
export function readStoredNotice(file: string): SignedNotice {
  return readNotice(new Uint8Array(Buffer.from(file, 'base64')), 'any');
}

function isReadable(file: string): boolean {
  try {
    readStoredNotice(file);
    return true;
  } catch {
    return false;
  }
}

/** The whole file of a notice, base64. One that no longer verifies puts the register at fault. */
const storedFile = z
  .base64()
  .max(maxNoticeBytes * 2)
  .refine(isReadable);

const contentSchema = z.strictObject({
  notices: z.array(z.strictObject({ file: storedFile, importedAt: z.string() })).max(256),
  /** The most recent number of each series, also of notices removed since. */
  known: z.array(z.strictObject({ series: z.string(), sequence: z.int() })).max(1024),
});
export type NoticeRegister = z.infer<typeof contentSchema>;

export const noticeRegisterSpec: RegisterSpec<NoticeRegister> = {
  file: sealedFileNames.notices,
  purpose: 'notices',
  content: contentSchema,
  empty: { notices: [], known: [] },
  series: 'notices',
  entries: { reset: 'notices-reset', anchored: 'notices-anchored' },
};

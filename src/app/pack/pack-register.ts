/**
 * What the sealed register of packs holds: the packs that are installed, each with its content key, and the signers that a
 * supervisor added. A pack file that is taken away stays in the register and makes checks fail loudly, where a missing
 * entry would have turned them into « not listed » (docs/adr/0008-sealed-register-of-packs.md).
 */
import { z } from 'zod';
import type { ContentKey } from '../../core/bytes/bytes.ts';
import { fromHex, toHex } from '../../core/bytes/bytes.ts';
import { VigieError } from '../../core/errors.ts';
import type { KnownSequence } from '../../core/pack/series.ts';
import { hexOf } from '../../core/pack/signed-text.ts';
import type { SealedBox } from '../../core/unlock/sealed-box.ts';
import { sealedFileNames } from '../../files/vault-directory.ts';
import type { RegisterSpec } from '../vault/sealed-register.ts';

const entrySchema = z.strictObject({
  packId: z.string().regex(/^[0-9a-f]{32}$/),
  series: z.string(),
  sequence: z.int(),
  importedAt: z.string(),
  /** Content key sealed apart, so that opening the register puts no key in a string. Nonce and ciphertext, hexadecimal. */
  sealedContentKey: z.string().regex(/^[0-9a-f]{120}$/),
  /** Where its buckets are: in a file beside the register, or on a server, in the version that was imported. */
  source: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('file') }),
      z.strictObject({
        kind: z.literal('http'),
        // As it was normalised: what is typed has 2 000 characters at most, each up to nine with its percent signs.
        address: z.string().max(20_000),
        byteLength: z.int().min(0),
        etag: z.string().nullable(),
        lastModified: z.string().nullable(),
      }),
    ])
    .default({ kind: 'file' }),
});
export type SetEntry = z.infer<typeof entrySchema>;

const signerSchema = z.strictObject({
  /** Raw Ed25519 public key, hexadecimal. */
  publicKey: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().max(200),
  trustedAt: z.string(),
});
export type TrustedSignerEntry = z.infer<typeof signerSchema>;

/** Beyond what anyone installs; each set costs a stretch at every check. */
export const mostEntries = 1024;

export interface PackRegister {
  readonly packs: readonly SetEntry[];
  /** Signers that a supervisor added after comparing a fingerprint. */
  readonly signers: readonly TrustedSignerEntry[];
  /** Key ids of signers, also of the product's, that a supervisor stopped trusting; the last at the end. */
  readonly distrusted: readonly string[];
  /** The most recent number of each series, also of sets removed since; those that changed last at the end. */
  readonly known: readonly KnownSequence[];
}

export const packRegisterSpec: RegisterSpec<PackRegister> = {
  file: sealedFileNames.packs,
  purpose: 'packRegister',
  content: z.strictObject({
    packs: z.array(entrySchema).max(mostEntries),
    signers: z.array(signerSchema).max(mostEntries),
    distrusted: z.array(hexOf(32)).max(mostEntries),
    known: z.array(z.strictObject({ series: z.string(), sequence: z.int() })).max(mostEntries),
  }),
  empty: { packs: [], signers: [], distrusted: [], known: [] },
  series: 'packs',
  entries: { reset: 'packs-reset', anchored: 'packs-anchored' },
};

/** @param box of the purpose `packContentKeys`. @throws VigieError 'vault-locked' */
export function wrapContentKey(box: SealedBox, packId: string, contentKey: ContentKey): string {
  return toHex(box.seal(contentKey, packId));
}

/** @returns 32 bytes that the caller zeroes. @throws VigieError 'vault-malformed' · 'vault-locked' */
export function unwrapContentKey(box: SealedBox, { packId, sealedContentKey }: SetEntry): ContentKey {
  const sealed = fromHex(sealedContentKey, sealedContentKey.length / 2);
  const key = sealed === null ? null : box.open(sealed, packId);
  if (key === null) throw new VigieError('vault-malformed', { file: packRegisterSpec.file });
  return key as Uint8Array as ContentKey;
}

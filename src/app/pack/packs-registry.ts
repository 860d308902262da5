/**
 * The register of installed packs: one file, sealed under the vault key, replaced whole. A pack file that is taken away
 * stays in the register and makes checks fail loudly, where a missing entry would have turned them into « not listed ».
 * For the same reason its revision is journalled with each change: an older register that is put back, or one that is
 * taken away, would look up in fewer sets without a word.
 */
import { join } from 'node:path';
import { z } from 'zod';
import type { ContentKey, VaultKey } from '../../core/bytes/bytes.ts';
import { concatBytes, decodeUtf8, fromHex, toHex, utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import { gcmNonceBytes, hkdfSha256, openAesGcm, randomBytes, sealAesGcm } from '../../core/crypto/symmetric.ts';
import { VigieError } from '../../core/errors.ts';
import type { AuditKind } from '../../core/journal/audit-entry.ts';
import type { Journal } from '../../core/journal/journal.ts';
import { readFileIfThere, writeFileAtomic } from '../../files/atomic-write.ts';

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
export type RegistryEntry = z.infer<typeof entrySchema>;

const signerSchema = z.strictObject({
  /** Raw Ed25519 public key, hexadecimal. */
  publicKey: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().max(200),
  trustedAt: z.string(),
});
export type TrustedSignerEntry = z.infer<typeof signerSchema>;

/** Beyond what anyone installs; each set costs a stretch at every check. */
const mostEntries = 1024;

const registerSchema = z.strictObject({
  version: z.literal(1),
  /** Grows by one with each change. */
  revision: z.int().min(0).default(0),
  packs: z.array(entrySchema).max(mostEntries),
  /** Signers that a supervisor added after comparing a fingerprint. */
  signers: z.array(signerSchema).max(mostEntries),
});
export type Register = z.infer<typeof registerSchema>;

export const emptyPackRegister: Register = { version: 1, revision: 0, packs: [], signers: [] };

/** The entries whose `revision` says how far the register had come. */
export const packEntryKinds: readonly AuditKind[] = [
  'pack-imported',
  'pack-removed',
  'signer-trusted',
  'packs-reset',
  'packs-anchored',
];

/** What the journal remembers of the register. */
export interface PackAnchor {
  readonly revision: number;
  readonly atMs: number;
}

/** @returns null if the journal has no entry about sets, or none any more */
export function packAnchor(journal: Journal): PackAnchor | null {
  const entry = journal.latestOf(packEntryKinds);
  if (entry === null) return null;
  const { revision } = JSON.parse(entry.detailsText) as { revision?: unknown };
  return { revision: typeof revision === 'number' ? revision : 0, atMs: entry.atMs };
}

const shownName = 'packs/register.sealed';
const registerDomain = utf8('vigie/vault/v1/packs-register\0');
const contentKeyDomain = utf8('vigie/vault/v1/pack-content-key\0');

export class PackRegistry {
  readonly #path: string;
  readonly #registerKey: Uint8Array;
  readonly #wrapKey: Uint8Array;
  #closed = false;

  /** Derives its own keys; the caller keeps and zeroes `vaultKey`. */
  constructor(packsDir: string, vaultKey: VaultKey) {
    this.#path = join(packsDir, 'register.sealed');
    const noSalt = new Uint8Array(0);
    this.#registerKey = hkdfSha256(vaultKey, noSalt, 'vigie/vault/v1/packs-register');
    this.#wrapKey = hkdfSha256(vaultKey, noSalt, 'vigie/vault/v1/pack-content-keys');
  }

  /**
   * @param anchor what the journal remembers; null where it has nothing to say
   * @returns an empty register if there is no file, and none is known of
   * @throws VigieError 'vault-malformed' if it does not open or parse; { reason: 'missing' | 'older' } if it is not the
   *   register that the journal knows
   */
  read(anchor: PackAnchor | null): Register {
    const file = readFileIfThere(this.#path);
    if (file === null) {
      if (anchor !== null) throw new VigieError('vault-malformed', { file: shownName, reason: 'missing' });
      return emptyPackRegister;
    }
    const plain = openAesGcm(
      this.#registerKey,
      file.subarray(0, gcmNonceBytes),
      file.subarray(gcmNonceBytes),
      registerDomain,
    );
    const text = plain === null ? null : decodeUtf8(plain);
    if (text === null) throw new VigieError('vault-malformed', { file: shownName });
    const parsed = registerSchema.safeParse(parseJson(text));
    if (!parsed.success) throw new VigieError('vault-malformed', { file: shownName });
    // One more than the journal knows: a crash came between the two writes.
    if (parsed.data.revision < (anchor?.revision ?? 0)) {
      throw new VigieError('vault-malformed', { file: shownName, reason: 'older' });
    }
    return parsed.data;
  }

  /**
   * Durable when it returns.
   * @throws VigieError 'disk-full' · 'read-only' · 'file-unwritable' · 'vault-locked' · 'internal' for what could not be read
   *   again, which would take every set out of use; the register is then as it was
   */
  write(register: Register): void {
    this.#requireOpen();
    if (!registerSchema.safeParse(register).success) throw new VigieError('internal', { file: shownName });
    const nonce = randomBytes(gcmNonceBytes);
    const sealed = sealAesGcm(this.#registerKey, nonce, utf8(JSON.stringify(register)), registerDomain);
    writeFileAtomic(this.#path, concatBytes(nonce, sealed));
  }

  /** @throws VigieError 'vault-locked' */
  wrapContentKey(packId: string, contentKey: ContentKey): string {
    this.#requireOpen();
    const nonce = randomBytes(gcmNonceBytes);
    return toHex(concatBytes(nonce, sealAesGcm(this.#wrapKey, nonce, contentKey, this.#associated(packId))));
  }

  /** @returns 32 bytes that the caller zeroes. @throws VigieError 'vault-malformed' */
  unwrapContentKey(entry: RegistryEntry): ContentKey {
    const bytes = fromHex(entry.sealedContentKey, entry.sealedContentKey.length / 2);
    const key =
      bytes === null
        ? null
        : openAesGcm(
            this.#wrapKey,
            bytes.subarray(0, gcmNonceBytes),
            bytes.subarray(gcmNonceBytes),
            this.#associated(entry.packId),
          );
    if (key === null) throw new VigieError('vault-malformed', { file: shownName });
    return key as Uint8Array as ContentKey;
  }

  close(): void {
    this.#closed = true;
    zeroBytes(this.#registerKey, this.#wrapKey);
  }

  /** Locked meanwhile: the keys are zeroes now, and would seal for everyone. */
  #requireOpen(): void {
    if (this.#closed) throw new VigieError('vault-locked');
  }

  #associated(packId: string): Uint8Array {
    return concatBytes(contentKeyDomain, utf8(packId));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

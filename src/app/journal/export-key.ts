/**
 * The key that signs exports of the journal: Ed25519, sealed in the profile, made when it is first asked for. Its public
 * half goes to whoever runs the SIEM, who compares the fingerprint with the one on the supervisor's screen.
 */
import type { ExportKeyView } from '../../contract/values.ts';
import { zeroBytes } from '../../core/bytes/bytes.ts';
import {
  fingerprintGroups,
  publicKeyPem,
  type SigningKey,
  signingKeyOfSeed,
  signingSeedBytes,
} from '../../core/crypto/signing.ts';
import { randomBytes } from '../../core/crypto/symmetric.ts';
import { isVigieError } from '../../core/errors.ts';
import { sealedFileNames } from '../../files/vault-directory.ts';
import type { AppContext } from '../context.ts';
import { type HeldPrivateKey, SealedKey, type SealedKeySpec } from '../vault/sealed-key.ts';

export interface ExportKey {
  readonly key: SigningKey;
  readonly madeMs: number;
}

const spec: SealedKeySpec = {
  file: sealedFileNames.exportKey,
  purpose: 'exportKey',
  series: 'exportKey',
  entries: { made: 'export-key-made', anchored: 'export-key-anchored' },
};

/**
 * @returns the workstation's key; a new one, which is journalled, where there is none, or where the one that lies there is not the
 *   last that was made: whoever checks exports then sees another signer, and asks
 * @throws VigieError 'vault-locked' · 'vault-malformed' if the file was altered · 'disk-full' · 'read-only'
 */
export function openExportKey({ sessions, options }: Pick<AppContext, 'sessions' | 'options'>): ExportKey {
  const session = sessions.require();
  const nowMs = options.clock.nowMs();
  const file = new SealedKey(spec, options.profileDir, session);
  let held: HeldPrivateKey | null = null;
  try {
    let reason: string | null = null;
    try {
      held = file.read(nowMs);
    } catch (error) {
      const wasExchanged =
        isVigieError(error, 'vault-malformed') && ['missing', 'older', 'newer'].includes(String(error.details.reason));
      if (!wasExchanged) throw error;
      reason = String(error.details.reason);
    }
    held ??= makeKey(file, nowMs, reason);
    return { key: signingKeyOfSeed(held.privateKey), madeMs: held.madeMs };
  } finally {
    zeroBytes(held?.privateKey);
    file.close();
  }
}

/** @param reason why the key that was there is not used; null where there was none */
function makeKey(file: SealedKey, nowMs: number, reason: string | null): HeldPrivateKey {
  const seed = randomBytes(signingSeedBytes);
  const fingerprint = fingerprintGroups(signingKeyOfSeed(seed).keyId).join(' ');
  return file.replace(seed, nowMs, { fingerprint, reason });
}

export function exportKeyView({ key, madeMs }: ExportKey): ExportKeyView {
  return {
    publicPem: publicKeyPem(key),
    fingerprint: fingerprintGroups(key.keyId),
    createdAt: new Date(madeMs).toISOString(),
  };
}

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
import type { AppContext } from '../context.ts';
import { SealedKey } from '../vault/sealed-key.ts';

export interface ExportKey {
  readonly key: SigningKey;
  readonly madeMs: number;
}

/**
 * @returns the workstation's key; a new one, which is journalled, where there is none
 * @throws VigieError 'vault-locked' · 'vault-malformed' if the file was altered · 'disk-full' · 'read-only'
 */
export function openExportKey({ sessions, options }: Pick<AppContext, 'sessions' | 'options'>): ExportKey {
  const session = sessions.require();
  const file = new SealedKey(options.profileDir, 'export-key.sealed', session.vault, 'exportKey');
  let seed: Uint8Array | null = null;
  try {
    const known = file.read();
    const held = known ?? { privateKey: randomBytes(signingSeedBytes), madeMs: options.clock.nowMs() };
    seed = held.privateKey;
    if (known === null) file.write(held);
    const key = signingKeyOfSeed(seed);
    if (known === null) {
      session.record('export-key-made', { details: { fingerprint: fingerprintGroups(key.keyId).join(' ') } });
    }
    return { key, madeMs: held.madeMs };
  } finally {
    zeroBytes(seed);
    file.close();
  }
}

export function exportKeyView({ key, madeMs }: ExportKey): ExportKeyView {
  return {
    publicPem: publicKeyPem(key),
    fingerprint: fingerprintGroups(key.keyId),
    createdAt: new Date(madeMs).toISOString(),
  };
}

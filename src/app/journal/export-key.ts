/**
 * The key that signs exports of the journal: Ed25519, sealed in the profile, made when it is first asked for. Its public
 * half goes to whoever runs the SIEM, who compares the fingerprint with the one on the supervisor's screen.
 */
import { join } from 'node:path';
import type { ExportKeyView } from '../../contract/values.ts';
import { concatBytes, zeroBytes } from '../../core/bytes/bytes.ts';
import {
  fingerprintGroups,
  publicKeyPem,
  type SigningKey,
  signingKeyOfSeed,
  signingSeedBytes,
} from '../../core/crypto/signing.ts';
import { randomBytes } from '../../core/crypto/symmetric.ts';
import type { AppContext } from '../context.ts';
import { SealedFile } from '../vault/sealed-file.ts';

const fileName = 'export-key.sealed';
const fileVersion = 1;
/** version · instant of making (ms, u64 little-endian) · seed */
const contentBytes = 1 + 8 + signingSeedBytes;

export interface ExportKey {
  readonly key: SigningKey;
  readonly madeMs: number;
}

/**
 * @returns the workstation's key; a new one, which is journalled, where there is none
 * @throws VigieError 'vault-locked' · 'vault-malformed' if the file was altered · 'disk-full' · 'read-only'
 */
export function openExportKey({ sessions, options }: Pick<AppContext, 'sessions' | 'options'>): ExportKey {
  const file = new SealedFile(join(options.profileDir, fileName), fileName, sessions.require().vault, 'exportKey');
  let content: Uint8Array | null = null;
  try {
    content = file.read();
    const isNew = content === null;
    content ??= newContent(options.clock.nowMs());
    if (content.length !== contentBytes || content[0] !== fileVersion) throw file.malformed('shape');
    if (isNew) file.write(content);
    const madeMs = Number(new DataView(content.buffer, content.byteOffset).getBigUint64(1, true));
    const key = signingKeyOfSeed(content.subarray(9));
    if (isNew) sessions.record('export-key-made', { fingerprint: fingerprintGroups(key.keyId).join(' ') });
    return { key, madeMs };
  } finally {
    zeroBytes(content);
    file.close();
  }
}

function newContent(nowMs: number): Uint8Array {
  const made = new Uint8Array(8);
  new DataView(made.buffer).setBigUint64(0, BigInt(nowMs), true);
  const seed = randomBytes(signingSeedBytes);
  try {
    return concatBytes(Uint8Array.of(fileVersion), made, seed);
  } finally {
    zeroBytes(seed);
  }
}

export function exportKeyView({ key, madeMs }: ExportKey): ExportKeyView {
  return {
    publicPem: publicKeyPem(key),
    fingerprint: fingerprintGroups(key.keyId),
    createdAt: new Date(madeMs).toISOString(),
  };
}

/** Whose packs and notices may be used: signers that come with the product, an administrator's, and those a supervisor added. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fromHex, toHex } from '../../core/bytes/bytes.ts';
import {
  fingerprintGroups,
  rawPublicKey,
  readPublicKey,
  readRawPublicKey,
  type Signer,
} from '../../core/crypto/signing.ts';
import { VigieError } from '../../core/errors.ts';
import { groupsHeard } from '../../core/vocabulary.ts';
import { asFileError } from '../../files/file-errors.ts';
import type { AdminSettings } from '../fleet/admin-settings.ts';
import type { Clock } from '../shell/options.ts';
import type { SealedRegister } from '../vault/sealed-register.ts';
import type { PackRegister, TrustedSignerEntry } from './pack-register.ts';

/** Key id in hexadecimal → the name under which it is trusted. */
export type TrustedSigners = ReadonlyMap<string, string>;

/**
 * @param directory of `*.pem` public keys; one that does not exist holds none
 * @throws VigieError 'signer-key-malformed' with the file's name: a broken trust store is never passed over
 */
function readBuiltInSigners(directory: string): Map<string, string> {
  const signers = new Map<string, string>();
  for (const file of listPemFiles(directory)) {
    try {
      const signer = readPublicKey(readFileSync(join(directory, file), 'utf8'));
      signers.set(toHex(signer.keyId), basename(file, extname(file)).replace(/\.pub$/, ''));
    } catch (cause) {
      throw new VigieError('signer-key-malformed', { file }, { cause });
    }
  }
  return signers;
}

function listPemFiles(directory: string): string[] {
  try {
    return readdirSync(directory).filter((file) => file.endsWith('.pem'));
  } catch (cause) {
    const failure = asFileError(cause, 'read');
    if (failure.code === 'file-not-found') return [];
    throw failure;
  }
}

/**
 * @param directory as for `readBuiltInSigners`
 * @param added by supervisors; not counted where only the administrator may add any
 * @throws VigieError 'signer-key-malformed'
 */
function trustedSigners(
  directory: string,
  administrator: AdminSettings,
  added: readonly TrustedSignerEntry[],
): TrustedSigners {
  const signers = new Map([...readBuiltInSigners(directory), ...administrator.signers]);
  if (!administrator.supervisorsMayTrustSigners) return signers;
  for (const { publicKey, name } of added) {
    const raw = fromHex(publicKey, 32);
    if (raw !== null) signers.set(toHex(readRawPublicKey(raw).keyId), name);
  }
  return signers;
}

/** Asked for by sets and by notices alike; open from unlocking to locking. */
export class Signers {
  readonly #options: {
    readonly trustedKeysDir: string;
    readonly administrator: AdminSettings;
    readonly clock: Clock;
  };
  #register: SealedRegister<PackRegister> | null = null;
  #trusted: TrustedSigners = new Map();

  constructor(options: { trustedKeysDir: string; administrator: AdminSettings; clock: Clock }) {
    this.#options = options;
  }

  /** At unlock, and when the register begins anew. @throws VigieError 'signer-key-malformed' */
  open(register: SealedRegister<PackRegister>): void {
    this.#register = register;
    this.#read(register);
  }

  /** At lock. */
  close(): void {
    this.#register = null;
    this.#trusted = new Map();
  }

  /** @returns the name under which the signer is trusted, null if it is not. @throws VigieError 'vault-locked' */
  nameOf({ keyId }: Pick<Signer, 'keyId'>): string | null {
    this.#requireOpen();
    return this.#trusted.get(toHex(keyId)) ?? null;
  }

  /** @returns key ids in hexadecimal. @throws VigieError 'vault-locked' */
  keyIds(): ReadonlySet<string> {
    this.#requireOpen();
    return new Set(this.#trusted.keys());
  }

  /**
   * Trusts a signer whose fingerprint's last `groupsHeard` groups were read aloud and typed.
   * @throws VigieError 'signer-untrusted' if they differ · 'settings-locked'
   */
  trustCompared(signer: Signer, name: string, comparedGroups: string): void {
    const register = this.#requireOpen();
    const groups = fingerprintGroups(signer.keyId);
    const heard = comparedGroups.toLowerCase().replace(/[^0-9a-f]/g, '');
    if (heard !== groups.slice(-groupsHeard).join('')) throw new VigieError('signer-untrusted', { compared: false });
    if (this.nameOf(signer) !== null) return;
    const { administrator, clock } = this.#options;
    if (!administrator.supervisorsMayTrustSigners) throw new VigieError('settings-locked', { field: 'trustedSigners' });
    const trustedAt = new Date(clock.nowMs()).toISOString();
    const added = { publicKey: toHex(rawPublicKey(signer)), name, trustedAt };
    const content = { ...register.content, signers: [...register.content.signers, added] };
    register.change(content, 'signer-trusted', { signer: groups.join(' ') }, () => this.#read(register));
  }

  #read({ content }: SealedRegister<PackRegister>): void {
    const { trustedKeysDir, administrator } = this.#options;
    this.#trusted = trustedSigners(trustedKeysDir, administrator, content.signers);
  }

  #requireOpen(): SealedRegister<PackRegister> {
    if (this.#register === null) throw new VigieError('vault-locked');
    return this.#register;
  }
}

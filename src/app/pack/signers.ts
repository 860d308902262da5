/**
 * Whose packs and notices may be used: signers that come with the product, an administrator's, and those a supervisor added; not
 * those that a supervisor stopped trusting, unless the administrator names them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Namesake, SignerRow } from '../../contract/values.ts';
import { equalBytes, fromHex, toHex } from '../../core/bytes/bytes.ts';
import {
  fingerprintGroups,
  rawPublicKey,
  readPublicKey,
  readRawPublicKey,
  type Signer,
} from '../../core/crypto/signing.ts';
import { type Fault, VigieError } from '../../core/errors.ts';
import { namesLookAlike, tellApart } from '../../core/pack/signer-names.ts';
import { groupsHeard } from '../../core/vocabulary.ts';
import { asFileError } from '../../files/file-errors.ts';
import type { AdminSettings } from '../fleet/admin-settings.ts';
import type { Clock } from '../shell/options.ts';
import type { SealedRegister } from '../vault/sealed-register.ts';
import { mostEntries, type PackRegister, type TrustedSignerEntry } from './pack-register.ts';

type Origin = 'product' | 'administrator' | 'supervisor';

interface Trusted {
  /** Name under which the signer is trusted. Where others' names look alike, with a part of the fingerprint that tells them apart. */
  readonly name: string;
  /** As it was given. */
  readonly givenName: string;
  readonly origin: Origin;
  /** ISO instant; null where no supervisor trusted it. */
  readonly trustedAt: string | null;
}

/** Who signed a file, and whom it says that it comes from. */
export interface Claim {
  readonly signer: Pick<Signer, 'keyId'>;
  readonly issuer: string;
}

/** An installed file: its series, and who signed it. */
interface HeldSeries {
  readonly series: string;
  readonly signer: Signer;
}

/** By key id in hexadecimal. */
type TrustedSigners = ReadonlyMap<string, Trusted>;

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
 * What supervisors added is not counted where only the administrator may add any; what they withdrew stays withdrawn.
 * @param directory as for `readBuiltInSigners`
 * @throws VigieError 'signer-key-malformed'
 */
function trustedSigners(
  directory: string,
  administrator: AdminSettings,
  { signers: added, distrusted }: Pick<PackRegister, 'signers' | 'distrusted'>,
): TrustedSigners {
  const signers = new Map<string, Trusted>();
  for (const [keyId, name] of readBuiltInSigners(directory))
    signers.set(keyId, { name, givenName: name, origin: 'product', trustedAt: null });
  for (const entry of administrator.supervisorsMayTrustSigners ? added : []) {
    const keyId = keyIdOf(entry);
    const { name, trustedAt } = entry;
    if (keyId !== null) signers.set(keyId, { name, givenName: name, origin: 'supervisor', trustedAt });
  }
  for (const keyId of distrusted) signers.delete(keyId);
  for (const [keyId, name] of administrator.signers)
    signers.set(keyId, { name, givenName: name, origin: 'administrator', trustedAt: null });
  return tellApart(signers, groupsOf);
}

function groupsOf(keyId: string): string[] {
  return fingerprintGroups(fromHex(keyId, 32) ?? new Uint8Array(32));
}

function keyIdOf({ publicKey }: TrustedSignerEntry): string | null {
  const raw = fromHex(publicKey, 32);
  return raw === null ? null : toHex(readRawPublicKey(raw).keyId);
}

/** Asked for by sets and by notices alike; open from unlocking to locking. */
export class Signers {
  readonly #options: {
    readonly trustedKeysDir: string;
    readonly administrator: AdminSettings;
    readonly clock: Clock;
    /** Whom the installed sets and the notices say that they come from. */
    claims(): readonly Claim[];
  };
  #register: SealedRegister<PackRegister> | null = null;
  #trusted: TrustedSigners = new Map();

  constructor(options: {
    trustedKeysDir: string;
    administrator: AdminSettings;
    clock: Clock;
    claims(): readonly Claim[];
  }) {
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
    return this.#trusted.get(toHex(keyId))?.name ?? null;
  }

  /** @returns why nothing of this signer is used. @throws VigieError 'vault-locked' */
  faultOf({ keyId }: Pick<Signer, 'keyId'>): Fault {
    const { distrusted } = this.#requireOpen().content;
    return { code: distrusted.includes(toHex(keyId)) ? 'signer-distrusted' : 'signer-untrusted', details: {} };
  }

  /** Everyone who is trusted, as the screen shows them. @throws VigieError 'vault-locked' */
  list(): SignerRow[] {
    this.#requireOpen();
    return [...this.#trusted].map(([keyId, { name, origin, trustedAt }]) => ({
      signer: keyId,
      name,
      fingerprint: groupsOf(keyId),
      origin,
      trustedAt,
      mayBeWithdrawn: this.#mayWithdraw(origin),
    }));
  }

  /**
   * Others who are trusted, and whose name, or the issuer that their files name, could be taken for `issuer`, which a file of this signer
   * names.
   * @throws VigieError 'vault-locked'
   */
  namesakesOf({ keyId }: Pick<Signer, 'keyId'>, issuer: string): Namesake[] {
    this.#requireOpen();
    const own = toHex(keyId);
    const claims = this.#options.claims();
    return [...this.#trusted].flatMap(([other, { givenName }]) => {
      if (other === own) return [];
      const claimed = claims.filter(({ signer }) => toHex(signer.keyId) === other).map((each) => each.issuer);
      const name = [givenName, ...claimed].find((each) => namesLookAlike(each, issuer));
      return name === undefined ? [] : [{ name, fingerprint: groupsOf(other) }];
    });
  }

  /**
   * A file never takes the place of what another trusted signer signed under its series, and people with it out of the answers.
   * @param held what is installed
   * @throws VigieError 'series-taken'
   */
  requireOwnSeries(series: string, signer: Pick<Signer, 'keyId'>, held: Iterable<HeldSeries>): void {
    for (const other of held) {
      if (other.series !== series || this.nameOf(other.signer) === null) continue;
      if (!equalBytes(other.signer.keyId, signer.keyId)) throw new VigieError('series-taken', { series });
    }
  }

  /**
   * Nothing more of this signer is used, whoever it came with, until its fingerprint is compared again.
   * @param keyId in hexadecimal
   * @throws VigieError 'signer-untrusted' if it is not trusted · 'settings-locked' where the administrator decides
   */
  distrust(keyId: string): void {
    const register = this.#requireOpen();
    const trusted = this.#trusted.get(keyId);
    if (trusted === undefined) throw new VigieError('signer-untrusted');
    if (!this.#mayWithdraw(trusted.origin)) throw new VigieError('settings-locked', { field: 'trustedSigners' });
    const { signers, distrusted } = register.content;
    const content = {
      ...register.content,
      signers: signers.filter((each) => keyIdOf(each) !== keyId),
      distrusted: [...distrusted.filter((each) => each !== keyId), keyId].slice(-mostEntries),
    };
    const signer = groupsOf(keyId).join(' ');
    register.change(content, 'signer-distrusted', { signer }, () => this.#read(register));
  }

  #mayWithdraw(origin: Origin): boolean {
    return this.#options.administrator.supervisorsMayTrustSigners && origin !== 'administrator';
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
    const { signers, distrusted } = register.content;
    const keyId = toHex(signer.keyId);
    const content = {
      ...register.content,
      signers: [...signers, added],
      distrusted: distrusted.filter((each) => each !== keyId),
    };
    register.change(content, 'signer-trusted', { signer: groups.join(' ') }, () => this.#read(register));
  }

  #read({ content }: SealedRegister<PackRegister>): void {
    const { trustedKeysDir, administrator } = this.#options;
    this.#trusted = trustedSigners(trustedKeysDir, administrator, content);
  }

  #requireOpen(): SealedRegister<PackRegister> {
    if (this.#register === null) throw new VigieError('vault-locked');
    return this.#register;
  }
}

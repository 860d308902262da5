/**
 * The workstation's own key pair: sets are sealed to it, and cases handed over. The private half never leaves the vault;
 * the public one is a line of text that the supervisor sends, and whose fingerprint is read aloud.
 */
import { join } from 'node:path';
import type { WorkstationKeyView } from '../../contract/values.ts';
import { concatBytes, utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import { newX25519Pair, type X25519KeyPair, x25519KeyBytes, x25519PairOf } from '../../core/crypto/x25519.ts';
import { errorOf, type Fault, faultOf, VigieError } from '../../core/errors.ts';
import { encodeRecipient, recipientFingerprint } from '../../core/pack/recipients.ts';
import type { OpenVault } from '../../core/unlock/vault.ts';
import type { AppContext, Handlers } from '../context.ts';
import { requireHarmless } from '../door/harmless-text.ts';
import { SealedFile } from './sealed-file.ts';

type WorkstationKeyChannels = 'readWorkstationKey' | 'saveWorkstationKey' | 'replaceWorkstationKey';

const fileName = 'workstation-key.sealed';
const fileVersion = 1;
/** version · instant of making (ms, u64 little-endian) · private key */
const contentBytes = 1 + 8 + x25519KeyBytes;

interface HeldKey {
  readonly pair: X25519KeyPair;
  readonly madeMs: number;
}

export class WorkstationKey {
  #file: SealedFile | null = null;
  #held: HeldKey | null = null;
  #fault: Fault | null = null;

  /**
   * At unlock: reads the key, or makes it the first time. A key that cannot be read keeps nobody from working: what needs
   * it says so.
   * @param onMade journals it
   */
  open(profileDir: string, vault: OpenVault, nowMs: number, onMade: (fingerprint: string) => void): void {
    this.close();
    const file = new SealedFile(join(profileDir, fileName), fileName, vault, 'workstationKey');
    this.#file = file;
    try {
      this.#held = readKey(file);
      if (this.#held === null) this.replace(nowMs, onMade);
    } catch (error) {
      this.#fault = faultOf(error);
    }
  }

  /** @returns null while locked, or where the key cannot be read */
  get pair(): X25519KeyPair | null {
    return this.#held?.pair ?? null;
  }

  /** @throws VigieError 'vault-locked', or why the key could not be read */
  require(): HeldKey {
    if (this.#fault !== null) throw errorOf(this.#fault);
    if (this.#held === null) throw new VigieError('vault-locked');
    return this.#held;
  }

  /** A new key: what was sealed to the old one opens no more. */
  replace(nowMs: number, onMade: (fingerprint: string) => void): void {
    if (this.#file === null) throw new VigieError('vault-locked');
    const pair = newX25519Pair();
    const made = new Uint8Array(8);
    new DataView(made.buffer).setBigUint64(0, BigInt(nowMs), true);
    const content = concatBytes(Uint8Array.of(fileVersion), made, pair.privateKey);
    try {
      this.#file.write(content);
    } finally {
      zeroBytes(content);
    }
    zeroBytes(this.#held?.pair.privateKey);
    this.#held = { pair, madeMs: nowMs };
    this.#fault = null;
    onMade(recipientFingerprint(pair.publicKey).join(' '));
  }

  /** At lock. */
  close(): void {
    zeroBytes(this.#held?.pair.privateKey);
    this.#file?.close();
    this.#file = null;
    this.#held = null;
    this.#fault = null;
  }
}

function readKey(file: SealedFile): HeldKey | null {
  const content = file.read();
  if (content === null) return null;
  try {
    if (content.length !== contentBytes || content[0] !== fileVersion) throw file.malformed('shape');
    const madeMs = Number(new DataView(content.buffer, content.byteOffset).getBigUint64(1, true));
    return { pair: x25519PairOf(content.slice(9)), madeMs };
  } finally {
    zeroBytes(content);
  }
}

function viewOf({ pair, madeMs }: HeldKey): WorkstationKeyView {
  const recipient = encodeRecipient(pair.publicKey);
  return {
    recipient,
    qrText: recipient.toUpperCase(),
    fingerprint: recipientFingerprint(pair.publicKey),
    createdAt: new Date(madeMs).toISOString(),
  };
}

/** What a file system takes of a name that a person gave; `poste` where nothing is left. */
export function fileNameOf(name: string): string {
  const kept = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return kept === '' ? 'poste' : kept.slice(0, 60).toLowerCase();
}

export function workstationKeyHandlers(context: AppContext): Pick<Handlers, WorkstationKeyChannels> {
  const { workstationKey, sessions, options } = context;
  return {
    readWorkstationKey: () => viewOf(workstationKey.require()),

    saveWorkstationKey: async ({ name }) => {
      requireHarmless(name, 'name');
      const session = sessions.require();
      const { recipient, fingerprint } = viewOf(workstationKey.require());
      const path = await options.shell.saveFile({
        suggestedName: `${fileNameOf(name)}.vigie-recipient`,
        bytes: utf8(`${recipient}\n`),
      });
      if (path !== null && sessions.current === session) {
        sessions.record('workstation-key-exported', { fingerprint: fingerprint.join(' ') });
      }
      return { path };
    },

    replaceWorkstationKey: () => {
      workstationKey.replace(options.clock.nowMs(), (fingerprint) =>
        sessions.record('workstation-key-made', { fingerprint }),
      );
      return viewOf(workstationKey.require());
    },
  };
}

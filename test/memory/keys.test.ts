/**
 * After the lock no key is left in the memory of the process (docs/THREATS.md). The keys are known here because this process opens
 * the profile by itself; the one that is looked into is a real workstation that knows nothing of it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freedMemoryEnv } from '../../scripts/lib/freed-memory.mjs';
import { packRegisterSpec, unwrapContentKey } from '../../src/app/pack/pack-register.ts';
import { decodeUtf8, toHex, utf8 } from '../../src/core/bytes/bytes.ts';
import { deriveSlotKey } from '../../src/core/crypto/argon2id.ts';
import { deriveBucketKey, derivePaddingKey, derivePrivateKey, deriveTagKey } from '../../src/core/pack/keys.ts';
import { OpenPack } from '../../src/core/pack/open-pack.ts';
import { readSealedPack } from '../../src/core/pack/reader.ts';
import { bytesOf } from '../../src/core/pack/slots.ts';
import { SealedBox } from '../../src/core/unlock/sealed-box.ts';
import { openVault } from '../../src/core/unlock/vault.ts';
import { parseVaultFile } from '../../src/core/unlock/vault-file.ts';
import { deriveFromVaultKey, type VaultKeyPurpose, vaultKeyLabels } from '../../src/core/unlock/vault-keys.ts';
import { openFileSource } from '../../src/files/file-source.ts';
import { Harness, packBytes, passphrase } from '../app/harness.ts';
import { type Needle, scanMemory } from './scan.ts';

/** Every key of the profile, as bytes, as the hexadecimal that SQLite takes, and as what an HMAC keeps of it. */
async function keysOf(profileDir: string): Promise<Needle[]> {
  const file = parseVaultFile(readFileSync(join(profileDir, 'vault.json')));
  const vault = await openVault(file, passphrase, null);
  if (vault === null) throw new Error('the vault did not open');
  const needles: Needle[] = [];
  const add = (name: string, bytes: Uint8Array) => {
    // Halves: an allocator overwrites the first bytes of what it is given back, and leaves the rest of the key.
    for (const half of [bytes.slice(0, 16), bytes.slice(16)]) needles.push({ name, bytes: half });
    if (name === 'journalDatabase') needles.push({ name: `${name} (hex)`, bytes: utf8(toHex(bytes)) });
    if (name === 'journalChain') needles.push({ name: `${name} (HMAC)`, bytes: bytes.map((byte) => byte ^ 0x36) });
  };
  add('vault key', vault.vaultKey);
  add('passphrase key', await deriveSlotKey(passphrase, bytesOf(file.salt), file.cost));
  for (const purpose of Object.keys(vaultKeyLabels) as VaultKeyPurpose[]) {
    add(purpose, deriveFromVaultKey(vault.vaultKey, file.vaultId, purpose));
  }
  const read = (name: string, purpose: VaultKeyPurpose) =>
    new SealedBox(vault, purpose).open(readFileSync(join(profileDir, name)), '') ?? new Uint8Array();
  add('workstation private key', read('workstation-key.sealed', 'workstationKey').slice(9));
  add('export seed', read('export-key.sealed', 'exportKey').slice(9));
  const held = JSON.parse(decodeUtf8(read(packRegisterSpec.file, 'packRegister')) ?? '') as { content: unknown };
  const register = packRegisterSpec.content.parse(held.content);
  for (const entry of register.packs) {
    const contentKey = unwrapContentKey(new SealedBox(vault, 'packContentKeys'), entry);
    const source = await openFileSource(join(profileDir, 'packs', `${entry.packId}.vigie`));
    const pack = new OpenPack(await readSealedPack(source, 'any'), contentKey);
    const [packId, salt] = [bytesOf(entry.packId), pack.family.salt];
    add('content key', contentKey);
    add('pepper', pack.family.pepper);
    add('prefix key', pack.family.prefixKey);
    add('tag key', deriveTagKey(contentKey, salt));
    add('bucket key', deriveBucketKey(contentKey, packId));
    add('padding key', derivePaddingKey(contentKey, packId));
    add('private part key', derivePrivateKey(contentKey, packId));
    await source.close();
  }
  return needles;
}

/** A workstation in a process of its own. */
class Workstation {
  readonly #child: ChildProcess;

  constructor(profileDir: string, recipient: string, packFile: string) {
    const words = [join(import.meta.dirname, 'session-child.ts'), profileDir, recipient, packFile];
    this.#child = spawn(process.execPath, words, {
      // As `npm start` begins the shell.
      env: { ...process.env, ...freedMemoryEnv },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.setEncoding('utf8');
  }

  /** @returns once the workstation says that it was done */
  tell(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      let text = '';
      const onData = (chunk: string) => {
        text += chunk;
        if (!text.includes(`${line}\n`)) return;
        this.#child.stdout?.off('data', onData);
        resolve();
      };
      this.#child.stdout?.on('data', onData);
      this.#child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
      this.#child.stdin?.write(`${line}\n`);
    });
  }

  scan(needles: readonly Needle[]): Record<string, number> {
    return scanMemory(this.#child.pid ?? 0, needles);
  }

  end(): void {
    this.#child.kill();
  }
}

const twoSeconds = () => new Promise((resolve) => setTimeout(resolve, 2_000));

describe.skipIf(process.platform !== 'linux')('the memory of a workstation', () => {
  it('holds the keys while it is open, and none two seconds after the lock', async () => {
    const profileDir = mkdtempSync(join(tmpdir(), 'vigie-memory-'));
    const other = new Harness();
    await other.createVault();
    const { recipient } = await other.call('readWorkstationKey', {});
    const packFile = join(other.profileDir, 'set.vigie');
    writeFileSync(packFile, await packBytes());
    const workstation = new Workstation(profileDir, recipient, packFile);
    try {
      await workstation.tell('create');
      const needles = await keysOf(profileDir);
      // What is looked for is found where it must be: without this, nothing below would mean anything.
      const expected = ['vault key', 'bucket key', 'pepper', 'tag key'];
      const open = workstation.scan(needles);
      for (const name of expected) expect(open).toHaveProperty(name);
      await workstation.tell('lock');
      await workstation.tell('meet');
      await twoSeconds();
      expect(workstation.scan(needles)).toEqual({});
      await workstation.tell('work');
      await workstation.tell('lock');
      await twoSeconds();
      expect(workstation.scan(needles)).toEqual({});
    } finally {
      workstation.end();
      other.dispose();
      rmSync(profileDir, { recursive: true, force: true });
    }
  });
});

/**
 * The keys of a profile as they would lie in the memory of a process that has it open: known here because the profile is opened from
 * its files, so that the process that is looked into needs to know nothing of it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
import type { Needle } from './scan.ts';

/**
 * Every key of the profile, as bytes, as the hexadecimal that SQLite takes, and as what an HMAC keeps of it.
 * @param passphrase of any adviser
 */
export async function keysOf(profileDir: string, passphrase: string): Promise<Needle[]> {
  const file = parseVaultFile(readFileSync(join(profileDir, 'vault.json')));
  const vault = await openVault(file, passphrase, null);
  if (vault === null) throw new Error('the vault did not open');
  const needles: Needle[] = [];
  const add = (name: string, bytes: Uint8Array) => {
    // Halves: an allocator overwrites the first bytes of what it is given back, and leaves the rest of the key.
    for (const half of [bytes.slice(0, 16), bytes.slice(16)]) needles.push({ name, bytes: half });
    if (name === 'journalDatabase') needles.push({ name: `${name} (hex)`, bytes: utf8(toHex(bytes)) });
    if (!['journalChain', 'prefix key', 'tag key'].includes(name)) return;
    for (const pad of [0x36, 0x5c]) needles.push({ name: `${name} (HMAC)`, bytes: bytes.map((byte) => byte ^ pad) });
  };
  add('vault key', vault.vaultKey);
  add('passphrase key', await deriveSlotKey(passphrase, bytesOf(file.salt), file.cost));
  for (const purpose of Object.keys(vaultKeyLabels) as VaultKeyPurpose[]) {
    add(purpose, deriveFromVaultKey(vault.vaultKey, file.vaultId, purpose));
  }
  const read = (name: string, purpose: VaultKeyPurpose) =>
    new SealedBox(vault, purpose).open(readFileSync(join(profileDir, name)), '') ?? new Uint8Array();
  add('workstation private key', read('workstation-key.sealed', 'workstationKey').slice(9));
  // Made when it is first asked for.
  if (existsSync(join(profileDir, 'export-key.sealed'))) {
    add('export seed', read('export-key.sealed', 'exportKey').slice(9));
  }
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

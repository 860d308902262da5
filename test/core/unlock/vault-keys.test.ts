/** Every key that the vault key opens: apart from one another, apart from another vault's, and derived in one place. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toHex, type VaultKey } from '../../../src/core/bytes/bytes.ts';
import { deriveFromVaultKey, type VaultKeyPurpose, vaultKeyLabels } from '../../../src/core/unlock/vault-keys.ts';

const vaultKey = new Uint8Array(32).fill(7) as VaultKey;
const purposes = Object.keys(vaultKeyLabels) as VaultKeyPurpose[];
const keysOf = (vaultId: string) => purposes.map((purpose) => toHex(deriveFromVaultKey(vaultKey, vaultId, purpose)));

/** Path within `src` and text of each source of the product. */
const sources = readdirSync(join(import.meta.dirname, '../../../src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({
    file: file.replaceAll('\\', '/'),
    text: readFileSync(join(import.meta.dirname, '../../../src', file), 'utf8'),
  }));

describe('keys derived from the vault key', () => {
  it('differ by purpose and by vault', () => {
    const keys = [...keysOf('0'.repeat(32)), ...keysOf(`${'0'.repeat(31)}1`)];
    expect(new Set(keys).size).toBe(2 * purposes.length);
    expect(new Set(Object.values(vaultKeyLabels)).size).toBe(purposes.length);
  });

  it('come from one file: nothing of the application derives any, and each label stands nowhere else', () => {
    const deriving = sources.filter(({ file, text }) => file.startsWith('app/') && text.includes('hkdf'));
    expect(deriving.map(({ file }) => file)).toEqual([]);
    for (const label of Object.values(vaultKeyLabels)) {
      const quoting = sources.filter(({ text }) => text.includes(`'${label}'`));
      expect(quoting.map(({ file }) => file)).toEqual(['core/unlock/vault-keys.ts']);
    }
  });
});

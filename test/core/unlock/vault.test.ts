import { describe, expect, it } from 'vitest';
import { randomBytes } from '../../../src/core/crypto/symmetric.ts';
import { isVigieError } from '../../../src/core/errors.ts';
import { defaultSettings, recoveryAdviserId } from '../../../src/core/unlock/register.ts';
import {
  addAdviser,
  changeSettings,
  createVault,
  type DeviceBinding,
  disableAdviser,
  isPassphraseOf,
  type OpenVault,
  openVault,
  rebindDevice,
  replaceRecoveryWords,
  setAdviserRole,
  setPassphrase,
} from '../../../src/core/unlock/vault.ts';
import {
  coveredBytes,
  finishVaultFile,
  parseVaultFile,
  serialiseVaultFile,
  type VaultFile,
} from '../../../src/core/unlock/vault-file.ts';

const cost = { memoryKiB: 64, passes: 1, lanes: 1 };
const now = '2026-11-21T09:00:00.000Z';

async function create(device: DeviceBinding | null = null) {
  return await createVault({ adviserName: 'Amina', passphrase: 'amina', cost, device, settings: defaultSettings, now });
}

async function withTwo(): Promise<{ vault: OpenVault; second: string }> {
  const { vault } = await create();
  const added = await addAdviser(vault, { name: 'Bruno', role: 'adviser', now }, 'bruno', null);
  return { vault: added.vault, second: added.adviserId };
}

async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
    return 'no error';
  } catch (error) {
    if (!isVigieError(error)) throw error;
    return error.code;
  }
}

const reread = (vault: OpenVault): VaultFile => parseVaultFile(serialiseVaultFile(vault.file));

describe('opening', () => {
  it('opens by the passphrase, however it is spaced, and by nothing else', async () => {
    const { vault } = await createVault({
      adviserName: 'Amina',
      passphrase: 'été à la mer',
      cost,
      device: null,
      settings: defaultSettings,
      now,
    });
    const file = reread(vault);
    const opened = await openVault(file, '  e\u0301te\u0301  à la\u00a0mer ', null);
    expect(opened?.adviserId).toBe(vault.adviserId);
    expect(opened?.vaultKey).toEqual(vault.vaultKey);
    expect(opened?.register.advisers[0]).toMatchObject({ name: 'Amina', role: 'supervisor', disabled: false });
    expect(await openVault(file, 'ete a la mer', null)).toBeNull();
    expect(await openVault(file, '', null)).toBeNull();
  });

  it('opens by the recovery words without accents or capitals, as nobody in particular', async () => {
    const { vault, recoveryWords } = await create();
    expect(recoveryWords).toHaveLength(24);
    const typed = recoveryWords.join('  ').normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
    const opened = await openVault(reread(vault), typed, null);
    expect(opened?.adviserId).toBe(recoveryAdviserId);
    expect(opened?.vaultKey).toEqual(vault.vaultKey);
  });

  it('tells whose passphrase it is among several advisers', async () => {
    const { vault, second } = await withTwo();
    expect((await openVault(reread(vault), 'bruno', null))?.adviserId).toBe(second);
    expect((await openVault(reread(vault), 'amina', null))?.adviserId).toBe(vault.adviserId);
  });

  it('does not open without the device secret it was bound to, except by the recovery words', async () => {
    const device = { keystore: 'essai', sealed: randomBytes(40), secret: randomBytes(32) };
    const { vault, recoveryWords } = await create(device);
    const file = reread(vault);
    expect(await openVault(file, 'amina', null)).toBeNull();
    expect(await openVault(file, 'amina', randomBytes(32))).toBeNull();
    expect((await openVault(file, 'amina', device.secret))?.adviserId).toBe(vault.adviserId);
    expect((await openVault(file, recoveryWords.join(' '), null))?.adviserId).toBe(recoveryAdviserId);
  });
});

describe('changes', () => {
  it('re-passphrases, disables and enables again', async () => {
    const { vault, second } = await withTwo();
    const changed = await setPassphrase(vault, second, 'bruno neuf', null);
    expect(await openVault(reread(changed), 'bruno', null)).toBeNull();
    expect((await openVault(reread(changed), 'bruno neuf', null))?.adviserId).toBe(second);
    const disabled = disableAdviser(changed, second);
    expect(await openVault(reread(disabled), 'bruno neuf', null)).toBeNull();
    expect(disabled.register.advisers).toMatchObject([{ name: 'Amina' }, { name: 'Bruno', disabled: true }]);
    const enabled = await setPassphrase(disabled, second, 'bruno revient', null);
    expect((await openVault(reread(enabled), 'bruno revient', null))?.adviserId).toBe(second);
    expect(enabled.file.revision).toBe(5);
  });

  it('never leaves the workstation without a supervisor', async () => {
    const { vault, second } = await withTwo();
    expect(await codeOf(() => setAdviserRole(vault, vault.adviserId, 'adviser'))).toBe('last-supervisor');
    expect(await codeOf(() => disableAdviser(vault, vault.adviserId))).toBe('last-supervisor');
    const promoted = setAdviserRole(vault, second, 'supervisor');
    expect(setAdviserRole(promoted, vault.adviserId, 'adviser').register.advisers[0]?.role).toBe('adviser');
    expect(await codeOf(() => setAdviserRole(vault, 'f'.repeat(32), 'adviser'))).toBe('adviser-unknown');
  });

  it('refuses a passphrase that already opens another slot', async () => {
    const { vault, second } = await withTwo();
    expect(await codeOf(setPassphrase(vault, second, 'amina', null))).toBe('passphrase-weak');
    expect(await codeOf(addAdviser(vault, { name: 'C', role: 'adviser', now }, ' bruno ', null))).toBe(
      'passphrase-weak',
    );
  });

  it('knows whether a passphrase is this adviser’s', async () => {
    const { vault, second } = await withTwo();
    expect(await isPassphraseOf(vault, second, 'bruno', null)).toBe(true);
    expect(await isPassphraseOf(vault, second, 'amina', null)).toBe(false);
    expect(await isPassphraseOf(vault, second, 'personne', null)).toBe(false);
  });

  it('replaces the recovery words', async () => {
    const { vault, recoveryWords } = await create();
    const replaced = await replaceRecoveryWords(vault);
    expect(await openVault(reread(replaced.vault), recoveryWords.join(' '), null)).toBeNull();
    const opened = await openVault(reread(replaced.vault), replaced.recoveryWords.join(' '), null);
    expect(opened?.adviserId).toBe(recoveryAdviserId);
  });

  it('binds to another device, where every adviser needs a new passphrase', async () => {
    const device = { keystore: 'essai', sealed: randomBytes(40), secret: randomBytes(32) };
    const { vault } = await create({ ...device, secret: randomBytes(32) });
    const moved = rebindDevice(vault, device);
    expect(await openVault(reread(moved), 'amina', device.secret)).toBeNull();
    const restored = await setPassphrase(moved, vault.adviserId, 'amina deux', device.secret);
    expect((await openVault(reread(restored), 'amina deux', device.secret))?.adviserId).toBe(vault.adviserId);
  });
});

/** As an attacker who knows the format and recomputes what needs no key. */
function recomputed(file: VaultFile, edit: (file: VaultFile) => void): VaultFile {
  const copy = structuredClone(file);
  edit(copy);
  return parseVaultFile(serialiseVaultFile(finishVaultFile(copy, Buffer.from(copy.tag, 'hex'))));
}

describe('tampering', () => {
  it('finds damage before it asks for a passphrase', async () => {
    const { vault } = await create();
    const bytes = serialiseVaultFile(vault.file);
    const text = new TextDecoder().decode(bytes);
    const cases: [string, string | Uint8Array][] = [
      ['empty', ''],
      ['cut', bytes.subarray(0, bytes.length / 2)],
      ['not json', 'vigie'],
      ['other version', text.replace('"version": 1', '"version": 2')],
      ['extra field', text.replace('"version": 1', '"version": 1, "admin": true')],
      [
        'one digit',
        text.replace(
          vault.file.salt,
          vault.file.salt.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
        ),
      ],
      ['revision', text.replace('"revision": 1', '"revision": 2')],
      ['too long', new Uint8Array(2_000_000)],
    ];
    for (const [name, damaged] of cases) {
      const given = typeof damaged === 'string' ? new TextEncoder().encode(damaged) : damaged;
      expect(await codeOf(() => parseVaultFile(given)), name).toBe('vault-malformed');
    }
  });

  it('refuses a cost out of bounds before it spends anything on it', async () => {
    const { vault } = await create();
    const copy = structuredClone(vault.file);
    copy.cost.memoryKiB = 2 ** 30;
    const bytes = serialiseVaultFile(finishVaultFile(copy, Buffer.from(copy.tag, 'hex')));
    expect(await codeOf(() => parseVaultFile(bytes))).toBe('cost-out-of-range');
  });

  it('sees any flipped bit of the file', async () => {
    const { vault } = await create();
    const bytes = serialiseVaultFile(vault.file);
    for (let at = 0; at < bytes.length; at += 3) {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      const code = await codeOf(async () => {
        const file = parseVaultFile(flipped);
        // White space between fields is all that may change unseen, and it changes nothing.
        expect(coveredBytes(file)).toEqual(coveredBytes(vault.file));
      });
      expect(['vault-malformed', 'cost-out-of-range', 'no error']).toContain(code);
    }
  });

  it('sees a slot taken away, put back, swapped in or moved', async () => {
    const { vault, second } = await withTwo();
    const other = await withTwo();
    const old = vault.file.slots.find((slot) => slot.slotId === vault.register.advisers[1]?.slotId);
    const disabled = disableAdviser(vault, second);
    const edits: [string, VaultFile][] = [
      ['taken away', recomputed(vault.file, (file) => file.slots.pop())],
      ['put back', recomputed(disabled.file, (file) => old && file.slots.push(old))],
      ['swapped in', recomputed(vault.file, (file) => file.slots.splice(2, 1, ...other.vault.file.slots.slice(2)))],
      ['moved', recomputed(vault.file, (file) => file.slots.reverse())],
    ];
    for (const [name, file] of edits)
      expect(await codeOf(openVault(file, 'amina', null)), name).toBe('vault-malformed');
    // Whoever was disabled cannot come back with the slot they once had.
    const back = edits[1]?.[1];
    expect(back && (await codeOf(openVault(back, 'bruno', null)))).toBe('vault-malformed');
  });

  it('sees a promoted role and an older register', async () => {
    const { vault, second } = await withTwo();
    const promoted = setAdviserRole(vault, second, 'supervisor');
    const demoted = setAdviserRole(promoted, second, 'adviser');
    const edited = recomputed(demoted.file, (file) => {
      file.register = promoted.file.register;
    });
    expect(await codeOf(openVault(edited, 'bruno', null))).toBe('vault-malformed');
    const garbled = recomputed(demoted.file, (file) => {
      file.register.sealed = file.register.sealed.replace(/^../, (byte) => (byte === '00' ? '01' : '00'));
    });
    expect(await codeOf(openVault(garbled, 'amina', null))).toBe('vault-malformed');
  });

  it('sees a device binding taken off and a setting raised', async () => {
    const device = { keystore: 'essai', sealed: randomBytes(40), secret: randomBytes(32) };
    const { vault, recoveryWords } = await create(device);
    const unbound = recomputed(vault.file, (file) => {
      file.device = null;
    });
    expect(await openVault(unbound, 'amina', null)).toBeNull();
    expect(await codeOf(openVault(unbound, recoveryWords.join(' '), null))).toBe('vault-malformed');
    const raised = changeSettings(vault, { ...defaultSettings, checksPerHour: 120 });
    const older = recomputed(vault.file, (file) => {
      file.register = raised.file.register;
    });
    expect(await codeOf(openVault(older, 'amina', device.secret))).toBe('vault-malformed');
  });

  it('hands no key out of a vault that it refuses', async () => {
    const { vault } = await create();
    const moved = recomputed(vault.file, (file) => file.slots.reverse());
    await expect(openVault(moved, 'amina', null)).rejects.toMatchObject({
      code: 'vault-malformed',
      details: { path: 'tag' },
    });
  });
});

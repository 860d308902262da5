/** The administrator's settings: read, refused, and in force in the real application. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AdminSettings,
  adminSettingsPath,
  noAdminSettings,
  readAdminSettings,
  requireAllowedSource,
} from '../../../src/app/fleet/admin-settings.ts';
import { toHex } from '../../../src/core/bytes/bytes.ts';
import { generateSigner, readRawPublicKey } from '../../../src/core/crypto/signing.ts';
import type { FileOwners } from '../../../src/files/trusted-file.ts';
import { heardGroups } from '../../support/heard-groups.ts';
import { absentNir, Harness, packBytes } from '../harness.ts';

const { publicPem, signer } = generateSigner('sans importance ici');
const us: FileOwners =
  process.platform === 'win32'
    ? { platform: 'win32', describeFile: () => 'O:BAD:P(A;;FA;;;BA)' }
    : { platform: 'posix', uids: [process.getuid?.() ?? 0] };

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-admin-'));
  path = join(dir, 'settings.json');
});
afterEach(() => rmSync(dir, { recursive: true }));

function read(content: unknown): AdminSettings {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o644 });
  return readAdminSettings(path, us);
}

describe('readAdminSettings', () => {
  it('is empty without a file, and on a system without a place for one', () => {
    expect(readAdminSettings(path, us)).toEqual(noAdminSettings);
    expect(readAdminSettings(null, us)).toEqual(noAdminSettings);
    expect(read({ version: 1 })).toEqual(noAdminSettings);
  });

  it('lies where only administrators write, whatever the environment says', () => {
    expect(adminSettingsPath('linux')).toBe('/etc/vigie/settings.json');
    expect(adminSettingsPath('darwin')).toBe('/Library/Application Support/Vigie/settings.json');
    expect(adminSettingsPath('win32')).toBe('C:\\ProgramData\\Vigie\\settings.json');
    expect(adminSettingsPath('aix')).toBeNull();
  });

  it('reads every setting', () => {
    writeFileSync(join(dir, 'cert.pub.pem'), publicPem, { mode: 0o644 });
    const settings = read({
      version: 1,
      trustedSigners: [{ name: 'CERT de la caisse', file: join(dir, 'cert.pub.pem') }],
      supervisorsMayTrustSigners: false,
      hideFromCapture: true,
      hardwareAcceleration: false,
      idleLockMinutes: 3,
      retentionMonths: 6,
      checksPerTenMinutes: 5,
      checksPerHour: 20,
      checksPerDay: 80,
      contactMaxAgeDays: 90,
      httpSources: ['https://jeux.exemple.example/vigie/'],
    });
    expect(settings).toEqual({
      fixed: {
        idleLockMs: 180_000,
        retentionMonths: 6,
        checksPerTenMinutes: 5,
        checksPerHour: 20,
        checksPerDay: 80,
        contactMaxAgeDays: 90,
      },
      signers: new Map([[toHex(signer.keyId), 'CERT de la caisse']]),
      supervisorsMayTrustSigners: false,
      hideFromCapture: true,
      hardwareAcceleration: false,
      httpSources: ['https://jeux.exemple.example/vigie/'],
    });
    expect(read({ version: 1, trustedSigners: [{ name: 'a', pem: publicPem }] }).signers.size).toBe(1);
  });

  it('takes the mark with which Windows begins a text file', () => {
    expect(read('\uFEFF{"version":1,"retentionMonths":9}').fixed).toEqual({ retentionMonths: 9 });
  });

  it.each([
    ['', 'not-json', '{ "version": 1, }'],
    ['version', 'invalid_value', {}],
    ['version', 'invalid_value', { version: 2 }],
    ['idleLockMinute', 'unknown-key', { version: 1, idleLockMinute: 3 }],
    ['idleLockMinutes', 'too_small', { version: 1, idleLockMinutes: 0 }],
    ['idleLockMinutes', 'too_big', { version: 1, idleLockMinutes: 31 }],
    ['retentionMonths', 'too_small', { version: 1, retentionMonths: 5 }],
    ['retentionMonths', 'too_big', { version: 1, retentionMonths: 37 }],
    ['checksPerDay', 'invalid_type', { version: 1, checksPerDay: '80' }],
    ['contactMaxAgeDays', 'too_small', { version: 1, contactMaxAgeDays: 29 }],
    ['trustedSigners.0', 'invalid_union', { version: 1, trustedSigners: [{ name: 'a' }] }],
    ['trustedSigners.0.pem', 'signer-key-malformed', { version: 1, trustedSigners: [{ name: 'a', pem: 'x' }] }],
    ['trustedSigners.0.file', 'file-not-found', { version: 1, trustedSigners: [{ name: 'a', file: '/no/such.pem' }] }],
    ['httpSources.1', 'source-insecure', { version: 1, httpSources: ['https://a.example/', 'http://b.example/'] }],
  ])('names the offending field: %s (%s)', (field, fault, content) => {
    expect(() => read(content)).toThrow(
      expect.objectContaining({ code: 'settings-malformed', details: { file: path, path: field, fault } }),
    );
  });

  it.skipIf(process.platform === 'win32')('refuses a file, or a key, that others could have written', () => {
    const unsafe = expect.objectContaining({ code: 'settings-unsafe' });
    read({ version: 1 });
    expect(() => readAdminSettings(path, { platform: 'posix', uids: [] })).toThrow(unsafe);
    const key = join(dir, 'key.pem');
    writeFileSync(key, publicPem);
    chmodSync(key, 0o666);
    expect(() => read({ version: 1, trustedSigners: [{ name: 'a', file: key }] })).toThrow(unsafe);
  });
});

describe('requireAllowedSource', () => {
  const admin = { ...noAdminSettings, httpSources: ['https://jeux.example/vigie/', 'https://autre.example/a.vigie'] };
  it.each(['https://jeux.example/vigie/a.vigie', 'https://jeux.example/vigie/', 'https://autre.example/a.vigie'])(
    'allows %s',
    (address) => expect(requireAllowedSource(address, admin)).toBeUndefined(),
  );
  it.each([
    'https://jeux.example/vigie-2/a.vigie',
    'https://jeux.example/vigie/../a.vigie',
    'https://jeux.example/vigie/%2e%2e/a.vigie',
    'https://jeux.example:8443/vigie/a.vigie',
    'https://jeux.example.attaquant.example/vigie/a.vigie',
    'https://autre.example/a.vigie2',
  ])('refuses %s', (address) => {
    const locked = expect.objectContaining({ code: 'settings-locked', details: { field: 'httpSources' } });
    expect(() => requireAllowedSource(address, admin)).toThrow(locked);
  });
  it('allows any address over TLS where the administrator says nothing, and none where the list is empty', () => {
    expect(requireAllowedSource('https://ailleurs.example/a.vigie', noAdminSettings)).toBeUndefined();
    expect(() => requireAllowedSource('https://jeux.example/a.vigie', { ...noAdminSettings, httpSources: [] })).toThrow(
      expect.objectContaining({ code: 'settings-locked' }),
    );
  });
});

describe('in the application', () => {
  let desk: Harness;
  afterEach(() => desk.dispose());

  it('wins over the supervisor, is shown locked, and gives the supervisor’s own word back when it goes', async () => {
    desk = new Harness();
    await desk.createVault();
    const before = await desk.call('readSettings', {});
    expect(before.lockedByAdministrator).toEqual([]);
    await desk.call('setSettings', { ...before, retentionMonths: 24, idleLockMs: 600_000 });

    desk.administrator = { ...noAdminSettings, fixed: { retentionMonths: 6, idleLockMs: 120_000 } };
    desk.restart();
    await desk.unlock();
    const fixed = await desk.call('readSettings', {});
    expect(fixed).toMatchObject({
      retentionMonths: 6,
      idleLockMs: 120_000,
      lockedByAdministrator: ['retentionMonths', 'idleLockMs'],
    });
    expect((await desk.call('readAppState', {})).session?.idleLockMs).toBe(120_000);
    expect(await desk.codeOf('setSettings', { ...fixed, retentionMonths: 12 })).toBe('settings-locked');
    const changed = await desk.call('setSettings', { ...fixed, checksPerDay: 100 });
    expect(changed).toMatchObject({ retentionMonths: 6, checksPerDay: 100 });

    desk.administrator = noAdminSettings;
    desk.restart();
    await desk.unlock();
    expect(await desk.call('readSettings', {})).toMatchObject({
      retentionMonths: 24,
      idleLockMs: 600_000,
      checksPerDay: 100,
      lockedByAdministrator: [],
    });
  });

  it('locks after the administrator’s idle time', async () => {
    desk = new Harness({ administrator: { ...noAdminSettings, fixed: { idleLockMs: 60_000 } } });
    await desk.createVault();
    desk.clock.advance(60_000);
    expect((await desk.call('readAppState', {})).phase).toBe('locked');
  });

  it('limits checks by the administrator’s quota', async () => {
    desk = new Harness({ administrator: { ...noAdminSettings, fixed: { checksPerTenMinutes: 3 } } });
    await desk.createDesk();
    const reference = await desk.openCase();
    for (let round = 0; round < 3; round++) await desk.check(reference, absentNir);
    const input = { reference, text: absentNir, callerAuthenticated: true };
    expect(await desk.codeOf('checkIdentifier', input)).toBe('quota-exceeded');
  });

  it('lets no supervisor add a signer where the administrator keeps that right', async () => {
    desk = new Harness({ administrator: { ...noAdminSettings, supervisorsMayTrustSigners: false } });
    await desk.createVault();
    const file = join(dir, 'essai.vigie');
    writeFileSync(file, await packBytes());
    desk.shell.pick = file;
    const { offer } = await desk.call('choosePack', {});
    if (offer === null) throw new Error('no offer');
    expect(offer.pack.signer.trusted).toBe(false);
    const comparedGroups = heardGroups(offer.pack.signer.fingerprint);
    expect(await desk.codeOf('trustSigner', { offerId: offer.offerId, comparedGroups })).toBe('settings-locked');
    expect(await desk.call('readSettings', {})).toMatchObject({ lockedByAdministrator: ['trustedSigners'] });
  });

  it('trusts the administrator’s signers, under the name that he gave them', async () => {
    const bytes = await packBytes();
    // The signer's raw key in the header (FORMAT §3.1): after magic, manifest length and signature.
    const keyId = toHex(readRawPublicKey(bytes.subarray(76, 108)).keyId);
    desk = new Harness({ administrator: { ...noAdminSettings, signers: new Map([[keyId, 'CERT de la caisse']]) } });
    await desk.createVault();
    const file = join(dir, 'essai.vigie');
    writeFileSync(file, bytes);
    desk.shell.pick = file;
    const { offer } = await desk.call('choosePack', {});
    expect(offer?.pack.signer).toMatchObject({ trusted: true, name: 'CERT de la caisse' });
  });

  it('no longer counts signers that supervisors had added: their sets then could not be checked', async () => {
    desk = new Harness();
    await desk.createDesk();
    desk.administrator = { ...noAdminSettings, supervisorsMayTrustSigners: false };
    desk.restart();
    await desk.unlock();
    const { verdict } = await desk.check(await desk.openCase(), absentNir);
    expect(verdict).toMatchObject({ kind: 'could-not-check', reason: { code: 'signer-untrusted' } });
  });

  it('refuses a served set from elsewhere before anything is asked of its server', async () => {
    desk = new Harness({ administrator: { ...noAdminSettings, httpSources: ['https://jeux.example/'] } });
    await desk.createVault();
    expect(await desk.codeOf('offerHttpPack', { address: 'https://ailleurs.example/a.vigie' })).toBe('settings-locked');
  });
});

/** Policies of Windows: read, refused, and put over the file. Over a stand-in for the registry; the real one: windows-api.test.ts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adminSchema, policyForms, policyKey } from '../../../src/app/fleet/admin-schema.ts';
import { noAdminSettings, readMachineSettings } from '../../../src/app/fleet/admin-settings.ts';
import { readPolicies } from '../../../src/app/fleet/policy-registry.ts';
import { toHex } from '../../../src/core/bytes/bytes.ts';
import { generateSigner } from '../../../src/core/crypto/signing.ts';
import type { RegistryValue, WindowsApi } from '../../../src/files/windows-api.ts';

const closed = 'O:SYG:SYD:PAI(A;CI;KA;;;SY)(A;CI;KA;;;BA)(A;CI;KR;;;BU)';
const at = 'HKLM\\SOFTWARE\\Policies\\Vigie';
const { publicPem, signer } = generateSigner('sans importance ici');
const publicLine = publicPem.split('\n')[1] ?? '';

const number = (value: number) => ({ type: 4, data: new Uint8Array(new Uint32Array([value]).buffer) });
const text = (value: string) => ({ type: 1, data: new Uint8Array(Buffer.from(`${value}\0`, 'utf16le')) });
type Entries = Record<string, Omit<RegistryValue, 'name'>>;

/** @param keys values by path below the policies' own key, `''` being that one */
function registry(keys: Record<string, Entries>, descriptors: Record<string, string> = {}): WindowsApi {
  return {
    readKey(path) {
      const below = path.slice(policyKey.length + 1);
      const values = path.startsWith(policyKey) ? keys[below] : undefined;
      if (values === undefined) return null;
      return {
        values: Object.entries(values).map(([name, value]) => ({ name, ...value })),
        subkeys: below === '' ? Object.keys(keys).filter((key) => key !== '') : [],
      };
    },
    describeKey: (path) => descriptors[path.slice(policyKey.length + 1)] ?? closed,
    describeFile: () => 'O:BAG:SYD:P(A;;FA;;;BA)',
    keepMemoryOutOfReports: () => true,
    notifySessionChanges: () => true,
  };
}

const everything = {
  '': {
    SupervisorsMayTrustSigners: number(0),
    HideFromCapture: number(0),
    HardwareAcceleration: number(0),
    IdleLockMinutes: number(3),
    RetentionMonths: number(6),
    ChecksPerTenMinutes: number(5),
    ChecksPerHour: number(20),
    ChecksPerDay: number(80),
    ContactMaxAgeDays: number(90),
    HttpSourcesRestricted: number(1),
  },
  HttpSources: { 10: text('https://dix.example/'), 9: text('https://neuf.example/vigie/') },
  TrustedSigners: { 'Cellule sécurité – Łódź': text(publicLine) },
} satisfies Record<string, Entries>;

describe('readPolicies', () => {
  it('is null where there is no policy', () => expect(readPolicies(registry({}))).toBeNull());

  it('reads every setting of the schema, lists in the order of their numbers', () => {
    const wish = readPolicies(registry(everything));
    expect(adminSchema.parse(wish)).toEqual({
      version: 1,
      supervisorsMayTrustSigners: false,
      hideFromCapture: false,
      hardwareAcceleration: false,
      idleLockMinutes: 3,
      retentionMonths: 6,
      checksPerTenMinutes: 5,
      checksPerHour: 20,
      checksPerDay: 80,
      contactMaxAgeDays: 90,
      httpSources: ['https://neuf.example/vigie/', 'https://dix.example/'],
      trustedSigners: [{ name: 'Cellule sécurité – Łódź', pem: publicPem }],
    });
    expect(Object.keys(wish ?? {}).sort()).toEqual(['version', ...Object.keys(policyForms)].sort());
  });

  it('does not tell capitals from small letters, as the registry does not', () => {
    expect(readPolicies(registry({ '': { IDLELOCKMINUTES: number(3) } }))).toEqual({ version: 1, idleLockMinutes: 3 });
  });

  it('takes a signer by the file of its key, and a key in its armour', () => {
    const wish = readPolicies(
      registry({ '': {}, TrustedSigners: { a: text('C:\\ProgramData\\Vigie\\cert.pem '), b: text(publicPem) } }),
    );
    expect(wish?.trustedSigners).toEqual([
      { name: 'a', file: 'C:\\ProgramData\\Vigie\\cert.pem' },
      { name: 'b', pem: publicPem.trim() },
    ]);
  });

  it('allows no address where the list is restricted and empty, any where nothing is said', () => {
    const none = { '': { HttpSourcesRestricted: number(1) } };
    expect(readPolicies(registry(none))).toEqual({ version: 1, httpSources: [] });
    expect(readPolicies(registry({ ...none, HttpSources: {} }))).toEqual({ version: 1, httpSources: [] });
    expect(readPolicies(registry({ '': {}, HttpSources: {} }))).toEqual({ version: 1 });
  });

  const odd = (value: Omit<RegistryValue, 'name'>) => ({ '': { IdleLockMinutes: value } });
  it.each([
    ['IdleLockMinute', 'unknown-key', { '': { IdleLockMinute: number(3) } }],
    ['', 'unknown-key', { '': { '': text('of the key itself') } }],
    ['version', 'unknown-key', { '': { version: number(1) } }],
    ['TrustedSigners', 'unknown-key', { '': { TrustedSigners: text('a list as one value') } }],
    ['Signers', 'unknown-key', { '': {}, Signers: {} }],
    ['IdleLockMinutes', 'unknown-key', { '': {}, IdleLockMinutes: {} }],
    ['IdleLockMinutes', 'registry-type', odd(text('3'))],
    ['IdleLockMinutes', 'registry-type', odd({ type: 11, data: new Uint8Array(8) })],
    ['IdleLockMinutes', 'registry-type', odd({ type: 4, data: new Uint8Array(3) })],
    ['IdleLockMinutes', 'registry-type', odd({ type: 4, data: new Uint8Array(0) })],
    ['SupervisorsMayTrustSigners', 'registry-type', { '': { SupervisorsMayTrustSigners: number(2) } }],
    ['HttpSources.1', 'registry-type', { '': {}, HttpSources: { 1: number(1) } }],
    // REG_EXPAND_SZ holds names of the environment, which is the user's.
    ['HttpSources.1', 'registry-type', { '': {}, HttpSources: { 1: { ...text('https://%A%.example/'), type: 2 } } }],
    ['HttpSources.1', 'registry-type', { '': {}, HttpSources: { 1: text('https://a.example/\0https://b.example/') } }],
    ['HttpSources.1', 'registry-type', { '': {}, HttpSources: { 1: { type: 1, data: new Uint8Array(3) } } }],
    ['HttpSources.1', 'registry-type', { '': {}, HttpSources: { 1: { type: 1, data: new Uint8Array([0, 0xd8]) } } }],
  ])('refuses the whole for %s (%s)', (path, fault, keys) => {
    expect(() => readPolicies(registry(keys as unknown as Record<string, Entries>))).toThrow(
      expect.objectContaining({ code: 'settings-malformed', details: { file: at, path, fault } }),
    );
  });

  it('refuses a key inside a list', () => {
    const windows = registry({ '': {}, HttpSources: {} });
    const readKey: WindowsApi['readKey'] = (path) => {
      const key = windows.readKey(path);
      return key !== null && path.endsWith('HttpSources') ? { ...key, subkeys: ['more'] } : key;
    };
    expect(() => readPolicies({ ...windows, readKey })).toThrow(
      expect.objectContaining({ details: { file: at, path: 'HttpSources.more', fault: 'unknown-key' } }),
    );
  });

  it.each([
    ['', at],
    ['HttpSources', `${at}\\HttpSources`],
  ])('refuses keys that others could have written: %j', (path, file) => {
    const windows = registry({ '': {}, HttpSources: {} }, { [path]: 'O:BAD:(A;CI;KA;;;BU)' });
    expect(() => readPolicies(windows)).toThrow(
      expect.objectContaining({ code: 'settings-unsafe', details: { file, reason: 'writable' } }),
    );
  });

  it('answers whatever lies there with settings or with a coded refusal', () => {
    const value = fc.record({ type: fc.nat(12), data: fc.uint8Array({ maxLength: 9 }) });
    const names = fc.constantFrom(
      'IdleLockMinutes',
      'SupervisorsMayTrustSigners',
      'HttpSourcesRestricted',
      'Other',
      '',
    );
    const list = fc.dictionary(fc.string({ maxLength: 4 }), value, { maxKeys: 3, noNullPrototype: true });
    fc.assert(
      fc.property(fc.dictionary(names, value, { noNullPrototype: true }), list, (own, addresses) => {
        try {
          expect(readPolicies(registry({ '': own, HttpSources: addresses }))).toMatchObject({ version: 1 });
        } catch (error) {
          expect(error).toMatchObject({ code: 'settings-malformed' });
        }
      }),
    );
  });
});

describe('readMachineSettings', () => {
  let dir: string;
  let path: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'vigie-policy-'));
    path = join(dir, 'settings.json');
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const read = async (windows: WindowsApi) => readMachineSettings('win32', path, { windows });

  it('has nothing where there is neither file nor policy, and asks Windows nothing elsewhere', async () => {
    expect(await read(registry({}))).toEqual(noAdminSettings);
    expect(readMachineSettings('linux', path, { windows: registry(everything) })).toEqual(noAdminSettings);
    expect(readMachineSettings('win32', null, { windows: registry(everything) })).toEqual(noAdminSettings);
  });

  it('puts each setting of the policies in the place of the same setting of the file, lists whole', async () => {
    const other = generateSigner('une autre');
    const file = {
      version: 1,
      idleLockMinutes: 9,
      retentionMonths: 24,
      supervisorsMayTrustSigners: true,
      trustedSigners: [{ name: 'du fichier', pem: other.publicPem }],
      httpSources: ['https://fichier.example/'],
    };
    writeFileSync(path, JSON.stringify(file), { mode: 0o644 });
    const settings = await read(
      registry({
        '': { IdleLockMinutes: number(3), SupervisorsMayTrustSigners: number(0) },
        TrustedSigners: { 'de la stratégie': text(publicLine) },
      }),
    );
    expect(settings).toEqual({
      fixed: { idleLockMs: 180_000, retentionMonths: 24 },
      signers: new Map([[toHex(signer.keyId), 'de la stratégie']]),
      supervisorsMayTrustSigners: false,
      hideFromCapture: null,
      hardwareAcceleration: true,
      httpSources: ['https://fichier.example/'],
    });
  });

  it('judges policies by the schema of the file, and names the place', async () => {
    await expect(read(registry({ '': { IdleLockMinutes: number(31) } }))).rejects.toMatchObject({
      code: 'settings-malformed',
      details: { file: at, path: 'idleLockMinutes', fault: 'too_big' },
    });
    const plain = registry({ '': {}, HttpSources: { 1: text('http://a.example/') } });
    await expect(read(plain)).rejects.toMatchObject({ details: { file: at, fault: 'source-insecure' } });
  });

  it('judges the file even where policies would take its place', async () => {
    writeFileSync(path, '{"version":1,"idleLockMinutes":31}', { mode: 0o644 });
    await expect(read(registry({ '': { IdleLockMinutes: number(3) } }))).rejects.toMatchObject({
      code: 'settings-malformed',
      details: { file: path, path: 'idleLockMinutes', fault: 'too_big' },
    });
  });

  it('refuses a file whose access list lets others write, or cannot be read', async () => {
    writeFileSync(path, '{"version":1}', { mode: 0o644 });
    for (const [sddl, reason] of [
      ['O:BAD:(A;;FA;;;BU)', 'writable'],
      ['O:S-1-5-21-1-2-3-1001D:P(A;;FA;;;BA)', 'owner'],
      ['O:BAD:NO_ACCESS_CONTROL', 'access-list-unreadable'],
    ] as const) {
      const details = { file: path, reason };
      const windows = { ...registry({}), describeFile: () => sddl };
      await expect(read(windows)).rejects.toMatchObject({ code: 'settings-unsafe', details });
    }
    const describeFile = (asked: string) => (asked === dir ? 'O:BAD:(A;;DT;;;BU)' : 'O:BAD:P');
    await expect(read({ ...registry({}), describeFile })).rejects.toMatchObject({
      details: { reason: 'directory-writable' },
    });
  });
});

/** Real small packs in memory, through the real writer: the tests' material. */
import { generateKeyPairSync } from 'node:crypto';
import { type ContentKey, utf8 } from '../../../src/core/bytes/bytes.ts';
import type { Argon2Cost } from '../../../src/core/crypto/argon2id.ts';
import { readSigningKey, type SigningKey } from '../../../src/core/crypto/signing.ts';
import { randomBytes, sha256 } from '../../../src/core/crypto/symmetric.ts';
import { VigieError } from '../../../src/core/errors.ts';
import { canariesPerKind, canaryOf } from '../../../src/core/pack/canaries.ts';
import type { Coverage } from '../../../src/core/pack/coverage.ts';
import { EntryTable } from '../../../src/core/pack/entry-table.ts';
import { ExposureSets } from '../../../src/core/pack/exposure-sets.ts';
import { type StretchFamily, stretchIdentifier } from '../../../src/core/pack/family.ts';
import type { Incident } from '../../../src/core/pack/incident.ts';
import type { RandomAccessSource } from '../../../src/core/pack/source.ts';
import { canaryMark, writePack } from '../../../src/core/pack/writer.ts';
import { type DataClass, dataClasses, type IdentifierKind } from '../../../src/core/vocabulary.ts';

/** The cheapest stretch that the format allows: a test's cost, never a production one. */
export const tinyCost: Argon2Cost = { memoryKiB: 64, passes: 1, lanes: 1 };
export const testPassphrase = 'correct horse battery staple';

export const confirmedIncident: Incident = {
  id: 'test-confirmed',
  title: { fr: 'Fuite d’essai', en: 'Test leak' },
  occurredOn: '2022-03-12',
  disclosedOn: '2022-03-17',
  status: 'confirmed',
  source: 'Essai',
  dataClasses: { everyone: [], some: ['nir', 'civil-status'], claimed: ['iban'] },
  statement: { fr: 'Confirmé.', en: 'Confirmed.' },
  verification: { by: 'CSIRT', on: '2022-03-17', method: { fr: 'Rapprochement.', en: 'Matched.' } },
  assessment: null,
};

export const claimedIncident: Incident = {
  ...confirmedIncident,
  id: 'test-claimed',
  status: 'claimed',
  dataClasses: { everyone: [], some: [], claimed: ['nir', 'ameli-login'] },
  verification: null,
};

export interface TestEntry {
  readonly kind: IdentifierKind;
  readonly canonical: string;
  readonly exposures: readonly { readonly incident: number; readonly classes: readonly DataClass[] }[];
}

export function maskOf(classes: readonly DataClass[]): number {
  return classes.reduce((mask, dataClass) => mask | (1 << dataClasses.indexOf(dataClass)), 0);
}

export function newSigningKey(): SigningKey {
  // Not `generateSigner`: its slow passphrase is for keys that last.
  const { privateKey } = generateKeyPairSync('ed25519');
  return readSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, null);
}

/** Under the cheapest stretch that the format allows. */
export function newTestFamily(): StretchFamily {
  return { cost: tinyCost, salt: randomBytes(16), pepper: randomBytes(32), prefixKey: randomBytes(32) };
}

export interface MemoryPackOptions {
  readonly entries: readonly TestEntry[];
  readonly incidents?: readonly Incident[];
  readonly signingKey?: SigningKey;
  readonly sequence?: number;
  readonly series?: string;
  readonly canaries?: 'right' | 'absent';
  /** Public keys of workstations that open it. */
  readonly recipients?: readonly Uint8Array[];
  readonly withoutPassphrase?: boolean;
  /** Both, where not given. */
  readonly kinds?: readonly IdentifierKind[];
  /** Drawn where not given; copied. Two packs never share one but in a test of that. */
  readonly contentKey?: ContentKey;
  /** One of its own, where not given. */
  readonly family?: StretchFamily;
  readonly validUntil?: string;
  readonly coverage?: Coverage;
}

/** @returns the whole file */
export async function buildMemoryPack(
  options: MemoryPackOptions,
): Promise<{ bytes: Uint8Array; signingKey: SigningKey; contentKey: ContentKey }> {
  const signingKey = options.signingKey ?? newSigningKey();
  const contentKey = (options.contentKey?.slice() ?? randomBytes(32)) as ContentKey;
  const family = options.family ?? newTestFamily();
  const kinds = options.kinds ?? (['nir', 'email'] as const);
  const entries = new EntryTable();
  const exposureSets = new ExposureSets();
  const put = async (kind: IdentifierKind, canonical: string, set: number) => {
    const stretched = await stretchIdentifier(family, { kind, canonical });
    entries.setStretched(entries.add(sha256(utf8(`${kind}:${canonical}`)), set), stretched);
  };
  for (const entry of options.entries) {
    let set: number | null = null;
    for (const { incident, classes } of entry.exposures) {
      const single = exposureSets.single(incident, maskOf(classes));
      set = set === null ? single : exposureSets.merge(set, single);
    }
    await put(entry.kind, entry.canonical, set ?? 0);
  }
  for (const kind of kinds) {
    for (let index = 1; index <= canariesPerKind; index++) {
      await put(kind, `${canaryOf(kind, index)}${options.canaries === 'absent' ? '0' : ''}`, canaryMark);
    }
  }
  const sink = memorySink();
  await writePack(
    {
      description: {
        series: options.series ?? 'test',
        sequence: options.sequence ?? 1,
        createdAt: '2026-01-02T03:04:05Z',
        dataAsOf: '2026-01-01',
        validUntil: options.validUntil ?? null,
        issuer: 'Essai',
        incidents: options.incidents ?? [confirmedIncident, claimedIncident],
      },
      contentKey,
      family,
      entries,
      exposureSets,
      kinds,
      coverage: options.coverage ?? [],
      inputs: [{ incident: 0, byteCount: 1, sha256: '00'.repeat(32) }],
      slots: [
        ...(options.withoutPassphrase ? [] : [{ label: 'essai', passphrase: testPassphrase, cost: tinyCost }]),
        ...(options.recipients ?? []).map((recipientKey) => ({ recipientKey })),
      ],
      signingKey,
      randomBytes: (_label, byteCount) => randomBytes(byteCount),
    },
    sink,
  );
  return { bytes: sink.bytes(), signingKey, contentKey };
}

export function memorySink() {
  let held = new Uint8Array(0);
  return {
    async write(offset: number, bytes: Uint8Array) {
      if (offset + bytes.length > held.length) {
        const larger = new Uint8Array(offset + bytes.length);
        larger.set(held, 0);
        held = larger;
      }
      held.set(bytes, offset);
    },
    bytes: () => held,
  };
}

export function memorySource(bytes: Uint8Array): RandomAccessSource {
  return {
    byteLength: bytes.length,
    read: async (offset, byteCount) => {
      if (offset + byteCount > bytes.length) throw new VigieError('pack-truncated', { offset });
      return bytes.slice(offset, offset + byteCount);
    },
    close: async () => {},
  };
}

/** The synthetic leak: exact counts, every form, nobody real, the same bytes for the same seed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type KnownIdentifiers, mostDemoEntries, writeDemoLeak } from '../../../src/cli/demo/demo.ts';
import { makePerson, nirForms, population } from '../../../src/cli/demo/people.ts';
import { seededRandom } from '../../../src/cli/demo/random.ts';
import { makeIban, makePhone } from '../../../src/cli/demo/writings.ts';
import { parseIdentifier, parseNir } from '../../../src/core/identifier/identifier.ts';
import { parseIncident } from '../../../src/core/pack/incident.ts';
import { readLeak } from '../../../src/leak/read-leak.ts';

const directory = mkdtempSync(join(tmpdir(), 'vigie-demo-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

async function readIdentifiers(path: string) {
  const identifiers = new Set<string>();
  const leak = readLeak({ path });
  for await (const batch of leak.batches)
    for (const { kind, canonical } of batch) identifiers.add(`${kind}:${canonical}`);
  const counts = leak.members[0]?.people.counts;
  return {
    identifiers,
    summary: { rows: counts?.records, badRows: counts?.badRecords, lostRows: counts?.emptyRecords },
    reasons: leak.members[0]?.badByReason.size ?? 0,
  };
}

function nameOf(text: string): string {
  const parsed = parseIdentifier(text);
  return parsed.kind === 'ok' ? `${parsed.identifier.kind}:${parsed.identifier.canonical}` : 'invalid';
}

describe('writeDemoLeak', () => {
  it.each([1, 2, 10, 5000])(
    '%i entries: as many identifiers, known ones where they are said to be',
    async (entries) => {
      const written = await writeDemoLeak({ entries, outDir: join(directory, `n${entries}`) });
      const { identifiers, summary } = await readIdentifiers(written.leakPath);
      expect(identifiers.size).toBe(entries);
      expect(summary).toMatchObject({ rows: written.rows, badRows: written.brokenRows, lostRows: written.brokenRows });
      const known: KnownIdentifiers = readJson(written.knownPath);
      for (const text of known.listed) expect(identifiers).toContain(nameOf(text));
      for (const text of known.absent) {
        expect(nameOf(text)).toMatch(/^(nir|email):/);
        expect(identifiers).not.toContain(nameOf(text));
      }
      expect(new Set([...known.listed, ...known.absent]).size).toBe(known.listed.length + known.absent.length);
      expect(parseIncident(readJson(written.incidentPath))).toMatchObject({ status: 'partly-confirmed' });
    },
  );

  it('shows every form of number, listed and absent, and breaks some rows in several ways', async () => {
    const written = await writeDemoLeak({ entries: 5000, outDir: join(directory, 'forms') });
    const { listed, absent }: KnownIdentifiers = readJson(written.knownPath);
    const forms = (texts: readonly string[]) =>
      new Set(
        texts.map((text) => parseIdentifier(text)).map((parsed) => parsed.kind === 'ok' && parsed.identifier.form),
      );
    expect(forms(listed)).toEqual(new Set(['nir', 'nnp', 'mig', 'email']));
    expect(forms(absent)).toEqual(new Set(['nir', 'nnp', 'mig', 'email']));
    expect(listed.join()).toMatch(/ 2A /);
    expect(listed.join()).toMatch(/ 2B /);
    expect(listed.join()).toMatch(/ 99 /);
    const { reasons } = await readIdentifiers(written.leakPath);
    expect(reasons).toBeGreaterThanOrEqual(4);
  });

  it('gives the same bytes for the same seed, others for another', async () => {
    const bytes = async (name: string, seed: number) =>
      readFileSync((await writeDemoLeak({ entries: 300, outDir: join(directory, name), seed })).leakPath);
    const first = await bytes('seed-a', 1);
    expect((await bytes('seed-b', 1)).equals(first)).toBe(true);
    expect((await bytes('seed-c', 2)).equals(first)).toBe(false);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const outDir = join(directory, 'stopped');
    const abort = new AbortController();
    const writing = writeDemoLeak({ entries: 200_000, outDir, signal: abort.signal, onProgress: () => abort.abort() });
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(outDir)).toEqual([]);
  });

  it.each([0, -1, 1.5, mostDemoEntries + 1])('refuses %d entries', async (entries) => {
    await expect(writeDemoLeak({ entries, outDir: directory })).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('synthetic people', () => {
  it('have valid numbers in places that do not exist, addresses in reserved domains', () => {
    const random = seededRandom(7);
    for (let index = 0; index < 3000; index++) {
      const form = nirForms[index % nirForms.length] ?? 'mainland';
      const { nir, key, email } = makePerson((index * 104_729) % population, random, form);
      expect(parseNir(nir + (key ?? '')).kind).toBe('ok');
      expect(nir).toMatch(/^[12]....(?:(?:\d\d|2[AB])9[2-9]\d|97[1-46][89]\d|99[6-9]\d\d)\d{3}$|^[5-8][12]99\d{9}$/);
      expect(nir.slice(-3)).not.toBe(key === null ? '' : '000');
      expect(email).toMatch(/@(?:.*\.example|example\.(?:org|net)|.*\.invalid)$/);
    }
  });

  it('are all different', () => {
    const random = seededRandom(7);
    const seen = new Set<string>();
    for (let index = 0; index < 100_000; index++) {
      const { nir, email } = makePerson(index, random);
      seen.add(nir).add(email);
    }
    expect(seen.size).toBe(200_000);
    // The scatter is a permutation: no two indexes share a place.
    const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
    expect(gcd(23_456_789, population)).toBe(1);
    expect(population * 23_456_789).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });

  it('have phone numbers of fiction and IBANs of no bank, whose keys hold', () => {
    const random = seededRandom(7);
    for (let i = 0; i < 300; i++) {
      expect(makePhone(random)).toMatch(/^(026191|035301|046571|053649|063998)\d{4}$/);
      const iban = makeIban(random);
      expect(iban).toMatch(/^FR\d{2}99999\d{18}$/);
      expect(BigInt(`${iban.slice(4)}1527${iban.slice(2, 4)}`) % 97n).toBe(1n);
    }
  });
});

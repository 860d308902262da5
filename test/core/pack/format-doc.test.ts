/** docs/FORMAT.md against the program: its hexadecimal is the vectors', its codes exist, its sections are those that code cites. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../src/core/error-codes.ts';

const root = join(import.meta.dirname, '../../..');
const text = readFileSync(join(root, 'docs/FORMAT.md'), 'utf8');
const vectors = join(root, 'test/vectors/pack');
const index = JSON.parse(readFileSync(join(vectors, 'index.json'), 'utf8'));

describe('FORMAT.md', () => {
  it('shows the bytes of tiny.vigie at the offsets it says, without a gap inside a section', () => {
    const file = readFileSync(join(vectors, 'packs/tiny.vigie'));
    let shown = 0;
    for (const [, offset = '', hex = ''] of text.matchAll(
      /^([0-9a-f]{6}) {2}((?:[0-9a-f]{2} )*[0-9a-f]{2})(?: {3}|$)/gm,
    )) {
      const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
      const at = Number.parseInt(offset, 16);
      expect(file.subarray(at, at + bytes.length).toString('hex'), offset).toBe(bytes.toString('hex'));
      shown += bytes.length;
    }
    // 108 bytes of header, 16 of manifest, 32 of table, 16 of private part, 18 records and a tag of bucket.
    expect(shown).toBe(108 + 16 + 32 + 16 + 18 * 18 + 16);
  });

  it('shows the keys, the manifest and the look-up of tiny.vigie', () => {
    const tiny = index.packs[0];
    for (const value of [...Object.values<string>(tiny.keys), tiny.packId, tiny.verdicts[0].stretched]) {
      expect(text).toContain(value);
    }
    for (const { tag } of tiny.verdicts.slice(0, 2)) expect(text).toContain(`${tag}  `);
    expect(text).toContain(index.trusted[0].keyId);
    const file = readFileSync(join(vectors, tiny.file));
    const manifest = JSON.parse(file.subarray(108, 108 + file.readUInt32LE(8)).toString('utf8'));
    const { salt, nonce, sealedKey } = manifest.slots[0];
    for (const value of [manifest.tableSha256, manifest.privateSha256, manifest.stretch.salt, salt, nonce, sealedKey]) {
      expect(text).toContain(value);
    }
    expect(text).toContain(Buffer.from('nir:2550814168025').toString('hex'));
    expect(Object.keys(manifest).join(' ')).toBe(membersInOrder());
  });

  it('names every defect of the vectors, and the code that each raises', () => {
    const table = text.slice(text.indexOf('### 8.1'), text.indexOf('### 8.2'));
    const rows = table
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split('|').slice(1, -1));
    let step = '';
    const claims: { step: string; codes: string; patterns: string[] }[] = [];
    for (const [first = '', , codes = '', vectorNames = ''] of rows.slice(2)) {
      step = first.trim() || step;
      claims.push({ step, codes, patterns: [...vectorNames.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name) });
    }
    for (const { file, code, step: failsAt } of index.defects) {
      const name = file.slice('defects/'.length, -'.vigie'.length);
      const ofStep = claims.filter((claim) => claim.codes.includes(`\`${code}\``));
      expect(
        ofStep.some((claim) => claim.step === failsAt || failsAt === 'canaries'),
        `${name}: ${failsAt} ${code}`,
      ).toBe(true);
    }
    const names: string[] = index.defects.map(({ file }: { file: string }) => file.slice(8, -6));
    for (const { patterns, codes } of claims) {
      for (const pattern of patterns) {
        const matching = index.defects.filter(
          (_: unknown, i: number) =>
            names[i] === pattern || (pattern.endsWith('*') && names[i]?.startsWith(pattern.slice(0, -1))),
        );
        expect(matching.length, pattern).toBeGreaterThan(0);
        if (!pattern.endsWith('*')) for (const { code } of matching) expect(codes, pattern).toContain(code);
      }
    }
  });

  it('names only codes that exist', () => {
    const codes = new Set<string>(errorCodes);
    const named = [
      ...text.matchAll(
        /`((?:pack|manifest|signature|signer|table|private|bucket|slot|commitment|family|canary|cost|too)-[a-z-]+)`/g,
      ),
    ];
    const defects = new Set(index.defects.map(({ file }: { file: string }) => file.slice(8, -6)));
    for (const [, name = ''] of named) {
      if (!defects.has(name) && !name.endsWith('-')) expect([...codes], name).toContain(name);
    }
  });

  it('has every section that the code cites', () => {
    const sections = new Set([...text.matchAll(/^#{2,3} (\d+(?:\.\d+)?)\.? /gm)].map(([, number = '']) => number));
    const cited = new Set<string>();
    for (const folder of ['src', 'test', 'scripts']) {
      for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(ts|tsx|mjs)$/.test(entry.name)) continue;
        const source = readFileSync(join(entry.parentPath, entry.name), 'utf8');
        for (const [citation] of source.matchAll(/FORMAT(?:\.md)? (?:§\d+(?:\.\d+)?(?:, )?)+/g)) {
          for (const [, number = ''] of citation.matchAll(/§(\d+(?:\.\d+)?)/g)) cited.add(number);
        }
      }
    }
    expect(cited.size).toBeGreaterThan(10);
    for (const number of cited) expect([...sections], `§${number}`).toContain(number);
    for (const [, number = ''] of text.matchAll(/§(\d+(?:\.\d+)?)/g)) {
      // RFCs have sections as well: those are cited with their RFC.
      if (!new RegExp(`RFC \\d+ §${number.replace('.', '\\.')}`).test(text)) expect([...sections]).toContain(number);
    }
  });
});

/** The order of members that §9 states, the stretch's own in parentheses left out. */
function membersInOrder(): string {
  const paragraph = /The order of members[\s\S]*?A reader MUST NOT rely on it/.exec(text)?.[0] ?? '';
  const list = paragraph.slice(paragraph.indexOf(' is: ')).replace(/\([^)]*\)/g, '');
  return [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name).join(' ');
}

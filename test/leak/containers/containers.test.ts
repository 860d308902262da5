import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isVigieError } from '../../../src/core/errors.ts';
import { Budget, unitSeparator } from '../../../src/leak/containers/container.ts';
import { openMembers } from '../../../src/leak/containers/open.ts';
import { canonicalOf, readFiles } from '../read-sold.ts';

const vectors = join(import.meta.dirname, 'vectors');
const people = readFileSync(join(vectors, 'people.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .flatMap((line) => [line.split(';')[0] ?? '', line.split(';')[2] ?? ''])
  .map(canonicalOf)
  .sort();

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'vigie-containers-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Everyone found in a file. */
async function everyoneIn(name: string): Promise<string[]> {
  const { found, refused } = await readFiles([join(vectors, name)]);
  expect(refused).toBeNull();
  return [...found.keys()].sort();
}

/** Why a file is refused; throws if it is not. */
async function whyRefused(path: string): Promise<Record<string, unknown>> {
  try {
    for await (const member of openMembers({ path }))
      for await (const chunk of member.chunks) expect(chunk).toBeDefined();
  } catch (error) {
    if (isVigieError(error)) return { code: error.code, ...error.details };
    throw error;
  }
  throw new Error('it was read');
}

const bytesOf = (name: string) => readFileSync(join(vectors, name));

function write(name: string, bytes: Uint8Array): string {
  const path = join(scratch, name);
  writeFileSync(path, bytes);
  return path;
}

describe('people in a container', () => {
  it.each([
    ...['two-streams.csv.bz2', 'two-streams.csv.xz', 'two-frames.csv.zst'],
    ...[
      'files.tar',
      'files.tar.gz',
      'files.tar.xz',
      'old.tar',
      'files.zip',
      'bzip2-method.zip',
      'zip-in-zip.zip',
      'zip-in-tar.tar',
    ],
    ...['people.xlsx', 'people.ods', 'two-sheets.xlsx', 'one-column.xlsx', 'people.sqlite', 'wal-mode.sqlite'],
  ])('%s: all six are found', async (name) => {
    expect(await everyoneIn(name)).toEqual(people);
  });

  it('names the members of an archive and the sheets of a workbook', async () => {
    const { members } = await readFiles([join(vectors, 'two-sheets.xlsx')]);
    expect(members.map(({ name }) => name)).toEqual(['Assurés', 'Suite', 'Caché']);
    const archive = await readFiles([join(vectors, 'files.tar.xz')]);
    expect(archive.members.map(({ name, containers }) => [name, containers])).toEqual([
      ['d/one.csv', ['xz', 'tar']],
      ['d/sub/two.csv', ['xz', 'tar']],
    ]);
  });

  it('leaves nothing beside a database that it read', async () => {
    for (const name of ['people.sqlite', 'wal-mode.sqlite']) {
      const path = join(scratch, name);
      copyFileSync(join(vectors, name), path);
      await readFiles([path]);
    }
    expect(readdirSync(scratch).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([]);
    expect(readFileSync(join(scratch, 'wal-mode.sqlite'))).toEqual(bytesOf('wal-mode.sqlite'));
  });

  it('writes a number of fifteen digits as the sheet holds it, never rounded', async () => {
    let text = '';
    for await (const member of openMembers({ path: join(vectors, 'people.xlsx') })) {
      for await (const chunk of member.chunks) text += chunk.toString('utf8');
    }
    expect(text).toContain(`255081416802538${unitSeparator}`);
  });
});

describe('containers that are refused by name', () => {
  it.each([
    ['encrypted.zip', 'zip'],
    ['encrypted-aes.zip', 'zip'],
  ])('%s: encrypted', async (name, container) => {
    const why = await whyRefused(join(vectors, name));
    expect(why).toMatchObject({ code: 'input-malformed', reason: 'container-encrypted', container });
  });

  it('names a method of zip that is not undone, and the command that undoes it', async () => {
    expect(await whyRefused(join(vectors, 'lzma-method.zip'))).toMatchObject({
      reason: 'container-unsupported',
      hint: ': 7z x -so FILE | vigie build --in -',
    });
  });

  it.each([
    ['7z', '377abcaf271c0004'],
    ['rar', '526172211a0701'],
    ['xls', 'd0cf11e0a1b11ae1'],
    ['pg_dump', '5047444d50010e'],
    ['parquet', '50415231'],
    ['pdf', '255044462d312e37'],
    ['lz4', '04224d18'],
    ['age', Buffer.from('age-encryption.org/v1\n').toString('hex')],
    ['access', `00010000${Buffer.from('Standard Jet DB').toString('hex')}`],
  ])('%s', async (name, magic) => {
    const path = write(`magic-${name}`, Buffer.concat([Buffer.from(magic, 'hex'), Buffer.alloc(600)]));
    const why = await whyRefused(path);
    expect(why).toMatchObject({ code: 'input-malformed', container: name, hint: expect.stringMatching(/FILE/) });
  });

  it('says that a spreadsheet in an OLE file is encrypted', async () => {
    const bytes = Buffer.alloc(2048);
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    bytes.set(Buffer.from('EncryptedPackage', 'utf16le'), 1024);
    expect(await whyRefused(write('locked.xlsx', bytes))).toMatchObject({
      reason: 'container-encrypted',
      container: 'xlsx',
    });
  });
});

describe('damaged containers', () => {
  const names = [
    'two-streams.csv.bz2',
    'two-streams.csv.xz',
    'two-frames.csv.zst',
    'files.tar',
    'files.zip',
    'people.xlsx',
    'people.ods',
  ];

  it.each(names)('%s: cut anywhere, it is refused or all are found, never fewer without a word', async (name) => {
    const whole = bytesOf(name);
    for (let cut = 1; cut < 12; cut++) {
      const path = write(`cut-${name}`, whole.subarray(0, Math.floor((whole.length * cut) / 12)));
      const { found, refused } = await readFiles([path]);
      if (refused === null) expect([name, cut, [...found.keys()].sort()]).toEqual([name, cut, people]);
      else expect(refused).toMatch(/^input-/);
    }
  });

  it.each(['two-streams.csv.bz2', 'two-streams.csv.xz', 'files.zip'])('%s: a changed byte is seen', async (name) => {
    const whole = bytesOf(name);
    for (let at = 64; at < Math.min(whole.length - 64, 320); at += 37) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
      const { found, refused } = await readFiles([write(`bad-${name}`, bytes)]);
      if (refused === null) expect([at, [...found.keys()].sort()]).toEqual([at, people]);
    }
  });
});

describe('bombs', () => {
  it('refuses what unpacks to a thousand times its size', () => {
    const budget = new Budget();
    budget.read(1000);
    expect(() => budget.unpacked(300 * 1024 * 1024, 'gzip')).toThrow(
      expect.objectContaining({ code: 'input-malformed' }),
    );
  });

  it('reads gzip members on behind any zero padding, and refuses what is no member', async () => {
    const text = (from: number, many: number) =>
      Array.from({ length: many }, (_, i) => `a${from + i}@exemple.fr\n`).join('');
    for (const padding of [0, 1, 512, 262_143, 262_144, 300_000]) {
      const members = [gzipSync(text(0, 3)), gzipSync(text(3, 20_000)), gzipSync(text(20_003, 1))];
      const path = write('padded.gz', Buffer.concat(members.flatMap((one) => [one, Buffer.alloc(padding)])));
      const { found, refused } = await readFiles([path]);
      expect([refused, found.size], String(padding)).toEqual([null, 20_004]);
      const cut = write(
        'cut.gz',
        Buffer.concat([...members.slice(0, 1), Buffer.alloc(padding), bytesOf('people.csv')]),
      );
      expect(await whyRefused(cut)).toMatchObject({ code: 'input-malformed', container: 'gzip' });
    }
  });

  it('lets go of a bomb in a bomb', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(320 * 1024 * 1024)));
    const why = await whyRefused(write('bomb.gz', bomb));
    expect(why).toMatchObject({ code: 'input-malformed', reason: 'container-bomb' });
  });
});

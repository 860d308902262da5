/** Bad rows, bad files, bad quotes: each has its reason or its code, and costs nobody else a row. */
import { mkdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseColumnOverrides } from '../../src/leak/meaning/overrides.ts';
import { readLeak as openLeak } from '../../src/leak/read-leak.ts';
import { leakFile, readLeak } from './leak-files.ts';

const sound = '2840588321025;paul@example.org;x;Paul\n';
const header = 'nir;mail;mdp;nom\n';

describe('bad rows', () => {
  it('are counted by their first fault, with line numbers; the good identifier of a row is indexed all the same', async () => {
    const read = await readLeak(
      `${header}284058832102533;paul@example.org;x;\n;;x;\n2840588321025;@@;;\n1.84012E+14;;;\n\n2840588321025;;x;y;z\n${sound}`,
    );
    expect(read.summary).toEqual({
      rows: 6,
      bad: 4,
      lost: 2,
      reasons: {
        'nir-key-wrong': [2],
        'no-identifier': [3],
        'email-at': [4],
        'nir-scientific': [5],
      },
    });
    expect(read.members[0]?.book.layouts[0]?.ragged).toBe(1);
    // A cell that is there was exposed, even if it cannot be looked up.
    expect(read.lines).toEqual([
      '|paul@example.org|ameli-login email nir',
      '2840588321025||email nir',
      '2840588321025||ameli-login nir civil-status',
      '2840588321025|paul@example.org|ameli-login email nir civil-status',
    ]);
  });

  it('keep only the first line numbers of a reason', async () => {
    const read = await readLeak(`${header}${'x;;;\n'.repeat(50)}`, { linesPerReason: 3 });
    expect(read.summary).toMatchObject({ bad: 50, reasons: { 'nir-character': [2, 3, 4] } });
  });

  it('empty cells are those with quotes, blanks or a word for none', async () => {
    const empties = ['""', '" "', 'null', 'NULL', '-', 'N/A', '\\N', '  ', "''"];
    const read = await readLeak(
      `${header}${empties.map((cell) => `2840588321025;${cell};${cell};${cell}\n`).join('')}`,
    );
    expect(new Set(read.lines.slice(0, -1))).toEqual(new Set(['2840588321025||nir']));
    expect(read.summary.bad).toBe(0);
  });
});

describe('quotes', () => {
  it('may hold delimiters, quotes and line breaks; lines are counted on', async () => {
    const read = await readLeak(`${header}2840588321025;;"a;b""c";"rue\nde la\nPaix"\n${sound}x;;;\n`);
    expect(read.lines).toEqual(['2840588321025||ameli-login nir civil-status', expect.stringContaining('paul')]);
    expect(read.summary.reasons).toEqual({ 'nir-character': [6] });
  });

  it.each([
    ['never closed', '284052A321025;;"open;Jean\n'],
    [
      'closed rows later, by another stray one',
      `284052A321025;;"open;Jean\n${sound.repeat(3)}284052B321025;;"again;Jean\n`,
    ],
    ['followed by text', '284052A321025;;"op"en;Jean\n'],
    ['in the middle', '284052A321025;;op"en;Jean\n'],
  ])('that are stray swallow no row: %s', async (_case, stray) => {
    const content = `${header}${sound.repeat(2000)}${stray}${sound.repeat(30_000)}x;;;\n`;
    const lines = content.split('\n').length - 1;
    const read = await readLeak(content);
    expect(read.rows).toHaveLength(lines - 2);
    expect(read.rows.filter(({ nir }) => nir === '284052A321025')).toHaveLength(1);
    expect(read.summary.reasons).toEqual({ 'nir-character': [lines] });
  });
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is still held once garbage is collected: how much of it lies about depends on the machine, and on what else it does. */
function bytesHeld(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('sizes', () => {
  it('a field of 900 kB is read; a line of more than 16 MiB is dropped and named; a quote of 3 MB is given up', async () => {
    const read = await readLeak(
      `${header}2840588321025;;${'p'.repeat(900_000)};\n2840588321025;;${'p'.repeat(17_000_000)};\n${sound}`,
    );
    expect(read.lines).toEqual(['2840588321025||ameli-login nir', expect.stringContaining('paul')]);
    expect(read.summary.reasons).toEqual({ 'row-too-long': [3] });
    const open = await readLeak(`${header}284052A321025;;"${'\n'.repeat(3_000_000)}${sound}`);
    expect(open.rows.map(({ nir }) => nir)).toEqual(['284052A321025', '2840588321025']);
  });

  it('memory does not grow with the file', async () => {
    const path = leakFile(gzipSync(header + sound.repeat(400_000)));
    const leak = openLeak({ path });
    let rows = 0;
    let highest = 0;
    const before = bytesHeld();
    let nextLook = 0;
    for await (const batch of leak.batches) {
      rows += batch.length / 2;
      if (rows < nextLook) continue;
      nextLook = rows + 40_000;
      highest = Math.max(highest, bytesHeld());
    }
    expect(rows).toBe(400_000);
    // The text alone is 15 MB, its rows as objects over 100 MB.
    expect(highest - before).toBeLessThan(12 * 1024 * 1024);
  });
});

describe('bad files', () => {
  const fails = async (content: string | Uint8Array, code: string, details: object = {}, columns?: string) => {
    const options = columns === undefined ? {} : { columns: parseColumnOverrides(columns) };
    await expect(readLeak(content, options)).rejects.toMatchObject({ code, details });
  };

  it('empty, blank, header only', async () => {
    for (const content of ['', ' \n\n', header, gzipSync('')]) await fails(content, 'input-empty');
  });

  it('gzip truncated or corrupt', async () => {
    const random = Array.from(
      { length: 4000 },
      (_, i) => `2840588321025;p${(i * 7919) % 10007}@example.org;${i * 31};x\n`,
    );
    const packed = gzipSync(header + random.join(''));
    await fails(packed.subarray(0, packed.length - 1), 'input-malformed', { reason: 'container-truncated' });
    await fails(packed.subarray(0, packed.length >> 1), 'input-malformed', { reason: 'container-truncated' });
    await fails(packed.subarray(0, 5), 'input-malformed', { reason: 'container-truncated' });
    const corrupt = Buffer.from(packed);
    corrupt.fill(0xff, packed.length >> 1, (packed.length >> 1) + 64);
    await fails(corrupt, 'input-malformed', { reason: 'container-corrupt' });
  });

  it('no leak at all', async () => {
    const noise = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 0xff));
    await fails(Buffer.concat([Buffer.from('\x7fELF'), noise]), 'input-no-identifier-column', { reason: 'no-shape' });
  });

  it('no identifier at all: nobody is made up', async () => {
    expect((await readLeak('ville;nom\nRennes;Durand\n')).lines).toEqual([]);
    expect((await readLeak('{"ville":"Rennes"}\n')).lines).toEqual([]);
  });

  it('a column named by hand that is not there', async () => {
    await fails(
      `${header}${sound}`,
      'input-column-unknown',
      { override: 2, target: 'email', columnCount: 4 },
      'nir=nir,email=courriel',
    );
  });

  it('tells no cell of a file without header', async () => {
    const secrets = ['Durand', 'Rennes', 'azerty', 'paul@example.org', '2840588321025', '0639980001'];
    for (const delimiter of [';', ',', '\t', '|']) {
      for (const cells of [secrets, secrets.slice(0, 3), secrets.toReversed(), secrets.slice(1, 3)]) {
        const line = `${cells.join(delimiter)}\n`;
        for (const columns of [undefined, 'nir=Durand']) {
          const options = columns === undefined ? {} : { columns: parseColumnOverrides(columns) };
          const error = await readLeak(line.repeat(3), options).catch((thrown) => thrown);
          const told = JSON.stringify([error.code, error.details, error.message]);
          for (const secret of secrets) expect(told).not.toContain(secret);
        }
      }
    }
  });

  it('not there, a directory', async () => {
    const path = leakFile('x');
    await expect(openLeak({ path: `${path}-absent` }).batches.next()).rejects.toMatchObject({ code: 'file-not-found' });
    mkdirSync(`${path}-directory`);
    await expect(openLeak({ path: `${path}-directory` }).batches.next()).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });

  it('stops when told to', async () => {
    const abort = new AbortController();
    const leak = openLeak({ path: leakFile(header + sound.repeat(100_000)), signal: abort.signal });
    const reading = (async () => {
      for await (const _batch of leak.batches) abort.abort();
    })();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('is closed when nobody reads it', async () => {
    const leak = openLeak({ path: leakFile(gzipSync(header + sound.repeat(100_000))) });
    await leak.batches.next();
    await leak.batches.return(undefined);
    expect((await leak.batches.next()).done).toBe(true);
  });
});

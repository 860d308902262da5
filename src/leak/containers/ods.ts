/** OpenDocument spreadsheets (ODF 1.3 part 3, §9): each table is a member. A number is taken from its value, not from what is shown. */
import type { Budget, Container } from './container.ts';
import { unitsRow } from './container.ts';
import { randomSource } from './read-whole.ts';
import { containerFault } from './refuse.ts';
import { xmlFeed } from './xlsx.ts';
import { openZip, type ZipArchive, type ZipFile } from './zip.ts';

const mimetype = 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet';

export const ods: Container = {
  name: 'ods',
  // The first file of the archive is `mimetype`, stored as it is (ODF 1.3 part 2, §3.3).
  recognise: (start) => start.toString('latin1', 30, 30 + mimetype.length) === mimetype,
  async *members(source, budget) {
    const archive = await openZip(await randomSource(source, budget, 'ods'), 'ods');
    const content = archive.files.find(({ name }) => name === 'content.xml');
    if (content === undefined) throw containerFault('container-corrupt', 'ods');
    const manifest = archive.files.find(({ name }) => name === 'META-INF/manifest.xml');
    if (manifest !== undefined && (await holdsEncryption(archive, manifest, budget))) {
      throw containerFault('container-encrypted', 'ods', 'libreoffice --headless --convert-to csv FILE');
    }
    yield* tablesOf(archive, content, budget);
  },
};

async function holdsEncryption(archive: ZipArchive, manifest: ZipFile, budget: Budget): Promise<boolean> {
  for await (const chunk of archive.read(manifest, budget)) if (chunk.includes('encryption-data')) return true;
  return false;
}

/**
 * The tables follow each other in one part of the archive, which is read once for each of them: members are handed out one after
 * another, and the rows of one table must not be held in memory while another is read.
 */
async function* tablesOf(archive: ZipArchive, content: ZipFile, budget: Budget): ReturnType<Container['members']> {
  for (let number = 0; ; number++) {
    const found = { name: '', there: false };
    const chunks = rowsOf(archive, content, budget, number, found);
    const first = await chunks.next();
    if (!found.there) return;
    if (first.done) continue;
    yield { name: found.name, chunks: prepend(first.value, chunks), dialect: 'units' };
  }
}

async function* prepend(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* rowsOf(
  archive: ZipArchive,
  content: ZipFile,
  budget: Budget,
  wanted: number,
  found: { name: string; there: boolean },
): AsyncGenerator<Buffer> {
  let out = '';
  let table = -1;
  let depth = 0;
  let cells: string[] = [];
  let repeated = 1;
  let text = '';
  let value = '';
  let paragraphs = 0;
  let inParagraph = 0;
  let inCell = false;
  let done = false;
  const feed = xmlFeed('ods', {
    open: (name, attribute) => {
      if (name === 'table') {
        // A table inside a cell belongs to that cell's table.
        if (depth++ === 0) table++;
        if (table === wanted && depth === 1) {
          found.there = true;
          found.name = attribute('name');
        }
      }
      if (table !== wanted || depth === 0) return;
      if (name === 'table-row') cells = [];
      else if (name === 'table-cell' || name === 'covered-table-cell') {
        inCell = true;
        repeated = Math.max(1, Number(attribute('number-columns-repeated')) || 1);
        value = attribute('value-type') === 'float' ? attribute('value') : '';
        text = '';
        paragraphs = 0;
      } else if (name === 'p' && inCell) {
        if (paragraphs++ > 0) text += '\n';
        inParagraph++;
      } else if (name === 's' && inParagraph > 0) text += ' '.repeat(Math.min(1000, Number(attribute('c')) || 1));
      else if (name === 'tab' && inParagraph > 0) text += '\t';
      else if (name === 'line-break' && inParagraph > 0) text += '\n';
    },
    close: (name) => {
      if (name === 'table' && --depth === 0 && table === wanted) done = true;
      if (table !== wanted) return;
      if (name === 'p' && inParagraph > 0) inParagraph--;
      else if (name === 'table-cell' || name === 'covered-table-cell') {
        inCell = false;
        const cell = value !== '' ? value : text;
        // Empty cells are repeated up to the sheet's edge: only those before a filled one are written.
        for (let i = 0; i < Math.min(repeated, 1024); i++) cells.push(cell);
      } else if (name === 'table-row') {
        let filled = cells.length;
        while (filled > 0 && cells[filled - 1] === '') filled--;
        if (filled > 0) out += unitsRow(cells.slice(0, filled));
      }
    },
    text: (piece) => {
      if (inParagraph > 0 && table === wanted) text += piece;
    },
  });
  const chunks = archive.read(content, budget);
  try {
    for await (const chunk of chunks) {
      feed.push(chunk);
      if (out !== '') {
        yield Buffer.from(out, 'utf8');
        out = '';
      }
      if (done) return;
    }
    feed.end();
  } finally {
    await chunks.return(undefined);
  }
}

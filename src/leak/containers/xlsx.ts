/**
 * Office Open XML spreadsheets (ECMA-376 part 1, §18): each sheet is a member, hidden ones too. Numbers are handed on as the file
 * writes them, so that the digits of a NIR are never rounded here.
 */
import sax from 'sax';
import type { Budget, Container } from './container.ts';
import { unitsRow } from './container.ts';
import { randomSource } from './read-whole.ts';
import { asContainerFault, containerFault } from './refuse.ts';
import { openZip, type ZipArchive, type ZipFile } from './zip.ts';
import { zipHolds } from './zip-start.ts';

export const xlsx: Container = {
  name: 'xlsx',
  recognise: (start) => zipHolds(start, /^(\[Content_Types\]\.xml|xl\/)/),
  async *members(source, budget) {
    const archive = await openZip(await randomSource(source, budget, 'xlsx'), 'xlsx');
    const parts = new Map(archive.files.map((file) => [file.name.toLowerCase(), file]));
    if (parts.has('xl/workbook.bin')) {
      throw containerFault('container-unsupported', 'xlsb', 'libreoffice --headless --convert-to xlsx FILE');
    }
    const workbook = parts.get('xl/workbook.xml');
    if (workbook === undefined)
      throw containerFault('container-unsupported', 'ooxml', 'libreoffice --headless --convert-to txt FILE');
    const sheets = await sheetsOf(archive, workbook, parts.get('xl/_rels/workbook.xml.rels'), budget);
    const shared = parts.get('xl/sharedstrings.xml');
    const strings = shared === undefined ? [] : await sharedStrings(archive, shared, budget);
    for (const { name, path } of sheets) {
      const file = parts.get(path.toLowerCase());
      if (file !== undefined) yield { name, chunks: rowsOf(archive, file, strings, budget), dialect: 'units' };
    }
    // What stands beside the cells: comments, and addresses behind links.
    for (const file of archive.files) {
      if (/^xl\/((threaded)?comments|drawings\/)[^/]*.*\.xml$|^xl\/worksheets\/_rels\//i.test(file.name)) {
        yield { name: file.name, chunks: looseTexts(archive, file, budget), dialect: 'remarks' };
      }
    }
  },
};

/** An event parser over a part of the archive. Namespaces' prefixes are dropped: writers choose them freely. */
async function parsePart(
  archive: ZipArchive,
  file: ZipFile,
  budget: Budget,
  on: XmlEvents,
  after?: () => Promise<void> | void,
): Promise<void> {
  const feed = xmlFeed('xlsx', on);
  for await (const chunk of archive.read(file, budget)) {
    feed.push(chunk);
    await after?.();
  }
  feed.end();
}

export interface XmlEvents {
  open(name: string, attribute: (name: string) => string): void;
  close(name: string): void;
  text(text: string): void;
}

/** Feeds bytes (UTF-8, or UTF-16 with its mark) to an XML parser. @throws VigieError 'input-malformed' `container-corrupt` */
export function xmlFeed(container: string, on: XmlEvents): { push(chunk: Buffer): void; end(): void } {
  const parser = sax.parser(true, {});
  let decoder: TextDecoder | null = null;
  parser.onerror = (error) => {
    throw asContainerFault(error, container);
  };
  parser.onopentag = (tag) => {
    const attributes = tag.attributes as Readonly<Record<string, string>>;
    on.open(localName(tag.name), (name) => attributeOf(attributes, name));
  };
  parser.onclosetag = (name) => on.close(localName(name));
  parser.ontext = (text) => on.text(text);
  parser.oncdata = (text) => on.text(text);
  return {
    push(chunk) {
      decoder ??= new TextDecoder(
        chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : chunk[0] === 0xfe ? 'utf-16be' : 'utf-8',
      );
      parser.write(decoder.decode(chunk, { stream: true }));
    },
    end() {
      parser.write(decoder?.decode() ?? '');
      parser.close();
    },
  };
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function attributeOf(attributes: Readonly<Record<string, string>>, wanted: string): string {
  const plain = attributes[wanted];
  if (plain !== undefined) return plain;
  for (const [name, value] of Object.entries(attributes)) if (name.endsWith(`:${wanted}`)) return value;
  return '';
}

async function sheetsOf(
  archive: ZipArchive,
  workbook: ZipFile,
  relations: ZipFile | undefined,
  budget: Budget,
): Promise<{ name: string; path: string }[]> {
  const targets = new Map<string, string>();
  if (relations !== undefined) {
    await parsePart(archive, relations, budget, {
      open: (name, attribute) => {
        if (name === 'Relationship') targets.set(attribute('Id'), pathOf(attribute('Target')));
      },
      close: () => {},
      text: () => {},
    });
  }
  const sheets: { name: string; path: string }[] = [];
  await parsePart(archive, workbook, budget, {
    open: (name, attribute) => {
      if (name !== 'sheet') return;
      const path = targets.get(attribute('r:id') || attribute('id')) ?? `xl/worksheets/sheet${sheets.length + 1}.xml`;
      sheets.push({ name: attribute('name'), path });
    },
    close: () => {},
    text: () => {},
  });
  return sheets;
}

function pathOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
}

async function sharedStrings(archive: ZipArchive, file: ZipFile, budget: Budget): Promise<string[]> {
  const strings: string[] = [];
  let text: string | null = null;
  let inText = false;
  let phonetic = 0;
  await parsePart(archive, file, budget, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') inText = phonetic === 0;
    },
    close: (name) => {
      if (name === 'si') {
        strings.push(undoEscapes(text ?? ''));
        text = null;
      } else if (name === 'rPh') phonetic--;
      else if (name === 't') inText = false;
    },
    text: (piece) => {
      if (inText && text !== null) text += piece;
    },
  });
  return strings;
}

/** `_x000D_` stands for a character that XML cannot hold (ECMA-376 §22.9.2.19). */
function undoEscapes(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

async function* rowsOf(
  archive: ZipArchive,
  file: ZipFile,
  strings: readonly string[],
  budget: Budget,
): AsyncGenerator<Buffer> {
  let out = '';
  let cells: string[] = [];
  let at = 0;
  let type = '';
  let value = '';
  let taking = false;
  const feed = xmlFeed('xlsx', {
    open: (name, attribute) => {
      if (name === 'row') cells = [];
      else if (name === 'c') {
        at = columnOf(attribute('r')) ?? cells.length;
        type = attribute('t');
        value = '';
      } else if (name === 'v' || name === 't') taking = true;
    },
    close: (name) => {
      if (name === 'v' || name === 't') taking = false;
      else if (name === 'c') {
        if (value === '') return;
        while (cells.length < at) cells.push('');
        cells[at] = type === 's' ? (strings[Number(value)] ?? '') : undoEscapes(value);
      } else if (name === 'row' && cells.length > 0) out += unitsRow(cells);
    },
    text: (piece) => {
      if (taking) value += piece;
    },
  });
  for await (const chunk of archive.read(file, budget)) {
    feed.push(chunk);
    if (out !== '') {
      yield Buffer.from(out, 'utf8');
      out = '';
    }
  }
  feed.end();
  if (out !== '') yield Buffer.from(out, 'utf8');
}

/** The widest sheet there is (XFD). A reference beyond it is no reference. */
const mostColumns = 16_384;

/** `AB12` → 27. @returns null if the reference is absent or no reference */
function columnOf(reference: string): number | null {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column === 0 || column > mostColumns ? null : column - 1;
}

/** What holds the runs of one text: a comment, a threaded one, a paragraph of a drawing. */
const ofParagraphs: ReadonlySet<string> = new Set(['text', 'comment', 'threadedComment', 'p']);

/** Every text and every target of a link, one a row. */
async function* looseTexts(archive: ZipArchive, file: ZipFile, budget: Budget): AsyncGenerator<Buffer> {
  let out = '';
  // A paragraph is written in runs, one for each font: an address may go on from one to the next.
  let paragraph = '';
  const end = () => {
    if (paragraph.trim() !== '') out += unitsRow([paragraph]);
    paragraph = '';
  };
  await parsePart(archive, file, budget, {
    open: (_name, attribute) => {
      const target = attribute('Target');
      if (target.includes('@')) out += unitsRow([target]);
    },
    close: (name) => {
      if (ofParagraphs.has(name)) end();
    },
    text: (text) => {
      paragraph += text;
    },
  });
  end();
  if (out !== '') yield Buffer.from(out, 'utf8');
}

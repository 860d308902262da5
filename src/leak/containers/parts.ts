/**
 * Inputs that are pieces of one file, in order: `dump-aa.csv dump-ab.csv`, `x.zip.001`, `assures.part1of3`. Each was cut anywhere, in
 * the middle of a record as well, so they are read as one stream of bytes.
 */
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { VigieError } from '../../core/errors.ts';
import { isHeader } from '../shapes/dialect.ts';
import { containers } from './all.ts';

/** A name without its running mark, and the mark's place in the sequence. */
interface PartName {
  readonly stem: string;
  readonly index: number;
  /** How many parts the name itself says that there are. */
  readonly of: number | null;
  /** Mark of another place in the same sequence, to name what is missing. */
  nameOf(index: number): string;
}

/** The first bytes of a part, by which it is seen to begin by itself or not. */
const startBytes = 4096;

/**
 * Groups inputs that are pieces of one file, each group in the order of its pieces. Groups stand where their first piece stood.
 * @throws VigieError 'input-malformed' { reason: 'part-missing', missing: file name } for a gap in a sequence
 */
export async function groupParts(paths: readonly string[]): Promise<string[][]> {
  const groups: string[][] = [];
  const sequences = new Map<string, { group: string[]; parts: { path: string; name: PartName }[] }>();
  for (const path of paths) {
    const name = path === '-' ? null : partName(basename(path));
    if (name === null) {
      groups.push([path]);
      continue;
    }
    const key = join(dirname(path), name.stem);
    const known = sequences.get(key);
    if (known !== undefined) {
      known.parts.push({ path, name });
      continue;
    }
    const group: string[] = [];
    groups.push(group);
    sequences.set(key, { group, parts: [{ path, name }] });
  }
  for (const { group, parts } of sequences.values()) {
    parts.sort((a, b) => a.name.index - b.name.index);
    const apart = await beginByThemselves(parts);
    if (apart) {
      const at = groups.indexOf(group);
      groups.splice(at, 1, ...parts.map(({ path }) => [path]));
      continue;
    }
    refuseGap(parts.map(({ name }) => name));
    group.push(...parts.map(({ path }) => path));
  }
  return groups;
}

/** `aa`, `001`, `part1of3`, `part01`, `z01`: what runs in the names of pieces. A year or a plain number at the end is none. */
function partName(fileName: string): PartName | null {
  const letters = /^(.*?[-_.]|x)([a-z]{2,3})(\.[A-Za-z]\w*(?:\.(?:gz|bz2|xz|zst))?)?$/.exec(fileName);
  if (letters?.[2]?.startsWith('a') === true) {
    const [, before = '', mark = '', after = ''] = letters;
    const digitsOf = (index: number) => {
      let text = '';
      for (let rest = index; text.length < mark.length; rest = Math.floor(rest / 26))
        text = String.fromCharCode(97 + (rest % 26)) + text;
      return text;
    };
    const index = [...mark].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 97, 0);
    return { stem: `${before}*${after}`, index, of: null, nameOf: (one) => `${before}${digitsOf(one)}${after}` };
  }
  const numbered =
    /^(.*?)([-_. ]?part[-_. ]?|\.)(\d{1,4})(?:[-_. ]?(?:of|sur|de)[-_. ]?(\d{1,4}))?(\.[A-Za-z]\w*(?:\.(?:gz|bz2|xz|zst))?)?$/i.exec(
      fileName,
    );
  if (numbered === null) return null;
  const [, before = '', word = '', mark = '', of, after = ''] = numbered;
  // `.001` and its like alone, without the word: three digits at least, at the name's end.
  if (word === '.' && (mark.length < 3 || after !== '' || !mark.startsWith('0'))) return null;
  const rest = of === undefined ? after : fileName.slice(before.length + word.length + mark.length);
  return {
    stem: `${before}${word}*${rest}`,
    index: Number(mark),
    of: of === undefined ? null : Number(of),
    nameOf: (one) => `${before}${word}${String(one).padStart(mark.length, '0')}${rest}`,
  };
}

/** True if some later part has a container's magic, or the first part's header: then each is a file of its own. */
async function beginByThemselves(
  parts: readonly { readonly path: string; readonly name: PartName }[],
): Promise<boolean> {
  const [first, ...later] = parts;
  if (first === undefined) return false;
  const start = await readStart(first.path);
  const header = firstLine(start);
  const named = header !== '' && isHeader(header.split(/[;,\t|:]/));
  // Some containers' pieces begin with the container's own magic; a name that counts the parts says that they are pieces.
  if (first.name.of !== null) return false;
  for (const { path, name } of later) {
    const own = await readStart(path);
    if (containers.some(({ recognise }) => recognise(own, name.stem))) return true;
    if (named && firstLine(own) === header) return true;
    const line = firstLine(own);
    if (/^(?:<\?xml|BEGIN:VCARD|MSH\||H\||-- MySQL dump|%PDF)/.test(line)) return true;
  }
  // One part that says of itself that it is the first is the beginning of something; anything else is a file.
  return later.length === 0 && first.name.index > 1;
}

async function readStart(path: string): Promise<Buffer> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new VigieError(
      error.code === 'ENOENT' ? 'file-not-found' : 'file-unreadable',
      { system: error.code ?? 'unknown' },
      { cause: error },
    );
  });
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(startBytes), 0, startBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function firstLine(start: Buffer): string {
  return (start.toString('latin1').split(/[\r\n]/, 1)[0] ?? '').replace(/^\u00ef\u00bb\u00bf/, '').trim();
}

function refuseGap(names: readonly PartName[]): void {
  const [first] = names;
  if (first === undefined || (names.length === 1 && first.of === null)) return;
  // Counts begin at 0 or at 1.
  const from = Math.min(first.index, 1);
  const to = Math.max(first.of ?? 0, names.at(-1)?.index ?? 0);
  const there = new Set(names.map(({ index }) => index));
  for (let index = from; index <= to; index++) {
    if (!there.has(index))
      throw new VigieError('input-malformed', { reason: 'part-missing', missing: first.nameOf(index) });
  }
}

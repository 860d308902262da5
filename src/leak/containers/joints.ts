/**
 * Between two pieces of one input: were the bytes cut anywhere, as by `split -b`, or is each piece a file of whole lines of which the last was left
 * without its end? Told by what stands on either side. The wrong answer makes one row of two, or two of one.
 */
import { VigieError } from '../../core/errors.ts';
import { looksLikeIdentifier } from '../shapes/dialect.ts';
import { containers } from './all.ts';
import type { ByteSource } from './container.ts';

/** Bytes looked at on either side. */
const lookBytes = 16 * 1024;
const separators = [';', ',', '\t', '|', ':', '^', '~'];

type Joint = 'nothing' | 'line-end';

/**
 * @param pieces in order, each readable at random
 * @returns for each piece but the last, what has to stand between it and the next: no byte, or a line end in the text's own encoding
 * @throws VigieError 'input-malformed' { reason: 'parts-unclear' } where neither can be told from the other
 */
export async function jointsOf(pieces: readonly ByteSource[]): Promise<Buffer[]> {
  const [first] = pieces;
  const none = pieces.slice(1).map(() => Buffer.alloc(0));
  if (first === undefined || pieces.some(({ readAt, byteCount }) => readAt === null || byteCount === null)) return none;
  const start = await first.readAt?.(0, lookBytes * 4);
  if (start === undefined || containers.some(({ recognise }) => recognise(start, first.name))) return none;
  const sizes = pieces.map(({ byteCount }) => byteCount ?? 0);
  const joints: Buffer[] = [];
  let bytes = 0;
  for (let i = 1; i < pieces.length; i++) {
    const before = pieces[i - 1];
    const from = Math.max(0, (sizes[i - 1] ?? 0) - lookBytes);
    const tail = (await before?.readAt?.(from, lookBytes)) ?? Buffer.alloc(0);
    const head = (await pieces[i]?.readAt?.(0, lookBytes)) ?? Buffer.alloc(0);
    bytes += sizes[i - 1] ?? 0;
    const isWide = tail.includes(0) || head.includes(0);
    const joint = isWide && bytes % 2 === 1 ? 'nothing' : (jointOf(tail, head, from === 0) ?? bySizes(sizes));
    joints.push(joint === 'nothing' ? Buffer.alloc(0) : lineEnd(isWide ? tail : null));
  }
  return joints;
}

/** @param wide the end of a text of UTF-16; else null */
function lineEnd(wide: Buffer | null): Buffer {
  if (wide === null) return Buffer.from('\n');
  return Buffer.from('\n', 'utf16le')[wide.at(-1) === 0 ? 'subarray' : 'swap16']();
}

/**
 * @param isAll `tail` is the whole piece, its first line included
 * @returns null if the text does not tell
 */
function jointOf(tail: Buffer, head: Buffer, isAll: boolean): Joint | null {
  if (tail.length === 0 || head.length === 0) return 'nothing';
  if (isCutInside(tail, head)) return 'nothing';
  const before = textOf(tail);
  const after = textOf(head);
  if (/[\r\n]$/.test(before) || /^[\r\n]/.test(after)) return 'nothing';
  const last = before.slice(before.search(/[^\r\n]*$/));
  const next = after.slice(0, after.search(/[\r\n]|$/));
  return byCells(isAll ? `\n${before}` : before, after, last, next) ?? byContent(last, next);
}

/** A character of several bytes that is whole only where nothing is put between. */
function isCutInside(tail: Buffer, head: Buffer): boolean {
  if (((head[0] ?? 0) & 0xc0) !== 0x80) return false;
  const lead = tail.subarray(-3).findLast((byte) => (byte & 0xc0) !== 0x80) ?? 0;
  return lead >= 0xc2;
}

/** Characters of UTF-16 without their second byte, which tells nothing here. */
function textOf(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll('\0', '');
}

/** Lines of a table have as many separators each, the last and the first only if they are whole. */
function byCells(before: string, after: string, last: string, next: string): Joint | null {
  const lines = [...before.split(/\r\n?|\n/).slice(1, -1), ...after.split(/\r\n?|\n/).slice(1, -1)].filter(
    (line) => line.trim() !== '',
  );
  for (const separator of separators) {
    const count = (line: string) => line.split(separator).length - 1;
    const wanted = count(lines[lines.length >> 1] ?? '');
    if (wanted === 0 || lines.length < 2 || lines.filter((line) => count(line) === wanted).length < lines.length * 0.9)
      continue;
    const [here, there] = [count(last), count(next)];
    if (here === wanted && there === wanted) return 'line-end';
    if (here + there === wanted) return 'nothing';
  }
  return null;
}

/** The end of a statement or of a row: a parenthesis, then what parts it from the next. */
const statement = /\)\s*[,;]\s*$/;

/** One value a line: the two are whole, or what they make together is. */
function byContent(last: string, next: string): Joint | null {
  const isWhole = (line: string) => looksLikeIdentifier(line) || isJson(line);
  // Statements and rows of them may stand on one line as well.
  if (statement.test(last) && /^\s*(?:[(/-]|[A-Za-z]{2,}\s)/.test(next)) return 'line-end';
  const apart = isWhole(last) && (isWhole(next) || /^\s*(?:[{[(<]|insert\s)/i.test(next));
  const together = isWhole(last + next);
  if (apart !== together) return apart ? 'line-end' : 'nothing';
  return null;
}

function isJson(line: string): boolean {
  if (!/^\s*[{[]/.test(line)) return false;
  try {
    JSON.parse(line.trim().replace(/,$/, ''));
    return true;
  } catch {
    return false;
  }
}

/** `split -b` leaves pieces of one size, the last of which may be smaller; files of whole lines are of any. */
function bySizes(sizes: readonly number[]): Joint {
  const [first = 0] = sizes;
  const last = sizes.at(-1) ?? 0;
  const isSplit = last <= first && sizes.slice(0, -1).every((size) => size === first);
  if (!isSplit) return 'line-end';
  // Of two pieces, the larger comes first in half of all cases: only a round size is a sign.
  if (sizes.length > 2 || first % 1000 === 0 || first % 512 === 0) return 'nothing';
  throw new VigieError('input-malformed', { reason: 'parts-unclear', hint: ': cat FILE1 FILE2 | vigie build --in -' });
}

/** Cells that hold base64 of text: payloads of queues, tokens, addresses that somebody thought hidden. Read where most cells of a column do. */
import { isUtf8 } from 'node:buffer';
import type { ByteText } from '../text/block.ts';

/** A token's claims stand between its header and its signature (RFC 7519 §3). */
const token = /^eyJ[\w-]+\.([\w-]+)\.[\w-]*$/;
const others = /[^A-Za-z0-9+/_-]/;
/** An address of a few characters, at least; and at most what is worth decoding in a column of a table. */
const shortest = 12;
const longest = 256 * 1024;

/** @returns the text that the cell is the base64 of; null if it is of none */
export function decodeCell(cell: ByteText): ByteText | null {
  if (cell.length < shortest || cell.length > longest) return null;
  const trimmed = cell.trim();
  const body = token.exec(trimmed)?.[1] ?? trimmed.replace(/={1,2}$/, '');
  if (body.length < shortest || body.length % 4 === 1 || others.test(body)) return null;
  const bytes = Buffer.from(body, 'base64');
  return isUtf8(bytes) && bytes.every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13)
    ? bytes.toString('latin1')
    : null;
}

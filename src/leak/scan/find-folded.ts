/** Identifiers in which characters stand that nobody sees: found in the text without these. What holds none is left to the plain look. */
import { isAscii } from 'node:buffer';
import { findAddresses } from './find-addresses.ts';
import { findNirs, noLongRuns } from './find-nirs.ts';
import type { ScanHit, ScannedText } from './scanned.ts';

/** In UTF-8: the soft hyphen, U+034F, U+200B to U+200F, U+202A to U+202E, U+2060 to U+206F, variation selectors, the byte order mark. */
const unseen = /\xc2\xad|\xcd\x8f|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xb8[\x80-\x8f]|\xef\xbb\xbf/g;

/** Hits that begin in `[from, to)`, in the order of their places. */
export function findFolded(piece: ScannedText, from: number, to: number, separator: number): ScanHit[] {
  if (isAscii(piece.bytes)) return [];
  // Where each character was taken out: its place in what is left, and how many bytes were taken out up to there.
  const places: number[] = [];
  const taken: number[] = [];
  let left = '';
  let done = 0;
  for (const { index, 0: found } of piece.text.matchAll(unseen)) {
    left += piece.text.slice(done, index);
    done = index + found.length;
    places.push(left.length);
    taken.push(done - left.length);
  }
  if (places.length === 0) return [];
  left += piece.text.slice(done);
  const folded = { bytes: Buffer.from(left, 'latin1'), text: left, offset: 0 };
  const found = [
    ...findAddresses(folded, 0, left.length),
    ...findNirs(folded, 0, left.length, separator, noLongRuns()),
  ].sort((a, b) => a.start - b.start);
  const hits: ScanHit[] = [];
  let next = 0;
  for (const hit of found) {
    while (next < places.length && (places[next] ?? 0) <= hit.start) next++;
    if (next === places.length || (places[next] ?? 0) >= hit.end || hit.inRunAt !== undefined) continue;
    let last = next;
    while (last + 1 < places.length && (places[last + 1] ?? 0) < hit.end) last++;
    const start = hit.start + (next === 0 ? 0 : (taken[next - 1] ?? 0));
    if (start < from || start >= to) continue;
    hits.push({ ...hit, start: piece.offset + start, end: piece.offset + hit.end + (taken[last] ?? 0) });
  }
  return hits;
}

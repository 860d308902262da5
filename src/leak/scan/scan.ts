/**
 * The second reading: finds every e-mail address and every NIR with a right key in decoded text, and knows nothing of containers,
 * shapes, columns or of the first reading's idea of an identifier. It imports none of it (`.dependency-cruiser.mjs`), so that no
 * mistake is made twice. What it finds and the first reading did not take is lost, unless a counted reason explains it.
 *
 * It works on bytes of UTF-8. A NIR is a maximal run of 15 characters, or the printed groups `1 23 45 67 890 123 45` parted by one
 * and the same character: runs are never joined across anything else, since windows in longer numbers pass the key by chance.
 */

/** A piece of decoded text: bytes of UTF-8, and the same as a string of one byte a character, of which hits are slices. */
export interface ScannedText {
  readonly bytes: Buffer;
  readonly text: string;
  /** Place of the first byte in the decoded text. */
  readonly offset: number;
}

export interface ScanHit {
  readonly kind: 'nir' | 'email';
  /** NIR: 13 characters, upper case. E-mail: as written, a byte a character, ASCII letters in lower case. */
  readonly text: string;
  /** Place in the decoded text. */
  readonly start: number;
  readonly end: number;
}

/** No identifier is longer; what may still grow at the end of a block is kept for the next. */
const longestIdentifier = 400;
const keyedLength = 15;

// Byte classes, one table for all tests.
const digit = 1;
const local = 2;
const domain = 4;
const letter = 8;
const classes = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
  const character = String.fromCharCode(byte);
  if (/\d/.test(character)) classes[byte] = digit | local | domain;
  else if (/[a-z]/i.test(character)) classes[byte] = letter | local | domain;
  else if (byte >= 128) classes[byte] = local | domain;
  else if (/[.-]/.test(character)) classes[byte] = local | domain;
  // RFC 5322 allows more; in dumps those part cells or belong to what stands before the address.
  else if (/[%'+_]/.test(character)) classes[byte] = local;
}

export class Scanner {
  readonly #onHit: (hit: ScanHit) => void;
  /** The end of the last block, which the next one may continue. */
  #kept: ScannedText = nothing;
  /** Offset from which nothing was reported yet. */
  #doneUpTo = 0;
  readonly #gaps: ReadonlySet<number>;

  /**
   * @param separator what parts fields, where that is known: no number goes on behind it
   * @param onHit called in the order of `start`
   */
  constructor(separator: string | null, onHit: (hit: ScanHit) => void) {
    this.#gaps = new Set(
      [32, 46, 45].filter((gap) => separator === null || !separator.includes(String.fromCharCode(gap))),
    );
    this.#onHit = onHit;
  }

  /** @returns the offset before which every hit was reported */
  push(block: ScannedText): number {
    const joined = this.#kept.bytes.length === 0 ? block : join(this.#kept, block);
    const { bytes } = joined;
    // Up to a line's end nothing can grow; a block without one keeps what an identifier could need.
    const settled = bytes[bytes.length - 1] === 10 ? bytes.length : Math.max(0, bytes.length - longestIdentifier);
    this.#scan(joined, settled);
    this.#kept = settled === bytes.length ? nothing : endOf(joined, Math.max(0, settled - longestIdentifier));
    return this.#doneUpTo;
  }

  finish(): void {
    if (this.#kept.bytes.length > 0) this.#scan(this.#kept, this.#kept.bytes.length);
    this.#kept = nothing;
  }

  /** Reports hits in the order of their places. */
  #scan(piece: ScannedText, settled: number): void {
    const from = Math.max(0, this.#doneUpTo - piece.offset);
    const addresses = findAddresses(piece, from, settled);
    const nirs = findNirs(piece, from, settled, this.#gaps);
    let nir = 0;
    for (const address of addresses) {
      for (let next = nirs[nir]; next !== undefined && next.start < address.start; next = nirs[++nir])
        this.#onHit(next);
      this.#onHit(address);
    }
    for (; nir < nirs.length; nir++) this.#onHit(nirs[nir] as ScanHit);
    this.#doneUpTo = piece.offset + settled;
  }
}

const nothing: ScannedText = { bytes: Buffer.alloc(0), text: '', offset: 0 };

function join(kept: ScannedText, block: ScannedText): ScannedText {
  return { bytes: Buffer.concat([kept.bytes, block.bytes]), text: kept.text + block.text, offset: kept.offset };
}

/** A copy: the block that it is the end of is much larger. */
function endOf({ bytes, offset }: ScannedText, from: number): ScannedText {
  const end = Buffer.from(bytes.subarray(from));
  return { bytes: end, text: end.toString('latin1'), offset: offset + from };
}

/** Hits whose `@` lies in `[from, to)`. */
function findAddresses(piece: ScannedText, from: number, to: number): ScanHit[] {
  const { bytes } = piece;
  const hits: ScanHit[] = [];
  for (let at = bytes.indexOf(64, from); at >= 0 && at < to; at = bytes.indexOf(64, at + 1)) {
    let start = at;
    while (start > 0 && at - start < 80 && isPart(bytes, start - 1, local)) start--;
    let end = at + 1;
    while (end < bytes.length && end - at < 256 && isPart(bytes, end, domain)) end++;
    const hit = addressIn(piece, start, at, end);
    if (hit !== null) hits.push(hit);
  }
  return hits;
}

/** Punctuation of Unicode is two or three bytes, each of which could be part of a letter. */
function isPart(bytes: Buffer, at: number, wanted: number): boolean {
  const byte = bytes[at] ?? 0;
  if (((classes[byte] ?? 0) & wanted) === 0) return false;
  if (byte < 128) return true;
  let lead = at;
  while (lead > 0 && ((bytes[lead] ?? 0) & 0xc0) === 0x80 && at - lead < 3) lead--;
  const first = bytes[lead] ?? 0;
  const second = bytes[lead + 1] ?? 0;
  if (first === 0xc2) return second >= 0xc0 || second === 0xaa || second === 0xb5 || second === 0xba;
  // U+2000 to U+206F, U+3000 to U+303F, and the full-width forms of ASCII punctuation up to the digits.
  if (first === 0xe2 && (second === 0x80 || second === 0x81)) return false;
  return !(first === 0xe3 && second === 0x80);
}

function addressIn({ bytes, text, offset }: ScannedText, start: number, at: number, end: number): ScanHit | null {
  let first = start;
  while (first < at && !isWordByte(bytes[first] ?? 0) && bytes[first] !== 95) first++;
  let last = end;
  while (last > at && !isWordByte(bytes[last - 1] ?? 0)) last--;
  if (first === at || at - first > 64 || last - at < 4 || last - first > 254) return null;
  // A domain of labels, the last of which is no number: RFC 5321 §4.1.2.
  let labelStart = at + 1;
  let labels = 0;
  let topIsNumber = true;
  let topLength = 0;
  for (let i = at + 1; i <= last; i++) {
    if (i < last && bytes[i] !== 46) continue;
    const length = i - labelStart;
    if (length === 0 || length > 63 || bytes[labelStart] === 45 || bytes[i - 1] === 45) {
      // `jean@x.fr..` or `jean@x.fr.-` end where the domain was still sound.
      if (labels < 2) return null;
      last = labelStart - 1;
      break;
    }
    labels++;
    topLength = length;
    topIsNumber = true;
    for (let j = labelStart; j < i; j++) if (((classes[bytes[j] ?? 0] ?? 0) & digit) === 0) topIsNumber = false;
    labelStart = i + 1;
  }
  if (labels < 2 || topIsNumber || topLength < 2) return null;
  let capitals = false;
  for (let i = first; i < last && !capitals; i++) {
    const byte = bytes[i] ?? 0;
    capitals = byte >= 65 && byte <= 90;
  }
  const written = text.slice(first, last);
  const lower = capitals ? written.replace(/[A-Z]+/g, (letters: string) => letters.toLowerCase()) : written;
  return { kind: 'email', text: lower, start: offset + first, end: offset + last };
}

function isWordByte(byte: number): boolean {
  return ((classes[byte] ?? 0) & (digit | letter)) !== 0 || byte >= 128;
}

/** Hits that begin in `[from, to)`. Looks at every 15th byte: a run of 15 holds one of them, as does any printed group of it. */
function findNirs(piece: ScannedText, from: number, to: number, gaps: ReadonlySet<number>): ScanHit[] {
  const { bytes } = piece;
  const hits: ScanHit[] = [];
  let doneTo = from;
  for (let probe = from; probe < to + keyedLength && probe < bytes.length; ) {
    const byte = bytes[probe] ?? 0;
    if (!isNirByte(bytes, probe) && !isBetweenDigits(bytes, probe, byte)) {
      probe += keyedLength;
      continue;
    }
    let start = probe;
    while (start > doneTo && (isNirByte(bytes, start - 1) || isBetweenDigits(bytes, start - 1, bytes[start - 1] ?? 0)))
      start--;
    let end = probe;
    while (end < bytes.length && (isNirByte(bytes, end) || isBetweenDigits(bytes, end, bytes[end] ?? 0))) end++;
    if (start >= from && start < to) nirsInRun(piece, start, end, hits, gaps);
    doneTo = end;
    // The next probe is a whole length behind the run's end: what begins there cannot end before it.
    probe = end + keyedLength - 1;
  }
  return hits;
}

function isNirByte(bytes: Buffer, at: number): boolean {
  const byte = bytes[at] ?? 0;
  if (byte >= 48 && byte <= 57) return true;
  // A or B after the 2 of Corsica, between digits.
  if (byte !== 65 && byte !== 66 && byte !== 97 && byte !== 98) return false;
  const next = bytes[at + 1] ?? 0;
  return bytes[at - 1] === 50 && (isDigit(next) || (isGap(next) && isDigit(bytes[at + 2] ?? 0)) || next === 0xc2);
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** Blank, dot, hyphen: what printed groups are parted by (a no-break space is two bytes, and read as such). */
function isGap(byte: number): boolean {
  return byte === 32 || byte === 46 || byte === 45;
}

function isBetweenDigits(bytes: Buffer, at: number, byte: number): boolean {
  if (isGap(byte)) return isDigitOrCorsican(bytes, at - 1) && isDigit(bytes[at + 1] ?? 0);
  if (byte === 0xc2) return bytes[at + 1] === 0xa0 && isDigitOrCorsican(bytes, at - 1) && isDigit(bytes[at + 2] ?? 0);
  return byte === 0xa0 && bytes[at - 1] === 0xc2 && isDigitOrCorsican(bytes, at - 2) && isDigit(bytes[at + 1] ?? 0);
}

function isDigitOrCorsican(bytes: Buffer, at: number): boolean {
  const byte = bytes[at] ?? 0;
  if (isDigit(byte)) return true;
  return (byte === 65 || byte === 66 || byte === 97 || byte === 98) && bytes[at - 1] === 50;
}

/** INSEE's printed groups: sex, year, month, department, commune, order, key. */
const groups = [1, 2, 2, 2, 3, 3, 2];
/** The 15 characters being judged. */
const bare = new Uint8Array(keyedLength);

function nirsInRun(
  { bytes, text, offset }: ScannedText,
  start: number,
  end: number,
  hits: ScanHit[],
  gaps: ReadonlySet<number>,
): void {
  if (end - start < keyedLength) return;
  // A letter of a hexadecimal code on either side makes it no number of its own.
  if (isHexLetter(bytes[start - 1]) || isHexLetter(bytes[end])) return;
  for (let at = start; at < end; ) {
    let runEnd = at;
    while (runEnd < end && isDigitOrAb(bytes[runEnd] ?? 0)) runEnd++;
    if (runEnd - at === 1) {
      const groupsEnd = printedGroups(bytes, at, end, gaps);
      if (groupsEnd > 0) runEnd = groupsEnd;
    } else if (runEnd - at === keyedLength) {
      for (let i = 0; i < keyedLength; i++) bare[i] = bytes[at + i] ?? 0;
      if (hasRightKey()) {
        const written = text.slice(at, at + 13);
        const canonical = isDigit(bytes[at + 6] ?? 0) ? written : written.toUpperCase();
        hits.push({ kind: 'nir', text: canonical, start: offset + at, end: offset + runEnd });
      }
      at = runEnd + 1;
      continue;
    } else if (runEnd - at === 13 && gaps.has(bytes[runEnd] ?? 0) && isKeyAt(bytes, runEnd + 1, end)) {
      // The key is written apart.
      for (let i = 0; i < 13; i++) bare[i] = bytes[at + i] ?? 0;
      bare[13] = bytes[runEnd + 1] ?? 0;
      bare[14] = bytes[runEnd + 2] ?? 0;
      if (hasRightKey()) hits.push({ kind: 'nir', text: bareText(), start: offset + at, end: offset + runEnd + 3 });
      at = runEnd + 1;
      continue;
    } else {
      at = runEnd + 1;
      continue;
    }
    if (runEnd - at > 1 && hasRightKey()) {
      hits.push({ kind: 'nir', text: bareText(), start: offset + at, end: offset + runEnd });
    }
    at = runEnd + 1;
  }
}

/** @returns where the printed groups that begin at `at` end, with `bare` filled; -1 if they are none */
function printedGroups(bytes: Buffer, at: number, end: number, gaps: ReadonlySet<number>): number {
  const wide = bytes[at + 1] === 0xc2;
  const gap = bytes[at + 1];
  if (gap === undefined || (!wide && !gaps.has(gap))) return -1;
  let filled = 0;
  let next = at;
  for (let group = 0; group < groups.length; group++) {
    const length = groups[group] ?? 0;
    for (let i = 0; i < length; i++) {
      const byte = bytes[next++] ?? 0;
      if (next > end || !isDigitOrAb(byte)) return -1;
      bare[filled++] = byte;
    }
    if (group === groups.length - 1) break;
    if (bytes[next] !== gap) return -1;
    next += wide ? 2 : 1;
  }
  return next < end && isDigitOrAb(bytes[next] ?? 0) ? -1 : next;
}

/** Two digits and no more. */
function isKeyAt(bytes: Buffer, at: number, end: number): boolean {
  if (!isDigit(bytes[at] ?? 0) || !isDigit(bytes[at + 1] ?? 0)) return false;
  return at + 2 >= end || !isDigitOrAb(bytes[at + 2] ?? 0);
}

function isDigitOrAb(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || byte === 65 || byte === 66 || byte === 97 || byte === 98;
}

/** The first 13 of `bare`. */
function bareText(): string {
  const letter = bare[6] ?? 0;
  if (letter >= 97) bare[6] = letter - 32;
  return Buffer.from(bare.buffer, 0, 13).toString('latin1');
}

function isHexLetter(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102;
}

/** Shape of a NIR by the INSEE's description, and key 97 − (number mod 97), with 19 for 2A and 18 for 2B; of `bare`. */
function hasRightKey(): boolean {
  const sex = (bare[0] ?? 0) - 48;
  if (sex < 1 || sex > 8) return false;
  const letter = (bare[6] ?? 0) | 32;
  const corsican = letter === 97 || letter === 98;
  for (let i = 0; i < keyedLength; i++)
    if (!isDigit(bare[i] ?? 0) && !(i === 6 && corsican && bare[5] === 50)) return false;
  if (sex <= 2) {
    const month = two(3);
    if (month === 0 || (month > 12 && month < 20)) return false;
    if (bare[5] === 48 && bare[6] === 48) return false;
  }
  // Digit by digit: nothing here may rest on how the first reading computes.
  let rest = 0;
  for (let i = 0; i < 13; i++) {
    let value = (bare[i] ?? 0) - 48;
    if (corsican && i === 5) value = 1;
    if (corsican && i === 6) value = letter === 97 ? 9 : 8;
    rest = (rest * 10 + value) % 97;
  }
  return 97 - rest === two(13);
}

function two(at: number): number {
  return ((bare[at] ?? 0) - 48) * 10 + (bare[at + 1] ?? 0) - 48;
}

/**
 * Formats that are sold and not read here: each is recognised, so that it is refused by its name, with the command that makes text
 * of it for `vigie build --in -`.
 */
import { isUtf8 } from 'node:buffer';
import type { Container } from './container.ts';
import { type ContainerFault, containerFault } from './refuse.ts';

interface RefusedFormat {
  readonly name: string;
  readonly fault: ContainerFault;
  readonly hint: string;
  recognise(start: Buffer, fileName: string): boolean;
}

function begins(...bytes: number[]): (start: Buffer) => boolean {
  const magic = Buffer.from(bytes);
  return (start) => start.subarray(0, magic.length).equals(magic);
}

function beginsWith(words: string, offset = 0): (start: Buffer) => boolean {
  return (start) => start.toString('latin1', offset, offset + words.length) === words;
}

/** Directory entries of an OLE compound file are named in UTF-16. */
function oleHolds(start: Buffer, entryName: string): boolean {
  return begins(0xd0, 0xcf, 0x11, 0xe0)(start) && start.includes(Buffer.from(entryName, 'utf16le'));
}

const formats: readonly RefusedFormat[] = [
  {
    name: '7z',
    fault: 'container-unsupported',
    hint: '7z x -so FILE',
    recognise: begins(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c),
  },
  { name: 'rar', fault: 'container-unsupported', hint: 'unrar p -inul FILE', recognise: beginsWith('Rar!\x1a\x07') },
  // An encrypted .xlsx is an OLE file with the archive inside.
  {
    name: 'xlsx',
    fault: 'container-encrypted',
    hint: 'msoffcrypto-tool FILE -',
    recognise: (start) => oleHolds(start, 'EncryptedPackage'),
  },
  {
    name: 'xls',
    fault: 'container-unsupported',
    hint: 'libreoffice --headless --convert-to xlsx FILE',
    recognise: begins(0xd0, 0xcf, 0x11, 0xe0),
  },
  {
    name: 'access',
    fault: 'container-unsupported',
    hint: 'mdb-export FILE TABLE',
    recognise: (start) => /^Standard (Jet|ACE) DB/.test(start.toString('latin1', 4, 19)),
  },
  { name: 'pg_dump', fault: 'container-unsupported', hint: 'pg_restore -f - FILE', recognise: beginsWith('PGDMP') },
  {
    name: 'parquet',
    fault: 'container-unsupported',
    hint: 'duckdb -csv -c "from \'FILE\'"',
    recognise: beginsWith('PAR1'),
  },
  { name: 'bson', fault: 'container-unsupported', hint: 'bsondump FILE', recognise: isBson },
  { name: 'pdf', fault: 'container-unsupported', hint: 'pdftotext -layout FILE -', recognise: beginsWith('%PDF-') },
  { name: 'lz4', fault: 'container-unsupported', hint: 'lz4 -dc FILE', recognise: begins(0x04, 0x22, 0x4d, 0x18) },
  { name: 'compress', fault: 'container-unsupported', hint: 'zcat FILE', recognise: begins(0x1f, 0x9d) },
  { name: 'lzip', fault: 'container-unsupported', hint: 'lzip -dc FILE', recognise: beginsWith('LZIP') },
  {
    name: 'lzma',
    fault: 'container-unsupported',
    hint: 'xz --format=lzma -dc FILE',
    recognise: (start, name) => /\.lzma$/i.test(name) && begins(0x5d, 0x00, 0x00)(start),
  },
  { name: 'cab', fault: 'container-unsupported', hint: 'cabextract -p FILE', recognise: beginsWith('MSCF\0\0\0\0') },
  { name: 'age', fault: 'container-encrypted', hint: 'age -d FILE', recognise: beginsWith('age-encryption.org/v1') },
  {
    name: 'age',
    fault: 'container-encrypted',
    hint: 'age -d FILE',
    recognise: beginsWith('-----BEGIN AGE ENCRYPTED FILE'),
  },
  { name: 'pgp', fault: 'container-encrypted', hint: 'gpg -d FILE', recognise: beginsWith('-----BEGIN PGP MESSAGE') },
  {
    name: 'pgp',
    fault: 'container-encrypted',
    hint: 'gpg -d FILE',
    recognise: (start, name) => /\.(gpg|pgp)$/i.test(name) && ((start[0] ?? 0) & 0x80) !== 0,
  },
  // What ends its segments may stand in an address, and so may what parts its fields.
  {
    name: 'edifact',
    fault: 'container-unsupported',
    hint: `tr "'+:" '\\n;;' < FILE`,
    recognise: (start) => /^\s*(?:UNA.{6}\s*)?UNB\+/.test(start.toString('latin1', 0, 64)),
  },
  { name: 'uuencode', fault: 'container-unsupported', hint: 'uudecode -o - FILE', recognise: isUuencoded },
  // Letters, digits and blanks of IBM's code pages stand where other encodings have none.
  { name: 'ebcdic', fault: 'container-unsupported', hint: 'iconv -f IBM1147 -t UTF-8 FILE', recognise: isEbcdic },
  { name: 'openssl', fault: 'container-encrypted', hint: 'openssl enc -d -in FILE', recognise: beginsWith('Salted__') },
];

function isUuencoded(start: Buffer): boolean {
  return /^begin(?:-base64)? [0-7]{3} \S/.test(start.toString('latin1', 0, 80));
}

/** Nearly all bytes are EBCDIC's digits, small and capital letters, blank, line ends and usual signs. */
function isEbcdic(start: Buffer): boolean {
  const look = start.subarray(0, 4096);
  if (look.length < 32) return false;
  const letter = (byte: number) => byte > 0x80 && (byte & 15) >= 1 && (byte & 15) <= 9 && byte !== 0xa0;
  const digits = look.filter((byte) => byte >= 0xf0 && byte <= 0xf9).length;
  const text = look.filter(
    (byte) =>
      letter(byte) ||
      (byte >= 0xf0 && byte <= 0xf9) ||
      (byte >= 0x40 && byte < 0x80) ||
      [0x15, 0x25, 0x0d, 0x05].includes(byte),
  ).length;
  const high = look.filter((byte) => byte >= 0x80).length;
  return digits > 0 && high * 2 > look.length && text >= look.length * 0.98 && !isUtf8(look.subarray(0, 64));
}

/** A document begins with its length and ends with a zero; one of a dump begins with a typed, named element. */
function isBson(start: Buffer, fileName: string): boolean {
  return /\.bson$/i.test(fileName) && start.length > 5 && start.readInt32LE(0) >= 5;
}

export const refused: readonly Container[] = formats.map(({ name, fault, hint, recognise }) => ({
  name,
  recognise,
  // biome-ignore lint/correctness/useYield: it has no member to give, which is what it says.
  async *members() {
    throw containerFault(fault, name, hint);
  },
}));

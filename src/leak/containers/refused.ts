/**
 * Formats that are sold and not read here: each is recognised, so that it is refused by its name, with the command that makes text
 * of it for `vigie build --in -`.
 */
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
  { name: 'openssl', fault: 'container-encrypted', hint: 'openssl enc -d -in FILE', recognise: beginsWith('Salted__') },
];

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

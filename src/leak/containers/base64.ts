/** A file written in base64 as a whole (RFC 4648; what `base64` and `openssl base64` write), of text or of another container. */
import { isUtf8 } from 'node:buffer';
import type { Budget, Container } from './container.ts';

/** Characters by which it is told; a shorter file is a word like any other. */
const fewestCharacters = 64;
const alphabet = /^[A-Za-z0-9+/_-]+={0,2}$/;

export const base64: Container = {
  name: 'base64',
  recognise: isBase64,
  async *members(source, budget) {
    const name = source.name.replace(/\.(?:b64|base64)$/i, '');
    yield { name, chunks: decodeBase64(source.chunks(), budget), dialect: null };
  },
};

function isBase64(start: Buffer): boolean {
  // Nearly every file is told from it by its first characters.
  if (start.length < fewestCharacters || !alphabet.test(start.toString('latin1', 0, 32))) return false;
  const lines = start.toString('latin1').trim().split(/\r?\n/);
  // The last line seen may be cut.
  const [first = '', ...rest] = lines;
  const width = first.length;
  if (!alphabet.test(first) || (first.includes('=') && rest.length > 0)) return false;
  if (
    rest.some((line, i) => !alphabet.test(line) || (i < rest.length - 1 ? line.length !== width : line.length > width))
  )
    return false;
  // Hashes and numbers are written in fewer kinds of characters.
  if (![/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(first)) || (rest.length > 0 && width % 4 !== 0)) return false;
  const sample = Buffer.from(
    lines
      .slice(0, 4)
      .join('')
      .slice(0, 4 * 64),
    'base64',
  );
  return isPrintable(sample) || knownStarts.some((magic) => sample.toString('latin1', 0, magic.length) === magic);
}

/** gzip, zip, bzip2, xz, Zstandard, 7z, rar. */
const knownStarts = ['\x1f\x8b', 'PK\x03\x04', 'BZh', '\xfd7zX', '\x28\xb5\x2f\xfd', '7z\xbc\xaf', 'Rar!'];

function isPrintable(bytes: Buffer): boolean {
  const control = bytes.filter((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13).length;
  // UTF-16 is half zeroes.
  const zeroes = bytes.filter((byte) => byte === 0).length;
  if (zeroes > 0) return zeroes === control && zeroes * 3 > bytes.length;
  // A character may be cut at the end of what is looked at.
  return control === 0 && [0, 1, 2, 3].some((cut) => isUtf8(bytes.subarray(0, bytes.length - cut)));
}

export async function* decodeBase64(chunks: AsyncGenerator<Buffer>, budget: Budget): AsyncGenerator<Buffer> {
  let rest = '';
  try {
    for await (const chunk of chunks) {
      const written = rest + chunk.toString('latin1').replace(/\s+/g, '');
      const whole = written.length - (written.length % 4);
      const bytes = Buffer.from(written.slice(0, whole), 'base64');
      budget.unpacked(bytes.length, 'base64');
      if (bytes.length > 0) yield bytes;
      rest = written.slice(whole);
    }
    if (rest !== '') yield Buffer.from(rest, 'base64');
  } finally {
    await chunks.return(undefined);
  }
}

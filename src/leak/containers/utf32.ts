/** UTF-32, which some exports of databases are written in, with its mark or without: its text in UTF-8 is the one member. */
import type { Container } from './container.ts';
import { containerFault } from './refuse.ts';

/** Characters looked at, and the share of them that must be some. */
const fewest = 4;
const mostLooked = 1024;

export const utf32: Container = {
  name: 'utf-32',
  recognise: (start) => orderOf(start) !== null,
  async *members(source) {
    yield { name: source.name, chunks: decoded(source.chunks()), dialect: null };
  },
};

/** Each character is four bytes, of which one is always zero and one nearly always: no other text looks so. */
function orderOf(start: Buffer): 'little' | 'big' | null {
  const count = Math.min(mostLooked, start.length >> 2);
  if (count < fewest) return null;
  for (const order of ['little', 'big'] as const) {
    let sound = 0;
    for (let i = 0; i < count; i++) {
      const code = order === 'little' ? start.readUInt32LE(i * 4) : start.readUInt32BE(i * 4);
      if (code > 0 && code <= 0x10_ffff && code !== 0xfffe) sound++;
    }
    if (sound === count) return order;
  }
  return null;
}

async function* decoded(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let order: 'little' | 'big' | null = null;
  try {
    for await (const chunk of chunks) {
      const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (order === null && bytes.length < fewest * 4) {
        rest = bytes;
        continue;
      }
      order ??= orderOf(bytes) ?? 'little';
      const whole = bytes.length & ~3;
      let text = '';
      for (let at = 0; at < whole; at += 4) {
        const code = order === 'little' ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
        text += code > 0x10_ffff ? '\ufffd' : String.fromCodePoint(code);
      }
      if (text !== '') yield Buffer.from(text, 'utf8');
      rest = Buffer.from(bytes.subarray(whole));
    }
    if (rest.length > 0) throw containerFault('container-truncated', 'utf-32');
  } finally {
    await chunks.return(undefined);
  }
}

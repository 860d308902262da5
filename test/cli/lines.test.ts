/** Lines end with LF or CRLF and with nothing else, wherever the chunks are cut: an answer belongs to its line. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src/cli/lines.ts';

async function linesIn(chunks: readonly Buffer[]): Promise<string[]> {
  const found: string[] = [];
  async function* input() {
    // Copies: what was read is overwritten.
    for (const chunk of chunks) yield Buffer.from(chunk);
  }
  for await (const line of linesOf(input(), new AbortController().signal)) found.push(line);
  return found;
}

describe('lines', () => {
  it('do not end at U+2028, U+2029, U+0085, a form feed or a lone CR', async () => {
    const text = 'un\u2028deux\u2029trois\u0085quatre\fcinq\rsix\nsept\r\nhuit';
    expect(await linesIn([Buffer.from(text)])).toEqual([
      'un\u2028deux\u2029trois\u0085quatre\fcinq\rsix',
      'sept',
      'huit',
    ]);
  });

  it('are the same wherever the text is cut', async () => {
    const piece = fc.constantFrom('a', 'é', '\r', '\n', '\r\n', '\u2028', '🔒');
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), fc.nat(), async (pieces, cut) => {
        const bytes = Buffer.from(pieces.join(''));
        const at = cut % (bytes.length + 1);
        const expected = bytes.toString().split('\n');
        if (expected.at(-1) === '') expected.pop();
        const withoutReturn = expected.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
        expect(await linesIn([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(withoutReturn);
      }),
    );
  });

  it('stop when they are told to, though nothing more arrives', async () => {
    const stop = new AbortController();
    async function* endless() {
      yield Buffer.from('un\n');
      await new Promise(() => {});
    }
    const found: string[] = [];
    for await (const line of linesOf(endless(), stop.signal)) {
      found.push(line);
      stop.abort();
    }
    expect(found).toEqual(['un']);
  });
});

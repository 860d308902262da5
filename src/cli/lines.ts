/**
 * Lines of a text as it arrives. A line ends with LF or CRLF and with nothing else: Node's `readline` also ends one at
 * U+2028, U+2029 and a lone CR, so that each later answer would go to the line before its own.
 */

/** No identifier and no address is near as long. */
const longestLineBytes = 64 * 1024;

/** @yields each line without its end, as UTF-8; one that is too long is cut, and is then no identifier */
export async function* linesOf(input: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<string> {
  let held = Buffer.alloc(0);
  const lineOf = (bytes: Buffer) => {
    const end = bytes.at(-1) === 0x0d ? -1 : bytes.length;
    const line = bytes.subarray(0, end).toString('utf8');
    bytes.fill(0);
    return line;
  };
  for await (const chunk of stoppable(input, signal)) {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      yield lineOf(Buffer.concat([held, chunk.subarray(from, at)]));
      held.fill(0);
      held = Buffer.alloc(0);
      from = at + 1;
    }
    held = Buffer.concat([held, chunk.subarray(from)]).subarray(0, longestLineBytes);
  }
  if (held.length > 0 && !signal.aborted) yield lineOf(held);
}

/** Ends at once when told to, though nothing more may ever arrive. */
async function* stoppable(input: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  const chunks = input[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([chunks.next(), aborted]);
    if (next === null || next.done === true) return;
    yield next.value;
  }
}

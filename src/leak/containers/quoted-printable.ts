/** A text written in quoted-printable as a whole (RFC 2045 §6.7), as the body of a mail is that was saved by itself. */
import type { Container } from './container.ts';

/** RFC 2045: lines of 76 characters, and their end. */
const longestLine = 78;
const fewestSigns = 4;

export const quotedPrintable: Container = {
  name: 'quoted-printable',
  recognise: (start) => isQuotedPrintable(start.toString('latin1')),
  async *members(source) {
    yield { name: source.name, chunks: decoded(source.chunks()), dialect: null };
  },
};

function isQuotedPrintable(start: string): boolean {
  // An `@` or an equals sign that is escaped, or lines that go on.
  if (!/=(?:40|3D|\r?\n)/.test(start) || /^\s*BEGIN:VCARD/i.test(start)) return false;
  const lines = start.split(/\r?\n/).slice(0, -1);
  const signs = lines.join('\n').match(/=[\dA-F]{2}|=$/gm) ?? [];
  // Every sign is an escape of a character of text or the end of a line that goes on, and no line is longer than mails allow.
  return (
    signs.length >= fewestSigns &&
    lines.every((line) => line.length <= longestLine && !/=(?![\dA-F]{2}|$)/.test(line)) &&
    !signs.some((sign) => /^=(?:0[0-8BCEF]|1|7F)/.test(sign))
  );
}

async function* decoded(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let rest = '';
  try {
    for await (const chunk of chunks) {
      const written = rest + chunk.toString('latin1');
      const end = written.lastIndexOf('\n') + 1;
      // A line that goes on is undone with what it goes on with.
      const whole = /=\r?\n$/.test(written.slice(0, end)) ? written.lastIndexOf('\n', end - 2) + 1 : end;
      if (whole > 0) yield undoQuotedPrintable(written.slice(0, whole));
      rest = written.slice(whole);
    }
    if (rest !== '') yield undoQuotedPrintable(rest);
  } finally {
    await chunks.return(undefined);
  }
}

/** @param written a byte a character */
export function undoQuotedPrintable(written: string): Buffer {
  const undone = written
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([\dA-F]{2})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(undone, 'latin1');
}

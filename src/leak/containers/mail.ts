/**
 * Mails and mailboxes (RFC 5322, RFC 2045, mbox): headers and texts, their transfer encodings undone, are one member; each attached file is
 * another. Read line by line; attachments are held in memory until the texts are read.
 */
import type { Container, Member } from './container.ts';
import { undoQuotedPrintable } from './quoted-printable.ts';
import { containerFault } from './refuse.ts';

const header = /^[!-9;-~]+:.*(?:\r?\n|\r)(?:[ \t].*(?:\r?\n|\r))*/;
const ofMails =
  /^(?:received|return-path|mime-version|message-id|delivered-to|dkim-signature|x-mailer|content-transfer-encoding):/im;
/** A message of a mailbox. */
const fromLine = /^From \S/;
/** As the first line: of a part that was cut out of a mail (RFC 2046 §5.1.1). */
const boundaryLine = /^--\S.{0,69}$/;
/** Of all attachments of an input together. */
const mostHeldBytes = 256 * 1024 * 1024;

export const mail: Container = {
  name: 'mail',
  recognise: (start) => isMail(start.toString('latin1', 0, 16 * 1024)),
  async *members(source, budget) {
    const reader = new MailReader();
    const texts = reader.texts(source.chunks());
    yield { name: source.name, chunks: texts, dialect: 'remarks' } satisfies Member;
    for (const { name, bytes } of reader.attachments) {
      budget.unpacked(bytes.length, 'mail');
      yield { name, chunks: once(bytes), dialect: null } satisfies Member;
    }
  },
};

function isMail(start: string): boolean {
  // A mailbox begins with its mark, and a part cut out of a mail with its boundary.
  let rest = start.replace(/^(?:From \S|--\S).*(?:\r?\n|\r)/, '');
  let headers = '';
  for (let found = header.exec(rest); found !== null; found = header.exec(rest)) {
    headers += found[0];
    rest = rest.slice(found[0].length);
  }
  // Behind the headers stands a blank line, or what is looked at ends.
  return (
    ofMails.test(headers) &&
    headers.split(/\r?\n|\r/).length > 2 &&
    (rest === '' || /^[\r\n]/.test(rest) || start.length >= 16 * 1024)
  );
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

interface Part {
  encoding: 'none' | 'base64' | 'quoted-printable';
  /** Null for a text of the mail itself. */
  fileName: string | null;
  isMessage: boolean;
}

class MailReader {
  readonly attachments: { name: string; bytes: Buffer }[] = [];
  #boundaries: string[] = [];
  #inHeaders = true;
  #headers = '';
  #part: Part = newPart();
  /** What is written of the part and not undone yet. */
  #body = '';
  #heldBytes = 0;
  #afterBlank = true;
  #endsWithReturns: boolean | null = null;
  /** Messages are parted by lines `From …`, which their texts escape. */
  #isMailbox: boolean | null = null;
  readonly #pieces: Buffer[] = [];
  #out: Buffer[] = [];

  async *texts(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
    let rest = '';
    try {
      for await (const chunk of chunks) {
        const text = chunk.toString('latin1');
        // Lines of old Macintoshes; what has line feeds may have attachments in which a CR is a byte like any other.
        this.#endsWithReturns ??= text.includes('\r') && !text.includes('\n');
        const written = rest + (this.#endsWithReturns ? text.replaceAll('\r', '\n') : text);
        const end = written.lastIndexOf('\n') + 1;
        for (const line of written.slice(0, end).match(/[^\n]*\n/g) ?? []) this.#take(line);
        rest = written.slice(end);
        if (this.#out.length > 0) yield this.#taken();
      }
      if (rest !== '') this.#take(`${rest}\n`);
      this.#endPart();
      if (this.#out.length > 0) yield this.#taken();
    } finally {
      await chunks.return(undefined);
    }
  }

  #taken(): Buffer {
    const out = Buffer.concat(this.#out);
    this.#out = [];
    return out;
  }

  #take(line: string): void {
    const bare = line.replace(/\r?\n$/, '');
    if (this.#isMailbox === null && boundaryLine.test(bare)) this.#boundaries.push(bare.slice(2).trimEnd());
    this.#isMailbox ??= fromLine.test(bare);
    const isBoundary =
      bare.startsWith('--') && this.#boundaries.find((one) => bare.startsWith(`--${one}`)) !== undefined;
    if (isBoundary || (this.#afterBlank && this.#isMailbox && fromLine.test(bare))) {
      this.#endPart();
      if (!isBoundary) this.#boundaries = [];
      this.#inHeaders = !(isBoundary && bare.trimEnd().endsWith('--'));
      this.#part = newPart();
    } else if (this.#inHeaders) this.#takeHeader(line, bare);
    else this.#takeBody(line);
    this.#afterBlank = bare === '';
  }

  #takeHeader(line: string, bare: string): void {
    this.#out.push(Buffer.from(line, 'latin1'));
    if (bare !== '') {
      this.#headers += /^[ \t]/.test(line) ? ` ${bare.trim()}` : `\n${bare}`;
      return;
    }
    const of = (name: string) => new RegExp(`^${name}:(.*)$`, 'im').exec(this.#headers)?.[1] ?? '';
    const type = of('content-type');
    const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type);
    if (boundary !== null) this.#boundaries.push(boundary[1] ?? boundary[2] ?? '');
    const encoding = of('content-transfer-encoding').trim().toLowerCase();
    const name = /\b(?:file)?name\*?\d*\*?\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(of('content-disposition') + type);
    const isOther = /^\s*(?!text\/|message\/|multipart\/)\w+\//i.test(type);
    this.#part = {
      encoding: encoding === 'base64' || encoding === 'quoted-printable' ? encoding : 'none',
      fileName: name?.[1] ?? name?.[2] ?? (isOther ? type.split(';', 1)[0]?.trim() || 'attachment' : null),
      isMessage: /^\s*message\/rfc822/i.test(type),
    };
    this.#headers = '';
    // A mail inside the mail begins with its own headers.
    this.#inHeaders = this.#part.isMessage && this.#part.encoding === 'none';
  }

  #takeBody(line: string): void {
    const { encoding, fileName } = this.#part;
    if (encoding === 'none' && fileName === null) {
      this.#out.push(Buffer.from(line.replace(/^>+From /, 'From '), 'latin1'));
      return;
    }
    this.#body += encoding === 'base64' ? line.trim() : line;
    const isSoft = encoding === 'quoted-printable' && /=[ \t]*\r?\n$/.test(line);
    if (!isSoft && this.#body.length >= 64 * 1024 && this.#body.length % 4 === 0) this.#undo();
  }

  /** Hands on what is held of the part's body. */
  #undo(): void {
    const { encoding, fileName } = this.#part;
    if (this.#body === '') return;
    const bytes =
      encoding === 'base64'
        ? Buffer.from(this.#body, 'base64')
        : encoding === 'quoted-printable'
          ? undoQuotedPrintable(this.#body)
          : Buffer.from(this.#body, 'latin1');
    this.#body = '';
    if (fileName === null) {
      this.#out.push(bytes);
      return;
    }
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > mostHeldBytes)
      throw containerFault('container-unsupported', 'mail', 'munpack -t FILE, then its files');
    this.#pieces.push(bytes);
  }

  #endPart(): void {
    this.#undo();
    const { fileName } = this.#part;
    if (fileName === null) this.#out.push(Buffer.from('\n'));
    else if (this.#pieces.length > 0)
      this.attachments.push({ name: fileName, bytes: Buffer.concat(this.#pieces.splice(0)) });
  }
}

function newPart(): Part {
  return { encoding: 'none', fileName: null, isMessage: false };
}

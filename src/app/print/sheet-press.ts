/**
 * Lays sheets and letters out, makes their PDF files, and keeps both until the lock: what is previewed is what is printed
 * and saved, and it is made again only if the case has changed. Step `print`.
 */

import { toHex, utf8, zeroBytes } from '../../core/bytes/bytes.ts';
import { sha256 } from '../../core/crypto/symmetric.ts';
import { isVigieError, VigieError } from '../../core/errors.ts';
import type { Guide } from '../../core/guide/schema.ts';
import { layOutSheet, type PagedHtml, printToPdf, requireFit } from '../../core/print/lay-out.ts';
import { type LetterFor, renderLetter } from '../../core/print/letter.ts';
import type { SheetModel } from '../../core/print/model.ts';
import { makeSheet, renderLong, type SheetStyle } from '../../core/print/sheet-html.ts';
import type { SheetFonts } from '../../core/print/style.ts';
import type { Shell } from '../shell/shell.ts';
import { type Session, whileOpen } from '../vault/session.ts';

type PressShell = Pick<Shell, 'measureHtml' | 'renderPdf' | 'closePrintPage'>;

/** A document that was laid out in this session. */
export interface MadeDocument extends PagedHtml {
  /** Set once the file is made, or being made. */
  pdf: Promise<Uint8Array> | null;
}

/** A call prints a few documents; those of earlier calls need not be kept. */
const mostKept = 12;

export class SheetPress {
  readonly #shell: PressShell;
  readonly #readFonts: () => SheetFonts;
  #fonts: SheetFonts | null = null;
  /** By a digest of what the document says; the oldest first. */
  readonly #made = new Map<string, Promise<MadeDocument>>();
  /** The session that the documents were made in. */
  #session: Session | null = null;

  constructor(shell: PressShell, readFonts: () => SheetFonts) {
    this.#shell = shell;
    this.#readFonts = readFonts;
  }

  /** Read at the first document, then kept: they are of the product, not of a case. */
  get #options(): { readonly fonts: SheetFonts } {
    this.#fonts ??= this.#readFonts();
    return { fonts: this.#fonts };
  }

  /** @throws VigieError 'sheet-overflow', 'print-failed' */
  sheet(session: Session, model: SheetModel, style: SheetStyle): Promise<MadeDocument> {
    const { texts: _, ...said } = model;
    return this.#keep(session, digestOf([style.edition, style.largePrint, said]), () =>
      layOutSheet(makeSheet(model, style), this.#options, this.#measure),
    );
  }

  /**
   * The sheet for a screen: as it will be printed, or, where no printing works, on one long page, for an adviser without a
   * printer still reads it out.
   * @throws VigieError 'sheet-overflow'
   */
  async preview(
    session: Session,
    model: SheetModel,
    style: SheetStyle,
  ): Promise<{ readonly html: string; readonly pages: number | null }> {
    try {
      const made = await this.sheet(session, model, style);
      this.#startPdf(session, made);
      return { html: made.html, pages: made.pages };
    } catch (error) {
      if (!isUnprintable(error)) throw error;
      return { html: renderLong(makeSheet(model, style), this.#options), pages: null };
    }
  }

  /** @throws VigieError 'ipc-refused' if the guide has no such letter; 'sheet-overflow', 'print-failed' */
  letter(session: Session, guide: Guide, id: string, by: LetterFor): Promise<MadeDocument> {
    return this.#keep(session, digestOf(['letter', id, by]), () =>
      requireFit(this.#renderLetter(guide, id, by), this.#measure),
    );
  }

  /** The letter for a screen, also where no printing works. @throws VigieError 'ipc-refused', 'sheet-overflow' */
  async previewLetter(session: Session, guide: Guide, id: string, by: LetterFor): Promise<string> {
    try {
      const made = await this.letter(session, guide, id, by);
      this.#startPdf(session, made);
      return made.html;
    } catch (error) {
      if (!isUnprintable(error)) throw error;
      return this.#renderLetter(guide, id, by).html;
    }
  }

  #renderLetter(guide: Guide, id: string, by: LetterFor): PagedHtml {
    const letter = renderLetter(guide, id, by, this.#options);
    // The renderer only offers the letters that it was given.
    if (letter === null) throw new VigieError('ipc-refused', { field: 'letterId' });
    return letter;
  }

  /**
   * @returns a copy of the file, which the caller zeroes: the one that is kept is zeroed at the lock, perhaps while a
   *   dialog still asks where to save
   * @throws VigieError 'sheet-overflow', 'print-failed', 'vault-locked'
   */
  async copyPdf(session: Session, made: MadeDocument): Promise<Uint8Array> {
    return (await whileOpen(session, this.#pdfOf(session, made))).slice();
  }

  /**
   * Waits until the file is made: its pages were then counted, and a printer is given the same document.
   * @throws VigieError 'sheet-overflow', 'print-failed', 'vault-locked'
   */
  async requirePdf(session: Session, made: MadeDocument): Promise<void> {
    await whileOpen(session, this.#pdfOf(session, made));
  }

  /** Begins the file while the preview is read. A fault shows when the file is asked for. */
  #startPdf(session: Session, made: MadeDocument): void {
    this.#pdfOf(session, made).catch(() => undefined);
  }

  #pdfOf(session: Session, made: MadeDocument): Promise<Uint8Array> {
    made.pdf ??= this.#makePdf(session, made);
    return made.pdf;
  }

  async #makePdf(session: Session, made: MadeDocument): Promise<Uint8Array> {
    try {
      const pdf = printToPdf(made, (html) => this.#shell.renderPdf(html));
      return await whileOpen(session, pdf, zeroBytes);
    } catch (error) {
      // A printer may be there at the next try.
      made.pdf = null;
      throw error;
    }
  }

  readonly #measure = (html: string, selector: string) => this.#shell.measureHtml(html, selector);

  #keep(session: Session, key: string, make: () => Promise<PagedHtml>): Promise<MadeDocument> {
    if (this.#session !== session) {
      this.#session = session;
      session.secrets.onClear(() => this.#clear());
    }
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const making = make().then((document): MadeDocument => ({ ...document, pdf: null }));
    this.#made.set(key, making);
    making.catch(() => this.#made.delete(key));
    const [oldest] = this.#made.keys();
    if (this.#made.size > mostKept && oldest !== undefined) this.#forget(oldest);
    return making;
  }

  #forget(key: string): void {
    const making = this.#made.get(key);
    this.#made.delete(key);
    void making
      ?.then(async (made) => {
        const { pdf } = made;
        // Whoever still holds the document makes the file again, rather than read zeros.
        made.pdf = null;
        (await pdf)?.fill(0);
      })
      .catch(() => undefined);
  }

  #clear(): void {
    this.#session = null;
    for (const key of [...this.#made.keys()]) this.#forget(key);
    void this.#shell.closePrintPage();
  }
}

/** True where it is the printing that does not work, not the sheet. */
function isUnprintable(error: unknown): boolean {
  return isVigieError(error, 'print-failed') || isVigieError(error, 'print-timeout');
}

function digestOf(said: readonly unknown[]): string {
  return toHex(sha256(utf8(JSON.stringify(said))));
}

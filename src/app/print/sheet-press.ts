/**
 * Lays sheets out: the standard and English editions are printed as they would be and fitted to their pages, so that the
 * preview, the paper and the PDF are the same sheet. Step `print`.
 */
import { toHex, utf8 } from '../../core/bytes/bytes.ts';
import { sha256 } from '../../core/crypto/symmetric.ts';
import { isVigieError } from '../../core/errors.ts';
import { fitSheet, largeLayouts, likelyLayout, sheetLayouts } from '../../core/print/fit.ts';
import type { SheetModel } from '../../core/print/model.ts';
import { readPdfLayout } from '../../core/print/pdf-layout.ts';
import { renderSheet, sheetLength } from '../../core/print/sheet-html.ts';
import type { SheetFonts } from '../../core/print/style.ts';
import type { SheetEdition } from '../../core/vocabulary.ts';
import type { Shell } from '../shell/shell.ts';

export interface SheetStyle {
  readonly edition: SheetEdition;
  /** The standard and English editions in 14 pt; the easy-to-read one is always large. */
  readonly largePrint: boolean;
}

export interface LaidSheet {
  readonly html: string;
  readonly pdf: Uint8Array;
  /** Null if the PDF could not be read. */
  readonly pages: number | null;
}

/** A call prints a few sheets; those of earlier calls need not be known any more. */
const mostRemembered = 16;

export class SheetPress {
  readonly #shell: Pick<Shell, 'renderPdf'>;
  readonly #readFonts: () => SheetFonts;
  #fonts: SheetFonts | null = null;
  /** Layout that each sheet was fitted to, by a digest of what it says. */
  readonly #fitted = new Map<string, number>();

  constructor(shell: Pick<Shell, 'renderPdf'>, readFonts: () => SheetFonts) {
    this.#shell = shell;
    this.#readFonts = readFonts;
  }

  /** Read at the first sheet, then kept: they are of the product, not of a case. */
  get fonts(): SheetFonts {
    this.#fonts ??= this.#readFonts();
    return this.#fonts;
  }

  /** @throws VigieError 'print-failed' */
  async lay(model: SheetModel, style: SheetStyle): Promise<LaidSheet> {
    const print = (html: string) => this.#shell.renderPdf(html);
    const key = digestOf(model, style);
    const known = this.#fitted.get(key);
    if (style.edition === 'easy-to-read' || known !== undefined) {
      // What was previewed is what is printed and saved.
      const html = this.#render(model, style, known);
      const pdf = await print(html);
      return { html, pdf, pages: readPdfLayout(pdf)?.pages ?? null };
    }
    const fitted = await fitSheet({
      layouts: style.largePrint ? largeLayouts : sheetLayouts,
      first: style.largePrint ? 0 : likelyLayout(sheetLength(model, style.edition)),
      render: (layout) => this.#render(model, style, layout),
      print,
    });
    this.#remember(key, fitted.layout);
    return fitted;
  }

  /**
   * The sheet for a screen: laid out as it will be printed, or, where no printing works, by its length, for
   * an adviser without a printer still reads it out.
   */
  async preview(model: SheetModel, style: SheetStyle): Promise<{ html: string; pages: number | null }> {
    try {
      const { html, pages } = await this.lay(model, style);
      return { html, pages };
    } catch (error) {
      if (!isVigieError(error, 'print-failed') && !isVigieError(error, 'print-timeout')) throw error;
      return { html: this.#render(model, style), pages: null };
    }
  }

  #render(model: SheetModel, { edition, largePrint }: SheetStyle, layout?: number): string {
    return renderSheet(model, edition, { fonts: this.fonts, largePrint, ...(layout === undefined ? {} : { layout }) });
  }

  #remember(key: string, layout: number): void {
    this.#fitted.delete(key);
    this.#fitted.set(key, layout);
    const [oldest] = this.#fitted.keys();
    if (this.#fitted.size > mostRemembered && oldest !== undefined) this.#fitted.delete(oldest);
  }
}

function digestOf({ texts: _, ...model }: SheetModel, { edition, largePrint }: SheetStyle): string {
  return toHex(sha256(utf8(JSON.stringify([edition, largePrint, model]))));
}

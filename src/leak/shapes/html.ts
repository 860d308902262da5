/**
 * HTML: rows of tables (`tr`) are records, those of a table in a cell too; a row of `th` names the columns. Whatever stands outside of rows
 * is a record of its own where it holds identifiers: `mailto:` links, lists, paragraphs.
 */
import { findEmails, findNirs } from '../meaning/find-inside.ts';
import { type ByteText, readByteText, type TextBlock } from '../text/block.ts';
import { TextWindow } from '../text/window.ts';
import { isHeader } from './dialect.ts';
import { holdsIdentifier, looksLikePerson } from './loose-text.ts';
import {
  type Layout,
  longestRecordBytes,
  type Recognised,
  type RecordReader,
  type RecordSink,
  type Shape,
  type TextSample,
} from './shape.ts';
import { decodeEntities } from './xml-tokens.ts';

export const html: Shape = {
  name: 'html',
  recognise({ text, wish }: TextSample): Recognised | null {
    const wished = wish.shape === 'html';
    const isPage = /^\s*(?:<!DOCTYPE\s+html|<html[\s>]|<table[\s>]|<body[\s>]|<meta\s)/i.test(text);
    const hasRows = /<tr[\s>][\s\S]*?<t[dh][\s>]/i.test(text) && /<\/?table/i.test(text);
    if (!wished && !isPage && !hasRows) return null;
    const confidence = wished ? 1 : isPage ? 0.97 : 0.9;
    return { shape: 'html', confidence, separator: null, headerLine: null, start: () => new HtmlReader() };
  },
};

/** Where a piece ends: a row's tags, a table's, and those between which people are parted outside of tables. */
const boundary =
  /<(\/?)(tr|table|pre|textarea|p|div|li|ul|ol|body|html|head|script|style|h[1-6]|dl|dt|section|article)(?=[\s/>])|<br\s*\/?>/gi;
/** A tag that is cut by the end of a block. */
const cutTag = /<[^<>]{0,2000}$/;

class HtmlReader implements RecordReader {
  readonly #window = new TextWindow();
  readonly #layouts = new Map<string, Layout>();
  readonly #text: Layout = { name: '', columns: [''], headed: false };
  /** Layouts of the tables around the next piece, the innermost last; null before a table's first row. */
  #tables: (Layout | null)[] = [];
  #inRow = false;
  /** In an element whose lines are lines. */
  #inLines = false;

  push(block: TextBlock, sink: RecordSink): void {
    if (!this.#window.push(block)) return;
    while (this.#step(sink));
  }

  finish(sink: RecordSink): void {
    this.#window.finish();
    while (this.#step(sink));
  }

  /** One piece, from one boundary to the next. @returns false if more text is needed */
  #step(sink: RecordSink): boolean {
    const window = this.#window;
    const { text, at, finished } = window;
    if (at >= text.length) return false;
    boundary.lastIndex = at;
    let first = boundary.exec(text);
    let opens = false;
    if (first?.index === at) {
      if (!finished && cutTag.test(text.slice(at, at + 2000)) && text.length - at < 2000) return false;
      const name = (first[2] ?? '').toLowerCase();
      const closes = first[1] === '/';
      if (name === 'table') {
        if (closes) this.#tables.pop();
        else this.#tables.push(null);
        this.#inRow = false;
      } else if (name === 'pre' || name === 'textarea') this.#inLines = !closes;
      else if (name === 'tr') {
        this.#inRow = !closes;
        if (this.#tables.length === 0) this.#tables.push(null);
      }
      opens = true;
    }
    // Inside a row only the row's own end parts anything.
    do first = boundary.exec(text);
    while (first !== null && this.#inRow && !/^(?:tr|table)$/i.test(first[2] ?? ''));
    if (first === null && !finished && text.length - at < longestRecordBytes) {
      // Lines of a list of any length need not be held until its end.
      const lastLine = this.#inLines ? text.lastIndexOf('\n') : -1;
      if (lastLine <= at) return false;
      this.#take(sink, text.slice(at, lastLine + 1), lastLine + 1);
      return true;
    }
    const end = first === null ? text.length : Math.max(first.index, opens ? at + 1 : at);
    this.#take(sink, text.slice(at, end), end);
    return true;
  }

  #take(sink: RecordSink, piece: ByteText, end: number): void {
    const window = this.#window;
    const place = { start: window.place(window.at), end: window.place(end), line: window.line };
    const { start } = place;
    if (piece.length > longestRecordBytes) sink.fault('row-too-long', start, place.end, place.line);
    else if (this.#inRow && /<t[dh][\s>]/i.test(piece)) this.#row(sink, piece, place);
    else if (this.#inLines && piece.includes('\n')) this.#lines(sink, piece, place);
    else if (mayBePerson(decodeEntities(piece))) {
      const cell = contentOf(piece);
      sink.record({ layout: this.#text, cells: [cell], columns: null, ...place });
    } else if (piece.trim() !== '') sink.outside(start, place.end, 'structure');
    window.moveTo(end);
  }

  /** Each line that holds identifiers is a record. */
  #lines(sink: RecordSink, piece: ByteText, place: { start: number; line: number }): void {
    let { start, line } = place;
    for (const text of piece.split(/(?<=\n)/)) {
      const end = start + text.length;
      if (mayBePerson(decodeEntities(text)))
        sink.record({ layout: this.#text, cells: [contentOf(text)], columns: null, start, end, line });
      else sink.outside(start, end, 'structure');
      start = end;
      line++;
    }
  }

  #row(sink: RecordSink, piece: ByteText, place: { start: number; end: number; line: number }): void {
    const cells: ByteText[] = [];
    let heads = 0;
    const opening = /<t([dh])\b((?:"[^"]*"|'[^']*'|[^<>"'])*)>/gi;
    const found = [...piece.matchAll(opening)];
    for (const [i, { index, 0: tag, 1: kind = '', 2: attributes = '' }] of found.entries()) {
      cells.push(contentOf(piece.slice(index + tag.length, found[i + 1]?.index ?? piece.length)));
      if (kind.toLowerCase() === 'h') heads++;
      const span = Number(/\bcolspan\s*=\s*["']?(\d{1,3})/i.exec(attributes)?.[1] ?? 1);
      for (let more = 1; more < span; more++) cells.push('');
    }
    const table = this.#tables.length - 1;
    const layout = this.#tables[table] ?? null;
    const isHead = !cells.some(looksLikePerson) && (heads === cells.length || (layout === null && isHeader(cells)));
    if (isHead && cells.length > 0) {
      this.#tables[table] = this.#layoutOf(cells.map(readByteText), true);
      sink.outside(place.start, place.end, 'header');
      return;
    }
    const own =
      layout ??
      this.#layoutOf(
        cells.map(() => ''),
        false,
      );
    this.#tables[table] = own;
    sink.record({ layout: own, cells, columns: null, ...place });
  }

  #layoutOf(columns: string[], headed: boolean): Layout {
    const key = `${headed}${columns.join('\0')}`;
    const known = this.#layouts.get(key);
    if (known !== undefined) return known;
    const layout: Layout = { name: '', columns, headed };
    this.#layouts.set(key, layout);
    return layout;
  }
}

/** Text of a cell; the address of a link counts where the text does not show it. */
/** A quick look first: the other one is for signs that are hidden or escaped. */
function mayBePerson(text: ByteText): boolean {
  return looksLikePerson(text) || holdsIdentifier(text);
}

function contentOf(markup: ByteText): ByteText {
  const text = textOf(
    markup
      .replace(/<!--([\s\S]*?)-->/g, (_all, comment: ByteText) => (holdsIdentifier(comment) ? ` ${comment} ` : ' '))
      .replace(/<br\s*\/?>|<\/?(?:p|div|li|dt|dd|h[1-6]|option|label|article|section|header|footer)\b[^<>]*>/gi, '\n'),
  );
  let hidden = '';
  for (const [, address = ''] of markup.matchAll(/mailto:([^"'?>\s]+)/gi)) {
    const plain = decodeEntities(address).replace(/%40/gi, '@');
    if (!text.toLowerCase().includes(plain.toLowerCase())) hidden += ` ${plain}`;
  }
  for (const [, double, single] of markup.matchAll(
    /\b(?:value|data-[\w-]+|title|content)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi,
  )) {
    const value = decodeEntities(double ?? single ?? '');
    if (looksLikePerson(value) && !text.includes(value)) hidden += ` ${value}`;
  }
  return `${text}${hidden}`.trim();
}

/**
 * Tags inside a line part nothing (`<b>jean</b>@x.fr`) or whole fields (`<span>Roux</span><span>jean@x.fr</span>`). They part where each sign `@` then
 * has an address of its own and no number is cut in two; else they do not.
 */
function textOf(markup: ByteText): ByteText {
  const joined = decodeEntities(markup.replace(/<[^<>]*>/g, '')).trim();
  if (!inlineBoundary.test(markup)) return joined;
  const parted = decodeEntities(markup.replace(/<[^<>]*>/g, ' ')).trim();
  return identifiersIn(parted) >= identifiersIn(joined) ? parted : joined;
}

// Bounded: a pattern remembers each tag that it may have to give back.
const inlineBoundary = /[\w.](?:<[^<>]{0,2000}>){1,20}[\w.@]/;

function identifiersIn(text: ByteText): number {
  const characters = readByteText(text);
  return findEmails(characters, () => {}) + findNirs(characters, () => {});
}

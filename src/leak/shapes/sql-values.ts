/**
 * One row of SQL values, `(1,'Léa',NULL)`, into cells, and the words and names of the statements around it. Writings of MySQL,
 * PostgreSQL, SQL Server, SQLite and Oracle; only backslashes need to be known beforehand, since `'\'` is a whole string in some.
 */
import { isUtf8 } from 'node:buffer';
import { type ByteText, isEscaped, toByteText } from '../text/block.ts';

export interface SqlRow {
  readonly cells: ByteText[];
  /** Behind the closing parenthesis. */
  readonly end: number;
}

/** `more`: the text ends first. `bad`: this is no row, whatever follows. */
type RowOutcome = SqlRow | 'more' | 'bad';

const more = -1;
const bad = -2;
const blankOrComment = /(?:\s+|\/\*(?!!)[\s\S]*?\*\/|\/\*!\d*|\*\/|--(?=\s)[^\n]*\n)*/y;
const word = /[\w$.:@%\u0080-\u00ff]+/y;
const dollarQuote = /\$(?:[A-Za-z_]\w*)?\$/y;
/** Words that may follow a string: `'x' COLLATE utf8_bin`, `CAST('x' AS text)`. */
const afterString = /^(?:collate|as|at|using|escape|uescape|::.*)$/i;

/** A character by its number, as Oracle, PostgreSQL (`CHR`), MySQL and SQL Server (`CHAR`) write a sign that a string could not hold. */
const characterOf = /^n?cha?r\s*\(\s*(\d{1,3})\s*\)/i;

/** @returns the index behind white space and comments; comments that MySQL executes are no comments */
export function skipBlank(text: ByteText, at: number): number {
  const code = text.charCodeAt(at);
  if (code > 32 && code !== 47 && code !== 45 && code !== 42) return at;
  blankOrComment.lastIndex = at;
  blankOrComment.exec(text);
  return blankOrComment.lastIndex;
}

/** Reads rows and strings from a place on. `escapes`: a backslash takes the next character's meaning away. */
export class SqlValues {
  readonly escapes: boolean;
  /** Behind the last value, string or row; `more` or `bad` where there was none. */
  end = 0;

  constructor(escapes: boolean) {
    this.escapes = escapes;
  }

  /** @param at index of the opening parenthesis */
  row(text: ByteText, at: number): RowOutcome {
    const cells: ByteText[] = [];
    for (let from = at + 1; ; from = this.end + 1) {
      cells.push(this.#value(text, from));
      if (this.end === more) return 'more';
      if (this.end === bad) return 'bad';
      if (text.charCodeAt(this.end) === 41) return { cells, end: this.end + 1 };
    }
  }

  /** A value up to its comma or the row's parenthesis, at which `end` then stands. */
  #value(text: ByteText, from: number): ByteText {
    const at = skipBlank(text, from);
    if (text.charCodeAt(at) === 39) {
      const cell = this.string(text, at, this.escapes);
      const next = text.charCodeAt(this.end);
      if (this.end < 0 || next === 44 || next === 41) return cell;
    } else {
      word.lastIndex = at;
      const bare = word.exec(text)?.[0] ?? '';
      const next = text.charCodeAt(at + bare.length);
      if (bare !== '' && (next === 44 || next === 41)) {
        this.end = at + bare.length;
        return literal(bare);
      }
    }
    return this.#expression(text, at);
  }

  /** `CAST(N'…' AS date)`, `'a' || CHR(64)`, `CONCAT('a', 'b')`, `_binary '…'`, `-5`: what strings it holds, else as it is written. */
  #expression(text: ByteText, start: number): ByteText {
    const strings: ByteText[] = [];
    let depth = 0;
    /** Depth of the arguments of a function that joins them; 0 outside of one. */
    let joining = 0;
    let together = true;
    let afterText = false;
    for (let at = start; ; ) {
      at = skipBlank(text, at);
      const code = text.charCodeAt(at);
      if (Number.isNaN(code)) {
        this.end = more;
        return '';
      }
      if ((code === 44 || code === 41) && depth === 0) {
        this.end = at;
        return strings.length > 0 ? strings.join(together ? '' : ' ') : literal(text.slice(start, at).trim());
      }
      if (code === 59) {
        this.end = bad;
        return '';
      }
      if (code === 39 || code === 34) {
        strings.push(this.string(text, at, this.escapes));
        if (this.end < 0) return '';
        at = this.end;
        afterText = true;
        continue;
      }
      const dollar = this.#dollarQuoted(text, at);
      if (dollar !== null) {
        strings.push(dollar);
        if (this.end < 0) return '';
        at = this.end;
        continue;
      }
      word.lastIndex = at;
      const bare = word.exec(text)?.[0] ?? '';
      if (bare === '') {
        if (code === 40 || code === 91) depth++;
        else if (code === 41 || code === 93) depth--;
        // Other signs than those of joining: two strings are two.
        if (depth < joining) joining = 0;
        if (code !== 124 && code !== 43 && code !== 40 && code !== 41 && !(code === 44 && joining > 0))
          together = false;
        afterText = false;
        at++;
        continue;
      }
      const character = characterOf.exec(text.slice(at, at + 16));
      if (character !== null) {
        strings.push(toByteText(String.fromCodePoint(Number(character[1]))));
        at += character[0].length;
        afterText = true;
        continue;
      }
      if (joining === 0 && /^concat$/i.test(bare)) joining = depth + 1;
      if (afterText && !afterString.test(bare)) {
        this.end = bad;
        return '';
      }
      afterText = false;
      at += bare.length;
      if (at === text.length) {
        this.end = more;
        return '';
      }
      if (text.charCodeAt(at) === 39) {
        const own = this.string(text, at, bare === 'E' || bare === 'e' || this.escapes);
        if (this.end < 0) return '';
        strings.push(/^[xX]$/.test(bare) ? bytesOf(own) : own);
        at = this.end;
        afterText = true;
      }
    }
  }

  #dollarQuoted(text: ByteText, at: number): ByteText | null {
    if (text.charCodeAt(at) !== 36) return null;
    dollarQuote.lastIndex = at;
    const tag = dollarQuote.exec(text)?.[0];
    if (tag === undefined) return null;
    const close = text.indexOf(tag, at + tag.length);
    this.end = close < 0 ? more : close + tag.length;
    return close < 0 ? '' : text.slice(at + tag.length, close);
  }

  /** @param at index of the opening quote. @returns the content; `end` is behind the closing quote, or `more` */
  string(text: ByteText, at: number, escapes: boolean): ByteText {
    const quote = text.charAt(at);
    let doubled = false;
    let close = text.indexOf(quote, at + 1);
    for (let from = at + 1; ; close = text.indexOf(quote, from)) {
      // Whether a quote at the end of the text is doubled is not known yet.
      if (close < 0 || close + 1 === text.length) {
        this.end = more;
        return '';
      }
      if (escapes && isEscaped(text, close, from)) from = close + 1;
      else if (text.charAt(close + 1) === quote) {
        doubled = true;
        from = close + 2;
      } else break;
    }
    this.end = close + 1;
    const written = text.slice(at + 1, close);
    const held =
      escapes && written.includes('\\')
        ? undoBackslashes(written, doubled ? quote : '')
        : doubled
          ? written.replaceAll(quote + quote, quote)
          : written;
    return held.charCodeAt(0) === 92 && /^\\x(?:[0-9a-f]{2})+$/i.test(held) ? bytesOf(held.slice(2)) : held;
  }
}

/**
 * A row with quotes that nobody escaped (`'O'Brien'`): a quote closes a string only where a comma or the row's end follows.
 * @param width cells that it must have to be believed · @param limit it may not reach further
 */
export function lenientRow(text: ByteText, at: number, escapes: boolean, width: number, limit: number): SqlRow | 'bad' {
  const cells: ByteText[] = [];
  for (let from = at + 1; from < limit; ) {
    const open = /\s*(?:[NnEe]|_\w+ ?)?'/y;
    open.lastIndex = from;
    const found = open.exec(text);
    let end: number;
    if (found === null) {
      const bare = /[^,)'\n]*/y;
      bare.lastIndex = from;
      const value = bare.exec(text)?.[0] ?? '';
      cells.push(literal(value.trim()));
      end = from + value.length;
    } else {
      const close = lenientClose(text, from + found[0].length, escapes, limit);
      if (close < 0) return 'bad';
      const piece = text.slice(from + found[0].length, close).replaceAll("''", "'");
      cells.push(escapes ? undoBackslashes(piece) : piece);
      end = skipBlank(text, close + 1);
    }
    const code = text.charCodeAt(end);
    if (code === 41 && cells.length === width && /^\)\s*(?:[,;]|$|\n)/.test(text.slice(end, end + 200)))
      return { cells, end: end + 1 };
    if (code !== 44 || cells.length >= width) return 'bad';
    from = end + 1;
  }
  return 'bad';
}

function lenientClose(text: ByteText, from: number, escapes: boolean, limit: number): number {
  for (let close = text.indexOf("'", from); close >= 0 && close < limit; close = text.indexOf("'", close + 1)) {
    if (escapes && isEscaped(text, close, from)) continue;
    if (
      /^'\s*(?:,\s*(?:['\d(-]|null\b|[NnEeXx_]\w*\s?'|true\b|false\b|cast\()|\)\s*(?:[,;]|$|\n))/i.test(
        text.slice(close, close + 60),
      )
    )
      return close;
  }
  return -1;
}

/** By the character behind a backslash: what both stand for, 0 for nothing. */
const escapeMeanings = Uint8Array.from({ length: 256 }, (_, code) => code);
for (const [character, meaning] of [
  ['n', 10],
  ['r', 10],
  ['t', 9],
  ['0', 32],
  ['f', 32],
  ['v', 32],
  ['b', 0],
  ['Z', 0],
] as const)
  escapeMeanings[character.charCodeAt(0)] = meaning;

/**
 * MySQL's escapes, which PostgreSQL's `E'…'` and `COPY` share.
 * @param quote that stands twice where it is meant once; empty where none does
 */
export function undoBackslashes(text: ByteText, quote = ''): ByteText {
  if (!text.includes('\\')) return text;
  const doubled = quote.charCodeAt(0);
  // In place: a call for each escape of a text of megabytes would hold a hundred bytes for each.
  const bytes = Buffer.from(text, 'latin1');
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes[at] ?? 0;
    const isEscape = code === 92 && at + 1 < bytes.length;
    const meant = isEscape ? (escapeMeanings[bytes[++at] ?? 0] ?? 0) : code;
    if (meant !== 0) bytes[length++] = meant;
    if (!isEscape && code === doubled && bytes[at + 1] === doubled) at++;
  }
  return bytes.toString('latin1', 0, length);
}

/** What a value without quotes stands for: nothing for NULL, the text of binary data. */
function literal(bare: ByteText): ByteText {
  if (/^null$|^default$/i.test(bare)) return '';
  return bare.startsWith('0x') || bare.startsWith('0X') ? bytesOf(bare.slice(2)) : bare;
}

/** Hexadecimal digits as the text that they are, where they are one (UTF-8, or UTF-16 as SQL Server keeps it); else as written. */
function bytesOf(digits: ByteText): ByteText {
  if (digits.length === 0 || digits.length % 2 === 1 || !/^[0-9a-f]+$/i.test(digits)) return digits;
  const bytes = Buffer.from(digits, 'hex');
  if (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0)
    return Buffer.from(bytes.toString('utf16le'), 'utf8').toString('latin1');
  const isText = isUtf8(bytes) && !bytes.some((byte) => byte < 32 && byte !== 10 && byte !== 13 && byte !== 9);
  return isText ? bytes.toString('latin1') : digits;
}

/**
 * Comments of SQL: where they end, and what of them is data that somebody took out. A comment that is never closed, or is closed by the
 * end of a later one, must not hide the statements below it.
 */
import type { ByteText } from '../text/block.ts';

const data = String.raw`(?:(?:insert|replace)\s(?:[^'";()]|"[^"]*"){0,200}(?:\([^'()]{0,4000}\)\s*)?values?\s*\(|update\s[^'";]{1,200}\sset\s[^;]{0,80}=|copy\s[^'";]{1,4000}\sfrom\s+stdin)`;
const dataLine = new RegExp(String.raw`\n[ \t]*(?=${data})`, 'gi');
const dataHere = new RegExp(String.raw`(?:/\*|--|#)[-\s]*(?=${data})`, 'iy');
/** Longest statement head that is looked for. */
const longestHead = 5_000;

/**
 * @param at where a comment begins · @param end where it ends at the latest
 * @returns where the statement begins that was made a comment; -1 if it is none
 */
export function commentedStatement(text: ByteText, at: number, end: number): number {
  dataHere.lastIndex = 0;
  return dataHere.test(text.slice(at, Math.min(end, at + longestHead))) ? at + dataHere.lastIndex : -1;
}

/**
 * @param at where a block comment begins · @param isAll no more text will come, or may be waited for
 * @returns the index behind it: behind its mark, before the first line that is a statement of data, or, if it is never closed, behind
 *   its first line
 */
export function endOfBlockComment(text: ByteText, at: number, isAll: boolean): number | 'more' {
  const close = text.indexOf('*/', at + 2);
  const statement = statementInside(text, at, close < 0 ? text.length : close);
  if (statement >= 0) return statement;
  if (close >= 0) return close + 2;
  if (!isAll) return 'more';
  const lineEnd = text.indexOf('\n', at);
  return lineEnd < 0 ? text.length : lineEnd + 1;
}

/** @returns the index of the first line in `[from, to)` that is a statement of data; -1 if there is none */
export function statementInside(text: ByteText, from: number, to: number): number {
  // A string is nearly always short.
  if (to - from < 20) return -1;
  dataLine.lastIndex = 0;
  const found = dataLine.exec(text.slice(from, to));
  return found === null ? -1 : from + found.index + 1;
}

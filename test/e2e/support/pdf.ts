/** Reads a PDF file as people's tools do (poppler). */
import { execFileSync } from 'node:child_process';

/** @returns the text, white space made single spaces */
export function pdfText(path: string): string {
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).replace(/\s+/gu, ' ').trim();
}

/** @returns what `pdfinfo` says, by its own names: `Pages`, `Tagged`, `Title` … */
export function pdfInfo(path: string): Readonly<Record<string, string>> {
  const lines = execFileSync('pdfinfo', [path], { encoding: 'utf8' }).split('\n');
  return Object.fromEntries(lines.map((line) => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 1).trim()]));
}

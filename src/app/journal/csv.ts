/**
 * CSV (RFC 4180) that a spreadsheet opens as it is meant, and runs nothing of. Not by papaparse, which reads leaks: its `unparse`
 * leaves a formula alone where a line break follows in the cell.
 */

/** Lists are separated by what the language leaves free of its numbers: French spreadsheets expect a semicolon. */
const separators = { fr: ';', en: ',' } as const;

/** A French spreadsheet reads « 22.5 » as the 22nd of May. */
const decimalMarks = { fr: ',', en: '.' } as const;

type Locale = keyof typeof separators;

/** A cell that begins so is a formula to a spreadsheet: names and titles are text, and are made to stay it. */
const formulaStart = /^[=+\-@\t\r]/;

function cell(value: string | number | null, locale: Locale): string {
  if (value === null) return '';
  const separator = separators[locale];
  if (typeof value === 'number') return String(value).replace('.', decimalMarks[locale]);
  const harmless = formulaStart.test(value) ? `'${value}` : value;
  return /["\r\n]/.test(harmless) || harmless.includes(separator) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** @returns lines ended by CR LF, after a byte order mark: without it spreadsheets misread accents */
export function csvText(rows: readonly (readonly (string | number | null)[])[], locale: Locale): string {
  const separator = separators[locale];
  return `\uFEFF${rows.map((row) => `${row.map((value) => cell(value, locale)).join(separator)}\r\n`).join('')}`;
}

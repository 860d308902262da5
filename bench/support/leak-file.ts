/**
 * A leak file of any length, quickly: well-formed NIRs with their keys, e-mail addresses and the usual columns, no real
 * person. `vigie demo` makes believable ones; this one makes ten million identifiers in seconds.
 */
import { closeSync, openSync, writeSync } from 'node:fs';

/** Identifiers in a row, none of which comes twice below a hundred million rows: a NIR, an e-mail address and a phone number. */
export const identifiersPerRow = 3;

const columns = ['nir', 'email', 'mot de passe', 'nom', 'prénom', 'téléphone', 'iban', 'adresse'];

/** The NIR of row `row`, 13 characters. Rows up to 4 thousand million have one of their own. */
export function nirOfRow(row: number): string {
  const digits = (value: number, width: number) => String(value).padStart(width, '0');
  const sex = 1 + (row % 2);
  const year = Math.floor(row / 2) % 100;
  const month = 1 + (Math.floor(row / 200) % 12);
  const department = 1 + (Math.floor(row / 2400) % 95);
  const commune = Math.floor(row / 228_000) % 990;
  const order = Math.floor(row / 225_720_000) % 1000;
  const safeDepartment = department === 20 ? 96 : department;
  return `${sex}${digits(year, 2)}${digits(month, 2)}${digits(safeDepartment, 2)}${digits(commune, 3)}${digits(order, 3)}`;
}

export function emailOfRow(row: number): string {
  return `prenom.nom${row}@exemple${row % 97}.fr`;
}

function cellsOfRow(row: number): string[] {
  const nir = nirOfRow(row);
  const key = 97 - (Number(nir) % 97);
  return [
    `${nir}${String(key).padStart(2, '0')}`,
    emailOfRow(row),
    `Azerty${row}!`,
    `NOM${row % 5000}`,
    `Prénom${row % 300}`,
    `06${String(row % 100_000_000).padStart(8, '0')}`,
    `FR76${String(row).padStart(21, '3')}`,
    `${row % 200} rue de l'Essai 75011 PARIS`,
  ];
}

/** How one row is written, and what stands before the first one. */
interface Writing {
  readonly head: string;
  row(cells: readonly string[], row: number): string;
}

const quotedInSql = (cell: string) => `'${cell.replaceAll("'", "''")}'`;
/** Rows of one INSERT, as mysqldump joins them. */
const rowsOfStatement = 1000;

const writings = {
  table: { head: `${columns.join(';')}\n`, row: (cells) => `${cells.join(';')}\n` },
  sql: {
    head: '-- MySQL dump 10.13\n',
    row: (cells, row) => {
      const values = `(${cells.map(quotedInSql).join(',')})`;
      const first = row % rowsOfStatement === 0;
      const last = row % rowsOfStatement === rowsOfStatement - 1;
      const into = `INSERT INTO assures (${columns.map((name) => `\`${name}\``).join(',')}) VALUES `;
      return `${first ? into : ','}${values}${last ? ';\n' : ''}`;
    },
  },
  json: {
    head: '',
    row: (cells) => `${JSON.stringify(Object.fromEntries(cells.map((cell, i) => [columns[i], cell])))}\n`,
  },
  'url-list': { head: '', row: ([, email, password]) => `https://assure.ameli.fr/connexion:${email}:${password}\n` },
} as const satisfies Readonly<Record<string, Writing>>;

export type LeakShape = keyof typeof writings;
export const leakShapes = Object.keys(writings) as LeakShape[];

/** @returns bytes written */
export function writeLeakFile(path: string, rows: number, shape: LeakShape = 'table'): number {
  const { head, row: write }: Writing = writings[shape];
  const file = openSync(path, 'w');
  let bytes = writeSync(file, head);
  let block = '';
  for (let row = 0; row < rows; row++) {
    block += write(cellsOfRow(row), row);
    if (block.length > 1 << 20) {
      bytes += writeSync(file, block);
      block = '';
    }
  }
  bytes += writeSync(file, block);
  closeSync(file);
  return bytes;
}

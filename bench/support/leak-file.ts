/**
 * A leak file of any length, quickly: well-formed NIRs with their keys, e-mail addresses and the usual columns, no real
 * person. `vigie demo` makes believable ones; this one makes ten million identifiers in seconds.
 */
import { closeSync, openSync, writeSync } from 'node:fs';

/** Identifiers in a row that never come twice: a NIR and an e-mail address. The phone beside them comes again after a hundred million rows. */
export const identifiersPerRow = 2;

const header = 'nir;email;mot de passe;nom;prénom;téléphone;iban;adresse\n';

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

/** @returns bytes written */
export function writeLeakFile(path: string, rows: number): number {
  const file = openSync(path, 'w');
  let bytes = writeSync(file, header);
  let block = '';
  for (let row = 0; row < rows; row++) {
    const nir = nirOfRow(row);
    const key = 97 - (Number(nir) % 97);
    const phone = `06${String(row % 100_000_000).padStart(8, '0')}`;
    block += `${nir}${String(key).padStart(2, '0')};${emailOfRow(row)};Azerty${row}!;NOM${row % 5000};Prénom${row % 300};${phone};FR76${String(row).padStart(21, '3')};${row % 200} rue de l'Essai 75011 PARIS\n`;
    if (block.length > 1 << 20) {
      bytes += writeSync(file, block);
      block = '';
    }
  }
  bytes += writeSync(file, block);
  closeSync(file);
  return bytes;
}

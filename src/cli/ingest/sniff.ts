/**
 * What kind of file this is, told from its first lines: table with a header, `identifier:password` list, JSON Lines.
 * A table is only believed with a header whose words are known, or with columns named by hand: data is never guessed to be
 * a header, and no cell of the file ever reaches an error.
 */
import Papa from 'papaparse';
import { VigieError } from '../../core/errors.ts';
import { parseIdentifier } from '../../core/identifier/identifier.ts';
import { type ColumnRole, recogniseHeader } from './columns.ts';
import { JsonKeys, readJsonFields } from './lists.ts';
import { applyOverrides, areAllPositions, type ColumnOverride } from './overrides.ts';

export type LeakFormat =
  /** `roles[i]`: what column `i` holds, null if nothing that matters. */
  | { kind: 'csv'; delimiter: string; header: boolean; roles: readonly (ColumnRole | null)[] }
  | { kind: 'list'; separator: string | null }
  | { kind: 'json-lines' };

export interface Sniffed {
  readonly format: LeakFormat;
  /** Text at the beginning that holds no rows: blank lines, `sep=;`, the header; and its lines. */
  readonly skipped: string;
  readonly skipLines: number;
}

const delimiters = [';', ',', '\t', '|', ':'];
const listSeparators = [':', ';', '\t', '|', ',', ' '];
/** Lines that are looked at; enough to outvote a few bad ones. */
const sampleLines = 200;
/** Lines that a header with line breaks in its quotes may span. */
const longestHeaderLines = 20;

/**
 * @param start the first lines of the file, whole
 * @throws VigieError 'input-empty', 'input-malformed' (a JSON array), 'input-no-identifier-column' (with the number of
 * columns and what was recognised in them), 'input-column-unknown'
 */
export function sniffFormat(start: string, overrides: readonly ColumnOverride[]): Sniffed {
  const lead = /^(?:[^\S\n]*\n)*/.exec(start)?.[0] ?? '';
  let body = start.slice(lead.length);
  let skipped = lead;
  if (body.trim() === '') throw new VigieError('input-empty');
  if (/^\s*\{/.test(body)) return sniffJson(body, overrides, skipped);
  if (/^\s*\[\s*[{[\n]/.test(body)) throw new VigieError('input-malformed', { reason: 'json-array' });

  const declared = /^sep=(.)\n/i.exec(body);
  if (declared !== null) {
    skipped += declared[0];
    body = body.slice(declared[0].length);
  }
  const candidates = declared?.[1] === undefined ? delimiters : [declared[1]];
  return (
    sniffHeader(body, candidates, overrides, skipped) ??
    sniffPositions(body, candidates, overrides, skipped) ??
    sniffList(body, overrides, skipped) ??
    refuse(body, candidates, overrides)
  );
}

function sniffed(format: LeakFormat, skipped: string): Sniffed {
  return { format, skipped, skipLines: skipped.split('\n').length - 1 };
}

/** Keys differ from line to line, so that the first lines must show one that identifies a person. */
function sniffJson(body: string, overrides: readonly ColumnOverride[], skipped: string): Sniffed {
  const keys = new JsonKeys(overrides);
  const roles = new Set<ColumnRole | null>();
  for (const line of body.split('\n', sampleLines)) {
    for (const { role } of readJsonFields(line, keys) ?? []) roles.add(role);
  }
  if (!hasIdentifier([...roles]))
    throw new VigieError('input-no-identifier-column', { recognised: [...roles].join(' ') });
  return sniffed({ kind: 'json-lines' }, skipped);
}

interface FirstRow {
  delimiter: string;
  cells: string[];
  roles: (ColumnRole | null)[];
  text: string;
}

/** The first row as each delimiter cuts it; without those whose cells are data. */
function readHeaders(body: string, candidates: readonly string[]): FirstRow[] {
  const text = firstRowText(body);
  const rows: FirstRow[] = [];
  for (const delimiter of candidates) {
    const cells = Papa.parse<string[]>(text, { delimiter, newline: '\n' }).data[0] ?? [];
    if (cells.some(looksLikeData)) continue;
    // `nir:password` is no single column.
    if (cells.length === 1 && /[:;,|\t]/.test(cells[0] ?? '')) continue;
    rows.push({ delimiter, cells, roles: cells.map(recogniseHeader), text });
  }
  return rows;
}

/**
 * The first line, with those after it as long as a quote is open. (papaparse's `preview` would do, but for text without
 * quotes its cursor then stands after the second row.)
 */
function firstRowText(body: string): string {
  const firstLine = body.indexOf('\n') + 1;
  let end = firstLine;
  for (let lines = 0; lines < longestHeaderLines && end > 0; lines++) {
    const row = body.slice(0, end);
    if ((row.split('"').length - 1) % 2 === 0) return row;
    end = body.indexOf('\n', end) + 1;
  }
  return body.slice(0, firstLine);
}

function sniffHeader(
  body: string,
  candidates: readonly string[],
  overrides: readonly ColumnOverride[],
  skipped: string,
): Sniffed | null {
  const [best] = readHeaders(body, candidates)
    // A colon parts lists; two columns are `email:password` with its header, and the password may hold more colons.
    .filter(({ delimiter, cells }) => delimiter !== ':' || cells.length > 2)
    .filter(({ roles }) => hasIdentifier(roles) || overrides.length > 0)
    .toSorted((a, b) => known(b.roles) - known(a.roles) || b.cells.length - a.cells.length);
  if (best === undefined) return null;
  if (known(best.roles) === 0 && areAllPositions(overrides)) return null;
  const roles = applyOverrides(best.roles, overrides, best.cells);
  if (!hasIdentifier(roles)) return null;
  return sniffed({ kind: 'csv', delimiter: best.delimiter, header: true, roles }, skipped + best.text);
}

/** Columns named by position: there may be no header at all. */
function sniffPositions(
  body: string,
  candidates: readonly string[],
  overrides: readonly ColumnOverride[],
  skipped: string,
): Sniffed | null {
  if (!areAllPositions(overrides)) return null;
  const lines = body.split('\n', sampleLines).filter((line) => line.trim() !== '');
  let best = { delimiter: ';', columns: 1, agreeing: 0 };
  for (const delimiter of candidates) {
    const counts = lines.map((line) => line.split(delimiter).length);
    const columns = median(counts);
    const agreeing = counts.filter((count) => count === columns).length;
    if (columns > 1 && agreeing > best.agreeing) best = { delimiter, columns, agreeing };
  }
  const { delimiter, columns } = best;
  const roles = applyOverrides(new Array<ColumnRole | null>(columns).fill(null), overrides, []);
  const first = readHeaders(body, [delimiter])[0];
  const header = first !== undefined && !identifierAt(first.cells, roles);
  return sniffed({ kind: 'csv', delimiter, header, roles }, header ? skipped + first.text : skipped);
}

function sniffList(body: string, overrides: readonly ColumnOverride[], skipped: string): Sniffed | null {
  if (overrides.length > 0) return null;
  const lines = body.split('\n', sampleLines).filter((line) => line.trim() !== '');
  const share = (separator: string | null) =>
    lines.filter((line) => isIdentifier(separator === null ? line : (line.split(separator, 1)[0] ?? ''))).length;
  let best: { separator: string | null; hits: number } = { separator: null, hits: share(null) };
  for (const separator of listSeparators) {
    // Identifiers alone also "begin" a line that lacks the separator: it must be there.
    const hits = lines.some((line) => line.includes(separator)) ? share(separator) : 0;
    if (hits > best.hits) best = { separator, hits };
  }
  // More than two cells a line is a table without a header: which cell is the password cannot be told.
  if (best.hits * 2 < lines.length || isTable(lines, best.separator)) return null;
  const { separator } = best;
  const firstLine = body.slice(0, body.indexOf('\n') + 1);
  const firstCell = separator === null ? firstLine : (firstLine.split(separator, 1)[0] ?? '');
  const header = !isIdentifier(firstCell) && !looksLikeData(firstCell) && recogniseHeader(firstCell) !== null;
  return sniffed({ kind: 'list', separator }, header ? skipped + firstLine : skipped);
}

function isTable(lines: readonly string[], separator: string | null): boolean {
  if (separator === null || separator === ':' || separator === ' ') return false;
  const counts = lines.map((line) => line.split(separator).length);
  const columns = median(counts);
  return columns > 2 && counts.filter((count) => count === columns).length * 10 > lines.length * 9;
}

/** Header names may be data in disguise: the error tells numbers and what was recognised, never a cell. */
function refuse(body: string, candidates: readonly string[], overrides: readonly ColumnOverride[]): never {
  const [best] = readHeaders(body, candidates).toSorted(
    (a, b) => known(b.roles) - known(a.roles) || b.cells.length - a.cells.length,
  );
  if (best !== undefined) applyOverrides(best.roles, overrides, best.cells);
  else if (overrides.length > 0) throw new VigieError('input-no-identifier-column', { reason: 'no-header' });
  throw new VigieError('input-no-identifier-column', {
    columnCount: best?.cells.length ?? 0,
    recognised: [...new Set(best?.roles.filter((role) => role !== null))].join(' '),
  });
}

function hasIdentifier(roles: readonly (ColumnRole | null)[]): boolean {
  return roles.some((role) => role === 'nir' || role === 'email' || role === 'identifier');
}

function known(roles: readonly (ColumnRole | null)[]): number {
  return roles.filter((role) => role !== null).length;
}

/** A cell that no header holds: an address, a long run of digits. */
function looksLikeData(cell: string): boolean {
  return cell.length > 80 || /\d{5}|\S@\S+\.\S/.test(cell) || isIdentifier(cell);
}

function isIdentifier(text: string): boolean {
  return parseIdentifier(text).kind === 'ok';
}

function identifierAt(cells: readonly string[], roles: readonly (ColumnRole | null)[]): boolean {
  return cells.some((cell, i) => hasIdentifier([roles[i] ?? null]) && isIdentifier(cell));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

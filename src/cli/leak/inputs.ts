/** Which files are read, and how: names, directories and patterns to a list of inputs, each with what was said of it by hand. */
import { glob, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { VigieError } from '../../core/errors.ts';
import { asFileError } from '../../files/file-errors.ts';
import { type ColumnOverride, parseColumnOverrides } from '../../leak/meaning/overrides.ts';
import type { LeakOptions } from '../../leak/read-leak.ts';
import { parseRecipe, partsOf, type Recipe } from '../../leak/recipe.ts';
import { type TextEncodingName, textEncodingNames } from '../../leak/text/code-pages.ts';
import type { Arguments } from '../arguments.ts';
import { readTextFile } from '../pack-files.ts';

/** Shared by `look` and `build`. */
export const readingOptions = {
  columns: 'many',
  delimiter: 'many',
  encoding: 'many',
  'skip-lines': 'many',
  'no-header': 'many',
  host: 'many',
  recipe: 'text',
  'numeric-corsica': 'flag',
  'skip-bad-files': 'flag',
} as const;

/** Everything that `readLeak` needs to know of one file. */
export interface FileSettings
  extends Pick<LeakOptions, 'path' | 'columns' | 'encoding' | 'wish' | 'recipe' | 'numericCorsica'> {
  /** The pieces of the file in order, `path` the first; most files are of one piece. */
  readonly paths: readonly string[];
}

/** Pattern of a shell that did not expand it, or of one that could not hold so many names. */
const pattern = /[*?[\]{}]/;

/**
 * A file, a directory (every file below it, in the order of their names) or a pattern.
 * @throws VigieError 'file-not-found' for a name that is none of them, and for a directory or a pattern without files
 */
export async function expandPath(path: string): Promise<string[]> {
  if (path === '-') return [path];
  const found = await stat(path).catch(() => null);
  if (found !== null && !found.isDirectory()) return [path];
  if (found === null && !pattern.test(path)) throw missing(path);
  const paths: string[] = [];
  for await (const entry of glob(found === null ? path : join(path, '**', '*'))) {
    if ((await stat(entry).catch(() => null))?.isFile() === true) paths.push(entry);
  }
  if (paths.length === 0) throw missing(path);
  return paths.sort();
}

function missing(path: string): VigieError {
  return asFileError(Object.assign(new Error('no such file'), { code: 'ENOENT', path }), 'read') as VigieError;
}

/**
 * Settings of each file, given as its pieces in order (`groupParts`). A value may end with `@FILE`, where FILE is a path or a name of
 * one of them: then it is of that file alone.
 * @throws VigieError 'usage' · 'recipe-malformed' · 'file-not-found' (the recipe)
 */
export async function readSettings(given: Arguments, files: readonly (readonly string[])[]): Promise<FileSettings[]> {
  const paths = files.flat();
  const recipePath = given.text('recipe');
  const recipe: Recipe | null = recipePath === null ? null : parseRecipe(await readTextFile(recipePath));
  const hosts = given.all('host').map((host) => host.trim().toLowerCase().replace(/^\.+/, ''));
  const columns = perFile(given, 'columns', paths, parseColumnOverrides);
  const delimiters = perFile(given, 'delimiter', paths, parseDelimiter);
  const encodings = perFile(given, 'encoding', paths, parseEncoding);
  const skipped = perFile(given, 'skip-lines', paths, parseSkipLines);
  const headerless = namedFiles(given, 'no-header', paths);
  const parts = recipe === null ? [] : partsOf(recipe, files);
  return files.map((pieces, i) => ({
    path: pieces[0] ?? '',
    paths: pieces,
    columns: columns(pieces) ?? noColumns,
    encoding: encodings(pieces),
    recipe: parts[i],
    numericCorsica: given.flag('numeric-corsica'),
    wish: {
      separator: delimiters(pieces),
      skipLines: skipped(pieces),
      header: pieces.some((path) => headerless.has(path) || headerless.has(basename(path))) ? false : undefined,
      hosts: hosts.length === 0 ? undefined : hosts,
    },
  }));
}

const noColumns: readonly ColumnOverride[] = [];

function perFile<T>(
  given: Arguments,
  option: string,
  paths: readonly string[],
  parse: (text: string) => T,
): (pieces: readonly string[]) => T | undefined {
  const names = new Set(paths.flatMap((path) => [path, basename(path)]));
  const byName = new Map<string, T>();
  let all: T | undefined;
  for (const text of given.all(option)) {
    const at = text.lastIndexOf('@');
    const name = at < 0 ? '' : text.slice(at + 1);
    if (names.has(name)) byName.set(name, parse(text.slice(0, at)));
    // Twice for all of them: the earlier one would be dropped without a word.
    else if (all !== undefined) throw new VigieError('usage', { reason: 'repeated-option', option: `--${option}` });
    else all = parse(text);
  }
  return (pieces) => {
    const named = pieces.flatMap((path) => [path, basename(path)]).find((name) => byName.has(name));
    return named === undefined ? all : byName.get(named);
  };
}

/** @throws VigieError 'usage' for a value that names none of the files */
function namedFiles(given: Arguments, option: string, paths: readonly string[]): Set<string> {
  const names = new Set(paths.flatMap((path) => [path, basename(path)]));
  const named = given.all(option);
  if (named.every((name) => names.has(name))) return new Set(named);
  throw new VigieError('usage', { reason: 'bad-value', option: `--${option}` });
}

/** A character or several; `\t`, `\x01` and the words `tab`, `space` for those that a shell does not like. */
function parseDelimiter(text: string): string {
  if (text === 'tab') return '\t';
  if (text === 'space') return ' ';
  const separator = text
    .replaceAll('\\t', '\t')
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (separator === '' || separator.length > 8)
    throw new VigieError('usage', { reason: 'bad-value', option: '--delimiter' });
  return separator;
}

function parseEncoding(text: string): TextEncodingName {
  const name = text.trim().toLowerCase();
  const alias: Readonly<Record<string, TextEncodingName>> = {
    utf8: 'utf-8',
    'utf-16': 'utf-16le',
    cp1252: 'windows-1252',
    'latin-1': 'windows-1252',
    'iso-8859-1': 'windows-1252',
    mac: 'macroman',
  };
  const found = textEncodingNames.find((one) => one === name) ?? alias[name];
  if (found === undefined) throw new VigieError('usage', { reason: 'bad-value', option: '--encoding' });
  return found;
}

function parseSkipLines(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new VigieError('usage', { reason: 'bad-value', option: '--skip-lines' });
  return Number(text);
}

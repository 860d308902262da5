/**
 * Recipes: what was understood of each file, kept as JSON, corrected by the analyst, and repeated exactly by `build --recipe`. Header
 * words and numbers; no cell's content.
 */
import { z } from 'zod';
import { readJsonAs } from '../core/bytes/read-json.ts';
import { VigieError } from '../core/errors.ts';
import type { GivenTable } from './meaning/book.ts';
import { type ColumnRole, columnRoles } from './meaning/headers.ts';
import type { MemberReport } from './read-leak.ts';
import { type TextEncodingName, textEncodingNames } from './text/code-pages.ts';

const columnSchema = z.strictObject({
  position: z.int().min(1),
  header: z.string(),
  holds: z.enum(columnRoles as [ColumnRole, ...ColumnRole[]]).nullable(),
  /** Whose: null for the row's own person. */
  of: z.string().min(1).nullable(),
  /** False: identifiers in it are left out, and counted as such; `chance`: NIRs alone, which are numbers that chance made. */
  searched: z.union([z.boolean(), z.literal('chance')]),
  /** True: the analyst said so, and nothing that the cells hold is a doubt. */
  settled: z.boolean(),
});

const memberSchema = z.strictObject({
  name: z.string(),
  shape: z.string(),
  /** Null: told anew from the bytes, stretch by stretch. */
  encoding: z.enum(textEncodingNames).nullable(),
  separator: z.string().min(1).nullable(),
  skipLines: z.int().min(0),
  /** False: the analyst said that no line is a header. */
  header: z.boolean(),
  tables: z.array(z.strictObject({ name: z.string(), columns: z.array(columnSchema) })),
});
export type MemberRecipe = z.infer<typeof memberSchema>;

const recipeSchema = z.strictObject({
  vigieRecipe: z.literal(1),
  files: z.array(
    z.strictObject({
      /** The file's path, or its end: what no other file of the recipe ends with. */
      name: z.string().min(1),
      hosts: z.array(z.string()),
      numericCorsica: z.boolean(),
      members: z.array(memberSchema),
    }),
  ),
});
export type Recipe = z.infer<typeof recipeSchema>;
export type FileRecipe = Recipe['files'][number];

/** @throws VigieError 'recipe-malformed' with the path of the first field at fault */
export function parseRecipe(text: string): Recipe {
  return readJsonAs(recipeSchema, text, 'recipe-malformed');
}

/** Names of these files in a recipe: of each path the shortest end that no other one has. */
export function recipeNames(paths: readonly string[]): string[] {
  const endsOf = (path: string) => {
    const steps = path.split('/');
    return steps.map((_, i) => steps.slice(steps.length - 1 - i).join('/'));
  };
  const times = new Map<string, number>();
  for (const path of paths) for (const end of endsOf(path)) times.set(end, (times.get(end) ?? 0) + 1);
  return paths.map((path) => endsOf(path).find((end) => end !== '' && times.get(end) === 1) ?? path);
}

/**
 * The part of a recipe that is about each file: the one with the longest name that the path ends with.
 * @param files paths of each file's pieces
 * @throws VigieError 'usage' { reason: 'recipe-ambiguous' } if two files are of one part: one of them would be read as the other was
 *   understood
 */
export function partsOf(recipe: Recipe, files: readonly (readonly string[])[]): (FileRecipe | undefined)[] {
  const used = new Set<FileRecipe>();
  return files.map((pieces) => {
    const own = recipe.files
      .filter(({ name }) => pieces.some((path) => path === name || path.endsWith(`/${name}`)))
      .sort((a, b) => b.name.length - a.name.length)[0];
    if (own === undefined) return undefined;
    if (used.has(own)) throw new VigieError('usage', { reason: 'recipe-ambiguous', option: '--recipe' });
    used.add(own);
    return own;
  });
}

/** What a reading understood, as the recipe that repeats it. */
export function recipeOf(
  name: string,
  { hosts, numericCorsica, encoding, skipLines, header }: RecipeSettings,
  members: readonly MemberReport[],
): FileRecipe {
  return {
    name,
    hosts: [...hosts],
    numericCorsica,
    members: members.map((member) => ({
      name: member.name,
      shape: member.shape.shape,
      encoding,
      separator: member.shape.separator,
      skipLines,
      header,
      tables: member.book.layouts.map(({ layout, columns }) => ({
        name: layout.name,
        columns: columns.map(({ header, meaning: { role, group, searched }, settled }, i) => ({
          position: i + 1,
          header,
          holds: role,
          of: group,
          searched: searched === 'chance' ? searched : searched === 'searched',
          settled,
        })),
      })),
    })),
  };
}

/** What was said of a file by options, or by an earlier recipe. */
interface RecipeSettings {
  readonly hosts: readonly string[];
  readonly numericCorsica: boolean;
  readonly encoding: TextEncodingName | null;
  readonly skipLines: number;
  readonly header: boolean;
}

/** A recipe's tables as the meaning's book takes them. */
export function givenTables({ tables }: MemberRecipe): GivenTable[] {
  return tables.map(({ name, columns }) => ({
    name,
    columns: columns.map(({ position, header, holds, of, searched, settled }) => ({
      position,
      header,
      role: holds,
      group: of,
      searched: searched === 'chance' ? searched : searched ? 'searched' : 'excluded',
      settled,
    })),
  }));
}

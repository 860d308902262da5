/**
 * Recipes: what was understood of each file, kept as JSON, corrected by the analyst, and repeated exactly by `build --recipe`. Header
 * words and numbers; no cell's content.
 */
import { z } from 'zod';
import { readJsonAs } from '../core/bytes/read-json.ts';
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
  /** False: identifiers in it are left out, and counted as such. */
  searched: z.boolean(),
});

const memberSchema = z.strictObject({
  name: z.string(),
  shape: z.string(),
  /** Null: told anew from the bytes, stretch by stretch. */
  encoding: z.enum(textEncodingNames).nullable(),
  separator: z.string().min(1).nullable(),
  skipLines: z.int().min(0),
  tables: z.array(z.strictObject({ name: z.string(), columns: z.array(columnSchema) })),
});
export type MemberRecipe = z.infer<typeof memberSchema>;

const recipeSchema = z.strictObject({
  vigieRecipe: z.literal(1),
  files: z.array(z.strictObject({ name: z.string(), hosts: z.array(z.string()), members: z.array(memberSchema) })),
});
export type Recipe = z.infer<typeof recipeSchema>;
export type FileRecipe = Recipe['files'][number];

/** @throws VigieError 'recipe-malformed' with the path of the first field at fault */
export function parseRecipe(text: string): Recipe {
  return readJsonAs(recipeSchema, text, 'recipe-malformed');
}

/** What a reading understood, as the recipe that repeats it. */
export function recipeOf(
  name: string,
  hosts: readonly string[],
  members: readonly MemberReport[],
  encoding: TextEncodingName | null,
  skipLines: number,
): FileRecipe {
  return {
    name,
    hosts: [...hosts],
    members: members.map((member) => ({
      name: member.name,
      shape: member.shape.shape,
      encoding,
      separator: member.shape.separator,
      skipLines,
      tables: member.book.layouts.map(({ layout, columns }) => ({
        name: layout.name,
        columns: columns.map(({ header, meaning }, i) => ({
          position: i + 1,
          header,
          holds: meaning.role,
          of: meaning.group,
          searched: meaning.searched === 'searched',
        })),
      })),
    })),
  };
}

/** A recipe's tables as the meaning's book takes them. */
export function givenTables({ tables }: MemberRecipe): GivenTable[] {
  return tables.map(({ name, columns }) => ({
    name,
    columns: columns.map(({ position, header, holds, of, searched }) => ({
      position,
      header,
      role: holds,
      group: of,
      searched: searched ? 'searched' : 'excluded',
    })),
  }));
}

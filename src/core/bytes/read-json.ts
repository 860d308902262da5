/** JSON that somebody wrote by hand, read through its schema: what is wrong is told by the path of the first field at fault. */
import type { z } from 'zod';
import type { ErrorCode } from '../error-codes.ts';
import { VigieError } from '../errors.ts';

/** The first problem zod found, as a dotted path that is safe to show. */
export function firstIssuePath(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return '';
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') path.push(issue.keys[0] ?? '');
  return path.join('.');
}

/** @throws VigieError `code` with the path of the first field at fault, `json` where the text is none */
export function readJsonAs<T>(schema: z.ZodType<T>, text: string, code: ErrorCode): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new VigieError(code, { field: 'json' }, { cause });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new VigieError(code, { field: firstIssuePath(parsed.error) });
}

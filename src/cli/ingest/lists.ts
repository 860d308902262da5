/** Lines that are not tables: `identifier:password` lists, and JSON Lines. Pure; the collector counts. */
import type { ColumnRole } from './columns.ts';
import { recogniseHeader } from './columns.ts';
import type { ColumnOverride } from './overrides.ts';
import type { Field, RowCollector } from './rows.ts';

/**
 * Reads one line of a list. Only the first separator counts: what follows is the password, whatever it holds.
 * @param separator null where the list holds identifiers only
 */
export function addListLine(text: string, separator: string | null, line: number, rows: RowCollector): void {
  if (text.trim() === '') return;
  const at = separator === null ? -1 : text.indexOf(separator);
  const identifier = at < 0 ? text : text.slice(0, at);
  const fields: Field[] = [{ role: identifier.includes('@') ? 'email' : 'nir', text: identifier }];
  if (at >= 0) fields.push({ role: 'ameli-login', text: text.slice(at + 1) });
  rows.addFields(fields, line);
}

/** What the keys of the objects mean; each is looked into once. */
export class JsonKeys {
  readonly #roles = new Map<string, ColumnRole | null>();
  readonly #named: ReadonlySet<ColumnRole>;
  readonly #overrides: ReadonlyMap<string, ColumnRole>;

  constructor(overrides: readonly ColumnOverride[]) {
    this.#overrides = new Map(overrides.map(({ column, role }) => [column, role]));
    this.#named = new Set(this.#overrides.values());
  }

  roleOf(key: string): ColumnRole | null {
    let role = this.#overrides.get(key) ?? this.#roles.get(key);
    if (role !== undefined) return role;
    role = recogniseHeader(key);
    if (role !== null && this.#named.has(role)) role = null;
    // Some dumps use data as keys: rather look twice than grow without end.
    if (this.#roles.size < 10_000) this.#roles.set(key, role);
    return role;
  }
}

/** @returns the fields of one line, or null if it is not a JSON object. Lists and inner objects are looked into. */
export function readJsonFields(text: string, keys: JsonKeys): Field[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const fields: Field[] = [];
  gather(value, null, keys, fields, 0);
  return fields;
}

/** Reads one line of JSON Lines. */
export function addJsonLine(text: string, keys: JsonKeys, line: number, rows: RowCollector): void {
  if (text.trim() === '') return;
  const fields = readJsonFields(text, keys);
  if (fields === null) rows.addBad('json-malformed', line);
  else rows.addFields(fields, line);
}

/** Depth of objects in objects past which a line of JSON is not searched. */
const deepest = 4;

function gather(value: unknown, role: ColumnRole | null, keys: JsonKeys, into: Field[], depth: number): void {
  if (value === null || value === undefined || value === false) return;
  if (typeof value !== 'object') {
    if (role !== null) into.push({ role, text: String(value) });
    return;
  }
  if (depth >= deepest) return;
  if (Array.isArray(value)) {
    for (const item of value) gather(item, role, keys, into, depth + 1);
    return;
  }
  for (const [key, item] of Object.entries(value)) gather(item, keys.roleOf(key) ?? role, keys, into, depth + 1);
}

/**
 * One JSON value, parsed: its leaves as cells, each under its path. Numbers keep the digits that the file wrote, so that a rounded one
 * is seen to be rounded; typed values (FHIR, MongoDB) get the path that says what they are.
 */
import { type ByteText, toByteText } from '../text/block.ts';
import { closingQuote } from './json-text.ts';
import type { Layout } from './shape.ts';

/** MongoDB's shell writes values as calls; JSON cannot hold them. */
const shellCalls =
  /\b(?:ObjectId|ISODate|NumberLong|NumberInt|NumberDecimal|Timestamp|UUID|Date)\(\s*("[^"]*"|[^()"]*)\s*\)/g;
/** A number with an exponent, or of more digits than a JavaScript number holds. */
const fragileNumbers = /-?\d+(?:\.\d+)?[eE][+-]?\d+|-?\d{16,}(?![.\d])/g;
const mayBeFragile = /\d[eE][+-]?\d|\d{16}/;

/** @returns undefined if it is no JSON */
export function parseUnit(text: string): unknown {
  const exact = mayBeFragile.test(text) ? withoutFragileNumbers(text) : text;
  try {
    return JSON.parse(exact) as unknown;
  } catch {
    if (hexEscape.test(exact))
      return parseUnit(exact.replace(anyEscape, (all, code?: string) => (code ? `\\u00${code}` : all)));
    return text.includes('(') ? parseShell(exact) : undefined;
  }
}

/** As nginx writes what JSON forbids: `\\x22`. */
const hexEscape = /(?<!\\)(?:\\\\)*\\x[\da-f]{2}/i;
const anyEscape = /\\(?:x([\da-f]{2})|.)/gis;

/** Numbers that would lose digits, as strings. What stands in quotes already is passed over. */
function withoutFragileNumbers(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('"', at);
    const between = text.slice(at, open < 0 ? text.length : open);
    // Nearly always a comma or a colon.
    if (between.length > 2 && mayBeFragile.test(between)) {
      parts.push(text.slice(done, at), between.replace(fragileNumbers, '"$&"'));
      done = at + between.length;
    }
    const close = open < 0 ? -1 : closingQuote(text, open + 1);
    if (close < 0) break;
    at = close + 1;
  }
  return parts.join('') + text.slice(done);
}

function parseShell(text: string): unknown {
  const plain = text.replace(shellCalls, (_all, value: string) =>
    value.startsWith('"') ? value : `"${value.trim()}"`,
  );
  try {
    return JSON.parse(plain) as unknown;
  } catch {
    return undefined;
  }
}

export interface JsonLeaves {
  readonly cells: ByteText[];
  readonly columns: number[];
  /** `persons[i]`: whom cell `i` is about, where a list holds several people; null where all are about one. */
  readonly persons: number[] | null;
  /** True for an object that is little more than the wrapping of a list of people. */
  readonly wrapsPeople: boolean;
  /** True for such an object whose members are the people, by a key of each. */
  readonly isMap: boolean;
  /** True for what is no data at all: an action line of Elasticsearch's bulk format. */
  readonly isStructure: boolean;
}

/** MongoDB's extended JSON: `{"$numberLong": "255…"}` is the number. */
const wrappers = new Set(['$numberLong', '$numberInt', '$numberDouble', '$numberDecimal', '$oid', '$date', '$uuid']);
/** Objects that say by one member what another one is: FHIR's Identifier and ContactPoint, and their like. */
const valueKeys = ['value', 'valeur', 'val', 'number', 'numero'];
const typeKeys = ['system', 'type', 'kind', 'name', 'code', 'label', 'libelle', 'key'];
/** https://esante.gouv.fr: authorities of the INS, the NIR used for health (1.2.250.1.213.1.4.8 and following), and of the RPPS. */
const knownSystems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/1\.2\.250\.1\.213\.1\.4\.(?:8|9|10|11)$|ins-nir|\bnir\b/i, 'nir'],
  [/1\.2\.250\.1\.71\.4\.2\.1$|rpps/i, 'rpps'],
];
/** Elasticsearch's bulk format: a line that says what to do with the next one. */
const bulkActions = new Set(['index', 'create', 'delete', 'update']);

/** The columns of a file: paths, in the order in which they are met. Deeply nested values cannot overflow the stack. */
export class PathColumns {
  readonly #layout: Layout;
  readonly #columnOf = new Map<string, number>();
  /** Columns of an object's members, by the object's path: no path is put together for what was met before. */
  readonly #membersOf = new Map<string, Map<string, number>>();

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /** @param path of the value itself */
  gather(value: unknown, path: string): JsonLeaves {
    return this.#gatherFlat(value, path) ?? this.#gatherDeep(value, path);
  }

  /** The commonest case: an object that holds no other one. @returns null if it is not that */
  #gatherFlat(value: unknown, path: string): JsonLeaves | null {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
    const object = value as Readonly<Record<string, unknown>>;
    const cells: ByteText[] = [];
    const columns: number[] = [];
    const base = typedPath(object, path);
    const members = this.#membersOf.get(base) ?? new Map<string, number>();
    for (const key of Object.keys(object)) {
      const item = object[key];
      if (item === null || item === undefined || item === false) continue;
      if (typeof item === 'object') return null;
      let column = members.get(key);
      if (column === undefined) {
        column = this.#column(memberPath(base, key));
        members.set(key, column);
      }
      cells.push(toByteText(String(item)));
      columns.push(column);
    }
    this.#membersOf.set(base, members);
    return { cells, columns, persons: null, wrapsPeople: false, isMap: false, isStructure: false };
  }

  #gatherDeep(value: unknown, path: string): JsonLeaves {
    const cells: ByteText[] = [];
    const columns: number[] = [];
    const persons: number[] = [];
    let people = 0;
    let listed = 0;
    const waiting: { value: unknown; path: string; person: number; inList: boolean }[] = [
      { value, path, person: 0, inList: false },
    ];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      const { value: held, person, inList } = one;
      if (held === null || held === undefined || held === false) continue;
      if (typeof held !== 'object') {
        cells.push(toByteText(String(held)));
        columns.push(this.#column(one.path));
        persons.push(person);
        if (inList) listed++;
        continue;
      }
      // Last first: what is popped first stands first.
      if (Array.isArray(held)) {
        const apart = peopleIn(held);
        for (let i = held.length - 1; i >= 0; i--) {
          const own = apart?.[i] === true ? ++people : person;
          waiting.push({ value: held[i], path: one.path, person: own, inList: inList || apart !== null });
        }
      } else {
        const base = typedPath(held as Record<string, unknown>, one.path);
        const entries = Object.entries(held);
        const apart = peopleByKey(entries);
        for (let i = entries.length - 1; i >= 0; i--) {
          const [key, item] = entries[i] as [string, unknown];
          if (apart?.[i] === true) {
            waiting.push({ value: item, path: base, person: ++people, inList: true });
            continue;
          }
          if (isKeyOfPerson(key, item)) {
            // What stands under the key is about whom it names; the key, popped first, is a cell of the same person.
            const own = ++people;
            waiting.push({ value: item, path: base, person: own, inList: true });
            waiting.push({ value: key, path: joinPath(base, 'identifiant'), person: own, inList: true });
            continue;
          }
          waiting.push({ value: item, path: memberPath(base, key), person, inList });
        }
      }
    }
    const wrapsPeople =
      people > 1 && listed * 2 > cells.length && !cells.some((cell, i) => persons[i] === 0 && looksLikePerson(cell));
    return {
      cells,
      columns,
      persons: people > 1 ? persons : null,
      wrapsPeople,
      isMap: wrapsPeople && isMapOfPeople(value),
      isStructure: isBulkAction(value) && !cells.some(looksLikePerson),
    };
  }

  #column(path: string): number {
    let column = this.#columnOf.get(path);
    if (column === undefined) {
      column = this.#layout.columns.push(path) - 1;
      this.#columnOf.set(path, column);
    }
    return column;
  }
}

export function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function memberPath(base: string, key: string): string {
  return wrappers.has(key) ? base : joinPath(base, key);
}

/** @returns the path of an object, with what its type member says that it is */
function typedPath(object: Readonly<Record<string, unknown>>, path: string): string {
  if (!valueKeys.some((key) => isScalar(object[key]))) return path;
  for (const key of typeKeys) {
    const type = typeName(object[key]);
    if (type !== '') return joinPath(path, type);
  }
  return path;
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

/** A type as text, or in FHIR's `{ text }` or `{ coding: [{ code }] }`. Free text is no type. */
function typeName(type: unknown): string {
  if (typeof type === 'string') {
    const known = knownSystems.find(([pattern]) => pattern.test(type));
    if (known !== undefined) return known[1];
    return /^[\p{L}][\p{L}\d _-]{0,30}$/u.test(type) ? type : '';
  }
  if (type === null || typeof type !== 'object') return '';
  const { text, coding } = type as { text?: unknown; coding?: unknown };
  if (typeof text === 'string') return typeName(text);
  const [first] = Array.isArray(coding) ? coding : [];
  return first === undefined || first === null ? '' : typeName((first as { code?: unknown }).code);
}

/**
 * Which items of a list are people of their own: objects of several members that hold a number of insurance or an address. A person's
 * several addresses or numbers (`[{ "system": "email", "value": … }]`) are no people.
 * @returns null if fewer than two are
 */
function peopleIn(list: readonly unknown[]): boolean[] | null {
  if (list.length < 2) return null;
  const apart = list.map(isPerson);
  return apart.filter(Boolean).length > 1 ? apart : null;
}

/** Objects of one kind by keys that a program made, as Firebase exports them: their keys are no names of columns. */
function peopleByKey(entries: readonly (readonly [key: string, item: unknown])[]): boolean[] | null {
  if (entries.length < 2) return null;
  const apart = entries.map(([key, item]) => !isKeyOfPerson(key, item) && isPerson(item));
  const people = entries.filter((_entry, i) => apart[i]);
  const [first] = people;
  if (first === undefined || people.length < 2) return null;
  const kinds = (item: unknown) => Object.keys(item as object).join();
  const alike = people.filter(([, item]) => kinds(item) === kinds(first[1])).length;
  const isMap =
    people.every(([key]) => isMadeKey(key)) || (people.length >= fewestAlike && alike * 5 >= people.length * 4);
  return isMap ? apart : null;
}

function isMapOfPeople(value: unknown): boolean {
  return (
    value !== null && typeof value === 'object' && !Array.isArray(value) && peopleByKey(Object.entries(value)) !== null
  );
}

/** Named people of one record (`assure`, `conjoint`, `enfant`) are fewer. */
const fewestAlike = 4;

/** True for a key that a program made: a number, an identifier of a database. */
export function isMadeKey(key: string): boolean {
  return /^(?:\d+|[A-Za-z]{0,8}[_-]?\d{2,}|-[\w-]{15,}|(?=\D*\d)[\w-]{16,})$/.test(key);
}

function isPerson(item: unknown): boolean {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return false;
  const object = item as Record<string, unknown>;
  if (typedPath(object, '') !== '') return false;
  let identifiers = 0;
  let others = 0;
  let nir = false;
  const waiting: unknown[] = [object];
  // Enough to judge by: a person of a thousand members is one by the first hundred.
  for (let seen = 0; waiting.length > 0 && seen < 200; seen++) {
    const value = waiting.pop();
    if (value !== null && typeof value === 'object') waiting.push(...Object.values(value));
    else if (isScalar(value)) {
      const text = String(value);
      if (isNirLike(text)) nir = true;
      if (nir || text.includes('@')) identifiers++;
      else others++;
    }
  }
  // An address beside `primary: true` is one more address of the same person.
  return nir || (identifiers > 0 && others > 1);
}

function isNirLike(text: string): boolean {
  return /^\D{0,3}[1-478](?:[\s.-]?[\dABab]){12,14}\D?$/.test(text);
}

/** Text that may hold an identifier: an address, or thirteen digits. */
export function looksLikePerson(cell: ByteText): boolean {
  return cell.includes('@') || /\d(?:[\s.-]?[\dABab]){11}/.test(cell);
}

/** True for a member of `{ "2850578006084": { … } }`: an address or a number of insurance that says whom the value is about. */
export function isKeyOfPerson(key: string, item: unknown): boolean {
  if (item === null || typeof item !== 'object') return false;
  return isNirLike(key) || /^[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@.]{2,}$/.test(key);
}

function isBulkAction(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length !== 1 || key === undefined || !bulkActions.has(key)) return false;
  const target = (value as Record<string, unknown>)[key];
  return (
    target !== null &&
    typeof target === 'object' &&
    Object.keys(target).every((name) => /^_|^routing$|^pipeline$/.test(name))
  );
}

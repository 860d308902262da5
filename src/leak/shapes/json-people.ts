/** Where JSON holds several people: items of a list, members of an object whose keys are no names. */
import { readHeader } from '../meaning/headers.ts';
import { isScalar, typedPath } from './json-paths.ts';

type Entries = readonly (readonly [key: string, item: unknown])[];

/**
 * Which items of a list are people of their own: objects of several members that hold a number of insurance or an address. A person's
 * several addresses or numbers (`[{ "system": "email", "value": … }]`) are no people.
 * @returns null if fewer than two are
 */
export function peopleIn(list: readonly unknown[]): boolean[] | null {
  if (list.length < 2) return null;
  const apart = list.map(isPerson);
  return apart.filter(Boolean).length > 1 ? apart : null;
}

/** Objects of one kind by keys that a program made, as Firebase exports them: their keys are no names of columns. */
export function peopleByKey(entries: Entries): boolean[] | null {
  if (entries.length < 2) return null;
  const apart = entries.map(([key, item]) => !isKeyOfPerson(key) && isPerson(item));
  const people = entries.filter((_entry, i) => apart[i]);
  const [first] = people;
  if (first === undefined || people.length < 2) return null;
  const kinds = (item: unknown) => Object.keys(item as object).join();
  const alike = people.filter(([, item]) => kinds(item) === kinds(first[1])).length;
  const isMap =
    people.every(([key]) => isMadeKey(key)) || (people.length >= fewestAlike && alike * 5 >= people.length * 4);
  return isMap ? apart : null;
}

export function isMapOfPeople(value: unknown): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return peopleByKey(entries) !== null || valuesByKey(entries) !== null;
}

/**
 * Identifiers under keys that are no names, `{ "k0": "2850578006084", "k1": … }`: four or more of one kind, or one alone under a key that a
 * program made.
 *
 * @param isMap that is known already · @returns which members are of that kind; null if none are
 */
export function valuesByKey(entries: Entries, isMap = false): boolean[] | null {
  if (isMap) return entries.map(([, item]) => isScalar(item));
  const [first] = entries;
  if (first === undefined || (entries.length > 1 && entries.length < fewestAlike)) return null;
  if (entries.length === 1) {
    const [key, item] = first;
    const isMade = isMadeKey(key) || /^[A-Za-z]{1,8}[_-]?\d$/.test(key);
    return isMade && isNamed(key) === false && kindOfIdentifier(item) !== null ? [true] : null;
  }
  for (const kind of ['nir', 'email'] as const) {
    const found = entries.map(([, item]) => kindOfIdentifier(item) === kind);
    if (found.filter(Boolean).length * 5 >= entries.length * 4)
      return entries.some(([key]) => isNamed(key)) ? null : found;
  }
  return null;
}

function kindOfIdentifier(item: unknown): 'nir' | 'email' | null {
  if (!isScalar(item)) return null;
  const text = `${item}`;
  if (isNirLike(text)) return 'nir';
  return isAddress(text) ? 'email' : null;
}

/** True for a word of columns, or for one of the people beside: `mail2`, `conjoint`. */
function isNamed(key: string): boolean {
  const { known, group } = readHeader(key);
  return known || group !== null;
}

function isAddress(text: string): boolean {
  return /^[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@.]{2,}$/.test(text);
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

export function isNirLike(text: string): boolean {
  return /^\D{0,3}[1-478](?:[\s.-]?[\dABab]){12,14}\D?$/.test(text);
}

/** True for the key in `{ "2850578006084": { … } }`: an address or a number of insurance that says whom the value is about. */
export function isKeyOfPerson(key: string): boolean {
  return key.length >= shortestIdentifier && (isNirLike(key) || isAddress(key));
}
const shortestIdentifier = 6;

/** @returns which members stand under an identifier; null if none do. Numbers over single values are more often times than people. */
export function keysOfPeople(entries: Entries): boolean[] | null {
  const found = entries.map(([key, item]) => item !== null && item !== undefined && isKeyOfPerson(key));
  if (!found.includes(true)) return null;
  const overValues = entries.filter(([key, item], i) => found[i] && typeof item !== 'object' && !isAddress(key));
  const plausible = overValues.filter(([key]) => /^\D{0,3}[12]\W?\d\d\W?(?:0[1-9]|1[0-2])/.test(key)).length;
  if (plausible * 2 > overValues.length) return found;
  return entries.map(([key, item], i) => found[i] === true && (typeof item === 'object' || isAddress(key)));
}

export function hasKeysOfPeople(entries: Entries): boolean {
  return valuesByKey(entries) !== null || keysOfPeople(entries)?.includes(true) === true;
}

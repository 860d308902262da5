/** One JSON value, parsed: its leaves as cells, each under its path; people of one list, or by their keys, told apart. */
import { type ByteText, toByteText } from '../text/block.ts';
import { joinPath, memberPath, typedPath } from './json-paths.ts';
import {
  hasKeysOfPeople,
  isMapOfPeople,
  isNirLike,
  keysOfPeople,
  peopleByKey,
  peopleIn,
  valuesByKey,
} from './json-people.ts';
import { looksLikePerson } from './loose-text.ts';
import type { Layout } from './shape.ts';

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

/** Elasticsearch's bulk format: a line that says what to do with the next one. */
const bulkActions = new Set(['index', 'create', 'delete', 'update']);

/** Objects of more paths have keys that are no names: what stands under further ones is one column. */
const mostPaths = 4096;
const otherPaths = '*';

/** The columns of a file: paths, in the order in which they are met. Deeply nested values cannot overflow the stack. */
export class PathColumns {
  readonly #layout: Layout;
  readonly #columnOf = new Map<string, number>();
  /** Columns of an object's members, by the object's path: no path is put together for what was met before. */
  readonly #membersOf = new Map<string, Map<string, number>>();

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /**
   * @param path of the value itself
   * @param isMap true for a member of an object whose keys are no names
   */
  gather(value: unknown, path: string, isMap = false): JsonLeaves {
    return (isMap ? null : this.#gatherFlat(value, path)) ?? this.#gatherDeep(value, path, isMap);
  }

  /** The commonest case: an object that holds no other one. @returns null if it is not that */
  #gatherFlat(value: unknown, path: string): JsonLeaves | null {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
    const object = value as Readonly<Record<string, unknown>>;
    const cells: ByteText[] = [];
    const columns: number[] = [];
    const base = typedPath(object, path);
    const members = this.#membersOf.get(base) ?? new Map<string, number>();
    let asked = false;
    for (const key of Object.keys(object)) {
      const item = object[key];
      if (item === null || item === undefined || item === false) continue;
      if (typeof item === 'object') return null;
      let column = members.get(key);
      if (column === undefined) {
        // Asked where a key is met for the first time alone: those of people come once.
        if (!asked && hasKeysOfPeople(Object.entries(object))) return null;
        asked = true;
        column = this.#column(memberPath(base, key));
        if (members.size < mostPaths) members.set(key, column);
      }
      cells.push(toByteText(String(item)));
      columns.push(column);
    }
    this.#membersOf.set(base, members);
    return { cells, columns, persons: null, wrapsPeople: false, isMap: false, isStructure: false };
  }

  #gatherDeep(value: unknown, path: string, isMap: boolean): JsonLeaves {
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
        const keys = keysOfPeople(entries);
        const values = valuesByKey(entries, isMap && held === value);
        const areSeveral =
          values !== null && entries.filter(([, item], i) => values[i] && isNirLike(`${item}`)).length > 1;
        for (let i = entries.length - 1; i >= 0; i--) {
          const [key, item] = entries[i] as [string, unknown];
          if (values?.[i] === true && keys?.[i] !== true) {
            const own = areSeveral ? ++people : person;
            waiting.push({ value: item, path: base, person: own, inList: inList || areSeveral });
            continue;
          }
          if (apart?.[i] === true) {
            waiting.push({ value: item, path: base, person: ++people, inList: true });
            continue;
          }
          if (keys?.[i] === true) {
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
    if (column === undefined && this.#layout.columns.length >= mostPaths && path !== otherPaths)
      return this.#column(otherPaths);
    if (column === undefined) {
      column = this.#layout.columns.push(path) - 1;
      this.#columnOf.set(path, column);
    }
    return column;
  }
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

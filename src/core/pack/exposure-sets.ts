/**
 * Exposure combinations while a pack is built: for each entry, which incidents list it and with which data classes.
 * Combinations are interned, so that an entry costs four bytes whatever it was seen in (FORMAT §4.3).
 */
import { VigieError } from '../errors.ts';
import type { ExposureParts } from './exposure.ts';
import { maxExposures } from './layout.ts';

export class ExposureSets {
  readonly #parts: ExposureParts[] = [];
  readonly #idByText = new Map<string, number>();
  readonly #merged = new Map<string, number>();
  readonly #singles = new Map<number, number>();

  /** @returns the id of the combination that holds just this exposure; equal ones share an id */
  single(incidentIndex: number, mask: number): number {
    const key = incidentIndex * 0x1_0000 + mask;
    const known = this.#singles.get(key);
    if (known !== undefined) return known;
    const id = this.#intern([[incidentIndex, mask]]);
    this.#singles.set(key, id);
    return id;
  }

  /** @returns the id of a combination known by its parts, in ascending order of incident */
  of(parts: ExposureParts): number {
    return this.#intern(parts);
  }

  /** Every combination, by id. */
  all(): readonly ExposureParts[] {
    return this.#parts;
  }

  /** @returns the id of both combinations taken together; commutative and idempotent, so that the order of rows is nothing */
  merge(a: number, b: number): number {
    if (a === b) return a;
    const key = a < b ? `${a},${b}` : `${b},${a}`;
    const known = this.#merged.get(key);
    if (known !== undefined) return known;
    const masks = new Map<number, number>();
    for (const [incidentIndex, mask] of [...this.parts(a), ...this.parts(b)]) {
      masks.set(incidentIndex, (masks.get(incidentIndex) ?? 0) | mask);
    }
    const id = this.#intern([...masks].sort(([x], [y]) => x - y));
    this.#merged.set(key, id);
    return id;
  }

  parts(id: number): ExposureParts {
    const parts = this.#parts[id];
    if (parts === undefined) throw new VigieError('internal', { exposureSet: id });
    return parts;
  }

  /**
   * Numbers the combinations in use from 1, in an order that depends on nothing but themselves: shards built apart agree.
   * @returns the private part's list, and the exposure index of each id (0 where unused)
   * @throws VigieError 'too-many-exposures'
   */
  number(usedIds: ReadonlySet<number>): { exposures: ExposureParts[]; indexOfId: Uint16Array } {
    if (usedIds.size > maxExposures) throw new VigieError('too-many-exposures', { combinations: usedIds.size });
    const sorted = [...usedIds].sort((a, b) => compareParts(this.parts(a), this.parts(b)));
    const indexOfId = new Uint16Array(this.#parts.length);
    for (const [i, id] of sorted.entries()) indexOfId[id] = i + 1;
    return { exposures: sorted.map((id) => this.parts(id)), indexOfId };
  }

  #intern(parts: ExposureParts): number {
    const text = JSON.stringify(parts);
    const known = this.#idByText.get(text);
    if (known !== undefined) return known;
    this.#parts.push(parts);
    this.#idByText.set(text, this.#parts.length - 1);
    return this.#parts.length - 1;
  }
}

/** The order of FORMAT §4.3. @returns negative, zero or positive */
export function compareParts(a: ExposureParts, b: ExposureParts): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [incidentA, maskA] = a[i] ?? [0, 0];
    const [incidentB, maskB] = b[i] ?? [0, 0];
    if (incidentA !== incidentB) return incidentA - incidentB;
    if (maskA !== maskB) return maskA - maskB;
  }
  return a.length - b.length;
}

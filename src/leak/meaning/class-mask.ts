/** Data classes as bits of one number: an identifier has one such mask, of tens of millions of rows. */
import { type DataClass, dataClasses } from '../../core/vocabulary.ts';
import type { ColumnRole } from './headers.ts';

const bits = new Map<ColumnRole, number>(dataClasses.map((name, index) => [name, 1 << index]));

/** @returns the bit of a class in a mask; 0 for a role that is no class. */
export function classBit(role: ColumnRole): number {
  return bits.get(role) ?? 0;
}

/** @returns the classes of a mask, in the order of `dataClasses`. */
export function classesOf(classMask: number): DataClass[] {
  return dataClasses.filter((_name, index) => (classMask & (1 << index)) !== 0);
}

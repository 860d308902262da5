/** The values that manifests, notices and incidents share (FORMAT §4.1): texts, dates, numbers of bytes, as schemas. */
import { z } from 'zod';

/** A day of the proleptic Gregorian calendar in the years 0001 to 9999: RFC 3339 allows 0000, which calendars disagree on. */
export const isoDay = z.iso.date().refine((day) => !day.startsWith('0000'));
/** `YYYY-MM-DDThh:mm:ss`, an optional fraction, `Z`. */
export const isoInstant = z.iso.datetime().refine((instant) => !instant.startsWith('0000'));

/**
 * Counted here and not by zod, which counts characters where the format counts code units.
 * @param most UTF-16 code units; at least one, and no white space at either end: what is shown is all there is
 */
export function shownTextSchema(most: number) {
  return z
    .string()
    .min(1)
    .refine((text) => text.length <= most && text === text.trim());
}

export const seriesNameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
export const sequenceNumber = z.int().min(1).max(2_147_483_647);

export function hexOf(byteCount: number) {
  return z.string().regex(new RegExp(`^[0-9a-f]{${byteCount * 2}}$`));
}

export function hasRepeats(values: readonly string[]): boolean {
  return new Set(values).size !== values.length;
}

/** Every shape that is read; among equals the earlier one wins. A new one is one file and one line here. */
import { console } from './console.ts';
import { fixedWidth } from './fixed-width.ts';
import { hl7 } from './hl7.ts';
import { hprim } from './hprim.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { ldif } from './ldif.ts';
import { lines } from './lines.ts';
import { list } from './list.ts';
import type { Recognised, Shape, TextSample } from './shape.ts';
import { sql } from './sql.ts';
import { stealerBlocks } from './stealer-blocks.ts';
import { table } from './table.ts';
import { urlList } from './url-list.ts';
import { vcard } from './vcard.ts';
import { xml } from './xml.ts';

/** Told by words and signs of their own. */
const marked: readonly Shape[] = [sql, hl7, hprim, vcard, ldif, html, xml, json, stealerBlocks, console];
/** Told by the regularity of lines alone: never with more confidence than `mostRegular`, unless somebody wished them. */
const regular: readonly Shape[] = [urlList, fixedWidth, table, list, lines];
const mostRegular = 0.9;

export const shapes: readonly Shape[] = [...marked, ...regular];

/** Below this, a file is nothing that is known. */
const leastConfidence = 0.3;

/** @returns what reads the text; null if no shape explains enough of it */
export function recogniseShape(sample: TextSample): Recognised | null {
  const { shape: wished, separator } = sample.wish;
  let best: Recognised | null = null;
  for (const shape of shapes) {
    // Looking for regularity is most of the work.
    const isDecided = best !== null && best.confidence > mostRegular && separator === undefined;
    if (isDecided && regular.includes(shape)) break;
    if (wished !== undefined && shape.name !== wished) continue;
    const found = shape.recognise(sample);
    if (found !== null && found.confidence > (best?.confidence ?? 0)) best = found;
  }
  return best !== null && (best.confidence >= leastConfidence || wished !== undefined) ? best : null;
}

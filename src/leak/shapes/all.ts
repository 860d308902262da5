/** Every shape that is read; among equals the earlier one wins. A new one is one file and one line here. */
import { json } from './json.ts';
import { list } from './list.ts';
import type { Recognised, Shape, TextSample } from './shape.ts';
import { table } from './table.ts';

export const shapes: readonly Shape[] = [json, table, list];

/** Below this, a file is nothing that is known. */
const leastConfidence = 0.3;

/** @returns what reads the text; null if no shape explains enough of it */
export function recogniseShape(sample: TextSample): Recognised | null {
  const wished = sample.wish.shape;
  let best: Recognised | null = null;
  for (const shape of shapes) {
    if (wished !== undefined && shape.name !== wished) continue;
    const found = shape.recognise(sample);
    if (found !== null && found.confidence > (best?.confidence ?? 0)) best = found;
  }
  return best !== null && (best.confidence >= leastConfidence || wished !== undefined) ? best : null;
}
